"""What became of each sentence, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.domain.understanding.phrases import Level
from tests.eval.sets import Said

LEVELS: tuple[Level, ...] = ("danger", "concern", "none")


@dataclass(slots=True)
class Found:
    """Questions by what they found."""

    first: int = 0
    in_three: int = 0
    nothing: int = 0
    asked: int = 0

    def add(self, said: Said, topics: Sequence[str]) -> None:
        self.asked += 1
        self.first += bool(topics and topics[0] in said.topics)
        self.in_three += bool(set(topics[:3]) & set(said.topics))
        self.nothing += not topics


@dataclass(slots=True)
class Topics:
    """What a finder made of the questions of a part, and of its messages about other things."""

    whole: Found = field(default_factory=Found)
    by_typing: dict[str, Found] = field(default_factory=dict)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Right and first topic, where they differ; `-` for none."""
    missed: list[tuple[Said, Sequence[str]]] = field(default_factory=list)
    declined: int = 0
    off_topic: int = 0

    @property
    def worst_typing(self) -> tuple[str, float]:
        shares = {typing: found.first / found.asked for typing, found in self.by_typing.items()}
        worst = min(shares, key=lambda typing: shares[typing])
        return worst, shares[worst]


def measure_topics(
    find: Callable[[str], Sequence[str]], questions: Iterable[Said], off_topic: Iterable[Said]
) -> Topics:
    measured = Topics()
    for said in questions:
        topics = find(said.text)
        measured.whole.add(said, topics)
        measured.by_typing.setdefault(said.typing, Found()).add(said, topics)
        if not topics or topics[0] not in said.topics:
            measured.confused[said.topics[0], topics[0] if topics else "-"] += 1
            measured.missed.append((said, topics))
    for said in off_topic:
        topics = find(said.text)
        measured.off_topic += 1
        measured.declined += not topics
        if topics:
            measured.missed.append((said, topics))
    return measured


@dataclass(slots=True)
class Levels:
    """Sentences by what they tell and what they were taken for."""

    taken: Counter[tuple[Level, Level]] = field(default_factory=Counter)
    missed: list[tuple[Said, Level]] = field(default_factory=list)

    def share(self, told: Level, taken: Level) -> float:
        """Return which share of the sentences that tell one level were taken for another, 0 to 1."""
        whole = sum(count for (level, _), count in self.taken.items() if level == told)
        return self.taken[told, taken] / whole if whole else 0.0


def measure_levels(level: Callable[[str], Level], sentences: Iterable[Said]) -> Levels:
    measured = Levels()
    for said in sentences:
        taken = level(said.text)
        measured.taken[said.level, taken] += 1
        if taken != said.level:
            measured.missed.append((said, taken))
    return measured
