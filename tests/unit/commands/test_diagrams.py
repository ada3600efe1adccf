"""`check --diagrams` draws the shipped wizards; what is drawn is read back."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest

from bot.commands.content import run_check
from bot.domain.catalogue import Catalogue
from bot.domain.language import LANGUAGES
from bot.domain.wizard import Question
from bot.storage.content.load import load
from bot.storage.content.shelf import UNTAUGHT
from tests.unit.storage.content.folder import Folder

CONTENT = Path(__file__).parents[3] / "content"
TODAY = date(2026, 11, 23)

NODE = re.compile(r'  (n\d+|danger)(?:\{"[^"]+"\}|\["[^"]+"\]|\(\["[^"]+"\]\))')
ARROW = re.compile(r'  (n\d+) -->\|"[^"|]+"\| (n\d+|danger)')


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(CONTENT, shelf=UNTAUGHT).catalogue
    assert loaded
    return loaded


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn") / "new" / "diagrams"
    assert run_check(CONTENT, TODAY, io.StringIO(), io.StringIO(), diagrams=folder) == 0
    return folder


def test_each_wizard_is_drawn_in_each_language(drawn: Path, catalogue: Catalogue) -> None:
    names = {f"{slug}.{lang}.mmd" for slug in catalogue.wizards for lang in LANGUAGES}
    assert {file.name for file in drawn.iterdir()} == names


def test_a_drawing_has_every_node_and_every_way(drawn: Path, catalogue: Catalogue) -> None:
    for slug, wizard in catalogue.wizards.items():
        for lang in LANGUAGES:
            first, *lines = (drawn / f"{slug}.{lang}.mmd").read_text(encoding="utf-8").splitlines()
            assert first == "flowchart TD"
            nodes = {match[1] for line in lines if (match := NODE.fullmatch(line))}
            arrows = [match.groups() for line in lines if (match := ARROW.fullmatch(line))]
            assert len(nodes) + len(arrows) == len(lines)
            assert len(nodes - {"danger"}) == len(wizard.nodes)
            assert {end for arrow in arrows for end in arrow} == nodes
            questions = [node for node in wizard.nodes.values() if isinstance(node, Question)]
            ways = [len(option.ways) or 1 for question in questions for option in question.options]
            assert len(arrows) == sum(ways)


def test_conditions_stand_on_the_arrows_and_before_the_texts(drawn: Path) -> None:
    meals = (drawn / "meals-textbooks.ru.mmd").read_text(encoding="utf-8")
    assert '|"Низкий доход<br>school = state"|' in meals
    assert '|"Низкий доход<br>≥ 2026-09-01"|' in meals
    camps = (drawn / "camp-place.kk.mmd").read_text(encoding="utf-8")
    assert "(≤ 2026-03-31)" in camps


def test_broken_content_is_not_drawn(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "content")
    folder.change("menu.yaml", "home: home", "home: house")
    assert run_check(folder.path, TODAY, io.StringIO(), io.StringIO(), diagrams=tmp_path / "diagrams") == 1
    assert not (tmp_path / "diagrams").exists()


def test_a_folder_that_takes_no_drawing_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    out, err = io.StringIO(), io.StringIO()
    assert run_check(CONTENT, TODAY, out, err, diagrams=tmp_path / "taken") == 1
    assert err.getvalue() == f"{tmp_path / 'taken'} cannot be written: File exists\n"
    assert out.getvalue() == f"{CONTENT}: 0 errors, 0 warnings\n"
