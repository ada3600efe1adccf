"""Words on the border between danger, worry and neither, as the shipped content hears them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from bot.storage.content.load import load

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(ROOT / "content")
    assert loaded.catalogue, "\n".join(finding.english() for finding in loaded.findings)
    return loaded.catalogue


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
    assert catalogue.understanding.of(text).level == "none"


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
    assert catalogue.understanding.of(text).level == level


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("учитель обнимает меня и целует", {"danger"}),
        ("мама обнимает меня перед сном", {"none", "concern"}),
        ("the coach kissed me", {"danger"}),
        ("my teacher helps me every day", {"none"}),
        ("agai magan tiisedi", {"danger"}),
        ("әкем мені құшақтайды", {"none", "concern"}),
        ("ағам маған тиіседі", {"concern", "danger"}),
        ("ағай маған тиісті", {"concern", "danger"}),
        ("мұғалім маған тиісті жауап бермеді", {"none"}),
        ("сыныптасым маған тиісе береді, мұғалімге айттым", {"concern", "danger"}),
    ],
)
def test_who_touches_tells_how_bad_it_is(catalogue: Catalogue, text: str, levels: set[str]) -> None:
    assert catalogue.understanding.of(text).level in levels


POLITE = """
Здравствуйте, меня зовут Галина, я работаю бухгалтером и живу в Семее уже двадцать лет. Весной мы с внуком
ходили на выставку, он рисует и поёт в хоре, учительница его хвалит. Летом хотим поехать на озеро с
палатками, соседи уже купили билеты. В школе у нас новый спортзал, дети довольны, расписание удобное,
столовая хорошая.
"""


def test_danger_is_heard_in_the_middle_of_a_long_letter(catalogue: Catalogue) -> None:
    cry = "Вчера зять опять напился, гонялся с топором за дочкой, она с малышом прячется у меня в подвале. "
    assert catalogue.understanding.of(POLITE * 2).level == "none"
    assert catalogue.understanding.of(POLITE + cry + POLITE).level == "danger"
