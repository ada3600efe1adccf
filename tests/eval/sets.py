"""The sentences: a half to tune with, and a held-out half of other words that nobody tunes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from bot.domain.language import Lang
from bot.domain.understanding.phrases import Level

_FOLDER = Path(__file__).parent

Half: TypeAlias = Literal["tuning", "held-out"]
HALVES: tuple[Half, ...] = ("tuning", "held-out")


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


def questions(half: Half) -> list[Said]:
    return [_said(line, topics=tuple(line["topics"])) for line in _lines(half, "questions")]


def off_topic(half: Half) -> list[Said]:
    return [_said(line) for line in _lines(half, "off-topic")]


def danger(half: Half) -> list[Said]:
    return [_said(line, level=line["level"]) for line in _lines(half, "danger")]


def _said(line: dict[str, Any], **told: Any) -> Said:
    return Said(line["id"], line["text"], line["lang"], line["typing"], **told)


def _lines(half: Half, name: str) -> Iterator[dict[str, Any]]:
    for line in (_FOLDER / half / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
