"""One spelling for what people type in many: the ground of search and triage."""

from __future__ import annotations

import re
import unicodedata

_FOLDED = str.maketrans("ёқәіңғүұөһ", "екаингууох", "ъь\u0301\u200b\u200c\u200d\u2060\ufeff\u00ad'’‘ʼ`´")
"""Kazakh letters lose what Russian keyboards lack; marks inside a word go without leaving a gap."""

_WORD = re.compile(r"[^\W_]+")

_DRAWN_OUT = re.compile(r"([^\W\d_ivxи])\1{2,}")
"""One letter three times and more, as people shout. Not those that write Roman numbers."""


def fold(text: str) -> str:
    """Return the words of `text`, lower case, simple letters, one space between them.

    >>> fold("Қауіп бар ма?!  Ёлка")
    'кауип бар ма елка'
    """
    return " ".join(tokens(text))


def tokens(text: str) -> list[str]:
    """Return the folded words of `text` in their order."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_FOLDED)
    return _WORD.findall(_DRAWN_OUT.sub(r"\1", folded))
