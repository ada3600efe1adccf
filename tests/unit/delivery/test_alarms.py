from __future__ import annotations

import pytest

from bot.delivery.alarms import Change, Outage


def seen(outage: Outage, looks: dict[float, bool]) -> dict[float, Change]:
    """Look at these moments; return those at which something changed."""
    changes = {now: outage.look(trouble, now) for now, trouble in looks.items()}
    return {now: change for now, change in changes.items() if change}


def test_an_outage_is_told_once_and_its_end_once() -> None:
    looks = {float(now): 100 <= now < 400 for now in range(0, 600, 5)}
    assert seen(Outage(10, 60), looks) == {110: "begun", 455: "over"}


def test_short_trouble_is_no_outage() -> None:
    looks = {float(now): now in (100, 105) for now in range(0, 600, 5)}
    assert seen(Outage(10, 60), looks) == {}


def test_trouble_that_comes_and_goes_is_one_outage() -> None:
    """As the intake sees a full disk: it tries again every 30 s, and in between nothing fails."""
    looks = {float(now): now % 30 == 0 and now < 900 for now in range(0, 1000, 5)}
    assert seen(Outage(10, 60), looks) == {30: "begun", 930: "over"}


def test_a_second_outage_is_told_again() -> None:
    looks = {float(now): now < 20 or 200 <= now < 220 for now in range(0, 400, 5)}
    assert list(seen(Outage(10, 60), looks).values()) == ["begun", "over", "begun", "over"]


@pytest.mark.parametrize("begins_after", [0, 10])
def test_a_sign_long_ago_does_not_hasten_the_next_alarm(begins_after: float) -> None:
    outage = Outage(begins_after, 60)
    outage.look(True, 0)
    outage.look(False, 100)
    assert outage.look(True, 200) == (None if begins_after else "begun")
