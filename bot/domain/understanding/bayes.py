"""Naive Bayes: from lines with a label, how much each feature of a text speaks for each label."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from operator import ne

from bot.domain.understanding.features import Example, Features
from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.table import Table, hashed, packed, unpacked

FEW = 50
"""Features that a few words have."""

_LABEL_BITS, _COUNT_BITS = 8, 24
_LABELS, _COUNT = 1 << _LABEL_BITS, (1 << _COUNT_BITS) - 1
_KEY_SHIFT = _LABEL_BITS + _COUNT_BITS
"""A feature's hash, a label's number and a count stand in one integer."""

_TENTHS = 10
"""Weights are counted in tenths."""

_FINE = 24
"""Gains are kept in such parts of one, and at most as 255 of them: the gain of 40,000 counts."""


@dataclass(frozen=True, slots=True)
class NaiveBayes:
    """Multinomial naive Bayes with additive smoothing, all labels equally likely beforehand.

    What each feature says for each label is kept in four bytes, for 250,000 of them in a megabyte and a
    quarter. At most 256 labels.
    """

    features: Features
    labels: Sequence[str]
    unseen: Sequence[float]
    """What a feature says for a label whose lines lack it."""
    table: Table
    """The features, once for each label whose lines have it."""
    numbers: memoryview[int]
    """Those labels."""
    gains: memoryview[int]
    """How much more the feature says for such a label than if its lines lacked it."""

    @classmethod
    def learn(cls, examples: Iterable[Example], features: Features, smoothing: float) -> NaiveBayes:
        by_label: dict[str, list[Example]] = {}
        for example in examples:
            by_label.setdefault(example.label, []).append(example)
        counts = {label: counted(each, features) for label, each in by_label.items()}
        return cls.from_counts(counts, features, smoothing)

    @classmethod
    def from_counts(
        cls, counts: Mapping[str, array[int]], features: Features, smoothing: float
    ) -> NaiveBayes:
        """Learn from what `counted` returned for the lines of each label."""
        assert len(counts) <= _LABELS
        numbered = enumerate(counts.values())
        merged = sorted([each | number << _COUNT_BITS for number, some in numbered for each in some])
        totals = [sum([each & _COUNT for each in some]) / _TENTHS for some in counts.values()]
        heads = [each >> _KEY_SHIFT for each in merged]
        seen = smoothing * (bool(heads) + sum(map(ne, heads, islice(heads, 1, None))))
        gains = _Gains(smoothing)
        return cls(
            features,
            tuple(counts),
            [math.log(smoothing / (total + seen)) if seen else 0.0 for total in totals],
            Table.of(heads),
            numbers=memoryview(array("B", [each >> _COUNT_BITS & _LABELS - 1 for each in merged])),
            gains=memoryview(array("B", [gains[each & _COUNT] for each in merged])),
        )

    def packed(self) -> bytes:
        """Return what was learned, to be unpacked on the same machine."""
        head = (self.labels, self.unseen)
        return packed(head, self.table.places, self.table.lows, self.numbers, self.gains)

    @classmethod
    def unpacked(cls, kept: bytes, features: Features) -> NaiveBayes:
        """Return what was packed. Raises ValueError when it is damaged."""
        (labels, unseen), (places, lows, numbers, gains) = unpacked(kept)
        return cls(features, tuple(labels), unseen, Table(places, lows), numbers, gains)

    def knows(self, feature: str) -> bool:
        return bool(self.table.find(feature.encode()))

    def odds(self, words: Sequence[str]) -> dict[str, float]:
        """Return how probable each label is, 0 to 1; nothing when no feature of the folded words is known.

        Features are not independent, as the method assumes: words share pieces. So the evidence of n
        of them counts as that of the square root of n, and a few prove little.
        """
        found = [places for places in map(self.table.find, self.features.of(words)) if places]
        if not found:
            return {}
        logs = self._logs(found)
        best, heat = max(logs), math.sqrt(len(found) + FEW)
        odds = [math.exp((log - best) / heat) for log in logs]
        whole = sum(odds)
        return {label: each / whole for label, each in zip(self.labels, odds, strict=True)}

    def evidence(self, words: Sequence[str], label: str) -> dict[str, float]:
        """Return how much each known word speaks for a label, beside the mean of all labels."""
        number = self.labels.index(label)
        spoken: dict[str, float] = {}
        for word in words:
            found = [places for places in map(self.table.find, self.features.of((word,))) if places]
            logs = self._logs(found)
            if found:
                spoken[word] = logs[number] - sum(logs) / len(logs)
        return spoken

    def _logs(self, found: Sequence[range]) -> list[float]:
        gained, numbers, gains = [0] * len(self.labels), self.numbers, self.gains
        for place in chain.from_iterable(found):
            gained[numbers[place]] += gains[place]
        return [len(found) * none + gain / _FINE for none, gain in zip(self.unseen, gained, strict=True)]


class _Gains(dict[int, int]):
    """What a count is worth, worked out once each."""

    def __init__(self, smoothing: float) -> None:
        self._smoothing = smoothing

    def __missing__(self, count: int) -> int:
        self[count] = min(255, round(_FINE * math.log1p(count / _TENTHS / self._smoothing)))
        return self[count]


def counted(examples: Iterable[Example], features: Features) -> array[int]:
    """Return how often lines of one label have each feature: its hash and the count in tenths, in order.

    Each word is taken apart once.
    """
    words: dict[str, int] = {}
    begun: dict[str, bytes] = {}
    """How each word begins."""
    found: dict[int, int] = {}
    for example in examples:
        weight = round(example.weight * _TENTHS)
        said = tokens(example.line)
        for word in said:
            words[word] = words.get(word, 0) + weight
            if word not in begun:
                begun[word] = features.begun(word)
        for pair in features.neighbours([begun[word] for word in said]):
            key = hashed(pair)
            found[key] = found.get(key, 0) + weight
    for word, count in words.items():
        for feature in features.of_word(word):
            key = hashed(feature.encode())
            found[key] = found.get(key, 0) + count
    return array("Q", sorted([key << _KEY_SHIFT | count for key, count in found.items()]))
