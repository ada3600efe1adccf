"""Which topic a question is about: titles and example questions, stemmed and weighted."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.language import LANGUAGES, Lang
from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.stems import Stemmer

MOST_HITS = 5

THRESHOLD = 0.4
"""Below this score the bot says that it does not know: set on tests/eval."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What people say when they mean `slug`, in one language: a title, example questions."""

    slug: str
    lang: Lang
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    slug: str
    score: float
    """0 to 1; only scores of at least `THRESHOLD` are returned."""


class Index:
    """One small index per language; a question is tried in each, for people mix and misguess."""

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
        words = tokens(text)
        best: dict[str, float] = {}
        for part in (self._parts[each] for each in sorted(self._parts, key=lambda each: each != lang)):
            for slug, score in part.scores(words).items():
                best[slug] = max(score, best.get(slug, 0.0))
        hits = [Hit(slug, round(score, 3)) for slug, score in best.items() if score >= THRESHOLD]
        return sorted(hits, key=lambda hit: -hit.score)[:MOST_HITS]


class _Part:
    """The sentences of one language."""

    def __init__(self, lang: Lang, entries: Sequence[Entry]) -> None:
        self._stemmer = Stemmer(lang)
        self._sentences = [
            (entry.slug, frozenset(self._stemmer.stems(tokens(sentence))))
            for entry in entries
            for sentence in entry.sentences
        ]
        self._with: dict[str, list[int]] = defaultdict(list)
        for at, (_, words) in enumerate(self._sentences):
            for word in words:
                self._with[word].append(at)
        self._unknown = math.log(1 + len(self._sentences))

    def _weight(self, word: str) -> float:
        sentences = self._with.get(word)
        return self._unknown if sentences is None else math.log(1 + len(self._sentences) / len(sentences))

    def scores(self, words: Sequence[str]) -> Mapping[str, float]:
        """Return for each topic how much of the question its nearest sentence covers."""
        weights = {stem: self._weight(stem) for stem in self._stemmer.stems(words)}
        total = sum(weights.values())
        shared: Counter[int] = Counter()
        for word, weight in weights.items():
            for at in self._with.get(word, ()):
                shared[at] += weight  # type: ignore[assignment]
        best: dict[str, float] = {}
        for at, covered in shared.items():
            slug = self._sentences[at][0]
            best[slug] = max(best.get(slug, 0.0), covered / total)
        return best
