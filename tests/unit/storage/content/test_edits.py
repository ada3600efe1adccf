from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage.content.edits import KEPT, Edits, PendingEdit
from bot.storage.content.versions import digest_of

EDIT = PendingEdit("menu.yaml", b"\xff\x00 any bytes", digest_of(b"before"))


def test_a_file_is_remembered_until_it_is_dropped(tmp_path: Path) -> None:
    Edits(tmp_path).keep(EDIT)
    edits = Edits(tmp_path)
    assert edits.get(EDIT.id) == EDIT
    edits.drop(EDIT.id)
    assert edits.get(EDIT.id) is None
    edits.drop(EDIT.id)


def test_the_same_file_sent_twice_is_one(tmp_path: Path) -> None:
    same = PendingEdit(EDIT.path, EDIT.content, EDIT.base)
    assert same.id == EDIT.id
    assert len(EDIT.id) == 16
    assert PendingEdit("other.yaml", EDIT.content, EDIT.base).id != EDIT.id
    assert PendingEdit(EDIT.path, EDIT.content, digest_of(None)).id != EDIT.id


def test_of_many_files_the_oldest_are_forgotten(tmp_path: Path) -> None:
    edits = Edits(tmp_path)
    for number in range(KEPT + 5):
        edits.keep(PendingEdit("menu.yaml", b"%d" % number, ""))
    assert len(list((tmp_path / "content-edits").iterdir())) == KEPT


@pytest.mark.parametrize("forged", ["../secret", "", "a/b", "0" * 16, "é" * 8])
def test_an_id_that_was_never_given_finds_nothing(tmp_path: Path, forged: str) -> None:
    (tmp_path / "secret.json").write_text('{"path": "x", "content": "", "base": ""}')
    edits = Edits(tmp_path)
    assert edits.get(forged) is None
    edits.drop(forged)
    assert (tmp_path / "secret.json").exists()


def test_a_damaged_file_is_no_edit(tmp_path: Path) -> None:
    edits = Edits(tmp_path)
    edits.keep(EDIT)
    (tmp_path / "content-edits" / f"{EDIT.id}.json").write_text("{}")
    assert edits.get(EDIT.id) is None
