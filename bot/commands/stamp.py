"""What `stamp` does at the terminal: says that translations follow the Kazakh text as it is now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TextIO

from bot.commands.content import BROKEN, GOOD, print_findings, print_unwritten
from bot.storage.content import stamps
from bot.storage.content.draft import Draft, read_draft
from bot.storage.content.findings import Finding, Findings
from bot.storage.content.source import read_files
from bot.storage.content.versions import write_whole


def run_stamp(folder: Path, named: Collection[str], out: TextIO, err: TextIO) -> int:
    """Stamp the translations `named` by path or by topic; all of them when none is named.

    Prints each new stamp. Returns 1, and changes nothing, when a name fits no translation, a text
    cannot be read or the stamps cannot be written.
    """
    found = Findings()
    files = read_files(folder, found)
    draft = None if files is None else read_draft(files, found)
    if draft is None or (unread := _unread(found)):
        print_findings(found if draft is None else unread, err)
        return BROKEN
    wanted, kept = stamps.wanted(draft), stamps.kept(draft)
    for name in named:
        if not any(_names(name, path) for path in wanted):
            print(f"{name}: there is no such translation", file=err)
            return BROKEN
    chosen = {path for path in wanted if not named or any(_names(name, path) for name in named)}
    new = {path: stamp for path, stamp in kept.items() if path in wanted}
    new |= {path: wanted[path] for path in chosen}
    try:
        _write(folder, draft, new)
    except OSError as error:
        print_unwritten(folder / stamps.PATH, error, err)
        return BROKEN
    _print_changes(kept, new, out)
    return GOOD


def _unread(found: Findings) -> list[Finding]:
    """Return the errors in the answers and the stamps: a half-read text gets no stamp."""
    return [
        finding
        for finding in found
        if finding.severity == "error"
        and (
            finding.path == stamps.PATH
            or (finding.path.startswith("topics/") and finding.path.endswith(".md"))
        )
    ]


def _names(name: str, path: str) -> bool:
    return path == name or path.split("/")[1] == name


def _write(folder: Path, draft: Draft, new: Mapping[str, str]) -> None:
    if draft.stamps is None or stamps.kept(draft) != new:
        write_whole(folder / stamps.PATH, stamps.written(new))


def _print_changes(kept: Mapping[str, str], new: Mapping[str, str], out: TextIO) -> None:
    changed = [path for path in sorted(new) if kept.get(path) != new[path]]
    for path in changed:
        print(f"{path}: follows the Kazakh text {new[path]}", file=out)
    print(f"{len(changed)} of {len(new)} stamps are new", file=out)
