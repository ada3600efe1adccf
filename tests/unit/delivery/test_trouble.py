from __future__ import annotations

import asyncio

import pytest

from bot.delivery.trouble import Backoff, patiently
from bot.errors import ApiError, ConnectionFailedError, OutcomeUnknownError
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


def test_patience_lasts_through_every_trouble_and_waits_as_long_as_telegram_asks() -> None:
    troubles: list[Exception] = [
        ApiError(429, "Too Many Requests", retry_after=40),
        ApiError(502, "Bad Gateway"),
        ApiError(401, "Unauthorized"),
        ConnectionFailedError(""),
        OutcomeUnknownError(""),
        OSError("disk"),
    ]

    async def call() -> str:
        if troubles:
            raise troubles.pop(0)
        return "done"

    async def work() -> tuple[str, float]:
        return await patiently(call), asyncio.get_running_loop().time()

    assert driven.run(work()) == ("done", 40 + 1 + 2 + 4 + 8 + 16)


@pytest.mark.parametrize(
    "error", [ApiError(400, "Bad Request: chat not found"), ApiError(403, ""), KeyError()]
)
def test_patience_ends_at_a_refusal(error: Exception) -> None:
    async def call() -> None:
        raise error

    with pytest.raises(type(error)):
        driven.run(patiently(call))
