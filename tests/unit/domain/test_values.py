from __future__ import annotations

from datetime import date

import pytest
from fluent.runtime import FluentBundle, FluentResource

from bot.domain.catalogue import Contact, Region
from bot.domain.language import LANGUAGES, Lang
from bot.domain.markup import Html
from bot.domain.texts import Texts
from bot.domain.values import Call, Malformed, calls, fill, grouped, mci_on, without_calls

NAME = {"kk": "Өтініш", "ru": "Обращения", "en": "Appeals & more"}
REGION = Region(
    name={"kk": "", "ru": "", "en": ""},
    mci=((date(2025, 1, 1), 3932), (date(2026, 1, 1), 4325)),
    mci_known_until=date(2026, 12, 31),
    days_off=frozenset(),
    working_days=frozenset(),
    contacts={
        "helpline": Contact("helpline", {"kk": "", "ru": "", "en": ""}, "111", None),
        "e-otinish": Contact("e-otinish", NAME, None, 'https://e.kz/?a=1&b="'),  # type: ignore[arg-type]
    },
    emergency=(),
    minimum=((date(2025, 1, 1), 46228), (date(2026, 1, 1), 50851)),
    minimum_known_until=date(2026, 12, 31),
)
_SENTENCES = {
    "kk": "value-mci = { $sum } ₸ ({ $count } АЕК, { $year })\nvalue-mci-unknown = { $count } АЕК (кейін)\n"
    "value-minimum = { $sum } ₸ ({ $year })\nvalue-minimum-unknown = белгісіз\n",
    "ru": "value-mci = { $sum } ₸ ({ $count } МРП, { $year })\nvalue-mci-unknown = { $count } МРП (позже)\n"
    "value-minimum = { $sum } ₸ ({ $year })\nvalue-minimum-unknown = неизвестно\n",
    "en": "value-mci = { $sum } ₸ ({ $count } MCI, { $year })\nvalue-mci-unknown = { $count } MCI (later)\n"
    "value-minimum = { $sum } ₸ ({ $year })\nvalue-minimum-unknown = not known\n",
}


def _bundle(lang: Lang) -> FluentBundle:
    bundle = FluentBundle([lang], use_isolating=False)
    bundle.add_resource(FluentResource(_SENTENCES[lang]))
    return bundle


TEXTS = Texts({lang: _bundle(lang) for lang in LANGUAGES})


def filled(body: str, lang: Lang, today: date) -> str:
    return fill(Html(body), REGION, TEXTS, lang, today)


def test_the_subsistence_minimum_is_that_of_the_day_and_never_guessed() -> None:
    assert filled("{{ minimum() }}", "en", date(2025, 1, 1)) == "46,228 ₸ (2025)"
    assert filled("{{ minimum() }}", "ru", date(2026, 12, 31)) == "50\u00a0851 ₸ (2026)"
    assert filled("{{ minimum() }}", "kk", date(2027, 1, 1)) == "белгісіз"
    assert filled("{{ minimum() }}", "en", date(2024, 12, 31)) == "not known"


@pytest.mark.parametrize("text", ["{{ minimum(1) }}", "{{ mci() }}", "{{ phone() }}"])
def test_a_function_with_one_word_too_many_or_too_few_is_malformed(text: str) -> None:
    (malformed,) = calls(text)
    assert isinstance(malformed, Malformed)


def test_a_sum_stands_by_the_index_of_the_day() -> None:
    assert filled("{{ mci(10) }}", "ru", date(2026, 11, 23)) == "43\u00a0250 ₸ (10 МРП, 2026)"
    assert filled("{{mci( 10 )}}", "en", date(2025, 12, 31)) == "39,320 ₸ (10 MCI, 2025)"
    assert filled("{{ mci(1) }}", "kk", date(2026, 1, 1)) == "4\u00a0325 ₸ (1 АЕК, 2026)"


def test_after_the_known_days_only_the_number_of_mci_stands() -> None:
    assert filled("{{ mci(10) }}", "ru", date(2027, 1, 1)) == "10 МРП (позже)"
    assert mci_on(REGION, date(2026, 12, 31)) == 4325
    assert mci_on(REGION, date(2027, 1, 1)) is None
    assert mci_on(REGION, date(2024, 12, 31)) is None


def test_phones_stand_in_bold_and_contacts_are_links() -> None:
    today = date(2026, 11, 23)
    assert filled("{{ phone(helpline) }}!", "en", today) == "<b>111</b>!"
    link = '<a href="https://e.kz/?a=1&amp;b=&quot;">Appeals &amp; more</a>'
    assert filled("{{ contact(e-otinish) }}", "en", today) == link


@pytest.mark.parametrize(
    "source",
    [
        "{{ mci }}",
        "{{ mci() }}",
        "{{ mci(0) }}",
        "{{ mci(-1) }}",
        "{{ mci(1.5) }}",
        "{{ mci(100000) }}",
        "{{ mci(ten) }}",
        "{{ eval(x) }}",
        "{{ config.__class__ }}",
        "{{ phone(a) or phone(b) }}",
        "{{}}",
    ],
)
def test_what_is_no_known_value_is_malformed(source: str) -> None:
    (call,) = calls(f"a {source} b")
    assert isinstance(call, Malformed)
    assert call.source == source
    with pytest.raises(ValueError, match=r"[{][{]"):
        filled(source, "en", date(2026, 11, 23))


@pytest.mark.parametrize("text", ["a {{ b", "a }} b", "{{ mci(1) }} }}"])
def test_braces_without_their_other_half_are_malformed(text: str) -> None:
    assert [call for call in calls(text) if isinstance(call, Malformed)]


def test_calls_are_told_in_one_form() -> None:
    assert [str(call) for call in calls("{{mci(10)}} {{  phone( helpline ) }}")] == [
        "{{ mci(10) }}",
        "{{ phone(helpline) }}",
    ]
    assert list(calls("{{ mci(10) }}")) == [Call("mci", "10")]
    assert without_calls("pay {{ mci(10) }} now").split() == ["pay", "now"]


def test_thousands_are_set_apart_as_each_language_does() -> None:
    assert grouped(1234567, "en") == "1,234,567"
    assert grouped(1234567, "kk") == "1\u00a0234\u00a0567"
    assert grouped(999, "ru") == "999"
