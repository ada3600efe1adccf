"""How well the shipped content understands, on both halves: what was reached once is not lost unseen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.domain.understanding.meaning import Understanding
from bot.domain.understanding.normalise import fold
from bot.storage.content.asked import Asked
from tests.eval import sets
from tests.eval.__main__ import CONTENT, learned
from tests.eval.measures import measure_levels, measure_topics
from tests.eval.sets import HALVES, Half, Said


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return learned()[0]


@pytest.mark.parametrize(
    ("half", "first", "in_three", "declined"), [("tuning", 0.93, 0.96, 0.91), ("held-out", 0.9, 0.96, 0.89)]
)
def test_questions_find_their_topic_and_other_talk_finds_nothing(
    understanding: Understanding, half: Half, first: float, in_three: float, declined: float
) -> None:
    topics = measure_topics(
        lambda text: [hit.slug for hit in understanding.of(text).hits],
        sets.questions(half),
        sets.off_topic(half),
    )
    assert topics.whole.asked >= 390
    assert topics.whole.first >= first * topics.whole.asked
    assert topics.whole.in_three >= in_three * topics.whole.asked
    assert topics.declined >= declined * topics.off_topic


@pytest.mark.parametrize(("half", "heard", "alarms"), [("tuning", 0.97, 0.08), ("held-out", 0.95, 0.04)])
def test_danger_is_heard_and_look_alikes_seldom_raise_an_alarm(
    understanding: Understanding, half: Half, heard: float, alarms: float
) -> None:
    levels = measure_levels(lambda text: understanding.of(text).level, sets.danger(half))
    assert levels.share("danger", "danger") >= heard
    assert levels.share("none", "danger") <= alarms


@pytest.mark.parametrize("half", HALVES)
def test_who_only_asks_is_seldom_shown_the_numbers_of_danger(
    understanding: Understanding, half: Half
) -> None:
    asked = [*sets.off_topic(half), *(said for said in sets.questions(half) if said.topics[0] != "violence")]
    alarms = [said.id for said in asked if understanding.of(said.text).level == "danger"]
    assert len(alarms) <= 0.05 * len(asked)


@pytest.mark.parametrize("half", HALVES)
def test_the_language_is_told(understanding: Understanding, half: Half) -> None:
    said = [*sets.questions(half), *sets.off_topic(half), *sets.danger(half)]
    mistaken = [each.id for each in said if understanding.of(each.text).lang != each.lang]
    assert len(mistaken) <= len(said) * 0.03


def test_each_half_is_large_and_no_sentence_stands_twice() -> None:
    everything = [said for half in HALVES for said in _all(half)]
    assert len({said.id for said in everything}) == len(everything)
    assert len({fold(said.text) for said in everything}) >= len(everything) - 2
    slugs = [said.topics[0] for half in HALVES for said in sets.questions(half)]
    assert min(map(slugs.count, set(slugs))) >= 30
    assert len(set(slugs)) == 18


def test_the_content_holds_no_sentence_of_the_evaluation() -> None:
    taught = {
        fold(line)
        for path in (CONTENT / "asked").glob("*.txt")
        for _, line in Asked("other", "kk", path.read_text(encoding="utf-8")).lines()
    }
    long = {fold(said.text): said.id for half in HALVES for said in _all(half) if len(said.text.split()) > 3}
    assert sorted(long[text] for text in taught & long.keys()) == []


@pytest.mark.parametrize("text", ["112", "102", "103", " 112! "])
def test_an_emergency_number_typed_alone_is_danger(understanding: Understanding, text: str) -> None:
    assert understanding.of(text).level == "danger"


@pytest.mark.parametrize("text", ["help me", "Помогите!", "көмектесіңізші", "Көмек керек"])
def test_a_bare_cry_for_help_is_a_concern(understanding: Understanding, text: str) -> None:
    assert understanding.of(text).level == "concern"


@pytest.mark.parametrize("text", ["школа", "ребёнок", "мектеп", "school", "как записаться к врачу"])
def test_a_question_that_barely_touches_a_topic_gets_no_answer_of_it(
    understanding: Understanding, text: str
) -> None:
    assert understanding.of(text).hits == []


def _all(half: Half) -> Iterator[Said]:
    yield from sets.questions(half)
    yield from sets.off_topic(half)
    yield from sets.danger(half)
