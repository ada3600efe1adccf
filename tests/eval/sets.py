"""The sentences: a part to tune with, a held-out part of other words, and a part that others wrote later.

Who wrote the later part had seen neither the content nor the other parts, and the bot had learned all but
the last lines of danger when it was measured first. Nobody tunes on it, nor on the held-out part, but
thresholds were chosen with the counts of both in sight.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from bot.domain.language import Lang
from bot.domain.understanding.phrases import Level

_FOLDER = Path(__file__).parent

Part: TypeAlias = Literal["tuning", "held-out", "later"]
PARTS: tuple[Part, ...] = ("tuning", "held-out", "later")


@dataclass(frozen=True, slots=True)
class Said:
    """A message, how it is typed, and what it is about or how bad it is."""

    id: str
    text: str
    lang: Lang
    typing: str
    topics: tuple[str, ...] = ()
    """The right topic first, then others that are as good; none when it is about other things."""
    level: Level = "none"


def questions(part: Part) -> list[Said]:
    return [_said(line, topics=tuple(line["topics"])) for line in _lines(part, "questions")]


def off_topic(part: Part) -> list[Said]:
    return [_said(line) for line in _lines(part, "off-topic")]


def danger(part: Part) -> list[Said]:
    return [_said(line, level=line["level"]) for line in _lines(part, "danger")]


def _said(line: dict[str, Any], **told: Any) -> Said:
    return Said(line["id"], line["text"], line["lang"], line["typing"], **told)


def _lines(part: Part, name: str) -> Iterator[dict[str, Any]]:
    for line in (_FOLDER / part / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
