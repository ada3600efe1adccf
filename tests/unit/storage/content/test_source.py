from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.storage.content.findings import Findings
from bot.storage.content.source import DEPTH_LIMIT, SIZE_LIMIT, decode, parse_yaml, read_files


def refusals(text: str, first_line: int = 1) -> list[tuple[str, int]]:
    found = Findings()
    assert parse_yaml("a.yaml", text, found, first_line) is None
    return [(finding.rule, finding.line) for finding in found]


def test_every_value_knows_its_line() -> None:
    document = parse_yaml("a.yaml", "a: 1\nb:\n  - x\n  - {c: 2}\n", Findings())
    assert document
    assert document.value == {"a": 1, "b": ["x", {"c": 2}]}
    assert document.line("b", 1, "c") == 4
    assert document.line("b", 1, "missing") == 4
    assert document.line() == 1


def test_a_text_of_its_own_lines_stands_where_it_begins() -> None:
    document = parse_yaml("a.yaml", "one: short\ntwo: |\n  First\n  second\nthree: >\n  Third\n", Findings())
    assert document
    assert [document.line(key) for key in ("one", "two", "three")] == [1, 3, 6]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("12:30", "12:30"),
        ("007", "007"),
        ("1_000", "1_000"),
        ("-5", -5),
        ("true", True),
        ("~", None),
        ("", None),
        ("2026-11-23", date(2026, 11, 23)),
        ('"111"', "111"),
        ("1.5", "1.5"),
    ],
)
def test_words_stay_words_and_only_plain_numbers_and_dates_are_read(written: str, read: object) -> None:
    document = parse_yaml("a.yaml", f"a: {written}\n", Findings())
    assert document
    assert document.value == {"a": read}


def test_an_empty_file_is_read_as_nothing() -> None:
    document = parse_yaml("a.yaml", "# only a comment\n", Findings())
    assert document
    assert document.value is None


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("a: 1\nb: 2\na: 3\n", ("yaml-duplicate", 3)),
        ("a: &x 1\nb: 2\n", ("yaml-alias", 1)),
        ("b: 2\na: *x\n", ("yaml-alias", 2)),
        ("a: !!python/object:os.system x\n", ("yaml-tag", 1)),
        ("? [a]\n: 1\n", ("yaml-key", 1)),
        ("a: 1\n---\nb: 2\n", ("yaml-documents", 2)),
        ("a: 1\nb: [\n", ("yaml-syntax", 3)),
        ("a: 2026-13-45\n", ("yaml-syntax", 1)),
        ("a: \x01\n", ("yaml-syntax", 1)),
        ("[" * (DEPTH_LIMIT + 2), ("yaml-deep", 1)),
        ("[" * 900_000, ("yaml-deep", 1)),
    ],
)
def test_what_could_run_or_swell_is_refused_with_its_line(text: str, refusal: tuple[str, int]) -> None:
    assert refusals(text) == [refusal]


def test_lines_count_from_where_the_yaml_starts_in_its_file() -> None:
    assert refusals("a: 1\na: 2\n", first_line=10) == [("yaml-duplicate", 11)]


def test_hidden_files_are_left_out_and_large_ones_refused(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.yaml").write_text("")
    (tmp_path / ".hidden").write_text("")
    (tmp_path / "large.yaml").write_bytes(b"x" * (SIZE_LIMIT + 1))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.yaml").write_text("a")
    found = Findings()
    assert read_files(tmp_path, found) == {"sub/a.yaml": b"a"}
    assert [(finding.rule, finding.path) for finding in found] == [("file-large", "large.yaml")]


def test_an_unreadable_file_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "nowhere")
    found = Findings()
    assert read_files(tmp_path, found) == {}
    assert [finding.rule for finding in found] == ["file-unreadable"]


def test_bytes_that_are_no_utf8_are_found_with_their_line() -> None:
    found = Findings()
    assert decode("a", b"one\ntwo \xff", found) is None
    assert [(finding.rule, finding.line) for finding in found] == [("file-encoding", 2)]


def test_a_byte_order_mark_and_windows_lines_are_taken() -> None:
    assert decode("a", b"\xef\xbb\xbfone\r\ntwo", Findings()) == "one\ntwo"
