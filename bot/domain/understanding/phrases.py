"""Phrases of danger that officials wrote, found in what a person wrote.

A phrase matches whole folded words in their order with at most two other words between neighbours;
`*` at the end of a word stands for any ending. People also tell of danger about others and in any
order: a family is a set of phrases with one sense, and families said near each other tell it too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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

Kind: TypeAlias = int
"""The number of a set of phrases with one sense."""

_Begun: TypeAlias = dict[str, list[tuple[Kind, Phrase]]]
"""Phrases by their first word."""


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
        self._kinds = kinds = _Kinds()
        self._danger, self._concern, self._idioms = map(kinds.of, (danger, concern, idioms))
        self._together = [(list(map(kinds.of, each.families)), kinds.of(each.unless)) for each in together]
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
            yield from self._places(self._read(said))

    def _told(self, words: Sequence[str]) -> Level:
        read = self._read(words)
        if next(self._places(read), None) is not None:
            return "danger"
        return "concern" if read.begins(self._concern) else "none"

    def _read(self, words: Sequence[str]) -> _Text:
        return _Text(words, self._kinds, self._idioms)

    def _places(self, read: _Text) -> Iterator[int]:
        yield from read.begins(self._danger)
        for families, unless in self._together:
            near = _near(list(map(read.begins, families)))
            if near and not read.has(unless):
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


class _Kinds:
    """Phrases of several kinds: a text is held against those alone whose first word it has."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], Kind] = {}
        self._whole: _Begun = defaultdict(list)
        self._stems: dict[int, _Begun] = defaultdict(lambda: defaultdict(list))
        """Those whose first word may have any ending, by the length of what stands before."""

    def of(self, phrases: Iterable[str]) -> Kind:
        """Return the kind of these phrases: the same for the same ones."""
        said = tuple(phrases)
        if said not in self._numbers:
            self._numbers[said] = kind = len(self._numbers)
            for words in filter(None, map(words_of, said)):
                stem, open_ended = words[0]
                begun = self._stems[len(stem)] if open_ended else self._whole
                begun[stem].append((kind, words))
        return self._numbers[said]

    def possible(self, words: Collection[str]) -> Mapping[Kind, Sequence[Phrase]]:
        """Return the phrases of each kind whose first word is among these."""
        found: dict[Kind, list[Phrase]] = defaultdict(list)
        begun = [(self._whole, self._whole.keys() & words)]
        for length, phrases in self._stems.items():
            begun.append((phrases, phrases.keys() & {word[:length] for word in words}))
        for phrases, stems in begun:
            for stem in stems:
                for kind, phrase in phrases[stem]:
                    found[kind].append(phrase)
        return found


def _near(places: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return the places of the first family that have one of each other family near them."""
    if not all(places):
        return []
    return [place for place in places[0] if all(_within(each, place) for each in places[1:])]


def _within(places: Sequence[int], place: int) -> bool:
    at = bisect_left(places, place - NEAR)
    return at < len(places) and places[at] <= place + NEAR


class _Text:
    """The folded words of a text, and which phrases begin where, but for what idioms cover."""

    def __init__(self, words: Sequence[str], kinds: _Kinds, idioms: Kind) -> None:
        self._words = words
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(words):
            self._places[word].append(at)
        self._known = sorted(self._places)
        self._possible = kinds.possible(self._places.keys())
        self._covered = {at for first, last in self._matches(idioms) for at in range(first, last + 1)}
        self._begins: dict[Kind, list[int]] = {}

    def has(self, kind: Kind) -> bool:
        """Tell whether a phrase of a kind stands anywhere, covered or not."""
        return next(self._matches(kind), None) is not None

    def begins(self, kind: Kind) -> Sequence[int]:
        """Return where phrases of a kind begin that have no covered word, in their order."""
        if kind not in self._begins:
            free = {
                first
                for first, last in self._matches(kind)
                if not any(at in self._covered for at in range(first, last + 1))
            }
            self._begins[kind] = sorted(free)
        return self._begins[kind]

    def _matches(self, kind: Kind) -> Iterator[Span]:
        """Go through the matches; a phrase with a word that the text lacks costs next to nothing."""
        for phrase in self._possible.get(kind, ()):
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
