from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.understanding.normalise import fold, tokens


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Қауіп бар ма?!  Ёлка", "кауип бар ма елка"),
        ("ӘІҢҒҮҰӨҺ", "аингууох"),
        ("объём семья", "обем семя"),
        ("don't DON’T", "dont dont"),
        ("111-ге QR-код", "111 ге qr код"),
        ("при\u200bвет", "привет"),
        ("\uff28\uff45llo", "hello"),
        ("и\u0306 йод", "й йод"),
        ("snake_case", "snake case"),
        ("көмееек helppp", "комек help"),
        ("111 XVIII ІІІ 5000", "111 xviii иии 5000"),
        ("🙂 …", ""),
    ],
)
def test_spellings_of_one_word_meet(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text())
def test_no_token_is_empty_or_holds_a_space(text: str) -> None:
    assert all(token and not any(letter.isspace() for letter in token) for token in tokens(text))
