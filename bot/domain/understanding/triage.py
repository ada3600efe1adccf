"""Whether someone is in danger: phrases that officials wrote, found in what a person wrote.

A phrase matches whole folded words in their order with at most two other words between neighbours;
`*` at the end of a word stands for any ending.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[Word, ...]
    level: Literal["danger", "concern", "idiom"]


class Triage:
    """Phrases ready to be looked for; the time grows with the text, hardly with the phrases."""

    def __init__(
        self, danger: Iterable[str], concern: Iterable[str] = (), idioms: Iterable[str] = ()
    ) -> None:
        """Take the phrases of all languages together: people mix them."""
        self._whole: dict[str, list[_Phrase]] = defaultdict(list)
        self._begun: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in danger:
            self._add(_Phrase(words_of(phrase), "danger"))
        for phrase in concern:
            self._add(_Phrase(words_of(phrase), "concern"))
        for phrase in idioms:
            self._add(_Phrase(words_of(phrase), "idiom"))
        self._lengths = sorted({len(stem) for stem in self._begun})

    def _add(self, phrase: _Phrase) -> None:
        if phrase.words:
            first, open_ended = phrase.words[0]
            (self._begun if open_ended else self._whole)[first].append(phrase)

    def level(self, text: str) -> Level:
        """Return the worst level that a phrase says, leaving out what an idiom covers."""
        found: dict[str, set[Span]] = {"danger": set(), "concern": set(), "idiom": set()}
        words = tokens(text)
        for start, word in enumerate(words):
            for phrase in self._starting(word):
                if (end := _end(phrase.words, words, start)) is not None:
                    found[phrase.level].add((start, end))
        if _uncovered(found["danger"], found["idiom"]):
            return "danger"
        return "concern" if _uncovered(found["concern"], found["idiom"]) else "none"

    def _starting(self, word: str) -> Iterator[_Phrase]:
        yield from self._whole.get(word, ())
        for length in self._lengths:
            if length > len(word):
                return
            yield from self._begun.get(word[:length], ())


def _end(phrase: tuple[Word, ...], words: Sequence[str], start: int) -> int | None:
    """Return where the nearest match of `phrase` that starts at `start` ends."""
    ends = {start}
    for stem, open_ended in phrase[1:]:
        reach = {at for end in ends for at in range(end + 1, min(end + GAP + 2, len(words)))}
        ends = {at for at in reach if (words[at].startswith(stem) if open_ended else words[at] == stem)}
    return min(ends, default=None)


def _uncovered(matches: set[Span], idioms: set[Span]) -> bool:
    return any(all(last < first or end < start for start, end in idioms) for first, last in matches)
