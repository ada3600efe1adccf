"""Whether a whole message is only thanks, a greeting or the like: no question of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from bot.domain.understanding.letters import spelled
from bot.domain.understanding.normalise import tokens

Kind: TypeAlias = Literal["thanks", "greeting", "who", "operator", "rude", "trick"]
"""`who`: asks what this is. `operator`: wants a person. `rude`: swears. `trick`: wants another bot."""

_MOST_WORDS = 12
"""Words that may follow: a longer message says something of its own."""


class SmallTalk:
    """Phrases of all languages that are no question; each counts only as the whole message.

    After one that ends in a `*` of its own anything may follow.
    """

    def __init__(self, phrases: Mapping[Kind, Iterable[str]]) -> None:
        self._whole: dict[str, Kind] = {}
        self._begun: dict[str, Kind] = {}
        for kind, said in phrases.items():
            for phrase in said:
                kinds = self._begun if phrase.endswith(" *") else self._whole
                kinds[spelled(tokens(phrase))] = kind
        self._longest = max((len(phrase.split()) for phrase in self._begun), default=0)

    def kind(self, words: Sequence[str]) -> Kind | None:
        """Return what folded words are as a whole message, or None."""
        begun = words[: self._longest]
        if len(words) > self._longest + _MOST_WORDS:
            return None
        found = (self._begun.get(spelled(begun[:length])) for length in range(len(begun), 0, -1))
        return self._whole.get(spelled(words)) or next(filter(None, found), None)
