"""Each test breaks the good folder in one place and reads what the check says."""

from __future__ import annotations

from datetime import date

import pytest

from bot.storage.content.findings import RULES
from bot.storage.content.load import load
from tests.unit.storage.content.folder import CODE, Folder

KK, RU, EN = (f"topics/bullying/{lang}.md" for lang in ("kk", "ru", "en"))
SHEET = "topics/bullying/topic.yaml"

BREAKS = [
    # file, old, new, findings
    ("facts.yaml", "confidence: high", "confidence: sure", "facts.yaml:6 [field-value]"),
    ("facts.yaml", "    date: 2025-11-18\n", "", "facts.yaml:2 [field-missing]"),
    ("facts.yaml", "confidence: high", "confidence: high\n    colour: red", "facts.yaml:7 [field-unknown]"),
    ("facts.yaml", "confidence: high", "confidence: low", f"{SHEET}:1 [fact-low]"),
    ("facts.yaml", "https://adilet", "ftp://adilet", "facts.yaml:9 [link-scheme]"),
    ("facts.yaml", f', en: "{CODE}"', "", "facts.yaml:9 [field-missing]"),
    ("region.yaml", "2025-01-01, tenge", "2026-01-01, tenge", "region.yaml:2 [mci-order]"),
    ("region.yaml", "emergency: [rescue,", "emergency: [rescue, fire,", "region.yaml:12 [contact-unknown]"),
    ("region.yaml", "emergency: [rescue,", "emergency: [", "region.yaml:12 [emergency-missing]"),
    ("region.yaml", "[rescue, police", "[rescue, e-otinish, police", "region.yaml:12 [contact-phone]"),
    ("region.yaml", "  e-otinish:", "  appeals:", "region.yaml:6 [contact-required]"),
    ("region.yaml", ', url: "https://eotinish.gov.kz/?a=1&b=2"', "", "region.yaml:11 [contact-empty]"),
    ("region.yaml", "url: ", "phone: ", "region.yaml:11 [contact-url]"),
    ("menu.yaml", "home: home", "home: house", "menu.yaml:1 [page-unknown]"),
    ("menu.yaml", "topic: bullying", "topic: camps", "menu.yaml:8 [topic-unknown]"),
    ("menu.yaml", "do: appeal", "do: mine", "menu.yaml:9 [deed-label]"),
    ("menu.yaml", "do: appeal", "do: magic", "menu.yaml:9 [field-value]"),
    ("menu.yaml", "{do: appeal}", "{do: appeal, page: more}", "menu.yaml:9 [button-target]"),
    ("menu.yaml", "    parent: home\n", "", "menu.yaml:10 [page-no-way-home]"),
    ("menu.yaml", "parent: home", "parent: more", "menu.yaml:10 [page-no-way-home]"),
    ("menu.yaml", ", {page: more}", "", "menu.yaml:10 [page-unreachable]"),
    ("menu.yaml", "    label: {kk: Тағы, ru: Ещё, en: More}\n", "", "menu.yaml:8 [page-label]"),
    ("menu.yaml", "Привет **всем**", "Привет `всем`", "menu.yaml:6 [markdown-unsupported]"),
    ("menu.yaml", "Привет **всем**", '"{{ mci(10) }}"', "menu.yaml:6 [placeholder-place]"),
    ("menu.yaml", "Write an appeal", "Write an appeal to the bot", "menu.yaml:3 [label-long]"),
    ("appeals.yaml", "working_days: 5", "working_days: 0", "appeals.yaml:5 [field-value]"),
    ("appeals.yaml", ", en: Semey}", "}", "appeals.yaml:8 [field-missing]"),
    ("danger.yaml", "      - ru help7*\n", "", "danger.yaml:45 [phrases-few]"),
    ("danger.yaml", "near: [beats, child]", "near: [beats, kid]", "danger.yaml:132 [family-unknown]"),
    ("danger.yaml", "unless: [beats]", "unless: [law]", "danger.yaml:132 [family-unknown]"),
    ("danger.yaml", "near: [beats, child]", "near: [beats]", "danger.yaml:132 [field-value]"),
    ("danger.yaml", "ru: [бьет]", 'ru: ["!"]', "danger.yaml:129 [phrase-empty]"),
    ("danger.yaml", "danger: [sos]", 'danger: ["🆘"]', "danger.yaml:1 [phrase-empty]"),
    ("small-talk.yaml", "[привет]", '["👋"]', "small-talk.yaml:4 [phrase-empty]"),
    ("small-talk.yaml", "thanks:", "bye:", "small-talk.yaml:1 [field-missing]"),
    ("danger.yaml", "- ru help7*", '- "!!!"', "danger.yaml:53 [phrase-empty]"),
    (SHEET, "facts: [BU-01]", "facts: [BU-01, BU-02]", f"{SHEET}:1 [fact-unknown]"),
    (SHEET, "facts: [BU-01]", "facts: [BU-01, BU-01]", f"{SHEET}:1 [id-duplicate]"),
    (SHEET, "related: []", "related: [camps]", f"{SHEET}:3 [topic-unknown]"),
    (SHEET, "contacts: [helpline]", "contacts: [hotline]", f"{SHEET}:4 [contact-unknown]"),
    (SHEET, "category: other", "category: meals", f"{SHEET}:5 [category-unknown]"),
    (RU, "---\ntitle", "title", f"{RU}:1 [front-matter]"),
    (RU, "  - Травля ребёнка question 3\n", "", f"{RU}:4 [questions-few]"),
    (RU, "label: Травля", "label: Если ребёнка травят это Травля", f"{RU}:3 [label-long]"),
    (RU, "title: Травля", "title: Травля {{ mci(1) }}", f"{RU}:2 [placeholder-place]"),
    (RU, "{{ mci(10) }}", "{{ sum(10) }} {{ mci(10) }}", f"{RU}:23 [placeholder]"),
    (RU, "[the code](https:", "[the code](gopher:", f"{RU}:23 [link-scheme]"),
    (RU, "1. First", "1. First 77 days", f"{RU}:20 [number-unknown]"),
    (RU, "1. First", "1. First 10 days", f"{RU}:20 [number-unknown]"),
    (RU, "1. First", "1. First, article 10", f"{RU}:20 [number-unknown]"),
    (RU, "phone(helpline)", "phone(police)", f"{RU}:18 [number-unknown]"),
    (RU, "1. First", "1. First, 10 МРП", f"{RU}:20 [mci-written]"),
    ("texts/ru.ftl", "hello = ", "hello ", "texts/ru.ftl:1 [text-syntax]"),
    ("texts/ru.ftl", "hello = ", "hello = x\nhello = ", "texts/ru.ftl:2 [text-duplicate]"),
    ("texts/ru.ftl", "hello = Hello, <b>{ $name }</b>", "hello =\n    .a = b", "texts/ru.ftl:1 [text-empty]"),
    ("texts/ru.ftl", "$name", "$surname", "texts/ru.ftl:1 [text-variables]"),
    ("texts/ru.ftl", "</b>", "</i>", "texts/ru.ftl:1 [text-html]"),
    ("texts/ru.ftl", "<b>", "<b><u>", "texts/ru.ftl:1 [text-html]"),
    ("texts/ru.ftl", "</b>", "", "texts/ru.ftl:1 [text-html]"),
    ("texts/ru.ftl", "Hello,", "Hello < 5", "texts/ru.ftl:1 [text-html]"),
    ("texts/ru.ftl", "Hello,", "Hello { other }", "texts/ru.ftl:1 [text-reference]"),
]


@pytest.mark.parametrize(("file", "old", "new", "finding"), BREAKS)
def test_one_break_is_found_in_its_line(folder: Folder, file: str, old: str, new: str, finding: str) -> None:
    folder.change(file, old, new)
    assert finding in folder.lines()
    assert folder.load().catalogue is None


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
    folder.change("texts/kk.ftl", "hello =", "hello-kk =")
    assert folder.lines() == [
        "texts/en.ftl:1 [text-missing]",
        "texts/kk.ftl:1 [text-missing]",
        "texts/ru.ftl:1 [text-missing]",
    ]


def test_each_variant_of_a_text_is_checked_by_itself(folder: Folder) -> None:
    chosen = 'hello = { $name ->\n    [one] <b>one\n   *[other] <i>{ $name }</i> { "<" }\n }'
    for lang in ("kk", "ru", "en"):
        folder.change(f"texts/{lang}.ftl", "hello = Hello, <b>{ $name }</b>", chosen)
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
