"""Which topic a question is about: naive Bayes over how people ask about each, and about other things.

What is learned are the lines of `content/asked/` and the titles, questions and texts of the answers.
Talk of other things is a label of its own, so that a question about the weather finds nothing rather
than the nearest topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.understanding.bayes import NaiveBayes
from bot.domain.understanding.features import Features, of_word

OTHER = "other"
"""The label of talk about other things."""

MOST_HITS = 5

OTHER_AT_MOST = 0.4
"""How probable other things may be beside the best topic, or the bot says that it does not know.
Measured by `make eval`: the part to tune with has nine of ten other messages declined."""

VAGUE = 0.12
"""How probable the best topic must be."""

ALONE = 0.4
"""How probable it must be by a single word: "school" is said about many topics, "camp" about one."""

RUNNER_UP = 0.03
"""How probable another topic must be to be offered beside the best one."""

MOST_WORDS = 120
"""Different words of one text that are looked at: a long letter says early what it is about."""

SMOOTHING = 0.2

FEATURES = Features(of_word, letters=3, reach=1)


@dataclass(frozen=True, slots=True)
class Hit:
    slug: str
    score: float
    """How probable, 0 to 1."""


class Index:
    """Topics by how people ask about them, in all languages at once: people mix them."""

    def __init__(self, learned: NaiveBayes, other_at_most: float = OTHER_AT_MOST) -> None:
        self.learned, self._other_at_most = learned, other_at_most

    def knows(self, feature: str) -> bool:
        return self.learned.knows(feature)

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Return the topics that folded words are about, best first, at most five, none when off topic."""
        odds = self.learned.odds(list(dict.fromkeys(words))[:MOST_WORDS])
        other = odds.pop(OTHER, 0.0)
        ranked = sorted(odds, key=lambda slug: -odds[slug])
        if not ranked or not self._sure(words, odds[ranked[0]], other):
            return []
        near = [slug for slug in ranked if odds[slug] >= RUNNER_UP] or ranked[:1]
        return [Hit(slug, round(odds[slug], 3)) for slug in near[:MOST_HITS]]

    def _sure(self, words: Sequence[str], best: float, other: float) -> bool:
        """Tell whether the best topic stands out among the topics and beside other things."""
        return best >= (VAGUE if len(words) > 1 else ALONE) and other <= self._other_at_most * (other + best)
