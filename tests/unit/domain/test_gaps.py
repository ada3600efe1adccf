from __future__ import annotations

from time import process_time

import pytest

from bot.domain.gaps import nameless, says_something
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
        "Https://vk.com/aigul",
        "T.me/aigul",
        "Www.aigul.kz",
        "vk.com/aigul",
        "m.VK.com/aigul",
        "instagram.com/aigul.s",
    ],
)
def test_what_leads_to_a_person_is_left_out(trace: str) -> None:
    assert nameless(f"Қызым туралы {trace} жазыңыз") == "Қызым туралы … жазыңыз"


@pytest.mark.parametrize(
    "words",
    [
        "2026-2027 оқу жылы",
        "5-сынып, 43 250 ₸",
        "01.09.2026",
        "01.09/2026, 5.5/10",
        "37 000 000 ₸",
        "мектеп және/немесе лицей, т.б./басқа",
        "60 км/сағ, kk/ru/en",
        "adilet.zan.kz сайты, eotinish.gov.kz.",
        "бар ма?Жоқ/иә",
    ],
)
def test_years_days_sums_and_sites_of_offices_stay(words: str) -> None:
    assert nameless(words) == words


def test_a_link_goes_also_where_the_space_before_it_is_missing() -> None:
    assert nameless("сайтvk.com/aigul") == "сайт…"
    assert nameless("сайт...vk.com/aigul") == "сайт...…"


@pytest.mark.parametrize("piece", ["a", "a.", "a-", "1 ", "kz/", "aa.bb."])
def test_a_long_text_is_looked_through_at_once(piece: str) -> None:
    begun = process_time()
    nameless(piece * (4096 // len(piece)))
    assert process_time() - begun < 1


def test_a_long_message_is_kept_in_part() -> None:
    kept = nameless("сұрақ " * 1000)
    assert utf16_length(kept) <= 501
    assert kept.endswith("сұрақ…")


@pytest.mark.parametrize("words", ["", "?!", "123456", "a" * 250, "ааа ббб", "5-а", "1a 2b", "…"])
def test_digits_and_one_letter_again_and_again_say_nothing(words: str) -> None:
    assert not says_something(words)


@pytest.mark.parametrize("words", ["нет адреса", "Мекенжайы жоқ 5", "Ок", "ұл 7"])
def test_a_word_says_something(words: str) -> None:
    assert says_something(words)
