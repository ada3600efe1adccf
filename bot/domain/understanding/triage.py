"""Whether someone is in danger: what officials listed, and what was learned from how people tell of it.

The phrases of `danger.yaml` are sure and few; what is weighed from the lines of `content/asked/` hears what
nobody thought of listing. Either is enough for danger.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice

from bot.domain.understanding.features import Features, of_word
from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.phrases import Level, Phrases
from bot.domain.understanding.regression import Regression

SURE = 0.5
"""How probable danger must be where no phrase is listed; see `make eval`."""

WORRY = 0.5
"""How probable a worry must be where none is listed."""

DOUBTED = 0.65
"""How probable it must be that all is harmless, for a listed phrase of danger to be taken as a worry."""

WINDOW = 24
"""Words that are looked at by themselves in a long letter: in so many polite ones a cry is lost."""

_ENDS = re.compile(r"[.!?;…\n]+")
"""What ends a sentence."""

_PLACES = 8
"""Places of a text at which a listed danger is looked at by itself."""

FEATURES = Features(of_word, letters=4, reach=2)


class Triage:
    def __init__(self, phrases: Phrases, learned: Regression) -> None:
        """Take the phrases, and what was learned from the lines of each level."""
        self._phrases, self.learned = phrases, learned

    def levels(self, words: Sequence[str], text: str = "") -> tuple[Level, Level]:
        """Return the worst level that folded words tell, and that of the listed phrases alone.

        `text` is what the words are of. A listed danger is doubted by what stands in its own sentence: nine
        questions about meals say nothing of a tenth sentence.
        """
        if alone := self._phrases.alone(words):
            return alone, alone
        listed, (odds, *others) = self._phrases.level(words), self.learned.odds_of(_parts(words))
        meant = listed == "danger" and self._meant(words, odds, text)
        if meant or max(each.get("danger", 0.0) for each in (odds, *others)) >= SURE:
            return "danger", listed
        if listed != "none" or odds.get("concern", 0.0) >= WORRY:
            return "concern", listed
        return "none", listed

    def _meant(self, words: Sequence[str], odds: Mapping[str, float], text: str) -> bool:
        """Tell whether a listed danger is not harmless as a whole, in its sentence or by its neighbours."""
        if odds.get("none", 0.0) < DOUBTED:
            return True
        parts = _around(words, text, islice(self._phrases.places(words), _PLACES))
        return any(each.get("none", 0.0) < DOUBTED for each in self.learned.odds_of(parts))


def _around(words: Sequence[str], text: str, places: Iterable[int]) -> Iterator[Sequence[str]]:
    """Go through the sentences in which words stand, and in long text through the words around them."""
    sentences = [tokens(sentence) for sentence in _ENDS.split(text)]
    ends = list(accumulate(map(len, sentences)))
    for place in places:
        yield from sentences[bisect_right(ends, place) :][:1]
        if len(words) > WINDOW:
            yield words[max(0, place - WINDOW // 2) : place + WINDOW // 2]


def _parts(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Go through the whole text and, when it is long, through its parts, each half over the next."""
    yield words
    if len(words) > WINDOW:
        half = WINDOW // 2
        yield from (words[at : at + WINDOW] for at in range(0, len(words) - half, half))
