"""A translation whose Kazakh text has changed since somebody compared them is named."""

from __future__ import annotations

from bot.storage.content import stamps
from bot.storage.content.draft import Draft
from bot.storage.content.findings import Findings


def check(draft: Draft, found: Findings) -> None:
    """Compare the stamps with the Kazakh texts; a folder without `stamps.yaml` keeps none."""
    if draft.stamps is None:
        return
    wanted, kept = stamps.wanted(draft), stamps.kept(draft)
    for path, stamp in wanted.items():
        if path not in kept:
            found.add("stamp-missing", path, id=path)
        elif kept[path] != stamp:
            found.add("stamp-old", path, id=path)
    for path in kept:
        if path not in wanted:
            found.add("stamp-unknown", draft.stamps.path, draft.stamps.line("stamps", path), id=path)
