from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from bot.delivery.limits import Pace
from bot.storage.outbox import Rank

DANGER, RECEIPT, REPLY, REST = Rank


def most_within(moments: Sequence[float], seconds: float) -> int:
    """Return how many moments, of whole microseconds, lie in the fullest window of these seconds."""
    first, most = 0, 0
    for last, moment in enumerate(moments):
        while round(moment - moments[first], 6) >= seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def sends(pace: Pace, chats: Callable[[int], str], rank: Rank, until: float, *, group: bool) -> list[float]:
    """Send as fast as the pace lets one until a moment; `chats` names the chat of the n-th message."""
    now, sent = 0.0, list[float]()
    while now < until:
        chat = chats(len(sent))
        now = max(now, pace.when(chat, rank, now, group=group))
        assert pace.take(chat, rank, now, group=group)
        sent.append(now)
    return sent


def test_of_25_a_second_5_are_kept_for_danger_and_replies() -> None:
    pace = Pace()
    assert sum(pace.take(f"{n}", REST, 0.0, group=False) for n in range(30)) == 20
    assert not pace.take("a", RECEIPT, 0.999, group=False)
    assert [pace.take(f"r{n}", rank, 0.5, group=False) for n, rank in enumerate([REPLY, DANGER] * 3)] == [
        *(True,) * 5,
        False,
    ]
    assert pace.when_any(DANGER, 0.5) == 1.0
    assert pace.when_any(REST, 0.5) == 1.0
    assert pace.take("a", REST, 1.0, group=False)


def test_replies_alone_may_use_every_second_wholly() -> None:
    sent = sends(Pace(), str, REPLY, 10, group=False)
    assert most_within(sent, 1.0) == 25
    assert len(sent) >= 250


def test_a_person_is_sent_three_at_once_and_then_one_a_second() -> None:
    sent = sends(Pace(), lambda _: "a", REPLY, 10, group=False)
    assert sent[:5] == [0.0, 0.0, 0.0, 1.0, 2.0]


def test_a_bucket_is_full_again_after_a_rest_and_never_fuller() -> None:
    pace = Pace()
    for now in (0.0, 100.0, 200.0):
        assert [pace.take("a", REPLY, now, group=False) for _ in range(4)] == [True, True, True, False]


def test_a_group_is_sent_18_in_any_minute_and_2_more_of_danger() -> None:
    pace = Pace()
    sent = sends(pace, lambda _: "g", REST, 600, group=True)
    assert most_within(sent, 60.0) == 18
    assert len(sent) >= 180
    pace = Pace()
    assert [pace.take("g", REST, 0.0, group=True) for _ in range(19)] == [True] * 18 + [False]
    assert [pace.take("g", DANGER, 1.0, group=True) for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize("seed", range(20))
def test_no_window_of_a_group_is_ever_overfull_whenever_messages_come(seed: int) -> None:
    dice, pace, now = random.Random(seed), Pace(), 0.0
    sent: list[float] = []
    while len(sent) < 200:
        now += dice.expovariate(dice.choice([0.05, 0.5, 20]))
        if pace.take("g", REST, now, group=True):
            sent.append(now)
    assert most_within(sent, 60.0) <= 18


def test_a_groups_minute_holds_over_a_restart() -> None:
    before = [1.0 * n for n in range(18)]
    pace = Pace()
    pace.remember("g", before)
    assert pace.when_chat("g", REST, 17.0, group=True) == 60.0
    assert pace.when_chat("h", REST, 17.0, group=True) == 17.0


def test_what_a_group_was_sent_before_joins_what_it_was_sent_meanwhile() -> None:
    pace = Pace(group_most=3, group_kept=0)
    pace.sent("g", REST, 10.0, group=True)
    pace.remember("g", [5.0, 1.0])
    assert pace.when_chat("g", REST, 11.0, group=True) == 61.0


def test_what_asks_nobody_leaves_half_a_second_half_a_minute_and_the_next_message() -> None:
    pace = Pace()
    for _ in range(100):
        pace.count(0.0, "a")
        pace.count(0.0, "g", group=True)
        pace.count(0.0)
    assert pace.take("a", REPLY, 0.0, group=False)
    assert not pace.take("a", REPLY, 0.0, group=False)
    assert sum(pace.take("g", REPLY, 0.0, group=True) for _ in range(30)) == 9
    assert sum(pace.take(f"{n}", REPLY, 0.0, group=False) for n in range(30)) == 25 - 12 - 1 - 9


def test_taps_without_end_do_not_keep_a_receipt_back() -> None:
    pace = Pace()
    for _ in range(5):
        pace.take("a", REPLY, 0.0, group=False)
    for tenth in range(1, 11):
        pace.count(tenth / 10, "a")
    assert pace.take("a", RECEIPT, 1.0, group=False)


def test_a_chat_that_telegram_holds_waits_and_others_do_not() -> None:
    pace = Pace()
    pace.hold("a", 7.0)
    pace.hold("a", 3.0)
    assert pace.when("a", DANGER, 0.0, group=False) == 7.0
    assert pace.when("b", REST, 0.0, group=False) == 0.0


def test_chats_are_forgotten_once_their_limits_are_whole_again() -> None:
    pace = Pace(10**6)
    for number in range(20_000):
        pace.take(f"{number}", REPLY, number / 100, group=number % 2 == 0)
        pace.hold(f"{number}", number / 100 + 1)
    assert len(pace._buckets) + len(pace._groups) + len(pace._held) < 20_000


def test_limits_can_be_scaled() -> None:
    pace = Pace(100.0, kept=0, chat_burst=1, chat_per_second=10, group_most=4, group_kept=0, group_seconds=1)
    assert most_within(sends(pace, lambda _: "a", REST, 2, group=False), 0.95) == 10
    assert most_within(sends(pace, lambda _: "g", REST, 5, group=True), 1.0) == 4
