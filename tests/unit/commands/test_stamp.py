"""`stamp` as an editor sees it: which translations follow the Kazakh text as it is now."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.commands.stamp import run_stamp
from tests.unit.storage.content.folder import Folder

KK, RU, EN = (f"topics/bullying/{lang}.md" for lang in ("kk", "ru", "en"))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a folder whose translations are stamped."""
    folder = Folder(tmp_path / "content")
    assert stamp(folder)[0] == 0
    return folder


def stamp(folder: Folder, *named: str) -> tuple[int, list[str], list[str]]:
    out, err = io.StringIO(), io.StringIO()
    code = run_stamp(folder.path, named, out, err)
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


def test_a_stamped_folder_has_nothing_to_say(folder: Folder) -> None:
    assert folder.lines() == []
    assert stamp(folder)[1] == ["0 of 2 stamps are new"]


def test_a_changed_kazakh_text_makes_its_stamps_old_until_they_are_set_anew(folder: Folder) -> None:
    folder.change(KK, "First", "Бірінші")
    assert folder.lines() == [f"{EN}:1 [stamp-old]", f"{RU}:1 [stamp-old]"]
    assert folder.load().catalogue
    assert stamp(folder, RU)[1][-1] == "1 of 2 stamps are new"
    assert folder.lines() == [f"{EN}:1 [stamp-old]"]
    assert stamp(folder, "bullying")[0] == 0
    assert folder.lines() == []


@pytest.mark.parametrize("change", [("title: Баланы", "title: Балаларды"), ("label: Баланы", "label: Бала")])
def test_the_title_and_the_label_are_part_of_the_kazakh_text(folder: Folder, change: tuple[str, str]) -> None:
    folder.change(KK, *change)
    assert folder.lines() == [f"{EN}:1 [stamp-old]", f"{RU}:1 [stamp-old]"]


def test_questions_and_line_breaks_are_no_part_of_it(folder: Folder) -> None:
    folder.change(KK, "Баланы жәбірлеу question 3", "Балаға тиісті")
    folder.change(KK, "Call", "Call\n")
    assert folder.lines() == []


def test_a_new_translation_needs_a_stamp_and_a_gone_one_loses_it(folder: Folder) -> None:
    for name in (KK, RU, EN, "topics/bullying/topic.yaml"):
        folder.write(name.replace("bullying", "camps"), folder.read(name))
    assert [line for line in folder.lines() if "stamp" in line] == [
        "topics/camps/en.md:1 [stamp-missing]",
        "topics/camps/ru.md:1 [stamp-missing]",
    ]
    stamp(folder)
    for name in (KK, RU, EN, "topics/bullying/topic.yaml"):
        folder.remove(name.replace("bullying", "camps"))
    assert folder.lines() == ["stamps.yaml:5 [stamp-unknown]", "stamps.yaml:6 [stamp-unknown]"]
    stamp(folder, RU)
    assert folder.lines() == []


def test_a_stamp_written_by_hand_in_another_form_is_refused(folder: Folder) -> None:
    folder.change("stamps.yaml", f'{RU}: "', f'{RU}: "yes')
    assert "stamps.yaml:4 [field-value]" in folder.lines()
    assert stamp(folder)[0] == 1


def test_a_name_that_fits_no_translation_changes_nothing(folder: Folder) -> None:
    before = folder.read("stamps.yaml")
    folder.change(KK, "First", "Бірінші")
    assert stamp(folder, RU, "weather") == (1, [], ["weather: there is no such translation"])
    assert stamp(folder, KK)[0] == 1
    assert folder.read("stamps.yaml") == before


def test_a_half_read_text_gets_no_stamp(folder: Folder) -> None:
    folder.change(KK, "First", "`First`")
    code, out, err = stamp(folder)
    assert (code, out) == (1, [])
    assert err == [f"{KK}:20: error: Telegram cannot show code here [markdown-unsupported]"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "content")
    folder.path /= "nowhere"
    assert stamp(folder)[2] == [f"{folder.path}:1: error: there is no such folder [folder-missing]"]


def test_stamps_that_cannot_be_written_are_said_in_one_line(folder: Folder) -> None:
    folder.change(KK, "First", "Бірінші")
    (folder.path / ".stamps.yaml.new").mkdir()
    path = folder.path / "stamps.yaml"
    assert stamp(folder) == (1, [], [f"{path} cannot be written: Is a directory"])
