"""Why the bot understands a message as it does: what each word speaks for, and the lines most like it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.domain.language import LANGUAGES
from bot.domain.understanding.bayes import NaiveBayes
from bot.domain.understanding.letters import skeleton
from bot.domain.understanding.meaning import Understanding, Understood
from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.regression import Regression
from bot.services.asking import Asked
from bot.storage.content.asked import OTHER
from bot.storage.content.asked import Asked as Lines

_TOPICS = 2
_LINES = 3
_BEGINNING = 4
"""Letters by which two words are one here: endings change."""


@dataclass(frozen=True, slots=True)
class _Alike:
    path: str
    number: int
    line: str
    words: Sequence[str]
    """Those of the message that the line has, too."""
    share: float
    """0 to 1: of the words of both, how many they share."""


def print_reasons(folder: Path, understanding: Understanding, text: str, asked: Asked, out: TextIO) -> None:
    """Print what is understood of `text`, which words speak for it and the nearest lines of `folder`.

    A figure beside a word is how much more it speaks for the label than for the others on average.
    """
    understood = understanding.of(text)
    print(f"language: {asked.lang}", file=out)
    print(f"level: {asked.level}{_listed(understood)}", file=out)
    if asked.level != "none":
        _print_label(folder, understanding.triage.learned, asked.level, understood.words, out)
    for slug, score in zip(asked.topics, asked.scores, strict=True):
        print(f"topic: {slug} {score:.3f}", file=out)
    for label in asked.topics[:_TOPICS] or (OTHER,):
        _print_label(folder, understanding.index.learned, label, understood.words, out)
    print(f"read as: {' '.join(understood.words)}", end="\n\n", file=out)


def _listed(understood: Understood) -> str:
    return f" (a listed phrase tells {understood.listed})" if understood.listed != "none" else ""


def _print_label(
    folder: Path, learned: NaiveBayes | Regression, label: str, words: Sequence[str], out: TextIO
) -> None:
    spoken = learned.evidence(words, label)
    loudest = sorted(spoken, key=lambda word: -spoken[word])
    print(f"  for {label}: " + ", ".join(f"{word} {spoken[word]:+.1f}" for word in loudest), file=out)
    for alike in sorted(_alike(folder, label, words), key=lambda each: -each.share)[:_LINES]:
        print(f"  {alike.path}:{alike.number}: {alike.line} ({', '.join(alike.words)})", file=out)


def _alike(folder: Path, label: str, words: Sequence[str]) -> Iterator[_Alike]:
    """Go through the lines of a label that share a word with the message."""
    asked = {_begun(word): word for word in words}
    for lang in LANGUAGES:
        lines = _read(folder, Lines(label, lang, ""))
        for number, line in lines.lines():
            said = {_begun(word) for word in tokens(line)}
            if shared := [asked[begun] for begun in asked if begun in said]:
                share = len(shared) / len(said | asked.keys())
                yield _Alike(lines.path, number, line, shared, share)


def _read(folder: Path, lines: Lines) -> Lines:
    path = folder / lines.path
    return Lines(lines.label, lines.lang, path.read_text("utf-8-sig") if path.is_file() else "")


def _begun(word: str) -> str:
    return skeleton(word)[:_BEGINNING]
