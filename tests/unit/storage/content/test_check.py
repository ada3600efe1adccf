"""Each test breaks the good folder in one place and reads what the check says."""

from __future__ import annotations

from datetime import date

import pytest

from bot.storage.content.findings import RULES
from bot.storage.content.load import load
from tests.unit.storage.content.folder import Folder

KK, RU, EN = (f"topics/bullying/{lang}.md" for lang in ("kk", "ru", "en"))
SHEET = "topics/bullying/topic.yaml"


def test_every_missing_file_is_named(folder: Folder) -> None:
    sheets = ("facts", "region", "menu", "appeals", "danger", "small-talk")
    for file in (*(f"{name}.yaml" for name in sheets), SHEET, KK):
        folder.remove(file)
        assert f"{file}:1 [file-missing]" in folder.lines()
    folder.remove("texts/kk.ftl")
    assert "texts/kk.ftl:1 [file-missing]" in folder.lines()


def test_an_unknown_file_is_a_warning_and_the_content_serves(folder: Folder) -> None:
    folder.write("notes.txt", "x")
    assert folder.lines() == ["notes.txt:1 [file-unknown]"]
    assert folder.load().catalogue


def test_a_topic_outside_the_fixed_list_is_refused(folder: Folder) -> None:
    folder.write("topics/weather/topic.yaml", folder.read(SHEET))
    assert "topics/weather:1 [topic-slug]" in folder.lines()


def test_the_same_fact_twice_is_found(folder: Folder) -> None:
    facts = folder.read("facts.yaml")
    folder.write("facts.yaml", facts + facts.removeprefix("facts:\n"))
    assert folder.lines() == ["facts.yaml:10 [id-duplicate]"]


def test_a_fact_that_no_topic_cites_is_a_warning(folder: Folder) -> None:
    facts = folder.read("facts.yaml")
    folder.write("facts.yaml", facts + facts.removeprefix("facts:\n").replace("BU-01", "BU-02"))
    assert folder.lines() == ["facts.yaml:10 [fact-unused]"]


def test_a_law_that_is_not_linked_in_kazakh_is_a_warning(folder: Folder) -> None:
    folder.change("facts.yaml", "/kaz/", "/rus/")
    assert folder.lines() == ["facts.yaml:9 [link-kazakh]"]
    assert folder.load().catalogue


def test_two_languages_out_of_step_are_both_named(folder: Folder) -> None:
    folder.change(RU, "{{ mci(10) }}", "10")
    folder.change(RU, "K1400000235)", "K2)")
    assert folder.lines() == [
        f"{EN}:18 [languages-links]",
        f"{EN}:18 [languages-numbers]",
        f"{KK}:18 [languages-links]",
        f"{KK}:18 [languages-numbers]",
        f"{RU}:18 [languages-links]",
        f"{RU}:18 [languages-values]",
        f"{RU}:23 [number-unknown]",
    ]


def test_pages_of_one_site_in_two_languages_are_one_link(folder: Folder) -> None:
    folder.change(KK, "adilet.zan.kz/rus/docs", "adilet.zan.kz/kaz/docs")
    assert folder.lines() == []


def test_a_sum_in_mci_must_be_a_fact_too(folder: Folder) -> None:
    for file in (KK, RU, EN):
        folder.change(file, "mci(10)", "mci(20)")
    assert folder.lines() == [f"{file}:23 [number-unknown]" for file in (EN, KK, RU)]


def test_a_date_of_the_source_may_be_told(folder: Folder) -> None:
    for file in (KK, RU, EN):
        folder.change(file, "1. First", "1. First, 18.11.2025")
    assert folder.lines() == []


@pytest.mark.parametrize(
    ("call", "rule"),
    [
        ("phone(nobody)", "contact-unknown"),
        ("phone(e-otinish)", "contact-phone"),
        ("contact(helpline)", "contact-url"),
    ],
)
def test_a_placeholder_needs_a_contact_that_has_it(folder: Folder, call: str, rule: str) -> None:
    folder.change(EN, "phone(helpline)", call)
    assert f"{EN}:18 [{rule}]" in folder.lines()


def test_a_placeholder_inside_a_link_address_is_refused(folder: Folder) -> None:
    folder.change(EN, "https://adilet.zan.kz/rus/docs/K1400000235", "https://a.kz/{{mci(1)}}")
    assert "link-scheme" in {finding.rule for finding in folder.load().findings}


def test_an_answer_that_does_not_fit_one_message_is_refused(folder: Folder) -> None:
    folder.change(EN, "1. First", "1. " + "very. " * 900)
    assert folder.lines() == [f"{EN}:18 [answer-long]"]


def test_a_long_answer_is_found_beside_other_errors(folder: Folder) -> None:
    folder.change(EN, "1. First", "1. " + "very. " * 900)
    folder.change(KK, "phone(helpline)", "phone(nobody)")
    folder.change("menu.yaml", "home: home", "home: house")
    assert {f"{EN}:18 [answer-long]", f"{KK}:18 [contact-unknown]", "menu.yaml:1 [page-unknown]"} <= set(
        folder.lines()
    )


def test_the_length_counts_sums_at_their_longest(folder: Folder) -> None:
    folder.change(EN, "1. First", "1. " + "very. " * 400)
    assert folder.lines() == []
    folder.change("texts/en.ftl", "the sum follows", "the sum follows " + "later " * 400)
    assert folder.lines() == [f"{EN}:18 [answer-long]"]


def test_a_value_text_that_is_missing_everywhere_is_found(folder: Folder) -> None:
    for lang in ("kk", "ru", "en"):
        folder.change(f"texts/{lang}.ftl", "value-mci-unknown", "value-mci-later")
    assert {finding.rule for finding in folder.load().findings} == {"text-broken"}


def test_a_text_missing_in_one_language_is_named_there(folder: Folder) -> None:
    folder.change("texts/kk.ftl", "own-id =", "own-id-kk =")
    assert folder.lines() == [
        "texts/en.ftl:1 [text-missing]",
        "texts/kk.ftl:1 [text-missing]",
        "texts/ru.ftl:1 [text-missing]",
    ]


def test_each_variant_of_a_text_is_checked_by_itself(folder: Folder) -> None:
    chosen = 'own-id = { $id ->\n    [one] <b>one\n   *[other] <i>{ $id }</i> { "<" }\n }'
    for lang in ("kk", "ru", "en"):
        folder.change(f"texts/{lang}.ftl", "own-id = Hello, <b>{ $id }</b>", chosen)
    problems = [finding.arguments["problem"] for finding in folder.load().findings]
    assert problems == ["<b> is not closed", "a bare < is written &lt;"] * 3


def test_an_answer_checked_long_ago_or_expired_is_a_warning(folder: Folder) -> None:
    folder.change(SHEET, "related: []", "valid_until: 2027-01-01\nrelated: []")
    assert load(folder.path, date(2026, 12, 1)).findings == ()
    later = load(folder.path, date(2027, 6, 1))
    assert later.catalogue
    assert [finding.english() for finding in later.findings] == [
        f"{SHEET}:2: warning: checked 190 days ago, more than 180 [checked-old]",
        f"{SHEET}:3: warning: valid only until 2027-01-01 [valid-until]",
    ]


def test_every_rule_can_be_said_in_english() -> None:
    for rule in RULES.values():
        assert (
            rule.english[0].islower() or rule.english.startswith("{") or rule.english.startswith("Telegram")
        )
