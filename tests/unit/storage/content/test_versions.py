from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage.content.versions import Version, Versions, write_whole, zipped

NOON = datetime(2026, 11, 23, 7, tzinfo=UTC)
FILES = {"a/b.md": "сәлем".encode(), "c.yaml": b"x: 1\n"}


def test_a_version_comes_back_as_it_was(tmp_path: Path) -> None:
    kept = Versions(tmp_path).keep(FILES, NOON, "folder")
    again = Versions(tmp_path)
    assert again.all() == [kept]
    assert again.files(kept.number) == FILES
    assert (kept.at, kept.origin, kept.changed, kept.edited) == (NOON, "folder", (), {})


def test_a_version_is_a_zip_that_anybody_can_open(tmp_path: Path) -> None:
    Versions(tmp_path).keep(FILES, NOON, "folder")
    with zipfile.ZipFile(tmp_path / "content-versions" / "000001.zip") as archive:
        assert archive.read("c.yaml") == FILES["c.yaml"]


def test_numbers_go_on_after_the_oldest_are_forgotten_and_the_newest_is_damaged(tmp_path: Path) -> None:
    versions = Versions(tmp_path, kept=2)
    for number in range(4):
        versions.keep({**FILES, "n": b"%d" % number}, NOON, "chat")
    assert [each.number for each in versions.all()] == [4, 3]
    (tmp_path / "content-versions" / "000004.zip").write_bytes(b"no zip")
    assert versions.keep(FILES, NOON, "chat").number == 5
    assert [each.number for each in versions.all()] == [5]


def test_what_was_begun_and_not_finished_is_no_version_yet(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    versions.keep(FILES, NOON, "folder")
    versions.begin({"d": b"", "e": b""}, NOON, "chat", ("d", "gone"))
    assert len(versions.all()) == 1
    assert versions.pending() == {"d": b"", "gone": None}
    versions.finish()
    assert len(versions.all()) == 2
    assert versions.pending() is None


def test_nothing_is_kept_where_there_is_nothing(tmp_path: Path) -> None:
    versions = Versions(tmp_path / "not there")
    assert versions.all() == []
    assert versions.newest() is None
    assert versions.files(1) is None
    versions.finish()
    versions.drop()


@pytest.mark.parametrize("damage", ["origin", "at", "edited"])
def test_a_manifest_that_says_something_else_is_no_version(damage: str) -> None:
    told = Version(1, NOON, "folder", "d", (), {}).to_json()
    assert Version.from_json(told).number == 1
    with pytest.raises((ValueError, KeyError, TypeError)):
        Version.from_json({**told, damage: "nonsense"})


def test_the_same_files_make_the_same_zip() -> None:
    assert zipped(FILES) == zipped(dict(reversed(FILES.items())))


def test_a_file_that_cannot_take_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder" / "x").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        write_whole(tmp_path / "folder", b"content")
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]
