"""The folder that ships: whole, without a warning, and with the figures of the akimat's article in place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from bot.domain.catalogue import Catalogue
from bot.domain.language import LANGUAGES, Lang
from bot.domain.markup import visible
from bot.domain.values import answer, without_calls
from bot.storage.content.check.sentences import all_asked
from bot.storage.content.figures import Figure, written
from bot.storage.content.load import Loaded, load
from bot.storage.content.schema import TOPICS
from bot.storage.content.shelf import UNTAUGHT
from tests.acceptance.stage import CONTENT

CHECKED = date(2026, 11, 23)
YEARS = [date(2025, 6, 1), date(2026, 6, 1), date(2027, 6, 1)]

ARTICLE = {
    # of the akimat's article of January 2025
    "mentors": "5; 7",
    "meirim": "222; 144; 37 million tenge",
    "clubs": "309; 50666; 20773; 1129; 29893; 1760; 11000; 6000; 234; 59; 92.4%; 49.3%",
    "patriotic": "234; 59",
    "camps": "12; 5000",
    "school-safety": "23000",
    "appeals": "113",
    "guardianship": "22; 15",
    "prevention": "1000",
}


@cache
def loaded() -> Loaded:
    return load(CONTENT, CHECKED, all_asked(), UNTAUGHT)


@pytest.fixture
def catalogue() -> Catalogue:
    catalogue = loaded().catalogue
    assert catalogue
    return catalogue


def test_there_is_neither_an_error_nor_a_warning() -> None:
    assert [finding.english() for finding in loaded().findings] == []


def test_all_topics_are_answered(catalogue: Catalogue) -> None:
    assert set(catalogue.topics) == set(TOPICS)
    assert len(TOPICS) == 18


@pytest.mark.parametrize("slug", TOPICS)
@pytest.mark.parametrize("day", YEARS)
def test_an_answer_shows_its_sums_only_while_they_are_known(
    catalogue: Catalogue, slug: str, day: date
) -> None:
    for lang in LANGUAGES:
        shown = visible(answer(catalogue, slug, lang, day))
        assert "{" not in shown
        known = day <= catalogue.region.mci_known_until
        assert ("₸" in shown) is (known and "mci(" in catalogue.topics[slug].texts[lang].body)


@pytest.mark.parametrize("slug", ARTICLE)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_figures_of_the_article_stand_where_they_belong(
    catalogue: Catalogue, slug: str, lang: Lang
) -> None:
    told = set(said(catalogue, slug, lang))
    assert set(written(ARTICLE[slug])) <= told
    assert Figure("date", "2025-01") in told


def said(catalogue: Catalogue, slug: str, lang: Lang) -> Iterator[Figure]:
    return iter(written(visible(without_calls(catalogue.topics[slug].texts[lang].body))))


@pytest.mark.parametrize("slug", TOPICS)
def test_a_number_stays_on_the_line_of_its_sign(catalogue: Catalogue, slug: str) -> None:
    for lang in LANGUAGES:
        assert "№ " not in catalogue.topics[slug].texts[lang].body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_about_bullying_tells_of_each_phone_before_it_folds(
    catalogue: Catalogue, lang: Lang
) -> None:
    topic = catalogue.topics["bullying"]
    first, _, _ = topic.texts[lang].body.partition("\n---\n")
    assert [contact.id for contact in topic.contacts if f"phone({contact.id})" not in first] == []
