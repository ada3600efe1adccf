"""`check` and `ask` as a person or a program at the terminal sees them."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.commands.content import run_ask, run_ask_jsonl, run_check
from bot.domain.language import Lang
from tests.unit.storage.content.folder import Folder

TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "content")
    folder.complete()
    return folder


def check(folder: Folder, today: date = TODAY) -> tuple[int, list[str]]:
    out = io.StringIO()
    code = run_check(folder.path, today, out, io.StringIO())
    return code, out.getvalue().splitlines()


def ask(
    folder: Folder, text: str, lang: Lang | None = None, *, explain: bool = False, today: date = TODAY
) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = run_ask(folder.path, text, lang, today, explain=explain, out=out, err=err)
    return code, out.getvalue(), err.getvalue()


def ask_jsonl(folder: Folder, *lines: str) -> tuple[int, list[dict[str, object]]]:
    out, err = io.StringIO(), io.StringIO()
    code = run_ask_jsonl(folder.path, TODAY, lines=[f"{line}\n" for line in lines], out=out, err=err)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_check_of_good_content_says_so_and_succeeds(folder: Folder) -> None:
    assert check(folder) == (0, [f"{folder.path}: 0 errors, 0 warnings"])


def test_check_prints_every_error_with_its_place_and_fails(folder: Folder) -> None:
    folder.change("menu.yaml", "home: home", "home: house")
    folder.write("notes.txt", "")
    assert check(folder) == (
        1,
        [
            "menu.yaml:1: error: there is no page house [page-unknown]",
            "notes.txt:1: warning: no such file is expected here [file-unknown]",
            f"{folder.path}: 1 error, 1 warning",
        ],
    )


def test_check_with_warnings_alone_succeeds(folder: Folder) -> None:
    code, lines = check(folder, date(2027, 11, 23))
    assert code == 0
    assert lines[-1].endswith("0 errors, 1 warning")


def test_check_misses_a_text_that_the_bot_says_and_no_language_has(folder: Folder) -> None:
    for lang in ("kk", "ru", "en"):
        folder.change(f"texts/{lang}.ftl", "receipt = ", "reciept = ")
    code, lines = check(folder)
    assert code == 1
    assert "texts/ru.ftl:1: error: text receipt is missing: the bot says it [text-asked]" in lines
    assert any("warning: the bot never says text reciept [text-unused]" in line for line in lines)


def test_ask_prints_the_answer_with_its_sources(folder: Folder) -> None:
    code, out, _ = ask(folder, "Травля ребёнка question")
    assert code == 0
    assert out.startswith("Травля ребёнка\n\nAnswer. Call 111 now.")
    assert out.endswith("Кодекс: https://adilet.zan.kz/rus/docs/K1400000235\nchecked 2026-11-23\n")


def test_a_given_language_wins_over_the_guess(folder: Folder) -> None:
    _, out, _ = ask(folder, "Травля ребёнка question", "en")
    assert out.startswith("Bullying\n")


def test_ask_explains_itself(folder: Folder) -> None:
    _, out, _ = ask(folder, "Травля ребёнка question", explain=True)
    assert out.splitlines()[:2] == ["language: ru", "level: none"]
    assert out.splitlines()[2].startswith("topic: bullying ")


def test_ask_names_the_words_and_the_lines_that_speak_for_its_answer(folder: Folder) -> None:
    folder.change("asked/bullying.ru.txt", "bullying ru one", "травля ребёнка в классе")
    _, out, _ = ask(folder, "Травля ребёнка question", explain=True)
    assert re.search(r"  for bullying: .*травля \+\d", out)
    assert "asked/bullying.ru.txt:3: травля ребёнка в классе (травля, ребенка)\n" in out
    assert "read as: травля ребенка question\n" in out


def test_ask_names_what_speaks_for_danger_and_for_not_knowing(folder: Folder) -> None:
    _, out, _ = ask(folder, "ru help7", explain=True)
    assert "level: danger (a listed phrase tells danger)\n  for danger: " in out
    _, out, _ = ask(folder, "погода", explain=True)
    assert "  for other: " in out


def test_ask_says_when_it_does_not_know(folder: Folder) -> None:
    code, out, _ = ask(folder, "погода")
    assert (code, out) == (0, "I do not know.\n")


def test_danger_comes_first(folder: Folder) -> None:
    _, out, _ = ask(folder, "ru help7")
    assert out == "Call 112.\n"


def test_small_talk_is_answered_as_the_bot_answers_it(folder: Folder) -> None:
    assert ask(folder, "Привет!")[1] == "Hello.\n"
    assert ask(folder, "спасибо")[1] == "You are welcome.\n"


def test_an_expired_answer_is_not_given(folder: Folder) -> None:
    folder.change("topics/bullying/topic.yaml", "related: []", "valid_until: 2026-12-01\nrelated: []")
    assert ask(folder, "Травля ребёнка")[1].startswith("Травля")
    assert ask(folder, "Травля ребёнка", today=date(2026, 12, 2))[1] == "I do not know.\n"


def test_ask_over_broken_content_says_what_is_wrong_and_fails(folder: Folder) -> None:
    folder.remove("menu.yaml")
    assert ask(folder, "x") == (1, "", "menu.yaml:1: error: the file is missing [file-missing]\n")
    assert ask_jsonl(folder, '{"id": 1, "text": "x"}') == (1, [])


def test_one_line_comes_out_per_line_in_the_same_order(folder: Folder) -> None:
    code, answers = ask_jsonl(
        folder,
        '{"id": "a", "text": "Травля ребёнка"}',
        '{"id": 2, "text": "ru help7", "lang": "kk"}',
        '{"id": "c", "text": ""}',
    )
    assert code == 0
    (score,) = answers[0].pop("scores")  # type: ignore[misc]
    assert 0 < score <= 1  # type: ignore[has-type]
    assert answers == [
        {"id": "a", "topics": ["bullying"], "level": "none", "lang": "ru"},
        {"id": 2, "topics": [], "scores": [], "level": "danger", "lang": "kk"},
        {"id": "c", "topics": [], "scores": [], "level": "none", "lang": "kk"},
    ]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "not json",
        "[]",
        '{"text": "x"}',
        '{"id": true, "text": "x"}',
        '{"id": 1}',
        '{"id": 1, "text": 5}',
        '{"id": 1, "text": "x", "lang": "de"}',
        '{"id": 1, "text": "x", "lang": ["ru"]}',
        "[" * 100_000,
    ],
)
def test_a_bad_line_is_answered_in_its_place_and_fails_at_the_end(folder: Folder, line: str) -> None:
    code, answers = ask_jsonl(folder, line, '{"id": 1, "text": "x"}')
    assert code == 1
    assert answers[0]["id"] is None
    assert answers[0]["error"]
    assert answers[1]["id"] == 1


def test_odd_characters_survive_the_way_through(folder: Folder) -> None:
    code, answers = ask_jsonl(folder, '{"id": "\\ud800", "text": "\\ud800 \\u0000"}')
    assert code == 0
    assert answers[0]["id"] == "\ud800"


def test_neither_telegram_nor_the_database_is_imported() -> None:
    heavy = "aiogram", "aiohttp", "alembic", "sqlalchemy"
    code = f"import sys, bot.commands.content; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
