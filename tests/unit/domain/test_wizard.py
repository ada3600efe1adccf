from __future__ import annotations

from datetime import date

import pytest

from bot.domain.wizard import Condition, Option, Outcome, Piece, Question, Stop, Way, Wizard

ALWAYS = Condition({})
SUMMER, AUTUMN = date(2026, 8, 31), date(2026, 9, 1)


def words(text: str) -> dict[str, str]:
    return dict.fromkeys(("kk", "ru", "en"), text)


def option(answer: str, *ways: Way) -> Option:
    return Option(words(answer), answer, ways)  # type: ignore[arg-type]


def outcome(node_id: str, *pieces: Piece) -> Outcome:
    told = (Piece(ALWAYS, words(node_id)), *pieces)  # type: ignore[arg-type]
    return Outcome(node_id, told, (), (), "other", None)


def question(node_id: str, *options: Option) -> Question:
    return Question(node_id, words(node_id), options)  # type: ignore[arg-type]


SCHOOL = question("school", option("state", Way("grade", ALWAYS)), option("private", Way("grade", ALWAYS)))
GRADE = question(
    "grade",
    option("low", Way("yes", Condition({"school": frozenset({"state"})})), Way("soon", ALWAYS)),
    option("high", Way("yes", Condition({}, since=AUTUMN)), Way("soon", ALWAYS)),
    option("hurt"),
)
YES = outcome("yes", Piece(Condition({"grade": frozenset({"low"})}, until=SUMMER), words("early")))  # type: ignore[arg-type]
SOON = outcome("soon")


def wizard(*nodes: Question | Outcome) -> Wizard:
    known = {node.id: node for node in nodes or (SCHOOL, GRADE, YES, SOON)}
    return Wizard("meals", "free-meals", words("l"), words("t"), AUTUMN, "school", known)  # type: ignore[arg-type]


def at(path: str, day: date = AUTUMN) -> Stop:
    stop = wizard().stop(path, day)
    assert stop
    return stop


def test_a_way_leads_on_by_what_was_answered_before() -> None:
    assert at("").node is SCHOOL
    assert at("0").node is at("1").node is GRADE
    assert at("00").node is YES
    assert at("10").node is SOON


def test_a_way_opens_on_its_first_day() -> None:
    assert at("01", SUMMER).node is SOON
    assert at("01", AUTUMN).node is YES


def test_what_was_chosen_is_remembered() -> None:
    assert [each.answer for each in at("10").chosen] == ["private", "low"]
    assert at("10").answers == {"school": "private", "grade": "low"}


def test_an_outcome_tells_what_holds_here_and_on_this_day() -> None:
    assert [piece.text["en"] for piece in at("00", SUMMER).told(SUMMER)] == ["yes", "early"]
    assert [piece.text["en"] for piece in at("00", AUTUMN).told(AUTUMN)] == ["yes"]
    assert list(at("0").told(AUTUMN)) == []


@pytest.mark.parametrize("path", ["2", "02", "000", "x", "0x", "²", "٠", "9", "-1"])
def test_a_path_that_leads_nowhere_is_none(path: str) -> None:
    assert wizard().stop(path, AUTUMN) is None


def test_every_stop_is_gone_through_once() -> None:
    assert [stop.path for stop in wizard().stops(AUTUMN)] == ["", "0", "00", "01", "1", "10", "11"]


def test_the_version_names_the_tree_and_not_its_words() -> None:
    other_words = question("school", *(option(each.answer, *each.ways) for each in SCHOOL.options))
    assert wizard(other_words, GRADE, YES, SOON).version(AUTUMN) == wizard().version(AUTUMN)
    turned = question("grade", *reversed(GRADE.options))
    assert wizard(SCHOOL, turned, YES, SOON).version(AUTUMN) != wizard().version(AUTUMN)


def test_options_in_another_order_are_another_tree_also_where_their_ways_are_the_same() -> None:
    turned = wizard(question("school", *reversed(SCHOOL.options)), GRADE, YES, SOON)
    assert turned.version(AUTUMN) != wizard().version(AUTUMN)


def test_a_condition_on_another_answer_is_another_tree() -> None:
    low, *others = GRADE.options
    private = Way("yes", Condition({"school": frozenset({"private"})}))
    other = question("grade", option("low", private, *low.ways[1:]), *others)
    assert wizard(SCHOOL, other, YES, SOON).version(AUTUMN) != wizard().version(AUTUMN)


def test_the_version_changes_on_the_day_when_a_way_opens() -> None:
    assert wizard().version(SUMMER) != wizard().version(AUTUMN)
    assert wizard().version(AUTUMN) == wizard().version(date(2027, 1, 1))


def test_the_last_day_still_counts() -> None:
    august = Condition({}, since=date(2026, 8, 1), until=SUMMER)
    assert [august.on(date(2026, 8, day)) for day in (1, 31)] == [True, True]
    assert not august.on(date(2026, 7, 31))
    assert not august.on(AUTUMN)
