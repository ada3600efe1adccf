"""`/metrics`: what was counted since the start, and what waits now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from aiohttp import web

from bot.meter import Meter


@dataclass(frozen=True, slots=True)
class Now:
    """What waits: rows by state, and by name for how many seconds the oldest has (None: there is none)."""

    inbox: Mapping[str, int]
    outbox: Mapping[str, int]
    ages: Mapping[str, float | None]
    store_well: bool


Look: TypeAlias = Callable[[], Now]


def routes(meter: Meter, look: Look) -> list[web.RouteDef]:
    """Return the route. Labels come from short fixed lists: no id, name or text is ever among them."""

    async def metrics(_request: web.Request) -> web.Response:
        from bot.web import exposition  # noqa: PLC0415  (loaded for those who ask: most bots never are)

        body, kind = exposition.text(meter, look())
        return web.Response(body=body, headers={"Content-Type": kind})

    return [web.get("/metrics", metrics)]
