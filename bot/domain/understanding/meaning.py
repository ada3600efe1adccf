"""All that a message means, told once: its words as meant, danger, small talk, topics, language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.language import Lang
from bot.domain.understanding.language import guess_language
from bot.domain.understanding.phrases import Level, Writer
from bot.domain.understanding.reading import Reader
from bot.domain.understanding.search import Hit, Index
from bot.domain.understanding.small_talk import Kind, SmallTalk
from bot.domain.understanding.triage import Triage

CONFIDENT = 0.5
"""How probable a topic must be to answer a worry."""

_REMEMBERED = 128
"""Messages that are not understood anew for their turn: a poll brings 100, each looked at for danger."""


@dataclass(frozen=True, slots=True)
class Understood:
    words: Sequence[str]
    """Folded, and retyped if the keyboard stood on another layout."""
    lang: Lang | None
    """The language it is written in; None when it holds no word to tell by."""
    level: Level
    listed: Level
    """The level of the listed phrases alone."""
    by_child: bool
    """Whether a child tells of danger or a worry."""
    talk: Kind | None
    hits: Sequence[Hit]

    @property
    def worries(self) -> bool:
        """Tell whether 111 comes before any answer: a listed worry, or one that no topic surely answers."""
        answered = bool(self.hits) and self.hits[0].score >= CONFIDENT
        return self.level == "concern" and (self.listed != "none" or not answered)


class Understanding:
    """What the content teaches, ready to be asked. Safe for one thread at a time."""

    def __init__(
        self, index: Index, triage: Triage, small_talk: SmallTalk, writer: Writer | None = None
    ) -> None:
        self.index, self.triage = index, triage
        self._writer = writer or Writer()
        self._small_talk = small_talk
        self._reader = Reader(self.index.knows)
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._understand)

    def of(self, text: str) -> Understood:
        return self._remembered(text)

    def _understand(self, text: str) -> Understood:
        reading = self._reader.read(text)
        talk = self._small_talk.kind(reading.words)
        level, listed = self.triage.levels(reading.words, reading.text)
        hits = self.index.find(reading.words)
        if talk == "trick" and (level != "none" or (hits and hits[0].score >= CONFIDENT)):
            talk = None
        elif talk and listed == "none":
            level = "none"
        return Understood(
            words=reading.words,
            lang=guess_language(reading.text),
            level=level,
            listed=listed,
            by_child=level != "none" and self._writer.is_child(reading.words),
            talk=talk,
            hits=hits,
        )
