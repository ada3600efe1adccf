"""Lines from which the bot learns: each says something, and about one thing only."""

from __future__ import annotations

from bot.domain.language import LANGUAGES
from bot.storage.content.asked import LABELS, LEVELS, OTHER, Label, path_of
from bot.storage.content.draft import Draft
from bot.storage.content.findings import Findings

LONG_LIMIT = 500
"""Characters of a line: what a person writes in one breath."""


def check(draft: Draft, found: Findings) -> None:
    for label in (*draft.topics, OTHER, *LEVELS):
        for lang in LANGUAGES:
            if label in LABELS and (label, lang) not in draft.asked:
                found.add("asked-missing", path_of(label, lang), label=label)
    _lines(draft, found)


def _lines(draft: Draft, found: Findings) -> None:
    """Find lines that teach nothing, or two things."""
    hashes: set[int] = set()
    lines = 0
    for asked in draft.asked.values():
        for number, line in asked.lines():
            if not any(map(str.isalnum, line)):
                found.add("asked-empty", asked.path, number)
            elif len(line) > LONG_LIMIT:
                found.add("asked-long", asked.path, number, limit=LONG_LIMIT)
            hashes.add(hash(_said(asked.label, line)))
            lines += 1
    if len(hashes) < lines:
        _twice(draft, found)


def _twice(draft: Draft, found: Findings) -> None:
    """Name the lines that were said before; there are too many to look for them where there is none."""
    first: dict[tuple[bool, str], tuple[str, int]] = {}
    for asked in draft.asked.values():
        for number, line in asked.lines():
            path, at = first.setdefault(_said(asked.label, line), (asked.path, number))
            if (path, at) != (asked.path, number):
                found.add("asked-twice", asked.path, number, place=f"{path}:{at}")


def _said(label: Label, line: str) -> tuple[bool, str]:
    """Return what two lines have in common that are one; a topic's may stand among the harmless ones."""
    return label in LEVELS, line.casefold().strip("!?., ")
