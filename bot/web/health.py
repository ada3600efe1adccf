"""`/healthz`: 200 while every part answers, 503 with the name of the part that does not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from aiohttp import web

Ping: TypeAlias = Callable[[], Awaitable[None]]
"""Returns when its part is well; raises when it is not."""


_SECONDS = 5.0
_FRESH_SECONDS = 3.0


class Remembered:
    """A ping that costs something, asked for at most once in a while, however often the route is hit."""

    def __init__(self, ping: Ping, seconds: float = _FRESH_SECONDS) -> None:
        self._ping = ping
        self._seconds = seconds
        self._asked_at = float("-inf")
        self._error: Exception | None = None
        self._asking = asyncio.Lock()

    async def __call__(self) -> None:
        async with self._asking:
            now = asyncio.get_running_loop().time()
            if now - self._asked_at >= self._seconds:
                await self._ask()
                self._asked_at = now
        if self._error:
            raise self._error.with_traceback(None)

    async def _ask(self) -> None:
        self._error = None
        try:
            await self._ping()
        except Exception as error:  # noqa: BLE001  (whatever it is, those who ask soon hear the same)
            self._error = error


def routes(pings: Mapping[str, Ping], seconds: float = _SECONDS) -> list[web.RouteDef]:
    """Return the health route. Only names and the class of an error are told.

    A part that does not answer within `seconds` is not well: whoever asks is never kept waiting.
    """

    async def healthz(_request: web.Request) -> web.Response:
        states = {name: await _state(ping, seconds) for name, ping in pings.items()}
        well = all(state == "ok" for state in states.values())
        return web.json_response(states, status=200 if well else 503)

    return [web.get("/healthz", healthz)]


async def _state(ping: Ping, seconds: float) -> str:
    try:
        async with asyncio.timeout(seconds):
            await ping()
    except Exception as error:  # noqa: BLE001  (whatever a ping raises, its part is not well)
        return type(error).__name__
    return "ok"
