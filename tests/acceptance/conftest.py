from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests import reading
from tests.acceptance.folders import copied
from tests.acceptance.stage import Stage, play


@pytest.fixture(scope="session", autouse=True)
def content_read_once() -> Iterator[None]:
    """Let each stage have what was read of the same files before."""
    with pytest.MonkeyPatch.context() as patch:
        reading.remember(patch)
        yield


@pytest_asyncio.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with play(tmp_path) as stage:
        yield stage


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder of the test's own."""
    return copied(tmp_path / "content")


@pytest_asyncio.fixture
async def office(tmp_path: Path, content: Path) -> AsyncIterator[Stage]:
    """A stage on that folder, with an admin who has started the bot."""
    async with play(tmp_path / "data", content_dir=content) as stage:
        await stage.admin.says("/start")
        yield stage
