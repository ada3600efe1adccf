"""Phrases of danger that officials wrote, found in what a person wrote.

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

from bot.domain.understanding.letters import cyrillic, is_latin
from bot.domain.understanding.normalise import tokens

Level: TypeAlias = Literal["danger", "concern", "none"]

_WORST_FIRST: Sequence[Level] = ("danger", "concern", "none")

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


class Phrases:
    """Phrases ready to be looked for. They are of all languages together: people mix them."""

    def __init__(
        self,
        danger: Iterable[str],
        concern: Iterable[str] = (),
        idioms: Iterable[str] = (),
        together: Iterable[Together] = (),
        alone: Mapping[Level, Iterable[str]] = {},
    ) -> None:
        """Take what tells of danger; `alone` holds phrases that tell a level as the whole message.

        Of its levels a later one counts more.
        """
        self._danger = _Begun(danger)
        self._concern = _Begun(concern)
        self._idioms = _Begun(idioms)
        self._together = tuple(
            (tuple(_Begun(family) for family in each.families), _Begun(each.unless)) for each in together
        )
        self._alone = {tuple(tokens(phrase)): level for level in alone for phrase in alone[level]}

    def alone(self, words: Sequence[str]) -> Level | None:
        """Return the level that folded words tell as the whole message, if one is listed."""
        return self._alone.get(tuple(words)) or self._alone.get(tuple(_spelled(words)))

    def level(self, words: Sequence[str]) -> Level:
        """Return the worst level that folded words tell, leaving out what an idiom covers."""
        if alone := self.alone(words):
            return alone
        spelled = _spelled(words)
        told = {self._told(words), self._told(spelled) if spelled != words else "none"}
        return next(level for level in _WORST_FIRST if level in told or level == "none")

    def places(self, words: Sequence[str]) -> Iterator[int]:
        """Go through the words at which danger begins to be told."""
        spelled = _spelled(words)
        for said in (words, spelled) if spelled != words else (words,):
            read = _Text(said)
            yield from self._places(read, self._covered(read))

    def _told(self, words: Sequence[str]) -> Level:
        read = _Text(words)
        covered = self._covered(read)
        if _any(self._places(read, covered)):
            return "danger"
        return "concern" if _any(read.outside(covered, self._concern)) else "none"

    def _covered(self, read: _Text) -> Container[int]:
        return {at for first, last in read.matches(self._idioms) for at in range(first, last + 1)}

    def _places(self, read: _Text, covered: Container[int]) -> Iterator[int]:
        yield from (first for first, _ in read.outside(covered, self._danger))
        for families, unless in self._together:
            near = _near([[first for first, _ in read.outside(covered, family)] for family in families])
            if near and not _any(read.matches(unless)):
                yield from near


class Writer:
    """Tells whether a child writes, by words that only a child says, or only an adult."""

    def __init__(self, child: Iterable[str] = (), adult: Iterable[str] = ()) -> None:
        self._child, self._adult = Phrases(child), Phrases(adult)

    def is_child(self, words: Sequence[str]) -> bool:
        """Tell so of folded words; when they tell neither, it is not known and taken for an adult."""
        return self._child.level(words) == "danger" and self._adult.level(words) == "none"


def _spelled(words: Sequence[str]) -> Sequence[str]:
    """Return the words as Kazakh and Russian spell them: what is in Latin letters may be either."""
    return [cyrillic(word) if is_latin(word) else word for word in words]


class _Begun:
    """Phrases by their first word: a text is held against those alone whose first word it has."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._whole: dict[str, list[Phrase]] = defaultdict(list)
        self._begun: dict[int, dict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
        """By the length of that word first."""
        for words in filter(None, map(words_of, phrases)):
            stem, open_ended = words[0]
            (self._begun[len(stem)] if open_ended else self._whole)[stem].append(words)

    def possible(self, read: _Text) -> Iterator[Phrase]:
        """Go through the phrases whose first word a text has, each once."""
        for word in self._whole.keys() & read.begun(None):
            yield from self._whole[word]
        for length, phrases in self._begun.items():
            for stem in phrases.keys() & read.begun(length):
                yield from phrases[stem]


def _any(matches: Iterator[Span | int]) -> bool:
    return next(matches, None) is not None


def _near(places: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return the places of the first family that have one of each other family near them."""
    others = [sorted(each) for each in places[1:]]
    return [place for place in places[0] if all(_within(each, place) for each in others)]


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
        self._stems: dict[int | None, frozenset[str]] = {}

    def begun(self, length: int | None) -> frozenset[str]:
        """Return how the words begin, by so many letters; None for whole words."""
        if length not in self._stems:
            self._stems[length] = frozenset(word[:length] for word in self._known)
        return self._stems[length]

    def outside(self, covered: Container[int], phrases: _Begun) -> Iterator[Span]:
        """Go through the matches that touch no covered word."""
        for first, last in self.matches(phrases):
            if not any(at in covered for at in range(first, last + 1)):
                yield first, last

    def matches(self, phrases: _Begun) -> Iterator[Span]:
        """Go through the matches; a phrase with a word that the text lacks costs next to nothing."""
        for phrase in phrases.possible(self):
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
