"""What a tap on "still true" makes of the stamps."""

from __future__ import annotations

import pytest

from bot.storage.content import stamps
from bot.storage.content.draft import read_draft
from bot.storage.content.findings import Findings
from bot.storage.content.source import Files
from tests.unit.storage.content.folder import good_files

RU, EN = (f"topics/bullying/{lang}.md" for lang in ("ru", "en"))
OLD = "0" * 12


@pytest.fixture
def files() -> Files:
    files = {path: text.encode() for path, text in good_files().items()}
    return {**files, stamps.PATH: stamps.written({RU: OLD, EN: OLD})}


def test_one_stamp_is_made_new_and_the_others_stay(files: Files) -> None:
    draft = read_draft(stamps.confirmed(files, RU), Findings())
    assert stamps.kept(draft) == {RU: stamps.wanted(draft)[RU], EN: OLD}


def test_stamps_that_cannot_be_read_are_left_alone(files: Files) -> None:
    broken = {**files, stamps.PATH: files[stamps.PATH] + b"x: ["}
    assert stamps.confirmed(broken, RU) == broken


def test_a_path_that_is_no_translation_changes_nothing(files: Files) -> None:
    assert stamps.confirmed(files, "topics/bullying/kk.md") == files
