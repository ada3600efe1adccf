from __future__ import annotations

import re

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
def test_folding_twice_changes_nothing_but_letters_by_themselves(text: str) -> None:
    once = fold(text)
    assert fold(once) == once or re.search(r"\b\w \w \w\b", once)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("м е н я  б ь ю т", "меня бют"),
        ("х.о.ч.у у.м.е.р.е.т.ь", "хочу умерет"),
        ("S O S, h-e-l-p", "sos help"),
        ("а и я", "а и я"),
        ("5 А сынып", "5 а сынып"),
        ("т. е. в г. Семее", "т е в г семее"),
        ("ә\u034fк\u034fе\u034fм", "акем"),
        ("m\u0324\u034bum", "mum"),
        ("я xoчy умереть", "я хочу умерет"),
        ("бiлмеймiн", "билмеймин"),
    ],
)
def test_a_word_that_is_hidden_is_read(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_no_token_is_empty_or_holds_a_space(text: str) -> None:
    assert all(token and not any(letter.isspace() for letter in token) for token in tokens(text))
