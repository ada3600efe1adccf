from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from bot.storage.content import keeper
from bot.storage.content.build import digest
from bot.storage.content.findings import Findings
from bot.storage.content.load import Loaded, load_files
from bot.storage.content.source import Files
from tests.acceptance.folders import copied
from tests.acceptance.stage import Stage, play

_FEW = 8
"""Contents that are remembered: the shipped one, and what a test makes of it."""


@pytest.fixture(scope="session", autouse=True)
def content_read_once() -> Iterator[None]:
    """Let each stage have what was read of the same files before: reading takes most of a start."""
    read: dict[tuple[str, date | None, frozenset[str]], Loaded] = {}

    def load(
        files: Files | None, found: Findings, today: date | None = None, asked: Collection[str] = ()
    ) -> Loaded:
        if files is None or any(found):
            return load_files(files, found, today, asked)
        key = digest(files), today, frozenset(asked)
        if key not in read:
            if len(read) == _FEW:
                read.clear()
            read[key] = load_files(files, found, today, asked)
        return read[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeper, "load_files", load)
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
