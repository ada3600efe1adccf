"""Whether a whole message is only thanks or a greeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from bot.domain.understanding.normalise import fold

Kind: TypeAlias = Literal["thanks", "greeting"]


class SmallTalk:
    """Phrases of all languages that are no question; each counts only as the whole message."""

    def __init__(self, phrases: Mapping[Kind, Iterable[str]]) -> None:
        self._kinds = {fold(phrase): kind for kind, said in phrases.items() for phrase in said}

    def kind(self, text: str) -> Kind | None:
        """Return what the whole of `text` is, marks and emoji left out, or None."""
        return self._kinds.get(fold(text))
