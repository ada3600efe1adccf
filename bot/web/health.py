"""`/healthz`: 200 while every part answers, 503 with the name of the part that does not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from aiohttp import web

Ping: TypeAlias = Callable[[], Awaitable[None]]
"""Returns when its part is well; raises when it is not."""


def routes(pings: Mapping[str, Ping]) -> list[web.RouteDef]:
    """Return the health route. Only names and the class of an error are told."""

    async def healthz(_request: web.Request) -> web.Response:
        states = {name: await _state(ping) for name, ping in pings.items()}
        well = all(state == "ok" for state in states.values())
        return web.json_response(states, status=200 if well else 503)

    return [web.get("/healthz", healthz)]


async def _state(ping: Ping) -> str:
    try:
        await ping()
    except Exception as error:  # noqa: BLE001  (whatever a ping raises, its part is not well)
        return type(error).__name__
    return "ok"
