"""Whether someone is in danger: phrases that officials wrote, found in what a person wrote.

A phrase matches whole folded words in their order with at most two other words between neighbours;
`*` at the end of a word stands for any ending.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Literal, TypeAlias

from bot.domain.understanding.normalise import tokens

Level: TypeAlias = Literal["danger", "concern", "none"]

GAP = 2
"""Words that may stand between two neighbours of a phrase."""

Word: TypeAlias = tuple[str, bool]
"""A folded word, and whether any ending may follow."""

Span: TypeAlias = tuple[int, int]
"""The first and the last word of a match, counted from 0."""


def words_of(phrase: str) -> tuple[Word, ...]:
    """Return the folded words of a phrase; none when it holds neither letter nor digit."""
    words: list[Word] = []
    for part in phrase.split():
        folded = tokens(part)
        words += [(token, False) for token in folded[:-1]]
        words += [(token, part.endswith("*")) for token in folded[-1:]]
    return tuple(words)


class Triage:
    """Phrases ready to be looked for."""

    def __init__(
        self, danger: Iterable[str], concern: Iterable[str] = (), idioms: Iterable[str] = ()
    ) -> None:
        """Take the phrases of all languages together: people mix them."""
        self._danger = _ready(danger)
        self._concern = _ready(concern)
        self._idioms = _ready(idioms)

    def level(self, text: str) -> Level:
        """Return the worst level that a phrase says, leaving out what an idiom covers."""
        read = _Text(tokens(text))
        covered = {at for first, last in read.matches(self._idioms) for at in range(first, last + 1)}
        if _any_outside(covered, read.matches(self._danger)):
            return "danger"
        return "concern" if _any_outside(covered, read.matches(self._concern)) else "none"


def _ready(phrases: Iterable[str]) -> tuple[tuple[Word, ...], ...]:
    return tuple(words for phrase in phrases if (words := words_of(phrase)))


def _any_outside(covered: set[int], matches: Iterable[Span]) -> bool:
    return any(covered.isdisjoint(range(first, last + 1)) for first, last in matches)


class _Text:
    """The folded words of a text and where each stands."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(words):
            self._places[word].append(at)
        self._known = sorted(self._places)

    def matches(self, phrases: Iterable[tuple[Word, ...]]) -> Iterator[Span]:
        """Go through the matches; a phrase with a word that the text lacks costs next to nothing."""
        for phrase in phrases:
            if all(self._holds(word) for word in phrase):
                for start in self._starts(phrase[0]):
                    if (end := self._end(phrase, start)) is not None:
                        yield start, end

    def _holds(self, word: Word) -> bool:
        stem, open_ended = word
        if not open_ended:
            return stem in self._places
        at = bisect_left(self._known, stem)
        return at < len(self._known) and self._known[at].startswith(stem)

    def _starts(self, word: Word) -> Iterator[int]:
        stem, open_ended = word
        if not open_ended:
            yield from self._places[stem]
            return
        from_stem = self._known[bisect_left(self._known, stem) :]
        for known in takewhile(lambda each: each.startswith(stem), from_stem):
            yield from self._places[known]

    def _end(self, phrase: Sequence[Word], start: int) -> int | None:
        """Return where the nearest match of `phrase` that starts at `start` ends."""
        ends = {start}
        for stem, open_ended in phrase[1:]:
            reach = {at for end in ends for at in range(end + 1, min(end + GAP + 2, len(self._words)))}
            ends = {at for at in reach if _fits(self._words[at], stem, open_ended)}
        return min(ends, default=None)


def _fits(word: str, stem: str, open_ended: bool) -> bool:
    return word.startswith(stem) if open_ended else word == stem
