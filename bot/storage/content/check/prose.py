"""Texts that a tired person reads to the end, and example questions that differ from one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from bot.domain.understanding.features import is_function_word
from bot.domain.understanding.letters import skeleton
from bot.domain.understanding.normalise import tokens
from bot.domain.values import Call, calls, without_calls
from bot.storage.content.draft import Draft, Read
from bot.storage.content.findings import Findings
from bot.storage.content.markdown import Rendered
from bot.storage.content.schema import TopicFront

MEAN_LIMIT = 14
"""Words in a sentence of one text on average."""

LONG_LIMIT = 25
"""Words in one sentence."""

ALIKE_LIMIT = 60
"""Percent of all their words that two questions may share."""

_BEGINNING = 5
"""Letters by which two words are one: endings change."""

_SENTENCE = re.compile(r"\S.*?(?:[.!?…][»”\")*]*(?=\s+\S)|\Z)", re.DOTALL)
_MCI_WORDS = 4
"""What `43 250 ₸ (10 MCI, 2026)` counts for a reader."""


def check(draft: Draft, found: Findings) -> None:
    for topic in draft.topics.values():
        for page in topic.pages.values():
            counts = readable(page.body, page.path, found)
            mean = sum(counts) / max(len(counts), 1)
            if mean > MEAN_LIMIT:
                shown = f"{mean:.1f}"
                found.add("sentences-long", page.path, page.body_line, mean=shown, limit=MEAN_LIMIT)
            _different(page.front, found)


def readable(text: Rendered, path: str, found: Findings) -> list[int]:
    """Warn of long sentences; return how many words each sentence has."""
    counts = [(line, _words(sentence)) for line, sentence in _sentences(text)]
    for line, count in counts:
        if count > LONG_LIMIT:
            found.add("sentence-long", path, line, count=count, limit=LONG_LIMIT)
    return [count for _, count in counts]


def _sentences(text: Rendered) -> Iterator[tuple[int, str]]:
    for lines in text.prose:
        if not lines:
            continue
        whole = "\n".join(piece for _, piece in lines)
        for match in _SENTENCE.finditer(whole):
            yield lines[whole.count("\n", 0, match.start())][0], match[0]


def _words(sentence: str) -> int:
    plain = sum(any(mark.isalnum() for mark in word) for word in without_calls(sentence).split())
    return plain + sum(
        _MCI_WORDS if isinstance(call, Call) and call.function == "mci" else 1 for call in calls(sentence)
    )


def _different(front: Read[TopicFront], found: Findings) -> None:
    asked = [_begun(question) for question in front.file.questions]
    for (at, words), (other_at, others) in combinations(enumerate(asked), 2):
        if len(words & others) * 100 > ALIKE_LIMIT * len(words | others):
            question = front.file.questions[at]
            line = front.line("questions", other_at)
            found.add("questions-alike", front.path, line, limit=ALIKE_LIMIT, question=question)


def _begun(question: str) -> frozenset[str]:
    """Return how the words begin that say what a question is about."""
    said = (word for word in tokens(question) if not is_function_word(word))
    return frozenset(skeleton(word)[:_BEGINNING] for word in said)
