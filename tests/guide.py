"""Reads content/README.md: the examples that it gives to whoever edits the content."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from tests.acceptance.stage import CONTENT

GUIDE = CONTENT / "README.md"

NAMES = ("phone", "text", "fine", "menu", "wizard")
"""The examples in their order."""

_CHANGE = re.compile(r"^`([\w./-]+)`:\n\n```diff\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Change(NamedTuple):
    path: str
    old: str
    new: str

    def apply(self, content: Path) -> None:
        """Change the file as the guide says; the old lines stand in it exactly once."""
        file = content / self.path
        text = file.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"the guide shows lines of {self.path} that are not there"
        file.write_text(text.replace(self.old, self.new), encoding="utf-8")


def examples(lang: str) -> dict[str, list[Change]]:
    """Return the changes of each example in one language's part of the guide."""
    text = GUIDE.read_text(encoding="utf-8")
    kazakh, russian = text.split("\n## Русский\n")
    sections = (kazakh if lang == "kk" else russian).split("\n### ")[1 : len(NAMES) + 1]
    return {
        name: [_change(*found) for found in _CHANGE.findall(section)]
        for name, section in zip(NAMES, sections, strict=True)
    }


def _change(path: str, diff: str) -> Change:
    lines = diff.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] != "+")
    new = "".join(line[1:] for line in lines if line[0] != "-")
    return Change(path, old, new)
