from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.acceptance.stage import Stage, play


@pytest_asyncio.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with play(tmp_path) as stage:
        yield stage
