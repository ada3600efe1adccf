from __future__ import annotations

from bot.delivery.throttle import Throttle


def turn(throttle: Throttle, now: float, behind: int = 0, owed: int = 0, chat: str = "a") -> str:
    """Take a chat's turn as the worker does; tell whether it waits, is silent or answers."""
    if wait := throttle.wait(chat, behind, owed, now):
        return f"waits {wait:g}"
    if throttle.silences(chat, behind):
        return "silent"
    throttle.answered(chat, now)
    return "answers"


def test_a_few_updates_at_once_are_all_answered() -> None:
    throttle = Throttle(few=3, seconds=3)
    assert [turn(throttle, 0.0, behind) for behind in (3, 2, 1, 0)] == ["answers"] * 4


def test_of_many_at_once_only_the_newest_is_answered() -> None:
    throttle = Throttle(few=3, seconds=3)
    assert [turn(throttle, 0.0, behind) for behind in (4, 3, 2, 1, 0)] == [*["silent"] * 4, "answers"]


def test_who_goes_on_flooding_is_answered_once_in_three_seconds() -> None:
    throttle = Throttle(few=3, seconds=3)
    for behind in (4, 3, 2, 1, 0):
        turn(throttle, 0.0, behind)
    assert turn(throttle, 0.1) == "waits 2.9"
    assert [turn(throttle, 3.0, behind) for behind in (2, 1, 0)] == ["silent", "silent", "answers"]


def test_the_gap_counts_from_the_last_answer_before_the_flood() -> None:
    throttle = Throttle(few=3, seconds=3)
    assert turn(throttle, 0.0) == "answers"
    assert [turn(throttle, 1.0, behind) for behind in (4, 3, 2, 1, 0)] == [*["silent"] * 4, "waits 2"]


def test_a_burst_of_answers_before_the_flood_was_seen_is_paid_for() -> None:
    throttle = Throttle(few=3, seconds=3)
    assert [turn(throttle, at / 10) for at in range(4)] == ["answers"] * 4
    assert throttle.refused("a", 0.4) == 11.6
    assert turn(throttle, 0.4) == "waits 11.6"
    assert [turn(throttle, 12.0, 9), turn(throttle, 12.0), turn(throttle, 12.1)] == [
        "silent",
        "answers",
        "answers",
    ]


def test_an_answer_that_was_refused_because_of_others_is_no_flood() -> None:
    throttle = Throttle(few=3, seconds=3)
    assert throttle.refused("a", 0.0) == 0.0
    for at in (0.0, 1.0, 2.0, 3.0):
        turn(throttle, at)
    assert throttle.refused("a", 3.5) == 0.0
    assert turn(throttle, 3.5) == "answers"


def test_who_writes_slowly_again_is_answered_at_once_again() -> None:
    throttle = Throttle(few=3, seconds=3)
    for behind in (4, 3, 2, 1, 0):
        turn(throttle, 0.0, behind)
    assert turn(throttle, 3.0) == "answers"
    assert [turn(throttle, 3.1), turn(throttle, 3.2, 2)] == ["answers", "answers"]


def test_who_is_owed_many_answers_already_floods() -> None:
    throttle = Throttle(few=3, seconds=3)
    assert turn(throttle, 0.0, owed=3) == "answers"
    assert turn(throttle, 0.1, owed=4) == "waits 2.9"


def test_one_chats_flood_silences_no_other() -> None:
    throttle = Throttle(few=3, seconds=3)
    turn(throttle, 0.0, 9)
    assert turn(throttle, 0.0, 2, chat="b") == "answers"


def test_chats_long_calm_are_forgotten() -> None:
    throttle = Throttle(few=3, seconds=3)
    turn(throttle, 0.0, 9)
    turn(throttle, 0.0)
    for number in range(5_001):
        turn(throttle, 9.0, chat=str(number))
    assert len(throttle._answered) == 5_001
    assert not throttle._flooding
