from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.understanding.bayes import NaiveBayes
from bot.domain.understanding.features import Example
from bot.domain.understanding.regression import Regression
from bot.domain.understanding.search import FEATURES, SMOOTHING
from bot.storage.content.shelf import KEPT, UNTAUGHT, Shelf, beside, folder_in

LINES = [Example("camps", "путёвка в лагерь"), Example("other", "погода завтра")]
OTHERS = [Example("camps", "лагерьге жолдама"), Example("other", "ауа райы")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "learned"


def learned(shelf: Shelf, lines: list[Example]) -> NaiveBayes:
    return shelf.learned(lambda: lines, FEATURES, SMOOTHING)


def test_what_was_learned_once_is_read_the_next_time(folder: Path) -> None:
    first = learned(Shelf(folder), LINES)
    (kept,) = folder.glob("*.learned")
    kept.write_bytes(NaiveBayes.learn(OTHERS, FEATURES, SMOOTHING).packed())
    again = learned(Shelf(folder), LINES)
    assert again != first
    assert again == NaiveBayes.learn(OTHERS, FEATURES, SMOOTHING)


def test_other_lines_are_learned_by_themselves(folder: Path) -> None:
    assert learned(Shelf(folder), LINES) != learned(Shelf(folder), OTHERS)
    assert len(list(folder.glob("*.learned"))) == 2


@pytest.mark.parametrize("damage", [b"", b"{", b"12345678901234567890"])
def test_a_damaged_file_is_learned_anew_and_mended(folder: Path, damage: bytes) -> None:
    first = learned(Shelf(folder), LINES)
    (kept,) = folder.glob("*.learned")
    kept.write_bytes(damage)
    assert learned(Shelf(folder), LINES) == first
    assert NaiveBayes.unpacked(kept.read_bytes(), FEATURES) == first


def test_weights_are_learned_once_and_for_each_last_label(folder: Path) -> None:
    shelf = Shelf(folder)
    first = shelf.weighed(lambda: LINES, FEATURES, "other")
    (kept,) = folder.glob("*.learned")
    kept.write_bytes(Regression.learn(OTHERS, FEATURES, "other").packed())
    assert shelf.weighed(lambda: LINES, FEATURES, "other") != first
    assert shelf.weighed(lambda: LINES, FEATURES, "camps") == Regression.learn(LINES, FEATURES, "camps")
    kept.write_bytes(b"damaged")
    assert (
        shelf.weighed(lambda: LINES, FEATURES, "other")
        == first
        == Shelf(None).weighed(lambda: LINES, FEATURES, "other")
    )


def test_only_the_newest_files_stay(folder: Path) -> None:
    for number in range(KEPT + 3):
        learned(Shelf(folder), [Example("camps", f"line {number}")])
    assert len(list(folder.glob("*.learned"))) == KEPT


def test_where_nothing_can_be_kept_it_is_learned_all_the_same(tmp_path: Path) -> None:
    in_the_way = tmp_path / "learned"
    in_the_way.write_text("a file")
    assert learned(Shelf(in_the_way), LINES) == learned(Shelf(None), LINES)
    assert in_the_way.read_text() == "a file"


def test_of_changed_lines_only_their_own_label_is_counted_anew(folder: Path) -> None:
    learned(Shelf(folder), LINES)
    before = {each.name: each.stat().st_mtime_ns for each in folder.glob("*.counted")}
    again = learned(Shelf(folder), [LINES[0], OTHERS[1]])
    after = {each.name: each.stat().st_mtime_ns for each in folder.glob("*.counted")}
    assert again == NaiveBayes.learn([LINES[0], OTHERS[1]], FEATURES, SMOOTHING)
    assert (len(before), len(after)) == (2, 3)
    assert before.items() <= after.items()


@pytest.mark.parametrize("damage", [b"", b"1234", b"12345678901234567890"])
def test_damaged_counts_are_counted_anew(folder: Path, damage: bytes) -> None:
    first = learned(Shelf(folder), LINES)
    for kept in folder.glob("*.learned"):
        kept.unlink()
    for kept in folder.glob("*.counted"):
        kept.write_bytes(damage)
    assert learned(Shelf(folder), LINES) == first


def test_who_only_asks_uses_what_the_bot_learned_and_makes_no_folder(tmp_path: Path) -> None:
    learned(beside(tmp_path / "none"), LINES)
    assert list(tmp_path.iterdir()) == []
    first = learned(Shelf(folder_in(tmp_path)), LINES)
    assert learned(beside(tmp_path), LINES) == first
    assert [path.name for path in tmp_path.iterdir()] == ["learned"]


def test_who_asks_nothing_learns_nothing() -> None:
    assert learned(UNTAUGHT, LINES) == learned(Shelf(None), [])
    assert UNTAUGHT.weighed(lambda: LINES, FEATURES, "none") == Shelf(None).weighed(list, FEATURES, "none")
