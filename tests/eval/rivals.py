"""What a team would pick instead, taught by the same content: all find topics, each in its own way."""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from bot.domain.understanding.features import Example
from bot.domain.understanding.meaning import Understanding
from bot.domain.understanding.search import OTHER
from tests.eval.sets import Said

_WORD = re.compile(r"[^\W_]{2,}")


class Finder(Protocol):
    name: str

    def find(self, text: str) -> Sequence[str]:
        """Return topics, best first; none when the text is about other things."""


class Ours:
    name = "Abai Bala"

    def __init__(self, understanding: Understanding) -> None:
        self._understanding = understanding

    def find(self, text: str) -> Sequence[str]:
        return [hit.slug for hit in self._understanding.of(text).hits]


class Keywords:
    """The topic whose lines share most words with the text, exactly as they are written."""

    name = "exact keywords"

    def __init__(self, examples: Sequence[Example]) -> None:
        self._words: dict[str, set[str]] = {}
        for example in examples:
            self._words.setdefault(example.label, set()).update(_words(example.line))
        uses = Counter(word for words in self._words.values() for word in words)
        self._rarity = {word: math.log(len(self._words) / count) for word, count in uses.items()}

    def find(self, text: str) -> Sequence[str]:
        said = set(_words(text))
        scores = {
            label: sum(self._rarity[word] for word in said & words) for label, words in self._words.items()
        }
        return _ranked({label: score for label, score in scores.items() if score > 0})


class FullText:
    """SQLite FTS5 with BM25 over a row for each line, any word may match."""

    name = "SQLite FTS5"

    def __init__(self, examples: Sequence[Example]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE lines USING fts5(label UNINDEXED, line)")
        rows = [(example.label, example.line) for example in examples]
        self._database.executemany("INSERT INTO lines VALUES (?, ?)", rows)

    def find(self, text: str) -> Sequence[str]:
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(_words(text)))
        if not match:
            return []
        best = "SELECT label, -bm25(lines) FROM lines WHERE line MATCH ? ORDER BY bm25(lines) LIMIT 10"
        scores: Counter[str] = Counter()
        for label, score in self._database.execute(best, (match,)):
            scores[label] += score
        return _ranked(scores)


class CharacterNgrams:
    """Logistic regression over TF-IDF of character n-grams, by scikit-learn."""

    name = "character n-grams"

    def __init__(self, examples: Sequence[Example], off_topic: Sequence[Said]) -> None:
        """`off_topic`: of the part to tune with; nine of ten stay below the threshold."""
        vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        self._pipeline = make_pipeline(vectors, LogisticRegression(C=20, max_iter=300))
        labels = [example.label for example in examples]
        self._pipeline.fit([example.line for example in examples], labels)
        best = sorted(self._best(said.text)[1] for said in off_topic)
        self._threshold = best[int(len(best) * 0.9)]

    def find(self, text: str) -> Sequence[str]:
        label, odds = self._best(text)
        if label == OTHER or odds <= self._threshold:
            return []
        return _ranked(self._odds(text))

    def _best(self, text: str) -> tuple[str, float]:
        odds = self._odds(text)
        best = max(odds, key=lambda label: odds[label])
        return best, 0.0 if best == OTHER else odds[best]

    def _odds(self, text: str) -> dict[str, float]:
        return dict(zip(self._pipeline.classes_, self._pipeline.predict_proba([text])[0], strict=True))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _ranked(scores: dict[str, float] | Counter[str]) -> Sequence[str]:
    """Return the labels, best first; nothing when the best is other things."""
    ranked = sorted(scores, key=lambda label: -scores[label])
    return [] if ranked[:1] == [OTHER] else [label for label in ranked if label != OTHER][:5]
