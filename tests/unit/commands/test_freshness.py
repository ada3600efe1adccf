from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from bot.commands.content import run_check
from tests.unit.storage.content.folder import Folder

TODAY = date(2026, 11, 23)
SHEET = "topics/bullying/topic.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "content")
    folder.complete()
    return folder


def check(folder: Folder, today: date = TODAY, *, as_json: bool = False) -> tuple[int, str]:
    out = io.StringIO()
    code = run_check(folder.path, today, out, io.StringIO(), as_json=as_json, fresh=True)
    return code, out.getvalue()


@pytest.mark.parametrize(
    ("until", "today", "line"),
    [
        ("null", TODAY, "2026-11-23      0 days  until changed     bullying"),
        ("null", date(2026, 11, 24), "2026-11-23      1 day   until changed     bullying"),
        ("null", date(2027, 6, 1), "2026-11-23    190 days  until changed     bullying                 old"),
        ("2027-01-01", TODAY, "2026-11-23      0 days  until 2027-01-01  bullying"),
        ("2027-01-01", date(2027, 1, 1), "2026-11-23     39 days  until 2027-01-01  bullying"),
        (
            "2027-01-01",
            date(2027, 1, 2),
            "2026-11-23     40 days  until 2027-01-01  bullying                 expired",
        ),
    ],
)
def test_an_answer_tells_its_age_and_how_long_it_holds(
    folder: Folder, until: str, today: date, line: str
) -> None:
    folder.change(SHEET, "related: []", f"valid_until: {until}\nrelated: []")
    code, out = check(folder, today)
    assert code == 0
    assert line in out.splitlines()


def test_what_was_checked_longest_ago_comes_first(folder: Folder) -> None:
    for name in ("kk.md", "ru.md", "en.md", "topic.yaml"):
        folder.write(f"topics/camps/{name}", folder.read(f"topics/bullying/{name}"))
    folder.change("topics/camps/topic.yaml", "2026-11-23", "2026-10-01")
    lines = check(folder)[1].splitlines()
    assert [line.split()[5] for line in lines if "days" in line] == ["camps", "bullying"]


def test_json_is_one_object_with_findings_and_freshness(folder: Folder) -> None:
    folder.change(SHEET, "related: []", "valid_until: 2026-11-01\nrelated: []")
    code, out = check(folder, as_json=True)
    report = json.loads(out)
    assert code == 0
    assert (report["errors"], report["warnings"]) == (0, 1)
    assert report["findings"] == [
        {
            "path": SHEET,
            "line": 3,
            "severity": "warning",
            "rule": "valid-until",
            "text": "valid only until 2026-11-01",
            "arguments": {"day": "2026-11-01"},
        }
    ]
    assert report["freshness"] == [
        {
            "answer": "bullying",
            "checked": "2026-11-23",
            "days": 0,
            "valid_until": "2026-11-01",
            "left": -22,
            "mark": "expired",
        }
    ]


def test_json_of_a_broken_folder_names_every_error_and_fails(folder: Folder) -> None:
    folder.change("menu.yaml", "home: home", "home: house")
    folder.remove("facts.yaml")
    code, out = check(folder, as_json=True)
    report = json.loads(out)
    assert code == 1
    assert {(finding["path"], finding["rule"]) for finding in report["findings"]} == {
        ("menu.yaml", "page-unknown"),
        ("facts.yaml", "file-missing"),
    }
    assert report["errors"] == 2
    assert report["freshness"] == []
