"""What two versions of a folder differ in: files, and within them lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["new", "gone", "changed"]


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that differs. `removed` and `added` are its lines as they stand in the old and the new file.

    Lines that only moved are in neither.
    """

    path: str
    kind: Kind
    removed: tuple[str, ...]
    added: tuple[str, ...]


def changed_paths(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the paths of files that are new, gone or changed, in order."""
    return tuple(path for path in sorted(before.keys() | after.keys()) if before.get(path) != after.get(path))


def compare(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[FileChange, ...]:
    """Return every file that differs, in order of paths. The time it takes grows with the size alone."""
    return tuple(_change(path, before.get(path), after.get(path)) for path in changed_paths(before, after))


def _change(path: str, before: bytes | None, after: bytes | None) -> FileChange:
    old, new = _lines(before), _lines(after)
    kind: Kind = "new" if before is None else "gone" if after is None else "changed"
    return FileChange(path, kind, _lacking(old, new), _lacking(new, old))


def _lines(content: bytes | None) -> Sequence[str]:
    return (content or b"").decode("utf-8-sig", "replace").splitlines()


def _lacking(lines: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return the lines that have no fellow among the others; empty ones tell nothing."""
    left, lacking = Counter(others), []
    for line in lines:
        if left[line]:
            left[line] -= 1
        elif line.strip():
            lacking.append(line)
    return tuple(lacking)
