from __future__ import annotations

import pytest

from bot.domain.gaps import nameless
from bot.domain.markup import utf16_length


@pytest.mark.parametrize(
    "trace",
    [
        "87011234567",
        "+7 (701) 123-45-67",
        "8.701.123.45.67",
        "080808500123",
        "4400 4301 2345 6789",
        "@aigul_semey",
        "aigul@mail.kz",
        "https://vk.com/aigul",
        "t.me/aigul",
        "www.aigul.kz",
    ],
)
def test_what_leads_to_a_person_is_left_out(trace: str) -> None:
    assert nameless(f"Қызым туралы {trace} жазыңыз") == "Қызым туралы … жазыңыз"


@pytest.mark.parametrize("words", ["2026-2027 оқу жылы", "5-сынып, 43 250 ₸", "01.09.2026", "37 000 000 ₸"])
def test_years_days_and_sums_stay(words: str) -> None:
    assert nameless(words) == words


def test_a_long_message_is_kept_in_part() -> None:
    kept = nameless("сұрақ " * 1000)
    assert utf16_length(kept) <= 501
    assert kept.endswith("сұрақ…")
