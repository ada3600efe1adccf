from datetime import UTC, datetime, timedelta

from bot.domain.clock import KAZAKHSTAN, FixedClock, SystemClock


def test_system_clock_is_aware_and_goes_on() -> None:
    clock = SystemClock()
    first = clock.now()
    assert first.tzinfo is UTC
    assert clock.now() >= first


def test_fixed_clock_stands_until_it_is_moved() -> None:
    clock = FixedClock(datetime(2026, 9, 1, 12, tzinfo=KAZAKHSTAN))
    assert clock.now() == datetime(2026, 9, 1, 7, tzinfo=UTC)
    assert clock.now().tzinfo is UTC
    clock.advance(timedelta(hours=1))
    assert clock.now() == datetime(2026, 9, 1, 8, tzinfo=UTC)
