"""What the program must never do, looked for in its source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "bot" / "demo"
"""The embedded Bot API server has to know what bots may ask for."""


def sources() -> list[Path]:
    files = [each for each in (ROOT / "bot").rglob("*.py") if SERVER not in each.parents]
    return [*files, *(ROOT / name for name in ("Makefile", "Dockerfile", "docker-compose.yml", ".ci/run"))]


@pytest.mark.parametrize(
    "words",
    [
        r"drop_pending_updates[\"']?\s*[:=]",
        r"skip_updates",
        r"start_polling",
        r"[\"']offset[\"']\s*[:=]\s*-",
        r"\.get_updates\(",
    ],
    ids=["drop", "skip", "aiogram's polling", "negative offset", "aiogram's parsing"],
)
def test_nothing_throws_waiting_updates_away(words: str) -> None:
    found = [path for path in sources() if re.search(words, path.read_text(encoding="utf-8"))]
    assert found == []
