"""A content folder of a test's own, for it to change."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.acceptance.stage import CONTENT

CAMPS = "topics/camps/ru.md"
TITLE = "Детские лагеря и бесплатные путёвки"
"""What stands in that file."""


def copied(path: Path) -> Path:
    """Copy the product's content to `path`."""
    return Path(shutil.copytree(CONTENT, path))


def change(folder: Path, path: str, old: str, new: str) -> None:
    """Replace words in one file."""
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    file.write_text(text.replace(old, new), encoding="utf-8")
