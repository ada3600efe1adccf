"""The shipped wizards, walked whole: each way, in each language, today and in other years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.actions import OpenDanger, OpenWizard, WriteOutcome
from bot.domain.catalogue import Catalogue
from bot.domain.language import LANGUAGES, Lang
from bot.domain.markup import MESSAGE_LIMIT, utf16_length, visible
from bot.domain.wizard import Outcome, Question, Stop, Wizard
from bot.services import answers, wizards
from bot.services.turn import Desk, Turn
from bot.storage.content.load import load
from bot.storage.content.shelf import UNTAUGHT
from bot.storage.people import People
from bot.storage.unit import UnitOfWork
from bot.telegram.callbacks import pack
from bot.telegram.encode import encode
from tests.unit.storage.store import Store

CONTENT = Path(__file__).parents[3] / "content"
DAYS = (date(2025, 11, 23), date(2026, 8, 31), date(2026, 11, 23), date(2027, 2, 1))
SLUGS = ("bullied", "camp-place", "meals-textbooks", "which-body")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(CONTENT, date(2026, 11, 23), shelf=UNTAUGHT).catalogue
    assert loaded
    return loaded


def turn_on(day: date, lang: Lang, catalogue: Catalogue, store: Store) -> Turn:
    noon = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    unit = UnitOfWork(store.database, store.vault, noon, encode, lambda _: None)
    return Turn(unit, catalogue, People(), Desk(None, frozenset()), 500, lang)


def outcomes(wizard: Wizard, day: date) -> Iterator[Stop]:
    return (stop for stop in wizard.stops(day) if isinstance(stop.node, Outcome))


def test_the_four_wizards_are_there(catalogue: Catalogue) -> None:
    assert set(SLUGS) <= set(catalogue.wizards)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_node_is_reached_in_some_year_and_every_way_ends(catalogue: Catalogue, slug: str) -> None:
    wizard = catalogue.wizards[slug]
    stops = [stop for day in DAYS for stop in wizard.stops(day)]
    assert {stop.node.id for stop in stops} == set(wizard.nodes)
    for stop in stops:
        if isinstance(stop.node, Question):
            assert all(option.ways or option.answer == "now" for option in stop.node.options)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_piece_of_every_outcome_is_told_to_somebody(catalogue: Catalogue, slug: str) -> None:
    wizard = catalogue.wizards[slug]
    told = {id(piece) for day in DAYS for stop in outcomes(wizard, day) for piece in stop.told(day)}
    for node in wizard.nodes.values():
        pieces = node.pieces if isinstance(node, Outcome) else ()
        assert {id(piece) for piece in pieces} <= told, node.id


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
async def test_every_outcome_stands_alone_when_it_is_forwarded(
    catalogue: Catalogue, store: Store, day: date, lang: Lang
) -> None:
    """Its text tells the rule, the source and the day it was checked, and fits one message."""
    turn = turn_on(day, lang, catalogue, store)
    for slug in SLUGS:
        wizard = catalogue.wizards[slug]
        for stop in outcomes(wizard, day):
            html = wizards.screen(turn, wizard, stop).html
            assert wizard.title[lang] in visible(html)
            assert turn.text("answer-checked", day=wizard.checked) in html
            assert turn.text("answer-sources") in html
            assert html.count('<a href="https://') + html.count('<a href="http://') >= 1
            assert utf16_length(visible(html)) <= MESSAGE_LIMIT
            assert "{" not in html


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
async def test_every_button_is_short_leads_to_the_next_stop_and_fits_64_bytes(
    catalogue: Catalogue, store: Store, day: date, lang: Lang
) -> None:
    turn = turn_on(day, lang, catalogue, store)
    for slug in SLUGS:
        wizard = catalogue.wizards[slug]
        for stop in wizard.stops(day):
            for button in [each for row in wizards.screen(turn, wizard, stop).rows for each in row]:
                assert len(button.label) <= 24
                if isinstance(button.does, OpenWizard | WriteOutcome):
                    assert len(pack(button.does)) <= 64
                    assert wizards.stop(turn, wizard, button.does.version, button.does.path)


async def test_a_wizard_of_an_answer_that_is_out_of_date_is_gone(catalogue: Catalogue, store: Store) -> None:
    topic = replace(catalogue.topics["camps"], valid_until=date(2026, 10, 1))
    later = replace(catalogue, topics={**catalogue.topics, "camps": topic}, shown={})
    assert wizards.find(turn_on(date(2026, 10, 1), "kk", later, store), "camp-place")
    gone = turn_on(date(2026, 10, 2), "kk", later, store)
    assert wizards.find(gone, "camp-place") is None
    steps = answers.page(gone, "steps")
    assert steps
    assert OpenWizard("camp-place") not in [button.does for row in steps.rows for button in row]


def test_danger_comes_before_any_question_about_bullying(catalogue: Catalogue) -> None:
    first = catalogue.wizards["bullied"].stop("", DAYS[0])
    assert first
    assert isinstance(first.node, Question)
    assert first.node.options[0].ways == ()


@pytest.mark.parametrize("slug", ["bullied", "which-body"])
async def test_who_is_in_danger_now_gets_the_numbers(catalogue: Catalogue, store: Store, slug: str) -> None:
    turn = turn_on(DAYS[2], "kk", catalogue, store)
    wizard = catalogue.wizards[slug]
    screens = [wizards.screen(turn, wizard, stop) for stop in wizard.stops(DAYS[2])]
    assert any(
        isinstance(button.does, OpenDanger) for screen in screens for row in screen.rows for button in row
    )


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_a_ready_appeal_quotes_the_rule_in_plain_words(
    catalogue: Catalogue, store: Store, lang: Lang
) -> None:
    turn = turn_on(DAYS[2], lang, catalogue, store)
    for slug in SLUGS:
        wizard = catalogue.wizards[slug]
        for stop in outcomes(wizard, DAYS[2]):
            origin = wizards.origin(turn, wizard, stop)
            assert origin
            assert origin.category in catalogue.categories
            assert not re.search(r"[{<&]", origin.opening)
            assert origin.opening or stop.node.id == "child-tell"


async def test_a_child_is_not_asked_to_write_an_appeal(catalogue: Catalogue, store: Store) -> None:
    turn, wizard = turn_on(DAYS[2], "ru", catalogue, store), catalogue.wizards["bullied"]
    (told,) = (stop for stop in outcomes(wizard, DAYS[2]) if stop.node.id == "child-tell")
    does = [button.does for row in wizards.screen(turn, wizard, told).rows for button in row]
    assert not any(isinstance(each, WriteOutcome) for each in does)


async def test_sums_follow_the_year_and_are_not_guessed(catalogue: Catalogue, store: Store) -> None:
    wizard = catalogue.wizards["bullied"]
    (path,) = (
        stop.path
        for stop in outcomes(wizard, DAYS[0])
        if stop.answers.get("age") == "teenager"
        and stop.answers["where"] == "school"
        and stop.answers["who"] == "parent"
    )
    shown = []
    for day in (DAYS[0], DAYS[2], DAYS[3]):
        stop = wizard.stop(path, day)
        assert stop
        shown.append(wizards.screen(turn_on(day, "en", catalogue, store), wizard, stop).html)
    assert "39,320 ₸ (10 MCI, 2025)" in shown[0]
    assert "43,250 ₸ (10 MCI, 2026)" in shown[1]
    assert "₸" not in shown[2]
    assert "10 MCI" in shown[2]


async def test_meals_in_private_schools_begin_with_the_school_year(
    catalogue: Catalogue, store: Store
) -> None:
    wizard = catalogue.wizards["meals-textbooks"]
    ends = {day: {stop.node.id for stop in outcomes(wizard, day)} for day in DAYS}
    assert "private-soon" in ends[date(2026, 8, 31)]
    assert "private-entitled" in ends[date(2026, 11, 23)]
    assert "private-soon" not in ends[date(2026, 11, 23)]
