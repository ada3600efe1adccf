"""Which topic a question is about: how much of what it says is said by one topic and not by the others.

A topic is the words of its title and its example questions, and more lightly of its answer. A word of
the question counts for the topics that use it, the more the fewer they are; a word that nobody uses
counts against all, so that a question about something else stays below the threshold.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.language import LANGUAGES, Lang
from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.stems import Stemmer

MOST_HITS = 5

THRESHOLD = 0.15
"""Below this best score the bot says that it does not know. On tests/eval 154 of 186 questions stay above
it with the right topic first, 9 with a wrong one, and 6 of 30 about other things. Scores thin out as topics
are added, so it is measured anew with each."""

RUNNER_UP = 0.1
"""What another topic scores at least to be offered beside the best one."""

MOST_WORDS = 120
"""Different words of one text that are looked up: a long letter says early what it is about."""

BODY_WEIGHT = 0.3
"""What a line of the answer counts beside an example question."""

PREFIX_WEIGHT = 0.9
"""What a word counts that is known only by its first letters."""

UNKNOWN_WEIGHT = 0.8
"""What a word that no topic uses counts against all of them; the rarest known word counts 1."""

SMOOTHING = 0.5
"""Sentences of no topic that use every word: one single use proves little."""

SHORTNESS = 1.0
"""Weight of the unsaid: one matching word is not yet a question."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic in one language: what people ask, title included, and the lines of its answer."""

    slug: str
    lang: Lang
    sentences: tuple[str, ...]
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    slug: str
    score: float
    """0 to 1; at least `THRESHOLD` for the best, `RUNNER_UP` for the others."""


class Index:
    """One small index per language; a question is tried in each, for people mix and misguess.

    Not for two threads at once.
    """

    def __init__(self, parts: Mapping[Lang, _Part]) -> None:
        self._parts = parts

    @classmethod
    def build(cls, entries: Iterable[Entry]) -> Index:
        of: dict[Lang, list[Entry]] = defaultdict(list)
        for entry in entries:
            of[entry.lang].append(entry)
        return cls({lang: _Part(lang, of[lang]) for lang in LANGUAGES if lang in of})

    def find(self, text: str, lang: Lang | None = None) -> list[Hit]:
        """Return the topics that `text` is about, best first, at most five, none when it is off topic.

        `lang` is the language the person probably writes in: it wins between equals.
        """
        words = tuple(dict.fromkeys(tokens(text)))[:MOST_WORDS]
        best: dict[str, float] = {}
        for part_lang in sorted(self._parts, key=lambda each: each != lang):
            for slug, score in self._parts[part_lang].scores(words).items():
                best[slug] = max(score, best.get(slug, 0.0))
        if max(best.values(), default=0.0) < THRESHOLD:
            return []
        hits = [Hit(slug, round(score, 3)) for slug, score in best.items() if score >= RUNNER_UP]
        return sorted(hits, key=lambda hit: -hit.score)[:MOST_HITS]


_Uses: TypeAlias = tuple[tuple[str, float], ...]


class _Part:
    """The words of one language and the topics that use them."""

    def __init__(self, lang: Lang, entries: Sequence[Entry]) -> None:
        self._stemmer = Stemmer(lang)
        self._lines = 0
        uses: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for entry in entries:
            self._lines += len(entry.sentences) + len(entry.body)
            for weight, lines in ((1, entry.sentences), (BODY_WEIGHT, entry.body)):
                for line in lines:
                    for key in self._keys(line):
                        uses[key][entry.slug] += weight
        same: dict[_Uses, _Uses] = {}
        self._uses = {
            key: same.setdefault(found, found) for key, of in uses.items() if (found := tuple(of.items()))
        }
        """How often each word stands in which topic; most words of a topic share what is the same."""

    def _keys(self, line: str) -> set[str]:
        return {key for word in self._stemmer.stems(tokens(line)) for key in word.keys}

    def scores(self, words: Sequence[str]) -> Mapping[str, float]:
        """Return for each topic which share of the question is about it, 0 to 1."""
        scores: dict[str, float] = defaultdict(float)
        total = SHORTNESS
        for word in dict.fromkeys(self._stemmer.stems(words)):
            key = next((key for key in word.keys if key in self._uses), None)
            if key is None:
                total += UNKNOWN_WEIGHT
                continue
            uses, weight = self._uses[key], self._weight(key)
            exact = key == word.text
            total += weight if exact else max(weight, UNKNOWN_WEIGHT)
            proof = weight * (1 if exact else PREFIX_WEIGHT) / (_total(uses) + SMOOTHING)
            for slug, count in uses:
                scores[slug] += proof * count
        return {slug: score / total for slug, score in scores.items()}

    def _weight(self, key: str) -> float:
        """Return 0 to 1: the fewer lines use a word, the more it says."""
        return math.log(1 + self._lines / max(_total(self._uses[key]), 1)) / math.log(1 + self._lines)


def _total(uses: Iterable[tuple[str, float]]) -> float:
    return sum(count for _, count in uses)
