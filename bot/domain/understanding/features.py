"""What is learned from a line and looked at: its words, their pieces, and which stand near each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.understanding.function_words import FUNCTION_WORDS
from bot.domain.understanding.letters import is_latin, skeleton

PIECE = 4
"""Letters of a piece: endings change, and typing errors spare most pieces of a word."""

_FUNCTION_WORDS = frozenset(
    form for words in FUNCTION_WORDS.values() for word in words for form in (word, skeleton(word))
)


@dataclass(frozen=True, slots=True)
class Example:
    """A line that is said about `label`, and how much it counts: tenths."""

    label: str
    line: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Features:
    """What is looked at in folded words: what is in each, and which stand near each other."""

    of_word: Callable[[str], Iterable[str]]
    letters: int
    """By so many a word is known among its neighbours: endings change."""
    reach: int
    """How far the next neighbour may stand: 1 is beside."""

    def of(self, words: Sequence[str]) -> Mapping[bytes, None]:
        """Return all features, each once."""
        found = dict.fromkeys(feature.encode() for word in words for feature in self.of_word(word))
        return found | dict.fromkeys(self.neighbours([self.begun(word) for word in words]))

    def begun(self, word: str) -> bytes:
        return skeleton(word)[: self.letters].encode()

    def neighbours(self, begun: Sequence[bytes]) -> Iterator[bytes]:
        """Go through the pairs of words that stand near each other, by their beginnings, in their order."""
        for at, first in enumerate(begun):
            for second in begun[at + 1 : at + 1 + self.reach]:
                yield first + b"+" + second


def is_function_word(word: str) -> bool:
    """Tell whether a folded word is a pronoun, a question word or politeness."""
    return word in _FUNCTION_WORDS or skeleton(word) in _FUNCTION_WORDS


def of_word(word: str) -> Iterator[str]:
    """Go through a word and its pieces; each may come twice.

    A word in Latin letters is English, or Kazakh or Russian.
    """
    if is_latin(word):
        yield f"e {word}"
    spelled = skeleton(word)
    yield f"w {spelled}"
    yield from pieces_of(spelled)


def pieces_of(word: str) -> Sequence[str]:
    """Return the pieces of one spelling; `_` stands for its beginning and its end."""
    padded = f"_{word}_"
    return [padded[at : at + PIECE] for at in range(max(1, len(padded) - PIECE + 1))]
