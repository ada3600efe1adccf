"""Every sentence the program asks for is written, and every written one is asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.content.findings import Findings
from bot.storage.content.sentences import parse_sentences

ROOT = Path(__file__).parents[4]
DEMO = ROOT / "bot" / "demo"
"""What the demo's pages call text is something else; but its tour says sentences of the content."""


def nodes(*, demo: bool) -> Iterator[tuple[str, ast.AST]]:
    """Go through the program's syntax with the file and line of each node."""
    for file in sorted((ROOT / "bot").rglob("*.py")):
        if demo or DEMO not in file.parents:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                yield f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}", node


def pattern(node: ast.AST) -> str | None:
    """Return what a string or an f-string can be, as a regular expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return "".join(pattern(part) or "[a-z-]+" for part in node.values)
    return None


def asked_for() -> Iterator[tuple[str, str]]:
    """Go through the ids in calls of `.text(…)`, `.label(…)`, `.button(…)`, also of both sides of an `if`."""
    for place, node in nodes(demo=False):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"text", "label", "button"}:
            for argument in node.args[:2]:
                sides = (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
                yield from ((found, place) for side in sides if (found := pattern(side)))


@pytest.fixture(scope="module")
def written() -> set[str]:
    path = ROOT / "content" / "texts" / "kk.ftl"
    return set(parse_sentences("kk.ftl", "kk", path.read_text(encoding="utf-8"), Findings()).all)


def test_every_id_in_the_program_is_written(written: set[str]) -> None:
    missing = [
        (asked, place)
        for asked, place in asked_for()
        if not any(re.fullmatch(asked, text_id) for text_id in written)
    ]
    assert missing == []


def test_every_written_sentence_is_used(written: set[str]) -> None:
    strings = {found for _, node in nodes(demo=True) if (found := pattern(node))}
    assert [
        each for each in sorted(written) if not any(re.fullmatch(string, each) for string in strings)
    ] == []
