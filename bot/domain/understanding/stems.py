"""Words without their endings, so that one form finds another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from bot.domain.language import Lang
from bot.domain.understanding.function_words import FUNCTION_WORDS

_ENDINGS = """
    лар лер дар дер тар тер
    дын дин тын тин нын нин га ге ка ке на не да де та те нда нде дан ден тан тен нан нен ды ди ты ти ны ни
    мен бен пен менен
    ым им м ын ин н ынын ыныз иниз ныз низ сы си ы и ымыз имиз мыз миз
    дагы деги тагы теги ндагы ндеги дики тики ники
    ган ген кан кен ады еди йды йди ып ип п са се у уге уга ма ме ба бе па пе
"""
"""Of Kazakh words: plural, cases, with, whose, which, verbs and questions."""

_KAZAKH_ENDINGS = sorted(_ENDINGS.split(), key=len, reverse=True)
_KAZAKH_STEM = 3
"""Letters that a Kazakh stem keeps at least."""


_PREFIX = 5
"""Letters by which a word whose stem is unknown is still found: people inflect and misspell endings."""


class Stem(NamedTuple):
    text: str
    word: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Return under which keys an index holds the word, the surest first."""
        return (self.text, f"{self.word[:_PREFIX]}*") if len(self.word) > _PREFIX else (self.text,)


class Stemmer:
    """Takes endings off folded words of one language. One per thread: the algorithms keep state."""

    def __init__(self, lang: Lang) -> None:
        self._left_out = FUNCTION_WORDS[lang]
        bare: Callable[[str], str] = (
            _kazakh if lang == "kk" else snowballstemmer.stemmer(_ALGORITHMS[lang]).stemWord
        )
        self._bare = lru_cache(maxsize=1_000)(bare)

    def stems(self, words: Sequence[str]) -> list[Stem]:
        """Return what is left of `words`, in their order, function words left out."""
        return [
            Stem(self._bare(word), word)
            for word in words
            if word not in self._left_out and (len(word) > 1 or word.isdigit())
        ]


def _kazakh(word: str) -> str:
    """Take endings off one by one: Kazakh strings them together."""
    while True:
        room = len(word) - _KAZAKH_STEM
        ending = next((e for e in _KAZAKH_ENDINGS if len(e) <= room and word.endswith(e)), "")
        if not ending:
            return word
        word = word[: -len(ending)]


_ALGORITHMS: dict[Lang, str] = {"ru": "russian", "en": "english"}
