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


async def told(parts: dict[str, health.Ping], seconds: float = 5.0) -> tuple[int, Any]:
    async with (
        serve("127.0.0.1", 0, health.routes(parts, seconds)) as port,
        ClientSession() as client,
        client.get(f"http://127.0.0.1:{port}/healthz") as answer,
    ):
        return answer.status, await answer.json()


async def test_health_is_200_while_every_part_answers() -> None:
    assert await told({"store": well}) == (200, {"store": "ok"})


async def test_health_is_503_and_names_the_part_that_does_not_answer_but_not_its_words() -> None:
    states = {"store": "ok", "intake": "ConnectionError"}
    assert await told({"store": well, "intake": ill}) == (503, states)


async def test_a_part_that_never_answers_is_not_well_and_keeps_nobody_waiting() -> None:
    async def hang() -> None:
        await asyncio.Event().wait()

    assert await told({"store": hang, "intake": well}, 0.05) == (
        503,
        {"store": "TimeoutError", "intake": "ok"},
    )


def test_a_remembered_ping_is_asked_once_in_a_while_and_tells_what_it_heard() -> None:
    asked: list[float] = []

    async def ping() -> None:
        asked.append(asyncio.get_running_loop().time())
        if len(asked) == 2:
            raise ConnectionError

    async def work() -> list[str]:
        remembered, heard = health.Remembered(ping, 3), []
        for _ in range(10):
            await asyncio.sleep(1)
            heard += [await health._state(remembered, 5) for _ in range(100)]
        return heard

    heard = driven.run(work())
    assert [round(at) for at in asked] == [1, 4, 7, 10]
    assert heard == ["ok"] * 300 + ["ConnectionError"] * 300 + ["ok"] * 400


async def test_a_remembered_ping_that_hangs_is_asked_by_one_at_a_time() -> None:
    asked: list[int] = []

    async def hang() -> None:
        asked.append(1)
        await asyncio.Event().wait()

    remembered = health.Remembered(hang)
    states = await asyncio.gather(*(health._state(remembered, 0.02) for _ in range(50)))
    assert states == ["TimeoutError"] * 50
    assert len(asked) < 50


async def test_a_taken_port_is_a_sentence_about_the_setting() -> None:
    async with serve("127.0.0.1", 0, []) as port:
        with pytest.raises(SettingsError, match="WEB_PORT"):
            async with serve("127.0.0.1", port, []):
                pass  # pragma: no cover


async def test_a_host_that_is_no_name_is_a_sentence_about_the_setting() -> None:
    with pytest.raises(SettingsError, match=r"^WEB_HOST: "):
        async with serve("a..b", 0, []):
            pass  # pragma: no cover
