"""How well the shipped content understands, on each part: what was reached once is not lost unseen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.domain.understanding.meaning import Understanding
from bot.domain.understanding.normalise import fold
from bot.storage.content.asked import Asked
from tests.eval import sets
from tests.eval.__main__ import CONTENT, learned
from tests.eval.measures import measure_levels, measure_topics
from tests.eval.sets import PARTS, Part, Said


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return learned()[0]


@pytest.mark.parametrize(
    ("part", "first", "in_three", "declined"),
    [("tuning", 0.93, 0.97, 0.92), ("held-out", 0.9, 0.97, 0.9), ("later", 0.95, 0.98, 0.93)],
)
def test_questions_find_their_topic_and_other_talk_finds_nothing(
    understanding: Understanding, part: Part, first: float, in_three: float, declined: float
) -> None:
    topics = measure_topics(
        lambda text: [hit.slug for hit in understanding.of(text).hits],
        sets.questions(part),
        sets.off_topic(part),
    )
    assert topics.whole.first >= first * topics.whole.asked
    assert topics.whole.in_three >= in_three * topics.whole.asked
    assert topics.declined >= declined * topics.off_topic


@pytest.mark.parametrize(
    ("part", "heard", "alarms"), [("tuning", 0.97, 0.06), ("held-out", 0.97, 0.04), ("later", 0.97, 0.03)]
)
def test_danger_is_heard_and_look_alikes_seldom_raise_an_alarm(
    understanding: Understanding, part: Part, heard: float, alarms: float
) -> None:
    levels = measure_levels(lambda text: understanding.of(text).level, sets.danger(part))
    assert levels.share("danger", "danger") >= heard
    assert levels.share("none", "danger") <= alarms


@pytest.mark.parametrize("part", PARTS)
def test_who_only_asks_is_seldom_shown_the_numbers_of_danger(
    understanding: Understanding, part: Part
) -> None:
    asked = [*sets.off_topic(part), *(said for said in sets.questions(part) if said.topics[0] != "violence")]
    alarms = [said.id for said in asked if understanding.of(said.text).level == "danger"]
    assert len(alarms) <= 0.05 * len(asked)


@pytest.mark.parametrize(("part", "mistaken"), [("tuning", 0.03), ("held-out", 0.03), ("later", 0.04)])
def test_the_language_is_told(understanding: Understanding, part: Part, mistaken: float) -> None:
    """Of sentences that mix two languages the later part calls more Russian: the bot answers in Kazakh."""
    said = [*sets.questions(part), *sets.off_topic(part), *sets.danger(part)]
    others = [each.id for each in said if understanding.of(each.text).lang != each.lang]
    assert len(others) <= len(said) * mistaken


def test_the_parts_are_large_and_no_sentence_stands_twice() -> None:
    everything = [said for part in PARTS for said in _all(part)]
    assert {part: len(sets.questions(part)) for part in PARTS} == {
        "tuning": 474,
        "held-out": 396,
        "later": 252,
    }
    assert len({said.id for said in everything}) == len(everything)
    assert len({fold(said.text) for said in everything}) >= len(everything) - 2
    slugs = [said.topics[0] for part in PARTS for said in sets.questions(part)]
    assert min(map(slugs.count, set(slugs))) >= 30
    assert len(set(slugs)) == 18


def test_the_content_holds_no_sentence_of_the_evaluation() -> None:
    taught = {
        fold(line)
        for path in (CONTENT / "asked").glob("*.txt")
        for _, line in Asked("other", "kk", path.read_text(encoding="utf-8")).lines()
    }
    long = {fold(said.text): said.id for part in PARTS for said in _all(part) if len(said.text.split()) > 3}
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


def _all(part: Part) -> Iterator[Said]:
    yield from sets.questions(part)
    yield from sets.off_topic(part)
    yield from sets.danger(part)
