"""The words of a message as they were meant: a wrong keyboard layout is put right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.understanding import layouts
from bot.domain.understanding.features import is_function_word, pieces_of
from bot.domain.understanding.letters import skeleton
from bot.domain.understanding.normalise import tokens

FAMILIAR = 0.8
"""Share of familiar letters from which a message is taken as it stands."""

BETTER = 0.1
"""How much more familiar another layout has to be."""

_LOOKED_AT = 400
"""Characters of a message by which its layout is told."""

_LATIN = re.compile(r"[A-Za-z]")

_COMMAND = re.compile(r"^/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]+)?(?![^\W_])")
"""What is tapped in Telegram's menu of commands, of such letters alone: no word of the person's own."""

_CRY = "🆘"
"""A sign that says enough where no word is said."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as it was meant, and its folded words."""

    text: str
    words: Sequence[str]

    @classmethod
    def of(cls, text: str) -> Reading:
        return cls(text, tokens(text))


class Reader:
    """Reads by what is familiar: the pieces of words that the content knows."""

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self._knows = knows

    def read(self, text: str) -> Reading:
        """Return `text` without a command, retyped if it makes sense only so."""
        text = _COMMAND.sub("", text)
        if not tokens(text):
            return Reading.of("sos" if _CRY in text else text)
        beginning = text[:_LOOKED_AT]
        best = self._familiar(beginning)
        if best >= FAMILIAR:
            return Reading.of(text)
        meant: Callable[[str], str] = str
        for retype in _layouts(beginning):
            familiar = self._familiar(retype(beginning))
            if familiar > best + BETTER:
                best, meant = familiar, retype
        return Reading.of(meant(text))

    def _familiar(self, text: str) -> float:
        words = [word for word in tokens(text) if not word.isdigit()]
        letters = sum(map(len, words))
        return sum(self._share(word) * len(word) for word in words) / letters if letters else 0.0

    def _share(self, word: str) -> float:
        """Return which share of a word's pieces is known, 0 to 1."""
        if is_function_word(word):
            return 1.0
        pieces = pieces_of(skeleton(word))
        return sum(map(self._knows, pieces)) / len(pieces)


def _layouts(text: str) -> Sequence[Callable[[str], str]]:
    """Return the layouts that `text` may have been meant for; words in the other letters stay."""
    latin = [bool(_LATIN.search(word)) for word in text.split()]
    found: list[Callable[[str], str]] = []
    if any(latin):
        found += [_each(layouts.as_russian, latin=True), layouts.as_kazakh]
    if not all(latin):
        found += [_each(layouts.as_english, latin=False), layouts.with_kazakh_row]
    return found


def _each(retype: Callable[[str], str], *, latin: bool) -> Callable[[str], str]:
    def words(text: str) -> str:
        each = text.split()
        return " ".join(retype(word) if bool(_LATIN.search(word)) == latin else word for word in each)

    return words
