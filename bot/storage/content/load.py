"""From the folder to a catalogue, or to everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.domain.catalogue import Catalogue
from bot.storage.content.build import build
from bot.storage.content.check import check
from bot.storage.content.draft import read_draft
from bot.storage.content.findings import Finding, Findings
from bot.storage.content.shelf import NO_SHELF, Shelf
from bot.storage.content.source import Files, read_files


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the folder gives: a catalogue when no finding is an error, and all findings."""

    catalogue: Catalogue | None
    findings: tuple[Finding, ...]


def load(
    folder: Path, today: date | None = None, asked: Collection[str] = (), shelf: Shelf = NO_SHELF
) -> Loaded:
    """Read, check and build the folder; with `today` also warn of answers checked long ago.

    `asked` are the ids of the texts that the program says: with them every one must be there and used.
    `shelf` keeps what was learned from the content.
    """
    found = Findings()
    return load_files(read_files(folder, found), found, today, asked, shelf)


def load_files(
    files: Files | None,
    found: Findings,
    today: date | None = None,
    asked: Collection[str] = (),
    shelf: Shelf = NO_SHELF,
) -> Loaded:
    """Do the same with files already in memory and what was found while reading them."""
    if files is None:
        return Loaded(None, tuple(found))
    draft = read_draft(files, found)
    check(draft, found, today, asked)
    return Loaded(None if found.broken else build(draft, files, shelf), tuple(found))
