"""The small language in which the table of methods names its parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_ATOM = re.compile(r"(\w+)(?:\{([\w,]+)\})?(?:\((-?\d+)-(-?\d+)?\))?")


@dataclass(frozen=True)
class Kind:
    """What a value must be.

    `name`: int, float, bool, true, str, chat, file, json, array, choice or an object's name. `parts`: an
    array's one kind, or a choice's kinds. `words`: the only strings allowed, when not empty.
    """

    name: str
    words: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    parts: tuple[Kind, ...] = ()

    def holds(self, size: float) -> bool:
        return (self.low is None or size >= self.low) and (self.high is None or size <= self.high)


@dataclass(frozen=True)
class Parameter:
    kind: Kind
    required: bool


Fields = dict[str, Parameter]


def fields(line: str) -> Fields:
    """Read `name!:kind name:kind …`."""
    found: Fields = {}
    for word in line.split():
        name, _, written = word.partition(":")
        found[name.rstrip("!")] = Parameter(kind(written), name.endswith("!"))
    return found


def kind(written: str) -> Kind:
    if written.startswith("["):
        inner, _, bounds = written[1:].rpartition("]")
        low, high = _bounds(bounds)
        return Kind("array", low=low, high=high, parts=(kind(inner),))
    if "|" in written:
        return Kind("choice", parts=tuple(kind(part) for part in written.split("|")))
    match = _ATOM.fullmatch(written)
    if match is None:
        raise ValueError(f"not a kind: {written}")
    name, words, low_text, high_text = match.groups()
    return Kind(name, tuple((words or "").split(",")) if words else (), _number(low_text), _number(high_text))


def _bounds(written: str) -> tuple[int | None, int | None]:
    low, _, high = written.strip("()").partition("-")
    return _number(low), _number(high)


def _number(written: Any) -> int | None:
    return int(written) if written else None
