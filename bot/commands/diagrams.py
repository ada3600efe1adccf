"""Wizards drawn as Mermaid flowcharts (https://mermaid.js.org/syntax/flowchart.html), to look over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.domain.catalogue import Catalogue, Words
from bot.domain.language import LANGUAGES, Lang
from bot.domain.markup import Html, visible
from bot.domain.values import fill
from bot.domain.wizard import Condition, Outcome, Question, Wizard

_DANGER = "danger"
_ITEM = re.compile(r"^(\d+)\.")
"""The number of a list: Mermaid takes it for Markdown that it cannot draw."""


def draw_all(catalogue: Catalogue, folder: Path, today: date) -> None:
    """Write `<wizard>.<language>.mmd` into `folder` for each wizard. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for wizard in catalogue.wizards.values():
        for lang in LANGUAGES:
            file = folder / f"{wizard.slug}.{lang}.mmd"
            file.write_text(draw(catalogue, wizard, lang, today), encoding="utf-8")


def draw(catalogue: Catalogue, wizard: Wizard, lang: Lang, today: date) -> str:
    """Return a flowchart: questions as rhombs, outcomes as boxes, conditions on the arrows."""
    return "\n".join(["flowchart TD", *_Drawing(catalogue, wizard, lang, today).lines(), ""])


class _Drawing:
    def __init__(self, catalogue: Catalogue, wizard: Wizard, lang: Lang, today: date) -> None:
        self._catalogue, self._wizard, self._lang, self._today = catalogue, wizard, lang, today
        questions = [node for node in wizard.nodes.values() if isinstance(node, Question)]
        self._danger = any(not option.ways for question in questions for option in question.options)
        self._names = {node_id: f"n{at}" for at, node_id in enumerate(wizard.nodes)}

    def lines(self) -> Iterator[str]:
        for node in self._wizard.nodes.values():
            name = self._names[node.id]
            if isinstance(node, Question):
                yield f"  {name}{{{_quoted(self._shown(node.text))}}}"
                yield from self._ways(node)
            else:
                yield f"  {name}[{_quoted(self._outcome(node))}]"
        if self._danger:
            label = self._catalogue.texts.label(self._lang, "button-danger")
            yield f"  {_DANGER}([{_quoted(label)}])"

    def _ways(self, question: Question) -> Iterator[str]:
        name = self._names[question.id]
        for option in question.options:
            label = option.label[self._lang]
            if not option.ways:
                yield f"  {name} -->|{_quoted(label)}| {_DANGER}"
            for way in option.ways:
                told = "\n".join([label, *_conditions(way.condition)])
                yield f"  {name} -->|{_quoted(told)}| {self._names[way.to]}"

    def _outcome(self, outcome: Outcome) -> str:
        """Return the first line of each of its texts, with what it hangs on."""
        lines = []
        for piece in outcome.pieces:
            when = _conditions(piece.condition)
            first = self._shown(piece.text).splitlines()[0]
            lines.append(" ".join([f"({', '.join(when)})", first] if when else [first]))
        return "\n".join(lines)

    def _shown(self, words: Words) -> str:
        region, texts = self._catalogue.region, self._catalogue.texts
        return visible(fill(Html(words[self._lang]), region, texts, self._lang, self._today))


def _conditions(condition: Condition) -> list[str]:
    told = [f"{question} = {' / '.join(sorted(answers))}" for question, answers in condition.when.items()]
    if condition.since:
        told.append(f"≥ {condition.since}")
    if condition.until:
        told.append(f"≤ {condition.until}")
    return told


def _quoted(text: str) -> str:
    plain = text.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
    lines = (_ITEM.sub(r"\1)", line) for line in plain.splitlines() if line.strip())
    return f'"{"<br>".join(lines)}"'
