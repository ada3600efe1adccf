from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.markup import Html, cut, escape, split, utf16_length, visible

texts = st.text(st.characters(exclude_categories=()) | st.sampled_from("a б\n😀👨‍👩‍👧"), max_size=120)


@given(texts, st.integers(0, 60))
def test_cut_drops_nothing_and_keeps_the_limit(text: str, units: int) -> None:
    head, rest = cut(text, units)
    assert head + rest == text
    assert utf16_length(head) <= units


@given(texts, st.integers(1, 40), st.none() | st.integers(0, 40))
def test_split_parts_joined_are_the_text_and_each_fits(text: str, units: int, first: int | None) -> None:
    parts = split(text, units, first)
    assert "".join(parts) == text
    limits = [units if first is None else first, *[units] * len(parts)]
    assert all(utf16_length(part) <= max(limit, 2) for part, limit in zip(parts, limits, strict=False))


def test_a_character_wider_than_the_limit_stands_alone() -> None:
    assert split("a😀b", 1) == ["a", "😀", "b"]
    assert split("😀b", 1) == ["😀", "b"]
    assert split("😀b", 2, first=1) == ["", "😀", "b"]


def test_a_limit_filled_exactly_is_not_cut() -> None:
    assert cut("😀" * 5, 10) == ("😀" * 5, "")
    assert split("") == []


def test_cut_prefers_the_end_of_a_line_then_of_a_word() -> None:
    assert cut("first line\nand more", 14) == ("first line\n", "and more")
    assert cut("first second third", 14) == ("first second ", "third")
    assert cut("first-second-third", 14) == ("first-second-t", "hird")


def test_cut_does_not_go_far_back_for_a_separator() -> None:
    assert cut("a " + "b" * 20, 12) == ("a " + "b" * 10, "b" * 10)


@given(texts)
def test_what_was_typed_is_seen_unchanged_once_escaped(text: str) -> None:
    assert visible(escape(text)) == text


@given(texts)
def test_escaped_text_holds_no_tag(text: str) -> None:
    assert "<" not in escape(text)
    assert ">" not in escape(text)


def test_html_passes_through_escape_unchanged() -> None:
    assert escape(Html("<b>x</b>")) == "<b>x</b>"
    assert isinstance(escape("a"), Html)
    assert visible("<b>a &lt; b</b>") == "a < b"


def test_length_is_counted_in_utf16_units() -> None:
    assert utf16_length("aқ😀") == 4
    assert utf16_length("\ud83d") == 1
