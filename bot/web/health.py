"""`/healthz`: 200 while every part answers, 503 with the name of the part that does not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from aiohttp import web

Ping: TypeAlias = Callable[[], Awaitable[None]]
"""Returns when its part is well; raises when it is not. It looks at memory: anyone may ask, at any rate."""

Ages: TypeAlias = Callable[[], Mapping[str, float | None]]

_SECONDS = 1.0


def routes(pings: Mapping[str, Ping], ages: Ages = dict) -> list[web.RouteDef]:
    """Return the health route: each part's state, and for how many seconds the oldest rows have waited.

    Only names and the class of an error are told. A part that keeps its asker waiting is not well.
    """

    async def healthz(_request: web.Request) -> web.Response:
        states = dict(zip(pings, await asyncio.gather(*map(_state, pings.values())), strict=True))
        well = all(state == "ok" for state in states.values())
        return web.json_response({**states, **ages()}, status=200 if well else 503)

    return [web.get("/healthz", healthz)]


async def _state(ping: Ping) -> str:
    try:
        async with asyncio.timeout(_SECONDS):
            await ping()
    except Exception as error:  # noqa: BLE001  (whatever a ping raises, its part is not well)
        return type(error).__name__
    return "ok"
