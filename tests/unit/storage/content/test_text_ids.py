"""Every sentence the program asks for is written, and every written one is asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.content.check.sentences import all_asked
from tests.text_ids import shipped

ROOT = Path(__file__).parents[4]
ANY = "[a-z-]+"
"""What may stand where a program puts an id together."""

SPEAKING = ("app.py", "domain", "services", "telegram", "delivery")
"""The rooms that ask for sentences by id; elsewhere `.text` and `.label` are something else."""


def nodes(file: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(file.read_text(encoding="utf-8")))


def pattern(node: ast.AST) -> str | None:
    """Return what a string or an f-string can be, as a regular expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return "".join(pattern(part) or ANY for part in node.values)
    return None


def asked_for() -> Iterator[tuple[str, str]]:
    """Go through the ids in calls of `.text(…)`, `.label(…)`, `.button(…)`, also of both sides of an `if`."""
    for file in sorted((ROOT / "bot").rglob("*.py")):
        if file.relative_to(ROOT / "bot").parts[0] in SPEAKING:
            for node in nodes(file):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {
                    "text",
                    "label",
                    "button",
                }:
                    yield from ((found, f"{file.name}:{node.lineno}") for found in ids(node))


def ids(call: ast.Call) -> Iterator[str]:
    for argument in call.args[:2]:
        sides = (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
        yield from (found for side in sides if (found := pattern(side)))


def mentioned() -> Iterator[str]:
    """Go through all that the program's strings can be, and the words of its pages and scripts."""
    for file in sorted((ROOT / "bot").rglob("*.*")):
        if file.suffix == ".py":
            yield from (found for node in nodes(file) if (found := pattern(node)))
        elif file.suffix in {".html", ".js"}:
            yield from set(re.findall(r"[a-z][a-z0-9-]+", file.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def written() -> set[str]:
    return shipped()


def test_every_id_in_the_program_is_written(written: set[str]) -> None:
    missing = [
        (asked, place)
        for asked, place in asked_for()
        if not any(re.fullmatch(asked, text_id) for text_id in written)
    ]
    assert missing == []


def test_the_content_check_knows_every_sentence(written: set[str]) -> None:
    assert all_asked() == written, "run `python -m tests.text_ids`"


def test_every_written_sentence_is_used(written: set[str]) -> None:
    unused = written - {re.sub(r"\\(.)", r"\1", found) for found in mentioned()}
    families = [re.compile(found) for found in set(mentioned()) if ANY in found]
    assert [each for each in sorted(unused) if not any(family.fullmatch(each) for family in families)] == []
