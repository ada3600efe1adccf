"""What content/README.md tells officials to do works, and shows what comes of it."""

from __future__ import annotations

import io
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.commands.stamp import run_stamp
from bot.storage.content.load import load
from bot.storage.content.shelf import UNTAUGHT
from tests.acceptance.stage import CONTENT
from tests.guide import GUIDE, NAMES, examples

TODAY = date(2026, 11, 23)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return shutil.copytree(CONTENT, tmp_path / "content")


@pytest.mark.parametrize("name", NAMES)
def test_an_example_changes_the_shipped_content_without_an_error(content: Path, name: str) -> None:
    for change in examples("kk")[name]:
        change.apply(content)
    loaded = load(content, TODAY, shelf=UNTAUGHT)
    assert loaded.catalogue
    assert {finding.rule for finding in loaded.findings} <= {"stamp-old"}


def test_stamping_settles_a_changed_text(content: Path) -> None:
    for change in examples("kk")["text"]:
        change.apply(content)
    assert run_stamp(content, ["camps"], io.StringIO(), io.StringIO()) == 0
    assert load(content, TODAY, shelf=UNTAUGHT).findings == ()


@pytest.mark.parametrize(("name", "at"), [("phone", 0), ("phone", 1), ("text", 0), ("fine", 1), ("fine", 3)])
def test_an_example_left_half_done_is_noticed(content: Path, name: str, at: int) -> None:
    examples("kk")[name][at].apply(content)
    assert load(content, TODAY, shelf=UNTAUGHT).findings


def test_both_languages_give_the_same_examples() -> None:
    assert examples("kk") == examples("ru")


def test_every_picture_is_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", GUIDE.read_text(encoding="utf-8"))
    assert sorted(pictures) == sorted(
        f"pictures/{name}-{lang}.png" for name in NAMES for lang in ("kk", "ru")
    )
    for picture in pictures:
        assert (CONTENT / picture).stat().st_size < 150_000
