"""Rules across files: what no single file shows by itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from bot.storage.content.check import (
    answers,
    examples,
    menu,
    phrases,
    prose,
    references,
    sentences,
    stamps,
    wizards,
)
from bot.storage.content.draft import Draft
from bot.storage.content.findings import Findings


def check(draft: Draft, found: Findings, today: date | None, asked: Collection[str]) -> None:
    """Add every violation to `found`; a rule whose file is broken waits until it is mended."""
    references.check(draft, found)
    menu.check(draft, found)
    answers.check(draft, found, today)
    wizards.check(draft, found, today)
    sentences.check(draft, found, asked)
    phrases.check(draft, found)
    examples.check(draft, found)
    prose.check(draft, found)
    stamps.check(draft, found)
