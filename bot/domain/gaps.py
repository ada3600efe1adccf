"""Gaps in the answers: what nobody could be told, and what did not help. No name is kept with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.language import Lang
from bot.domain.markup import cut
from bot.domain.understanding.normalise import tokens

KEPT = timedelta(days=90)
"""How long gaps and voices are kept: `content/texts`, "privacy", promises it."""

_UNITS = 500
"""UTF-16 units of what a person wrote that are kept."""

_TRACES = re.compile(
    r"(?:https?://|t\.me/|www\.)\S+"  # pages, among them people's own
    r"|(?<![a-z0-9-])[a-z0-9-]++(?:\.[a-z0-9-]+)*\.[a-z]{2,}/\S+"  # the same without https://
    r"|\S*@\S+"  # mail and Telegram names
    r"|\+?\d(?:[\s().-]*\d){8,}",  # phones, cards, IIN: nine digits or more
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Gap:
    """What people wrote: missing in the answer on `topic`, or, where that is "", asked in vain."""

    topic: str
    lang: Lang
    words: str
    times: int
    """How often it was written, in whatever spelling."""
    at: datetime
    """When last."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What people said of a topic's answer: one voice for each person and day."""

    topic: str
    helped: int
    not_helped: int


def nameless(words: str) -> str:
    """Return the beginning of what a person wrote, without phone numbers, mail addresses and links.

    >>> nameless("Қызым үшін +7 701 123-45-67 нөміріне хабарласыңыз, 5-сынып, @aigul")
    'Қызым үшін … нөміріне хабарласыңыз, 5-сынып, …'
    """
    shown, more = cut(_TRACES.sub("…", words).strip(), _UNITS)
    return shown.rstrip() + ("…" if more else "")


def says_something(words: str) -> bool:
    """Tell whether a person wrote a word at all: of two letters or more that are not all the same.

    >>> [says_something(words) for words in ("123456", "ааааа 5", "?!", "нет адреса")]
    [False, False, False, True]
    """
    letters = ([sign for sign in token if sign.isalpha()] for token in tokens(words))
    return any(len(set(word)) > 1 for word in letters)
