from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.catalogue import Region
from bot.domain.deadlines import due_day, is_working_day, local_day


def region(*, off: tuple[date, ...] = (), worked: tuple[date, ...] = ()) -> Region:
    return Region(
        name={"kk": "", "ru": "", "en": ""},
        mci=(),
        mci_known_until=date(2026, 12, 31),
        days_off=frozenset(off),
        working_days=frozenset(worked),
        contacts={},
        emergency=(),
    )


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("filed", "days", "due"),
    [
        (noon(2026, 9, 1), 1, date(2026, 9, 2)),
        (noon(2026, 9, 1), 3, date(2026, 9, 4)),
        (noon(2026, 9, 4), 1, date(2026, 9, 7)),
        (noon(2026, 9, 5), 1, date(2026, 9, 7)),
        (noon(2026, 9, 1), 15, date(2026, 9, 22)),
    ],
)
def test_the_term_runs_from_the_next_day_over_weekends(filed: datetime, days: int, due: date) -> None:
    assert due_day(filed, days, region()) == due


def test_nauryz_and_its_transferred_days_off_are_not_counted() -> None:
    assert due_day(noon(2026, 3, 20), 1, region()) == date(2026, 3, 26)


def test_new_year_is_not_counted_across_the_turn_of_the_year() -> None:
    assert due_day(noon(2026, 12, 31), 1, region()) == date(2027, 1, 5)


def test_a_holiday_of_another_faith_on_a_weekday_is_a_day_off() -> None:
    assert not is_working_day(date(2026, 1, 7), region())


def test_a_day_off_by_government_decision_is_not_counted() -> None:
    assert due_day(noon(2026, 9, 1), 1, region(off=(date(2026, 9, 2),))) == date(2026, 9, 3)


def test_a_worked_saturday_or_holiday_is_counted() -> None:
    worked = region(worked=(date(2026, 9, 5), date(2026, 12, 16)))
    assert due_day(noon(2026, 9, 4), 1, worked) == date(2026, 9, 5)
    assert is_working_day(date(2026, 12, 16), worked)
    assert not is_working_day(date(2026, 12, 16), region())


def test_an_evening_in_utc_is_already_the_next_day_in_kazakhstan() -> None:
    before, after = datetime(2026, 9, 1, 18, 59, tzinfo=UTC), datetime(2026, 9, 1, 19, tzinfo=UTC)
    assert (local_day(before), local_day(after)) == (date(2026, 9, 1), date(2026, 9, 2))
    assert due_day(before, 1, region()) == date(2026, 9, 2)
    assert due_day(after, 1, region()) == date(2026, 9, 3)


def test_no_working_days_mean_the_day_of_filing() -> None:
    assert due_day(noon(2026, 9, 5), 0, region()) == date(2026, 9, 5)
