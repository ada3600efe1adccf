"""The Fluent files hold the same sentences with the same variables, in HTML that Telegram takes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from bot.storage.content.draft import Draft
from bot.storage.content.findings import Findings
from bot.storage.content.sentences import Sentence, Sentences

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*+)([^<>]*+)>")
_ALLOWED = {"b": "", "i": "", "code": "", "blockquote": "", "a": r' href="[^"<>]*"'}


_ASKED = Path(__file__).with_name("text_ids.txt")


def all_asked() -> frozenset[str]:
    """Return the ids of all texts that the program says."""
    return frozenset(_ASKED.read_text(encoding="utf-8").split())


def check(draft: Draft, found: Findings, asked: Collection[str]) -> None:
    """Compare the languages; with the ids that are `asked` for also what is there with what is said."""
    every = tuple(draft.sentences.values())
    first = {text_id: sentences for sentences in reversed(every) for text_id in sentences.all}
    if asked:
        _used(every, first, frozenset(asked), found)
    for sentences in every:
        for text_id, sentence in sentences.all.items():
            _shown(sentences, text_id, sentence, found)
        for text_id, other in first.items():
            _same(text_id, sentences, other, found)


def _used(
    every: Sequence[Sentences], first: Mapping[str, Sentences], asked: frozenset[str], found: Findings
) -> None:
    """Name what no language has, and what nobody says."""
    for text_id in asked - first.keys():
        for sentences in every:
            found.add("text-asked", sentences.path, id=text_id)
    for text_id in first.keys() - asked:
        sentence = first[text_id].all[text_id]
        found.add("text-unused", first[text_id].path, sentence.line, id=text_id)


def _same(text_id: str, here: Sentences, other: Sentences, found: Findings) -> None:
    """Compare with the first language that has the text."""
    sentence, there = here.all.get(text_id), other.all[text_id]
    if sentence is None:
        found.add("text-missing", here.path, 1, id=text_id, other=other.path)
    elif sentence.variables != there.variables:
        uses = {"here": _listed(sentence), "there": _listed(there)}
        found.add("text-variables", here.path, sentence.line, id=text_id, other=other.path, **uses)


def _listed(sentence: Sentence) -> str:
    return ", ".join(f"${name}" for name in sorted(sentence.variables)) or "no variable"


def _shown(sentences: Sentences, text_id: str, sentence: Sentence, found: Findings) -> None:
    for text in sentence.alternatives:
        if problem := html_problem(text):
            found.add("text-html", sentences.path, sentence.line, id=text_id, problem=problem)
    pattern = sentences.bundle.get_message(text_id).value
    assert pattern
    _, errors = sentences.bundle.format_pattern(pattern, dict.fromkeys(sentence.variables, "1"))
    for error in errors:
        found.add("text-broken", sentences.path, sentence.line, id=text_id, problem=error)


def html_problem(text: str) -> str | None:
    """Say in plain English why Telegram would refuse this HTML; None when it takes it."""
    opened: list[str] = []
    for closing, tag, attributes in _TAG.findall(text):
        if tag not in _ALLOWED or not re.fullmatch("" if closing else _ALLOWED[tag], attributes):
            return f"<{closing}{tag}{attributes}> is not one of <b> <i> <code> <blockquote> <a href>"
        if not closing:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            return f"</{tag}> closes what is not open"
    if "<" in _TAG.sub("", text):
        return "a bare < is written &lt;"
    return f"<{opened[-1]}> is not closed" if opened else None
