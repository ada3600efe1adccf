"""How long a message takes and how much memory understanding needs, with these topics and with a hundred."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from time import perf_counter

from bot.domain.understanding import search
from bot.domain.understanding.bayes import NaiveBayes
from bot.domain.understanding.features import Example
from bot.domain.understanding.meaning import Understanding
from bot.domain.understanding.search import OTHER, Index
from bot.domain.understanding.small_talk import SmallTalk

MANY = 100
"""Topics of a region that has much to say."""

LONGEST = 4096
"""Characters (Bot API, Message)."""


def print_speed(understanding: Understanding, examples: Sequence[Example], texts: Sequence[str]) -> None:
    many = _with_many_topics(understanding, examples)
    letter = " ".join(texts)
    letters = [letter[at : at + LONGEST] for at in range(0, len(letter) - LONGEST, LONGEST // 4)]
    print("\nmilliseconds a message     median     p99   worst  megabytes learned")
    for name, asked, said in (
        (f"{_topics(understanding)} topics", understanding, texts),
        (f"{MANY} topics", many, texts),
        (f"{LONGEST:,} characters", understanding, letters),
        (f"{LONGEST:,} of noise", understanding, list(_noise())),
    ):
        took = list(_times(asked, said))
        slow = f"{_p99(took):7.2f} {max(took):7.2f}"
        print(f"  {name:22} {statistics.median(took):8.2f} {slow} {_megabytes(asked):9.1f}")


def _noise() -> Iterator[str]:
    """Go through long texts of words that nobody says, in letters of all keyboards."""
    dice = Random(0)
    for alphabet in (
        "абвгдежзийклмнопрстуфхцчшщъыьэюяәіңғүұқөһ",
        "abcdefghijklmnopqrstuvwxyz234589-=;'[],./äöüūğşıñ",
    ):
        for longest in (1, 2, 3, 6, 12, 40, 400, LONGEST):
            for _ in range(10):
                words = ("".join(dice.choices(alphabet, k=dice.randint(1, longest))) for _ in range(LONGEST))
                yield " ".join(words)[:LONGEST]


def _times(understanding: Understanding, texts: Iterable[str]) -> Iterator[float]:
    for text in texts:
        began = perf_counter()
        understanding.of(text)
        yield (perf_counter() - began) * 1000


def _with_many_topics(understanding: Understanding, examples: Sequence[Example]) -> Understanding:
    """Return one whose every topic has copies, so that each word speaks for all of them."""
    slugs = sorted({each.label for each in examples} - {OTHER})
    copies = {
        slug: [f"{slug}-{at}" for at in range(number, MANY, len(slugs))] for number, slug in enumerate(slugs)
    }
    lines = (
        Example(copy, each.line, each.weight)
        for each in examples
        for copy in copies.get(each.label, (OTHER,))
    )
    learned = NaiveBayes.learn(lines, search.FEATURES, search.SMOOTHING)
    assert len(learned.labels) == MANY + 1
    return Understanding(Index(learned), understanding.triage, SmallTalk({}))


def _topics(understanding: Understanding) -> int:
    return len(understanding.index.learned.labels) - 1


def _p99(took: Sequence[float]) -> float:
    return sorted(took)[int(len(took) * 0.99)]


def _megabytes(understanding: Understanding) -> float:
    """Return what the arrays of both models take: with what is learned they are nearly all."""
    topics, levels = understanding.index.learned, understanding.triage.learned
    arrays = (
        topics.table.places, topics.table.lows, topics.numbers, topics.gains,
        levels.table.places, levels.table.lows, *levels.weights,
    )  # fmt: skip
    return sum(each.nbytes for each in arrays) / 1_000_000
