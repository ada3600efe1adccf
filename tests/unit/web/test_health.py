from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.errors import SettingsError
from bot.web import health
from bot.web.server import serve
from tests.unit.delivery import driven


async def well() -> None:
    """A part that is well."""


async def ill() -> None:
    raise ConnectionError("with words that nobody needs to see")


async def told(parts: dict[str, health.Ping], ages: health.Ages = dict) -> tuple[int, Any]:
    async with (
        serve("127.0.0.1", 0, health.routes(parts, ages)) as port,
        ClientSession() as client,
        client.get(f"http://127.0.0.1:{port}/healthz") as answer,
    ):
        return answer.status, await answer.json()


async def test_health_is_200_while_every_part_answers() -> None:
    assert await told({"store": well}) == (200, {"store": "ok"})


async def test_health_is_503_and_names_the_part_that_does_not_answer_but_not_its_words() -> None:
    states = {"store": "ok", "intake": "ConnectionError"}
    assert await told({"store": well, "intake": ill}) == (503, states)


async def test_health_tells_how_long_the_oldest_rows_have_waited_and_is_well_all_the_same() -> None:
    ages = {"oldest_unsent_seconds": 90.5, "oldest_inbox_seconds": None}
    assert await told({"store": well}, lambda: ages) == (200, {"store": "ok", **ages})


def test_parts_that_never_answer_are_not_well_and_keep_nobody_waiting_one_after_the_other() -> None:
    async def hang() -> None:
        await asyncio.Event().wait()

    async def ask() -> tuple[list[str], float]:
        loop = asyncio.get_running_loop()
        states = await asyncio.gather(*(health._state(hang) for _ in range(3)), health._state(well))
        return states, loop.time()

    states, seconds = driven.run(ask())
    assert states == ["TimeoutError", "TimeoutError", "TimeoutError", "ok"]
    assert seconds == pytest.approx(1)


async def test_a_taken_port_is_a_sentence_about_the_setting() -> None:
    async with serve("127.0.0.1", 0, []) as port:
        with pytest.raises(SettingsError, match="WEB_PORT"):
            async with serve("127.0.0.1", port, []):
                pass  # pragma: no cover


async def test_a_host_that_is_no_name_is_a_sentence_about_the_setting() -> None:
    with pytest.raises(SettingsError, match=r"^WEB_HOST: "):
        async with serve("a..b", 0, []):
            pass  # pragma: no cover
