from __future__ import annotations

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.limits import Pace
from bot.delivery.line import Elapsed, Line
from bot.domain.clock import FixedClock
from bot.storage.outbox import Rank
from bot.storage.sending import Head

NOON = datetime(2026, 9, 1, 7, tzinfo=UTC)


def head(seq: int, chat: str = "", rank: Rank = Rank.REST, *, unanswered: bool = False) -> Head:
    return Head(seq, chat or f"chat {seq}", rank, group=False, not_before=NOON, unanswered=unanswered)


def seqs(heads: list[Head]) -> list[int]:
    return [each.seq for each in heads]


def test_the_most_urgent_go_first_and_of_those_the_oldest() -> None:
    line = Line(Pace(apart=0))
    ranks = [Rank.REST, Rank.REPLY, Rank.RECEIPT, Rank.DANGER, Rank.REST, Rank.DANGER]
    for seq, rank in enumerate(ranks):
        line.put(head(seq, rank=rank), 0.0)
    assert seqs(line.take(0.0, 0.0, most=4)) == [3, 5, 2, 1]
    assert seqs(line.take(0.0, 0.0, most=4)) == [0, 4]
    assert line.wait(0.0, 0.0) is None


def test_the_rest_goes_once_a_second_however_many_replies_there_are() -> None:
    line, sent = Line(Pace()), list[Rank]()
    for seq in range(5):
        line.put(head(seq), 0.0)
    for hundredth in range(300):
        now = hundredth / 100
        line.put(head(100 + hundredth, rank=Rank.REPLY), now)
        sent += [each.rank for each in line.take(now, now, most=99)]
    assert sent.count(Rank.REST) == 3, "one after the pause, then one in each second"
    assert sent.count(Rank.REPLY) >= 70


def test_what_is_postponed_waits_and_holds_up_nobody() -> None:
    line = Line(Pace(apart=0))
    line.put(head(1), 5.0)
    line.put(head(2), 0.0)
    assert seqs(line.take(0.0, 0.0, most=9)) == [2]
    assert line.wait(0.0, 0.0) == 5.0
    assert line.take(0.0, 4.9, most=9) == []
    assert seqs(line.take(0.0, 5.0, most=9)) == [1]


def test_danger_goes_though_the_rest_has_used_up_its_share() -> None:
    line = Line(Pace(10, apart=0, kept=2))
    for seq in range(20):
        line.put(head(seq), 0.0)
    assert len(line.take(0.0, 0.0, most=99)) == 8
    line.put(head(50, rank=Rank.DANGER), 0.0)
    assert seqs(line.take(0.5, 0.5, most=99)) == [50]
    assert line.wait(0.5, 0.5) == 0.5
    assert len(line.take(1.0, 1.0, most=99)) == 8


def test_messages_go_out_evenly_and_who_is_held_up_catches_up_a_little() -> None:
    line = Line(Pace(25))
    for seq in range(20):
        line.put(head(seq), 0.0)
    assert seqs(line.take(0.0, 0.0, most=99)) == [0, 1]
    assert line.wait(0.0, 0.0) == pytest.approx(0.04)
    assert line.take(0.039, 0.039, most=99) == []
    assert seqs(line.take(0.041, 0.041, most=99)) == [2]
    assert seqs(line.take(0.17, 0.17, most=99)) == [3, 4]
    assert line.wait(0.17, 0.17) == pytest.approx(0.02)
    line.put(head(51, rank=Rank.DANGER), 0.17)
    assert seqs(line.take(0.17, 0.17, most=99)) == [51], "danger waits for no other message"


@pytest.mark.parametrize("late", [1.0, 9.0])
def test_of_a_long_delay_a_quarter_of_a_second_is_caught_up_two_for_one(late: float) -> None:
    taken = taken_after(late, every=0.001)
    assert len(taken) == 25
    assert taken[1] == late, "two at once"
    steps = [after - before for before, after in itertools.pairwise(taken[1:])]
    assert min(steps) == pytest.approx(0.02, abs=0.001)
    assert 8 <= sum(step < 0.03 for step in steps) <= 12


def test_a_slow_disk_slows_the_messages_hardly() -> None:
    taken = taken_after(1.0, every=1 / 12)
    assert len(taken) >= 24
    assert max(Counter(taken).values()) == 2


def taken_after(late: float, *, every: float) -> list[float]:
    """Return when replies went in the second after they waited for long, with a look so often."""
    line = Line(Pace(25))
    for seq in range(90):
        line.put(head(seq, rank=Rank.REPLY), 0.0)
    line.take(0.0, 0.0, most=99)
    moments = [late + step * every for step in range(round(1 / every))]
    return [now for now in moments for _ in line.take(now, now, most=99)]


def test_after_a_pause_two_go_at_once_and_then_one_by_one() -> None:
    line = Line(Pace(25))
    for now in (0.0, 9.0):
        for seq in range(4):
            line.put(head(seq), now)
        moments = (now, now + 0.01, now + 0.041, now + 0.082)
        assert [len(line.take(at, at, most=99)) for at in moments] == [2, 0, 1, 1]


def test_a_chat_that_may_not_be_sent_more_waits_for_its_own_moment() -> None:
    line = Line(Pace(apart=0, chat_burst=1))
    for now, seq in ((0.0, 1), (0.0, 2)):
        line.put(head(seq, "a"), 0.0)
        line.take(now, now, most=9)
    assert line.wait(0.0, 0.0) == 1.0
    line.put(head(3, "b"), 0.0)
    assert seqs(line.take(0.0, 0.0, most=9)) == [3]
    assert seqs(line.take(1.0, 1.0, most=9)) == [2]


def test_a_chat_whose_limit_was_used_up_meanwhile_waits_again() -> None:
    pace = Pace(1, chat_burst=1)
    line = Line(pace)
    line.put(head(1, "a"), 0.0)
    line.put(head(2, "b", Rank.DANGER), 0.0)
    assert seqs(line.take(0.0, 0.0, most=9)) == [2]
    pace.hold("a", 8.0)
    assert line.take(1.0, 1.0, most=9) == []
    assert line.wait(1.0, 1.0) == 7.0


def test_a_chats_newer_head_takes_the_place_of_the_older() -> None:
    line = Line(Pace(apart=0))
    line.put(head(1, "a"), 0.0)
    line.put(head(1, "a", Rank.DANGER), 0.0)
    line.put(head(2, "b"), 0.0)
    line.put(head(3, "c"), 0.0)
    line.remove("c")
    assert [each.rank for each in line.take(0.0, 0.0, most=9)] == [Rank.DANGER, Rank.REST]
    line.put(head(4), 0.0)
    line.clear()
    assert line.take(9.0, 9.0, most=9) == []


def test_time_goes_by_with_the_clock_that_went_further_and_never_back() -> None:
    clock, steady = FixedClock(NOON), [0.0]
    elapsed = Elapsed(clock, lambda: steady[0])
    steady[0] = 2.0
    assert elapsed.now() == 2.0
    clock.advance(timedelta(days=-1))
    assert elapsed.now() == 2.0
    steady[0] = 3.0
    clock.advance(timedelta(hours=1))
    assert elapsed.now() == 3602.0


def test_the_end_of_an_outage_hurries_what_waits_for_it_and_nothing_else() -> None:
    line = Line(Pace(apart=0))
    line.put(head(1, unanswered=True), 300.0)
    line.put(head(2), 300.0)
    line.hurry(10.0)
    assert seqs(line.take(10.0, 10.0, most=9)) == [1]
    assert line.wait(10.0, 10.0) == 290.0
