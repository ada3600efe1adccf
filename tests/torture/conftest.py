from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.torture.lives import Launcher, launcher
from tests.torture.scene import Scene, scene

_FIGURE = "figure"


@pytest.fixture(scope="session")
def forks() -> Iterator[Launcher]:
    """A parent that forks lives of the bot in an instant."""
    with launcher() as ready:
        yield ready


@pytest_asyncio.fixture
async def lives(tmp_path: Path, forks: Launcher) -> AsyncIterator[Scene]:
    async with scene(tmp_path, forks.begin) as opened:
        yield opened


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Take down a measured figure; the run ends with all of them."""

    def take(line: str) -> None:
        print(line)
        record_property(_FIGURE, line)

    return take


def pytest_terminal_summary(terminalreporter: Any) -> None:
    lines = [
        f"{report.nodeid.rpartition('::')[2]}: {value}"
        for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
        for name, value in report.user_properties
        if name == _FIGURE
    ]
    if lines:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(sorted(lines)))
