"""Whether someone is in danger: phrases that officials wrote, found in what a person wrote.

A phrase matches whole folded words in their order with at most two other words between neighbours;
`*` at the end of a word stands for any ending. People also tell of danger about others and in any
order: a family is a set of phrases with one sense, and families said near each other tell it too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, TypeAlias

from bot.domain.understanding.normalise import tokens

Level: TypeAlias = Literal["danger", "concern", "none"]

GAP = 2
"""Words that may stand between two neighbours of a phrase."""

NEAR = 8
"""Words from the beginning of one family's phrase to that of another, either way."""

Word: TypeAlias = tuple[str, bool]
"""A folded word, and whether any ending may follow."""

Phrase: TypeAlias = tuple[Word, ...]

Span: TypeAlias = tuple[int, int]
"""The first and the last word of a match, counted from 0."""


@dataclass(frozen=True, slots=True)
class Together:
    """Families of phrases that tell of danger when the first has all others near it."""

    families: Sequence[Iterable[str]]
    unless: Iterable[str] = ()
    """Phrases that, anywhere in the text, make it a question and not a call: fines, laws, ages."""


def words_of(phrase: str) -> Phrase:
    """Return the folded words of a phrase; none when it holds neither letter nor digit."""
    words: list[Word] = []
    for part in phrase.split():
        folded = tokens(part)
        words += [(token, False) for token in folded[:-1]]
        words += [(token, part.endswith("*")) for token in folded[-1:]]
    return tuple(words)


class Triage:
    """Phrases ready to be looked for. They are of all languages together: people mix them."""

    def __init__(
        self,
        danger: Iterable[str],
        concern: Iterable[str] = (),
        idioms: Iterable[str] = (),
        together: Iterable[Together] = (),
        alone: Mapping[Level, Iterable[str]] = {},
    ) -> None:
        """Take what tells of danger; `alone` holds phrases that tell a level as the whole message."""
        self._danger = _Phrases(danger)
        self._concern = _Phrases(concern)
        self._idioms = _Phrases(idioms)
        self._together = tuple(
            (tuple(_Phrases(family) for family in each.families), _Phrases(each.unless)) for each in together
        )
        self._alone = {tuple(tokens(phrase)): level for level in alone for phrase in alone[level]}

    def level(self, text: str) -> Level:
        """Return the worst level that the text tells, leaving out what an idiom covers."""
        words = tokens(text)
        if alone := self._alone.get(tuple(words)):
            return alone
        read = _Text(words)
        covered = {at for first, last in read.matches(self._idioms) for at in range(first, last + 1)}
        if _any(read.outside(covered, self._danger)) or self._told_together(read, covered):
            return "danger"
        return "concern" if _any(read.outside(covered, self._concern)) else "none"

    def _told_together(self, read: _Text, covered: Container[int]) -> bool:
        return any(
            _near([[first for first, _ in read.outside(covered, family)] for family in families])
            and not _any(read.matches(unless))
            for families, unless in self._together
        )


class _Phrases:
    """Phrases by their first word: a text is held against those alone whose first word it has."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._whole: dict[str, list[Phrase]] = defaultdict(list)
        self._begun: dict[str, list[Phrase]] = defaultdict(list)
        for words in filter(None, map(words_of, phrases)):
            stem, open_ended = words[0]
            (self._begun if open_ended else self._whole)[stem].append(words)
        self._lengths = {len(stem) for stem in self._begun}

    def possible(self, words: Sequence[str]) -> Iterator[Phrase]:
        """Go through the phrases whose first word is among these, each once."""
        for word in words:
            yield from self._whole.get(word, ())
        stems = {word[:length] for word in words for length in self._lengths}
        for stem in stems:
            yield from self._begun.get(stem, ())


def _any(matches: Iterator[Span]) -> bool:
    return next(matches, None) is not None


def _near(places: Sequence[Sequence[int]]) -> bool:
    """Tell whether a place of the first family has one of each other family near it."""
    others = [sorted(each) for each in places[1:]]
    return any(all(_within(each, place) for each in others) for place in places[0])


def _within(places: Sequence[int], place: int) -> bool:
    at = bisect_left(places, place - NEAR)
    return at < len(places) and places[at] <= place + NEAR


class _Text:
    """The folded words of a text and where each stands."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(words):
            self._places[word].append(at)
        self._known = sorted(self._places)

    def outside(self, covered: Container[int], phrases: _Phrases) -> Iterator[Span]:
        """Go through the matches that touch no covered word."""
        for first, last in self.matches(phrases):
            if not any(at in covered for at in range(first, last + 1)):
                yield first, last

    def matches(self, phrases: _Phrases) -> Iterator[Span]:
        """Go through the matches; a phrase with a word that the text lacks costs next to nothing."""
        for phrase in phrases.possible(self._known):
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
