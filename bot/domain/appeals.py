"""An appeal's life: the draft, what is said in it, its states and what moves it between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from bot.domain.actions import Step
from bot.domain.language import Lang
from bot.domain.messages import FileKind

TEXT_LIMIT = 4096
FILES_LIMIT = 10

Status: TypeAlias = Literal["open", "answered"]
EntryKind: TypeAlias = Literal["statement", "addition", "correction", "proposed", "reply", "note"]


@dataclass(frozen=True, slots=True)
class Attachment:
    kind: FileKind
    file_id: str


@dataclass(frozen=True, slots=True)
class Body:
    """What a person wrote: plain text, byte for byte as it came, and files."""

    text: str = ""
    files: tuple[Attachment, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.files)

    def joined(self, *others: Body) -> Body:
        """Add what was written next; texts stand on lines of their own."""
        text = "\n".join(each.text for each in (self, *others) if each.text)
        return Body(text, sum((each.files for each in others), self.files))

    def to_json(self) -> dict[str, Any]:
        return {"text": self.text, "files": [[each.kind, each.file_id] for each in self.files]}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Body:
        return cls(value["text"], tuple(Attachment(kind, file_id) for kind, file_id in value["files"]))


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a draft: an edit of that message changes this part and no other.

    `album` names the album that it is part of, whose other messages may come later.
    """

    message_id: int
    body: Body
    album: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An appeal that is being written. `id` makes sure that ten taps on "Send" file one appeal."""

    id: str
    topic: str = ""
    category: str = ""
    place: str = ""
    parts: tuple[Part, ...] = ()
    anew: bool = False
    """The words are to be written anew: what comes next replaces them, and until then they stay."""
    consent: str = ""
    """The version of the consent that the preview showed last."""
    opening: str = ""
    """The rule that the appeal begins with, quoted by a wizard; the author's own words follow."""

    @property
    def body(self) -> Body:
        """All that was written so far, in order."""
        return Body(self.opening).joined(*(part.body for part in self.parts))

    @property
    def step(self) -> Step:
        """The first thing still missing."""
        if not self.category:
            return "category"
        if not self.place:
            return "place"
        return "preview" if self.parts and not self.anew else "text"

    def at(self, step: Step) -> Draft:
        """Return the draft at a step: its choice is to be made again, and no written word is lost."""
        match step:
            case "category":
                return replace(self, category="", anew=False)
            case "place":
                return replace(self, place="", anew=False)
            case "text":
                return replace(self, anew=True)
            case "preview":
                return replace(self, anew=False)

    def written(self, *parts: Part) -> Draft:
        """Return the draft with these messages more, or as they read after an edit."""
        draft = self
        for part in parts:
            draft = draft._with(part)
        return draft

    def _with(self, part: Part) -> Draft:
        if any(each.message_id == part.message_id for each in self.parts):
            parts = tuple(part if each.message_id == part.message_id else each for each in self.parts)
            return replace(self, parts=parts)
        if self.anew:
            return replace(self, opening="", parts=(part,), anew=False)
        return replace(self, parts=(*self.parts, part))

    def to_json(self) -> dict[str, Any]:
        parts = [[part.message_id, part.body.to_json(), part.album] for part in self.parts]
        return {**{field.name: getattr(self, field.name) for field in fields(self)}, "parts": parts}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Draft:
        parts = tuple(Part(number, Body.from_json(body), *rest) for number, body, *rest in value["parts"])
        return cls(**{**value, "parts": parts})


@dataclass(frozen=True, slots=True)
class Appeal:
    """A filed appeal without its words, which are its entries. `author` is the author's Telegram chat."""

    id: str
    number: str
    author: int
    lang: Lang
    category: str
    place: str
    topic: str
    status: Status
    promised_days: int
    due_on: date
    filed_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    appeal_id: str
    kind: EntryKind
    body: Body
    at: datetime


def number_of(year: int, serial: int) -> str:
    """Return an appeal's number, e.g. AB-2026-000001."""
    return f"AB-{year}-{serial:06d}"


_NUMBER = re.compile(r"AB-?([0-9]{4})-?([0-9]{6,12})")
_SPACES_AND_DASHES = re.compile(r"[\s\u00ad\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d-]+")
_LATIN = str.maketrans("АВБ", "ABB")
"""А, В and Б of a Cyrillic keyboard, as the letters of a number are heard and seen."""


def parse_number(text: str) -> str | None:
    """Return the appeal's number that a text is, as `number_of` writes it, or None.

    Letters may be Cyrillic and in any case, dashes of any kind, or spaces. Digits alone are no number: the
    year is not guessed. Whether there is such an appeal, and whose, is not said.
    """
    plain = _SPACES_AND_DASHES.sub("-", text.strip().upper()).translate(_LATIN)
    found = _NUMBER.fullmatch(plain)
    return number_of(int(found[1]), int(found[2])) if found else None


def after(status: Status, deed: EntryKind) -> Status:
    """Return an appeal's status once something was said in it: the one table of its moves."""
    match deed:
        case "reply":
            return "answered"
        case "addition" | "correction":
            return "open"
        case _:
            return status
