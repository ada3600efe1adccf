"""The content read once for many starts of the bot: reading it takes most of a start's time.

What is read is what the product reads; only the same files on the same day are not read again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

import pytest

from bot.storage.content import keeper
from bot.storage.content.build import digest
from bot.storage.content.findings import Findings
from bot.storage.content.load import Loaded, load_files
from bot.storage.content.shelf import NO_SHELF, Shelf
from bot.storage.content.source import Files

_FEW = 8
"""Contents that are remembered: the shipped one, and what a test makes of it."""


def remember(patch: pytest.MonkeyPatch, folder: Path | None = None) -> None:
    """Let the keepers of this process, and of those forked from it, have what was read before.

    In `folder` they find what was learned, as a bot does that was started before.
    """
    kept = Shelf(folder) if folder else None
    read: dict[tuple[str, date | None, frozenset[str]], Loaded] = {}

    def load(
        files: Files | None,
        found: Findings,
        today: date | None = None,
        asked: Collection[str] = (),
        shelf: Shelf = NO_SHELF,
    ) -> Loaded:
        if files is None or any(found):
            return load_files(files, found, today, asked, kept or shelf)
        key = digest(files), today, frozenset(asked)
        if key not in read:
            if len(read) == _FEW:
                read.clear()
            read[key] = load_files(files, found, today, asked, kept or shelf)
        return read[key]

    patch.setattr(keeper, "load_files", load)
