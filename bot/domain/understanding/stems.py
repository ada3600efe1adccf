"""Words without their endings, so that one form finds another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import snowballstemmer

from bot.domain.language import Lang

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


class Stemmer:
    """Takes endings off folded words of one language. One per thread: the algorithms keep state."""

    def __init__(self, lang: Lang) -> None:
        self._stop = _STOP[lang]
        bare: Callable[[str], str] = (
            _kazakh if lang == "kk" else snowballstemmer.stemmer(_ALGORITHMS[lang]).stemWord
        )
        self._bare = lru_cache(maxsize=10_000)(bare)

    def stems(self, words: Sequence[str]) -> list[str]:
        """Return the stems of `words`, in their order, function words left out."""
        return [self._bare(word) for word in words if word not in self._stop]


def _kazakh(word: str) -> str:
    """Take endings off one by one: Kazakh strings them together."""
    while True:
        room = len(word) - _KAZAKH_STEM
        ending = next((e for e in _KAZAKH_ENDINGS if len(e) <= room and word.endswith(e)), "")
        if not ending:
            return word
        word = word[: -len(ending)]


_ALGORITHMS: dict[Lang, str] = {"ru": "russian", "en": "english"}

_FUNCTION_WORDS: dict[Lang, str] = {
    "kk": "ма ме ба бе па пе да де та те мен бен пен гой еки бир бул сол осы ол",
    "ru": "а и в на с со к у о об от до по за из не ли же бы то это я мы он она они",
    "en": "a an the of to in on at is are be it i we my do does for and or",
}

_STOP: dict[Lang, frozenset[str]] = {
    lang: frozenset(words.split()) for lang, words in _FUNCTION_WORDS.items()
}
