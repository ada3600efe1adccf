from __future__ import annotations

import asyncio

import pytest

from bot.delivery.limits import Pace
from bot.delivery.trouble import Backoff
from tests.unit.delivery import driven


async def waited(backoff: Backoff, at_least: float | None = None) -> float:
    loop = asyncio.get_running_loop()
    start = loop.time()
    await backoff.wait(at_least)
    return round(loop.time() - start, 3)


def test_waits_double_up_to_half_a_minute_and_begin_anew_after_success() -> None:
    async def work() -> list[float]:
        backoff = Backoff()
        waits = [await waited(backoff) for _ in range(8)]
        backoff.reset()
        return [*waits, await waited(backoff)]

    assert driven.run(work()) == [0.5, 1, 2, 4, 8, 16, 30, 30, 0.5]


def test_a_wait_is_never_shorter_than_telegram_asks() -> None:
    async def work() -> list[float]:
        backoff = Backoff()
        return [await waited(backoff, 17), await waited(backoff, 0.1)]

    assert driven.run(work()) == [17, 1]


@pytest.mark.parametrize(("per_second", "last"), [(25.0, 1.96), (10.0, 4.9)])
def test_sends_are_spread_evenly_in_the_order_they_came(per_second: float, last: float) -> None:
    async def work() -> list[tuple[int, float]]:
        pace = Pace(per_second)
        sent: list[tuple[int, float]] = []

        async def send(number: int) -> None:
            await pace.wait()
            sent.append((number, round(asyncio.get_running_loop().time(), 3)))

        await asyncio.gather(*(send(number) for number in range(50)))
        return sent

    sent = driven.run(work())
    assert [number for number, _ in sent] == list(range(50))
    assert sent[-1][1] == pytest.approx(last, abs=0.01)


def test_a_pause_saves_up_no_burst() -> None:
    async def work() -> float:
        pace, loop = Pace(10), asyncio.get_running_loop()
        await pace.wait()
        await asyncio.sleep(100)
        start = loop.time()
        for _ in range(3):
            await pace.wait()
        return loop.time() - start

    assert driven.run(work()) == pytest.approx(0.2)
