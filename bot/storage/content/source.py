"""Files as officials wrote them, and YAML read so that every value knows its line.

The YAML is a plain subset: no tags, no anchors, no key twice, nesting bounded; whoever uploads a file
can neither run code nor fill the memory. Words like `no` and `12:30` stay words.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

import yaml

from bot.storage.content.findings import Findings

SIZE_LIMIT = 1_000_000
"""Bytes of one file of any kind."""

SIZE_LIMITS = {".md": 24_000, ".ftl": 150_000, ".yaml": 500_000, ".txt": 1_000_000}
"""Bytes of one file by its ending: much more than people write, little enough to refuse at once."""

FOLDER_LIMIT = 16_000_000
"""Bytes of all files."""

FILES_LIMIT = 1_000

FOLDER_DEPTH = 4
"""Folders inside one another."""

DEPTH_LIMIT = 16
"""Lists and keys inside one another in one YAML file."""

_TOO_DEEP = "nesting depth"
"""What PyYAML from 6.0.4 on says of a thousand lists inside one another, before it tells of the first."""

VALUES_LIMIT = 20_000
"""Values in one YAML file."""

NOT_CONTENT = {"README.md", "pictures"}
"""Help for whoever edits: it stands in the folder and is not part of what the bot says."""

Files: TypeAlias = Mapping[str, bytes]
"""The folder in memory: path relative to it, with `/`, and content."""

Place: TypeAlias = tuple[str | int, ...]
"""Where a value stands in a document: keys and list positions from the top."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # libyaml's loader where PyYAML was built with it
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  PyYAML's own way


_TAG = "tag:yaml.org,2002:"
_Loader.add_implicit_resolver(f"{_TAG}null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver(f"{_TAG}bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver(f"{_TAG}int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))
_Loader.add_implicit_resolver(f"{_TAG}date", re.compile(r"^\d{4}-\d\d-\d\d$"), list("0123456789"))


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document as plain values, and the line of each."""

    path: str
    value: object
    lines: Mapping[Place, int]

    def line(self, *place: str | int) -> int:
        """Return the line of what stands at `place`, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_files(folder: Path, found: Findings) -> Files | None:
    """Read the files of a folder, hidden ones and the help left out; None without the folder.

    What is larger than the limits above, deeper, or no plain file (a pipe, a device) is a finding.
    """
    if not folder.is_dir():
        found.add("folder-missing", folder.as_posix())
        return None
    files: dict[str, bytes] = {}
    left = FOLDER_LIMIT
    for path in _paths(folder, found):
        if len(files) >= FILES_LIMIT or left < 0:
            found.add("folder-large", path, files=FILES_LIMIT, limit=FOLDER_LIMIT)
            break
        if path != (readable := path.encode(errors="replace").decode()):
            found.add("file-unreadable", readable, problem="its name is not UTF-8")
            continue
        content = _read_file(folder / path, path, found)
        if content is not None:
            files[path] = content
            left -= len(content)
    return files


def _paths(folder: Path, found: Findings) -> Iterator[str]:
    """Go through the files as paths relative to the folder, each folder's own files first."""
    for root, folders, names in os.walk(folder):
        inside = Path(root).relative_to(folder)
        shown = [name for name in sorted(names) if not _left_out(inside / name)]
        yield from ((inside / name).as_posix() for name in shown)
        folders[:] = [name for name in sorted(folders) if not _left_out(inside / name)]
        if len(inside.parts) >= FOLDER_DEPTH:
            for name in folders:
                found.add("folder-deep", (inside / name).as_posix(), limit=FOLDER_DEPTH)
            folders.clear()


def _left_out(path: Path) -> bool:
    return path.name.startswith(".") or path.as_posix() in NOT_CONTENT


def size_limit(path: str) -> int:
    """Return how many bytes a file may have."""
    return SIZE_LIMITS.get(PurePosixPath(path).suffix, SIZE_LIMIT)


def _read_file(file: Path, path: str, found: Findings) -> bytes | None:
    limit = size_limit(path)
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # reading a pipe would wait for ever
            found.add("file-unreadable", path, problem="it is no plain file")
            return None
        with file.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        found.add("file-unreadable", path, problem=error.strerror or type(error).__name__)
        return None
    if len(content) > limit:
        found.add("file-large", path, limit=limit)
        return None
    return content


def decode(path: str, content: bytes, found: Findings) -> str | None:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        found.add("file-encoding", path, content.count(b"\n", 0, error.start) + 1)
        return None


def parse_yaml(path: str, text: str, found: Findings, first_line: int = 1) -> Document | None:
    """Read one YAML document; what is wrong goes to `found` and the answer is None."""
    lines: dict[Place, int] = {}
    try:
        value = _Composer(text, first_line, lines).document()
    except _RefusedError as refusal:
        found.add(refusal.rule, path, refusal.line, **refusal.arguments)
        return None
    except yaml.YAMLError as error:
        line, problem = _line_of(error) + first_line, _problem_of(error)
        if _TOO_DEEP in problem:
            found.add("yaml-deep", path, line)
        else:
            found.add("yaml-syntax", path, line, problem=problem)
        return None
    return Document(path, value, lines)


def _line_of(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line if mark else 0


def _problem_of(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or "this is not YAML")


class _RefusedError(Exception):
    """The YAML uses what this subset leaves out."""

    def __init__(self, rule: str, line: int, **arguments: str) -> None:
        super().__init__(rule)
        self.rule, self.line, self.arguments = rule, line, arguments


class _Composer:
    """Builds values from the parser's events, so that a refusal comes before anything grows."""

    def __init__(self, text: str, first_line: int, lines: dict[Place, int]) -> None:
        self._loader = _Loader(text)
        self._first_line = first_line
        self._lines = lines
        self._values = 0

    def document(self) -> object:
        self._loader.get_event()
        if self._loader.check_event(yaml.StreamEndEvent):
            return None
        self._loader.get_event()
        value = self._node(())
        self._loader.get_event()
        if not self._loader.check_event(yaml.StreamEndEvent):
            raise _RefusedError("yaml-documents", self._line(self._loader.peek_event()))
        return value

    def _line(self, event: yaml.Event) -> int:
        return (event.start_mark.line if event.start_mark else 0) + self._first_line

    def _node(self, place: Place) -> object:
        event = self._loader.get_event()
        line = self._line(event)
        self._lines.setdefault(place, line)
        self._values += 1
        if self._values > VALUES_LIMIT:
            raise _RefusedError("yaml-large", line, limit=str(VALUES_LIMIT))
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _RefusedError("yaml-alias", line)
        if event.tag:
            raise _RefusedError("yaml-tag", line, tag=event.tag)
        if len(place) >= DEPTH_LIMIT:
            raise _RefusedError("yaml-deep", line)
        if isinstance(event, yaml.ScalarEvent):
            if event.style in ("|", ">"):
                self._lines[place] = line + 1  # where the text itself begins
            return self._scalar(event, line)
        return self._mapping(place) if isinstance(event, yaml.MappingStartEvent) else self._sequence(place)

    def _mapping(self, place: Place) -> dict[str, object]:
        mapping: dict[str, object] = {}
        while not self._loader.check_event(yaml.MappingEndEvent):
            event = self._loader.peek_event()
            line = self._line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _RefusedError("yaml-key", line)
            key = self._loader.get_event().value
            if key in mapping:
                raise _RefusedError("yaml-duplicate", line, key=key)
            self._lines[*place, key] = line
            mapping[key] = self._node((*place, key))
        self._loader.get_event()
        return mapping

    def _sequence(self, place: Place) -> list[object]:
        sequence: list[object] = []
        while not self._loader.check_event(yaml.SequenceEndEvent):
            sequence.append(self._node((*place, len(sequence))))
        self._loader.get_event()
        return sequence

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> object:
        kind = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit).removeprefix(_TAG)
        try:
            return _READERS.get(kind, str)(event.value)
        except ValueError as error:
            raise _RefusedError("yaml-syntax", line, problem=str(error)) from None


_READERS: Mapping[str, Any] = {
    "null": lambda _: None,
    "bool": lambda word: word == "true",
    "int": int,
    "date": date.fromisoformat,
}
