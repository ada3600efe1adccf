"""A bot without a framework: it calls the embedded server over real HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.demo.refusals import Json
from bot.demo.server import BotApiServer
from bot.demo.world import World


@dataclass
class Api:
    server: BotApiServer
    session: aiohttp.ClientSession

    @property
    def world(self) -> World:
        return self.server.world

    def address(self, method: str, token: str | None = None) -> str:
        return f"{self.server.url}/bot{token or self.world.token}/{method}"

    async def call(self, method: str, params: Json) -> Json:
        async with self.session.post(self.address(method), json=params) as answer:
            body: Json = await answer.json()
            assert answer.status == body.get("error_code", 200)
            return body

    async def ok(self, method: str, **params: Any) -> Any:
        body = await self.call(method, params)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """Return `error_code description` of a call that must fail."""
        body = await self.call(method, params)
        assert not body["ok"], body
        return f"{body['error_code']} {body['description']}"

    async def updates(self, **params: Any) -> list[Json]:
        found: list[Json] = await self.ok("getUpdates", **params)
        return found

    async def heard(self) -> list[str]:
        """Return what kinds of updates and texts wait, oldest first."""
        return [
            next(
                f"{kind}:{value.get('text', value.get('data', ''))}"
                for kind, value in update.items()
                if kind != "update_id"
            )
            for update in await self.updates()
        ]


def inline(*buttons: Json) -> Json:
    return {"inline_keyboard": [list(buttons)]}


PRESS_ME = inline({"text": "Press me", "callback_data": "pressed"})
