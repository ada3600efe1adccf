"""What children of 9 to 15 write when they are in trouble, and sentences that only sound like it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from bot.domain.understanding.language import guess_language
from bot.storage.content.load import load

ROOT = Path(__file__).parents[4]
TOLD = [
    json.loads(line)
    for line in (ROOT / "tests" / "eval" / "children.jsonl").read_text(encoding="utf-8").splitlines()
]
IN_TROUBLE = [each for each in TOLD if each["about"] != "harmless"]
HARMLESS = [each["text"] for each in TOLD if each["about"] == "harmless"]
RANK = {"none": 0, "concern": 1, "danger": 2}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(ROOT / "content")
    assert loaded.catalogue, "\n".join(finding.english() for finding in loaded.findings)
    return loaded.catalogue


@pytest.mark.parametrize("about", ["reported", "touched", "beaten", "die", "threatened", "ran", "left"])
def test_what_children_tell_is_heard(catalogue: Catalogue, about: str) -> None:
    told = [each for each in IN_TROUBLE if each["about"] == about]
    missed = [
        each["text"] for each in told if RANK[catalogue.triage.level(each["text"])] < RANK[each["level"]]
    ]
    assert len(told) >= 14
    assert len(missed) <= len(told) * 0.1, missed


def test_harmless_words_of_the_same_stems_raise_no_alarm(catalogue: Catalogue) -> None:
    alarms = [text for text in HARMLESS if catalogue.triage.level(text) == "danger"]
    concerns = [text for text in HARMLESS if catalogue.triage.level(text) == "concern"]
    assert len(HARMLESS) >= 150
    assert len(alarms) <= len(HARMLESS) * 0.02, alarms
    assert len(concerns) <= len(HARMLESS) * 0.06, concerns


@pytest.mark.parametrize(
    "text",
    [
        "маған тиісті құжаттар қайда беріледі",
        "тиісті жәрдемақы қашан түседі",
        "бізге тиісті төлем неше теңге",
        "тиісінше қандай анықтама керек",
        "құшақтап сүйемін, анашым",
        "ағай маған көмектесті",
        "зорлық-зомбылық туралы заң қандай",
    ],
)
def test_what_is_due_and_what_is_kind_is_not_even_a_concern(catalogue: Catalogue, text: str) -> None:
    assert catalogue.triage.level(text) == "none"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("суицид", "danger"),
        ("Самоубийство", "danger"),
        ("suicide", "danger"),
        ("балам суицид туралы айтады", "danger"),
        ("ребенок говорит о суициде", "danger"),
        ("my child talks about suicide", "danger"),
        ("профилактика суицида в школе", "concern"),
        ("лекция о профилактике суицида среди детей", "concern"),
        ("prevention of suicide at school", "concern"),
        ("мектепте суицид туралы дәріс бола ма", "concern"),
    ],
)
def test_suicide_as_a_noun_is_danger_and_its_prevention_a_concern(
    catalogue: Catalogue, text: str, level: str
) -> None:
    assert catalogue.triage.level(text) == level


@pytest.mark.parametrize(
    "text", [each["text"] for each in IN_TROUBLE if each["about"] == "reported" and each["lang"] == "kk"]
)
def test_kazakh_in_danger_is_never_taken_for_another_language(text: str) -> None:
    assert guess_language(text) == "kk"


def test_hardly_any_sentence_of_children_is_taken_for_another_language() -> None:
    mistaken = [each["text"] for each in TOLD if guess_language(each["text"]) not in {each["lang"], None}]
    assert len(mistaken) <= len(TOLD) * 0.01, mistaken


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("учитель обнимает меня и целует", "danger"),
        ("мама обнимает меня перед сном", "none"),
        ("the coach kissed me", "danger"),
        ("my teacher helps me every day", "none"),
        ("agai magan tiisedi", "danger"),
        ("әкем мені құшақтайды", "none"),
        ("ағам маған тиіседі", "concern"),
        ("ағай маған тиісті", "concern"),
        ("мұғалім маған тиісті жауап бермеді", "none"),
        ("сыныптасым маған тиісе береді, мұғалімге айттым", "concern"),
    ],
)
def test_who_touches_tells_how_bad_it_is(catalogue: Catalogue, text: str, level: str) -> None:
    assert catalogue.triage.level(text) == level
