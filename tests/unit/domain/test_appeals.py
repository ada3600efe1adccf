from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.actions import Step
from bot.domain.appeals import Attachment, Body, Draft, Part, after, number_of, parse_number

PHOTO = Attachment("photo", "photo-1")
WHOLE = Draft("d", "", "bullying", "semey", (Part(5, Body("x")),))
bodies = st.builds(Body, st.text(), st.lists(st.builds(Attachment, st.just("photo"), st.text())).map(tuple))


def test_a_body_of_blanks_without_a_file_is_empty() -> None:
    assert not Body(" \n\t")
    assert Body("x")
    assert Body("", (PHOTO,))


def test_what_was_written_next_stands_on_lines_of_its_own() -> None:
    assert Body("a").joined(Body("b", (PHOTO,))) == Body("a\nb", (PHOTO,))
    assert Body("a").joined(Body("", (PHOTO,))) == Body("a", (PHOTO,))
    assert Body("", (PHOTO,)).joined(Body("b")) == Body("b", (PHOTO,))


parts = st.lists(st.builds(Part, st.integers(), bodies)).map(tuple)


@given(
    st.builds(Draft, st.text(), st.text(), st.text(), st.text(), parts, st.booleans(), st.text(), st.text())
)
def test_a_draft_comes_back_from_json_as_it_was(draft: Draft) -> None:
    assert Draft.from_json(json.loads(json.dumps(draft.to_json()))) == draft


def test_a_draft_asks_for_the_first_thing_missing() -> None:
    draft = Draft("d")
    assert draft.step == "category"
    assert replace(draft, category="bullying").step == "place"
    assert replace(draft, category="bullying", place="semey").step == "text"
    assert WHOLE.step == "preview"


@pytest.mark.parametrize("step", get_args(Step))
def test_a_draft_goes_to_any_step_and_keeps_its_words(step: Step) -> None:
    moved = WHOLE.at(step)
    assert moved.step == step
    assert moved.parts == WHOLE.parts
    assert moved.at(step) == moved


def test_a_rule_stands_before_the_words_and_is_not_words_enough() -> None:
    draft = replace(WHOLE, parts=(), opening="The rule.")
    assert draft.step == "text"
    assert draft.written(Part(5, Body("x"))).body == Body("The rule.\nx")


def test_words_written_anew_replace_the_rule_too() -> None:
    draft = replace(WHOLE, opening="The rule.").at("text")
    assert draft.body == Body("The rule.\nx")
    assert draft.written(Part(6, Body("y"))).body == Body("y")


def test_a_draft_kept_before_there_were_rules_is_read() -> None:
    kept = {name: value for name, value in WHOLE.to_json().items() if name != "opening"}
    assert Draft.from_json(kept) == WHOLE


def test_an_edit_changes_its_own_part_alone() -> None:
    longer = WHOLE.written(Part(6, Body("y", (PHOTO,)))).written(Part(5, Body("z")))
    assert longer.body == Body("z\ny", (PHOTO,))


def test_words_written_anew_replace_the_old_ones_only_when_they_come() -> None:
    anew = WHOLE.at("text")
    assert anew.body == Body("x")
    assert anew.written(Part(6, Body("y")), Part(7, Body("z"))).body == Body("y\nz")
    assert anew.at("preview") == WHOLE


def test_numbers_keep_their_width_and_grow_past_it() -> None:
    assert number_of(2026, 1) == "AB-2026-000001"
    assert number_of(2027, 1_234_567) == "AB-2027-1234567"


def test_status_moves_by_the_table() -> None:
    assert after("open", "reply") == "answered"
    assert after("answered", "addition") == "open"
    for status in ("open", "answered"):
        assert [after(status, deed) for deed in ("statement", "proposed", "note")] == [status] * 3


@given(st.integers(2024, 9999), st.integers(1, 9_999_999))
def test_a_number_is_read_back_as_it_was_written(year: int, serial: int) -> None:
    assert parse_number(number_of(year, serial)) == number_of(year, serial)


@pytest.mark.parametrize(
    "text",
    [
        " ab-2026-000042\n",
        "АВ-2026-000042",  # Cyrillic А and В
        "ав-2026-000042",
        "АБ-2026-000042",  # as it is heard
        "AB–2026—000042",
        "AB − 2026 ‑ 000042",
        "AB 2026 000042",
        "AB2026000042",
    ],
)
def test_a_number_is_understood_however_it_is_typed(text: str) -> None:
    assert parse_number(text) == "AB-2026-000042"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "42",
        "000042",
        "2026-000042",
        "AB-2026-42",
        "AB-2026-00004２",
        "AB-2026-000042\0",
        "AB-2026-000042\ud800",
        "AB-2026-" + "0" * 13,
        "AB-2026-000042; AB-2026-000043",
        "CAB-2026-000042",
    ],
)
def test_what_is_no_whole_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.text(st.characters(codec=None)))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert parse_number(text) is None or parse_number(text) == parse_number(parse_number(text) or "")
