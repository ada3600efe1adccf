"""The content read and learned from once for many starts of the bot: that takes most of a first start's time.

What is read is what the product reads; only the same files on the same day are not read again.
"""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from bot.storage.content import keeper
from bot.storage.content.build import digest
from bot.storage.content.findings import Findings
from bot.storage.content.load import Loaded, load, load_files
from bot.storage.content.shelf import NO_SHELF, Shelf, folder_in
from bot.storage.content.source import Files

_FEW = 8
"""Contents that are remembered: the shipped one, and what a test makes of it."""


_CONTENT = Path(__file__).parents[1] / "content"


@cache
def learned() -> Path:
    """Return a folder where tests of this process keep what was learned; it goes when the process ends."""
    folder = Path(mkdtemp(prefix="abai-bala-learned-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def teach(data_dir: Path) -> None:
    """Let a bot that starts with `data_dir` find what the shipped content teaches, as at a second start."""
    assert load(_CONTENT, shelf=Shelf(learned())).catalogue
    shutil.copytree(learned(), folder_in(data_dir))


def remember(patch: pytest.MonkeyPatch) -> None:
    """Let the keepers of this process, and of those forked from it, have what was read and learned before."""
    kept = Shelf(learned())
    read: dict[tuple[str, date | None, frozenset[str]], Loaded] = {}

    def load(
        files: Files | None,
        found: Findings,
        today: date | None = None,
        asked: Collection[str] = (),
        shelf: Shelf = NO_SHELF,
    ) -> Loaded:
        if files is None or any(found):
            return load_files(files, found, today, asked, kept)
        key = digest(files), today, frozenset(asked)
        if key not in read:
            if len(read) == _FEW:
                read.clear()
            read[key] = load_files(files, found, today, asked, kept)
        return read[key]

    patch.setattr(keeper, "load_files", load)
