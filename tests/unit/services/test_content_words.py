"""Findings, differences and names of files in the three languages of an admin."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from bot.domain.differences import FileChange
from bot.domain.language import LANGUAGES, Lang
from bot.domain.markup import utf16_length, visible
from bot.domain.texts import Texts
from bot.services.content import words
from bot.services.content.editing import paths_of
from bot.services.turn import Desk, Turn
from bot.storage.content.findings import RULES, Finding
from bot.storage.content.load import load
from bot.storage.content.shelf import UNTAUGHT
from bot.storage.people import People
from tests.unit.storage.store import Store

CONTENT = Path(__file__).parents[3] / "content"
FILES = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.*"))
_ARGUMENT = re.compile(r"\{([a-z]+)\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(CONTENT, date(2026, 11, 23), shelf=UNTAUGHT).catalogue
    assert loaded
    return loaded


def turn_in(lang: Lang, catalogue: Catalogue, store: Store) -> Turn:
    return Turn(store.unit(), catalogue, People(), Desk(None, frozenset()), 500, lang)


def finding(rule: str) -> Finding:
    arguments = dict.fromkeys(_ARGUMENT.findall(RULES[rule].english.replace("{{{{", "")), "«VALUE»")
    return Finding(rule, "topics/camps/kk.md", 7, arguments)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_a_sentence_in_each_language(
    rule: str, lang: Lang, catalogue: Catalogue, store: Store
) -> None:
    turn = turn_in(lang, catalogue, store)
    assert turn.catalogue.texts.text(lang, f"finding-{rule}", **finding(rule).arguments)
    (line,) = words.findings(turn, [finding(rule)]).splitlines()
    mark = "❌" if RULES[rule].severity == "error" else "⚠️"
    assert line.startswith(f"{mark} <code>topics/camps/kk.md:7</code> ")


def test_content_older_than_a_rule_says_it_as_the_terminal_does(catalogue: Catalogue, store: Store) -> None:
    older = replace(catalogue, texts=Texts({}))
    older_turn = turn_in("kk", older, store)
    assert words.findings(older_turn, [finding("field-missing")]).endswith("</code> «VALUE» is missing")


def test_errors_come_first_and_many_findings_fit_a_message(catalogue: Catalogue, store: Store) -> None:
    turn = turn_in("ru", catalogue, store)
    many = [replace(finding("fact-unused"), line=at, arguments={"id": "x" * 5000}) for at in range(300)]
    told = words.findings(turn, [*many, finding("file-missing")])
    assert told.startswith("❌")
    assert utf16_length(visible(told)) < 3000
    assert re.search(r"и ещё 2\d\d$", told.replace("\xa0", ""))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_file_of_the_content_has_a_name_that_people_understand(
    lang: Lang, catalogue: Catalogue, store: Store
) -> None:
    turn = turn_in(lang, catalogue, store)
    named = {
        path: words.file_name(turn, path) for path in FILES if not path.startswith(("pictures", "README"))
    }
    assert [path for path, name in named.items() if "<code>" in name] == []
    assert len(set(named.values())) == len(named)
    assert words.file_name(turn, "<b>.txt") == "<code>&lt;b&gt;.txt</code>"


def test_lines_that_differ_are_cut_and_counted_in_the_units_of_telegram(
    catalogue: Catalogue, store: Store
) -> None:
    change = FileChange("a", "changed", ("😀" * 400,), tuple(f"<line> {at}" for at in range(1000)))
    shown = words.lines_of(change, 1000)
    assert utf16_length(visible(shown)) <= 1100
    assert shown.startswith("<blockquote expandable>− 😀")
    assert "&lt;line&gt;" in shown
    assert shown.endswith("…</blockquote>")
    assert words.lines_of(FileChange("a", "changed", (), ()), 1000) == ""


def test_times_are_kazakhstans() -> None:
    assert words.moment(datetime(2026, 11, 22, 19, 30, tzinfo=UTC)) == "23.11.2026 00:30"


@pytest.mark.parametrize(
    ("name", "caption", "meant"),
    [
        ("menu.yaml", "", ["menu.yaml"]),
        ("menu (12).yaml", "", ["menu.yaml"]),
        ("topics.camps.kk.md", "", ["topics/camps/kk.md"]),
        ("camps.kk.md", "", ["topics/camps/kk.md"]),
        ("kk.md", "topics/camps/kk.md", ["topics/camps/kk.md"]),
        ("anything.md", " topics/camps/kk.md\n", ["topics/camps/kk.md"]),
        ("kk.md", "", [path for path in FILES if path.endswith("/kk.md")]),
        ("amps.kk.md", "", []),
        ("kk.md.exe", "", []),
        ("", "", []),
        (".md", "", []),
        ("x.yaml", "/etc/passwd", []),
        ("x.yaml", "../menu.yaml", []),
    ],
)
def test_a_document_is_known_by_its_caption_or_by_the_end_of_a_path(
    name: str, caption: str, meant: list[str]
) -> None:
    assert paths_of(name, caption, FILES) == meant
