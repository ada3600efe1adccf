"""Multinomial logistic regression: what speaks for a label, learned from where naive Bayes goes wrong.

Naive Bayes counts each label's lines by themselves, as if features were independent. Starting from its
weights, a few passes over the lines move those of the features by which a line was taken for another label.
At the same false alarms it hears a quarter more than naive Bayes of the dangers that other people tell of.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from bot.domain.understanding.features import Example, Features
from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.table import Table, hashed, packed, unpacked

FEW = 20
"""Features that a few words have: so many more are counted as saying nothing."""

_PASSES = 4
_RATE = 0.3
"""How far weights are moved in the first pass; in the nth by an nth of it."""

_HEAT = 8.0
"""How many times the mean of a text's weights makes its odds."""

_GOOD_ENOUGH = 0.2
"""How wrong a label's probability may be without anything being moved."""

_FINE = 12
"""Weights are kept in such parts of one, and at most as 127 of them, either way."""
_MOST = 127


@dataclass(frozen=True, slots=True)
class Regression:
    """A weight for each feature and label, beside the last label: its weights are 0."""

    features: Features
    labels: Sequence[str]
    table: Table
    """The features, each once."""
    weights: Sequence[memoryview[int]]
    """For each label but the last."""

    @classmethod
    def learn(cls, examples: Iterable[Example], features: Features, last: str) -> Regression:
        """Learn from lines; the label `last` is what the others are weighed against."""
        lines, hashes = _read(examples, features)
        labels = (*sorted({line.label for line in lines} - {last}), last)
        columns = _counted(lines, len(hashes), labels)
        _improve(columns, lines, labels)
        order = sorted(range(len(hashes)), key=hashes.__getitem__)
        return cls(
            features,
            labels,
            Table.of([hashes[at] for at in order]),
            [memoryview(array("b", [_rounded(column[at]) for at in order])) for column in columns],
        )

    def packed(self) -> bytes:
        """Return what was learned, to be unpacked on the same machine."""
        return packed((self.labels,), self.table.places, self.table.lows, *self.weights)

    @classmethod
    def unpacked(cls, kept: bytes, features: Features) -> Regression:
        """Return what was packed. Raises ValueError when it is damaged."""
        (labels,), (places, lows, *weights) = unpacked(kept)
        return cls(features, tuple(labels), Table(places, lows), weights)

    def odds(self, words: Sequence[str]) -> dict[str, float]:
        """Return how probable each label is, 0 to 1; nothing when no feature of the folded words is known."""
        (odds,) = self.odds_of([words])
        return odds

    def odds_of(self, parts: Iterable[Sequence[str]]) -> Iterator[dict[str, float]]:
        """Go through the odds of parts of one text; what they share is looked up once."""
        of_word, of_pair = cache(self._of_word), cache(self.table.find)
        for words in parts:
            found = dict.fromkeys(at for word in words for at in of_word(word))
            begun = [self.features.begun(word) for word in words]
            found.update(
                dict.fromkeys(at for pair in self.features.neighbours(begun) for at in of_pair(pair))
            )
            yield self._odds(found) if found else {}

    def evidence(self, words: Sequence[str], label: str) -> dict[str, float]:
        """Return how much each known word speaks for a label, beside the mean of all labels."""
        number = self.labels.index(label)
        spoken: dict[str, float] = {}
        for word in words:
            if found := self._of_word(word):
                sums = [sum([column[at] for at in found]) / _FINE for column in self.weights] + [0.0]
                spoken[word] = sums[number] - sum(sums) / len(sums)
        return spoken

    def _of_word(self, word: str) -> Collection[int]:
        """Return where the features of one folded word stand, each once."""
        found = (self.table.find(feature.encode()) for feature in self.features.of_word(word))
        return dict.fromkeys(at for places in found for at in places)

    def _odds(self, found: Collection[int]) -> dict[str, float]:
        heat = _HEAT / _FINE / (len(found) + FEW)
        heats = [heat * sum([column[at] for at in found]) for column in self.weights]
        return dict(zip(self.labels, _softmax(heats), strict=True))


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    features: Sequence[int]


def _read(examples: Iterable[Example], features: Features) -> tuple[list[_Line], list[int]]:
    """Return lines with the numbers of their features, and the hash of each feature.

    Each word is taken apart once.
    """
    numbers: dict[int, int] = {}
    of_word: dict[str, tuple[int, ...]] = {}
    begun: dict[str, bytes] = {}

    def numbered(found: Iterable[bytes]) -> Iterator[int]:
        return (numbers.setdefault(hashed(feature), len(numbers)) for feature in found)

    lines = []
    for example in examples:
        said = tokens(example.line)
        for word in said:
            if word not in begun:
                begun[word] = features.begun(word)
                of_word[word] = tuple(numbered(feature.encode() for feature in features.of_word(word)))
        own = {number for word in said for number in of_word[word]}
        own.update(numbered(features.neighbours([begun[word] for word in said])))
        if own:
            lines.append(_Line(example.label, array("I", sorted(own))))
    return lines, list(numbers)


def _counted(lines: Iterable[_Line], count: int, labels: Sequence[str]) -> list[list[float]]:
    """Return the weights of naive Bayes: how much likelier a feature is under a label than under the last."""
    counts: Mapping[str, list[int]] = {label: [1] * count for label in labels}
    for line in lines:
        of_label = counts[line.label]
        for at in line.features:
            of_label[at] += 1
    *others, last = ([math.log(each) for each in some] for some in counts.values())
    *sums, sum_of_last = (math.log(sum(some)) if some else 0.0 for some in counts.values())
    return [
        [ours - theirs - (whole - sum_of_last) for ours, theirs in zip(column, last, strict=True)]
        for column, whole in zip(others, sums, strict=True)
    ]


def _improve(columns: Sequence[list[float]], lines: Sequence[_Line], labels: Sequence[str]) -> None:
    """Move weights down the gradient of the lines' log loss, line by line, always in the same order.

    After two passes only lines go on that moved something in the pass before.
    """
    going, dice = list(lines), Random(0)  # noqa: S311
    for number in range(1, _PASSES + 1):
        dice.shuffle(going)
        moved = [line for line in going if _learn(columns, line, labels, _RATE / number)]
        going = moved if number > 1 else going


def _learn(columns: Sequence[list[float]], line: _Line, labels: Sequence[str], rate: float) -> bool:
    """Move the weights of a line's features by how wrong each label is; tell whether one was."""
    heat, moved = _HEAT / (len(line.features) + FEW), False
    odds = _softmax([heat * sum([column[at] for at in line.features]) for column in columns])
    for column, label, each in zip(columns, labels, odds, strict=False):
        wrong = (label == line.label) - each
        if not -_GOOD_ENOUGH < wrong < _GOOD_ENOUGH:
            moved, step = True, rate * wrong
            for at in line.features:
                column[at] += step
    return moved


def _softmax(heats: Sequence[float]) -> list[float]:
    """Return the odds of labels; the last one's heat, 0, is not among those given."""
    most = max((0.0, *heats))
    parts = [math.exp(heat - most) for heat in (*heats, 0.0)]
    whole = sum(parts)
    return [part / whole for part in parts]


def _rounded(weight: float) -> int:
    return max(-_MOST, min(_MOST, round(weight * _FINE)))
