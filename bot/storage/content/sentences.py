"""Fluent files: one sentence per id, its variables and its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast, visitor

from bot.domain.language import Lang
from bot.storage.content.findings import Findings
from bot.storage.content.locales import lighten


@dataclass(frozen=True, slots=True)
class Sentence:
    line: int
    variables: frozenset[str]
    alternatives: tuple[str, ...]
    """The plain text of the pattern and of each variant in it; what is filled in is left out."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """One language's sentences."""

    path: str
    all: Mapping[str, Sentence]
    bundle: FluentBundle


DEPTH_LIMIT = 8
"""Braces inside one another: the library goes into each by a call of its own."""

TEXTS_LIMIT = 3_000
"""Texts in one file."""

_TEXT = re.compile(r"^[a-zA-Z-]", re.MULTILINE)
_BRACES = re.compile(r"[{}]|^(?=[^\s{}])", re.MULTILINE)


def parse_sentences(path: str, lang: Lang, text: str, found: Findings) -> Sentences | None:
    """Read one Fluent file; None when nothing of it can be read without harm."""
    if line := _too_deep(text):
        found.add("text-deep", path, line, limit=DEPTH_LIMIT)
        return None
    if sum(1 for _ in _TEXT.finditer(text)) > TEXTS_LIMIT:
        found.add("text-many", path, limit=TEXTS_LIMIT)
        return None
    resource = FluentParser(with_spans=True).parse(text)
    sentences: dict[str, Sentence] = {}
    for entry in resource.body:
        line = text.count("\n", 0, entry.span.start) + 1 if entry.span else 1
        if isinstance(entry, ast.Junk):
            for annotation in entry.annotations:
                at = text.count("\n", 0, annotation.span.start) + 1 if annotation.span else line
                found.add("text-syntax", path, at, problem=annotation.message)
        elif isinstance(entry, ast.Message):
            _add(entry, line, sentences, path, found)
    _Placeless().visit(resource)
    lighten(lang)
    bundle = FluentBundle([lang], use_isolating=False)
    bundle.add_resource(resource)
    return Sentences(path, sentences, bundle)


def _too_deep(text: str) -> int | None:
    """Return the first line with braces too deep inside one another."""
    depth = 0
    for match in _BRACES.finditer(text):
        depth = max(depth + {"{": 1, "}": -1}[match[0]], 0) if match[0] else 0
        if depth > DEPTH_LIMIT:
            return text.count("\n", 0, match.start()) + 1
    return None


def _add(entry: ast.Message, line: int, sentences: dict[str, Sentence], path: str, found: Findings) -> None:
    if entry.id.name in sentences:
        found.add("text-duplicate", path, line, id=entry.id.name)
    elif entry.value is None:
        found.add("text-empty", path, line, id=entry.id.name)
    else:
        variables = _Variables()
        variables.visit(entry.value)
        if variables.references:
            found.add("text-reference", path, line, id=entry.id.name)
            return
        sentences[entry.id.name] = Sentence(
            line, frozenset(variables.names), tuple(_alternatives(entry.value))
        )


class _Placeless(visitor.Visitor):
    """Forgets where things stood: a bundle keeps its texts as they were read, as long as it serves."""

    def generic_visit(self, node: ast.BaseNode) -> None:
        if isinstance(node, ast.SyntaxNode):
            node.span = None
        super().generic_visit(node)


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()
        self.references = False

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  the library's own name
        self.names.add(node.id.name)

    def visit_MessageReference(self, _: ast.MessageReference) -> None:  # noqa: N802
        self.references = True

    def visit_TermReference(self, _: ast.TermReference) -> None:  # noqa: N802
        self.references = True


def _alternatives(pattern: ast.Pattern) -> Iterator[str]:
    own = ""
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            own += element.value
        elif isinstance(element, ast.Placeable):
            yield from _inside(element.expression)
    yield own


def _inside(expression: object) -> Iterator[str]:
    if isinstance(expression, ast.SelectExpression):
        for variant in expression.variants:
            yield from _alternatives(variant.value)
    elif isinstance(expression, ast.StringLiteral):
        yield expression.parse()["value"]
