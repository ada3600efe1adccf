"""Lines of `asked/`: how people ask about a topic, talk of other things, or tell of danger.

One file for each label and language, one line for each way of saying it; empty lines and those that
begin with `#` are left out. The bot learns from all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import TypeAlias

from bot.domain.language import LANGUAGES, Lang
from bot.storage.content.schema import TOPICS

OTHER = "other"
"""What people ask that no topic answers."""

LEVELS = ("danger", "concern", "harmless")
"""What tells of danger, of worry, and what only sounds like it."""

LABELS = (*TOPICS, OTHER, *LEVELS)

Label: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Asked:
    """A file of lines. It is gone through line by line: there are too many to keep each."""

    label: Label
    lang: Lang
    text: str

    def lines(self) -> Iterator[tuple[int, str]]:
        """Go through what is said and the number of its line."""
        for number, line in enumerate(StringIO(self.text), start=1):
            said = line.strip()
            if said and said[0] != "#":
                yield number, said

    @property
    def path(self) -> str:
        return path_of(self.label, self.lang)


def path_of(label: Label, lang: Lang) -> str:
    return f"asked/{label}.{lang}.txt"


def paths() -> Iterator[tuple[Label, Lang]]:
    """Go through every label and language that a file may be about."""
    return ((label, lang) for label in LABELS for lang in LANGUAGES)
