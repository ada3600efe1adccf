"""One spelling for what people type in many: the ground of search and triage."""

from __future__ import annotations

import re
import unicodedata

_FOLDED = str.maketrans("ёқәіңғүұөһ", "екаингууох", "ъь'’‘ʼ`´")
"""Kazakh letters lose what Russian keyboards lack; marks inside a word go without leaving a gap."""


class _Seen(dict[int, int | None]):
    """Leaves out accents, frames and what has no form: they hide no word."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) in ("Mn", "Me", "Cf") else code
        return self[code]


_SEEN = _Seen()

_LOOK = str.maketrans("abcehikmoptxy", "авсеникмортху")
"""Latin letters that look like Cyrillic ones, for a word that has both."""

_ASCII = re.compile(r"[a-z]")
_BOTH = re.compile(r"\b(?=\w*[а-я])(?=\w*[a-z])[^\W\d_]+\b")

_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?=([ .*_-]))(?:\1[^\W\d_](?![^\W_])){2,}")
"""Letters by themselves, three and more, with the same sign between: a word that was hidden, or shouted."""

_WORDS_OF_ONE = frozenset("авикосуяai")

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
    """Return the folded words of `text` in their order.

    >>> tokens("я xочу  у м е р е т ь")
    ['я', 'хочу', 'умерет']
    """
    whole = unicodedata.normalize("NFKC", text)
    if not whole.isascii():
        whole = whole.translate(_SEEN)
    folded = _SPACED.sub(_joined, whole.lower()).translate(_FOLDED)
    if not folded.isascii() and _ASCII.search(folded):
        folded = _BOTH.sub(lambda word: word[0].translate(_LOOK), folded)
    return _WORD.findall(_DRAWN_OUT.sub(r"\1", folded))


def _joined(spaced: re.Match[str]) -> str:
    letters = spaced[0][::2]
    return spaced[0] if _WORDS_OF_ONE.issuperset(letters) else letters
