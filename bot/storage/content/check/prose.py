"""Texts that a tired person reads to the end, and example questions that differ from one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from bot.domain.language import LANGUAGES
from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.stems import Stemmer
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
"""Percent of all their word stems that two questions may share."""

_SENTENCE = re.compile(r"\S.*?(?:[.!?…][»”\")*]*(?=\s+\S)|\Z)", re.DOTALL)
_MCI_WORDS = 4
"""What `43 250 ₸ (10 MCI, 2026)` counts for a reader."""


def check(draft: Draft, found: Findings) -> None:
    stemmers = {lang: Stemmer(lang) for lang in LANGUAGES}
    for topic in draft.topics.values():
        for lang, page in topic.pages.items():
            counts = readable(page.body, page.path, found)
            mean = sum(counts) / max(len(counts), 1)
            if mean > MEAN_LIMIT:
                shown = f"{mean:.1f}"
                found.add("sentences-long", page.path, page.body_line, mean=shown, limit=MEAN_LIMIT)
            _different(page.front, stemmers[lang], found)


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


def _different(front: Read[TopicFront], stemmer: Stemmer, found: Findings) -> None:
    for (at, stems), (other_at, others) in combinations(_stems(front.file.questions, stemmer), 2):
        if len(stems & others) * 100 > ALIKE_LIMIT * len(stems | others):
            question = front.file.questions[at]
            line = front.line("questions", other_at)
            found.add("questions-alike", front.path, line, limit=ALIKE_LIMIT, question=question)


def _stems(questions: Sequence[str], stemmer: Stemmer) -> Iterable[tuple[int, frozenset[str]]]:
    for at, question in enumerate(questions):
        yield at, frozenset(stem.text for stem in stemmer.stems(tokens(question)))
