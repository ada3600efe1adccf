"""Updates pushed to the bot's own address, serial in a chat, again and again until they are taken."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from bot.demo.updates import Pending
    from bot.demo.world import World

_ANSWER_WITHIN = aiohttp.ClientTimeout(total=60)
_LONGEST_WAIT = 60.0
_LONGEST_ASKED_WAIT = 3600.0
_IDLE = 3600.0
_TAKEN = range(200, 300)


class Pusher:
    """Posts each chat's oldest update; after a failure waits `first_wait` seconds, then twice as long."""

    def __init__(self, world: World, first_wait: float = 1.0) -> None:
        self._world = world
        self._first_wait = first_wait
        self._busy: set[int] = set()

    async def run(self) -> None:
        async with (
            aiohttp.ClientSession(timeout=_ANSWER_WITHIN) as session,
            asyncio.TaskGroup() as pushes,
        ):
            while True:
                for pending in self._ready():
                    self._busy.add(pending.chat_key)
                    pushes.create_task(self._push(session, pending))
                await self._world.updates.signal.wait(_IDLE)

    def _ready(self) -> list[Pending]:
        if not self._world.webhook.url:
            return []
        heads: dict[int, Pending] = {}
        for pending in self._world.updates.pending():
            heads.setdefault(pending.chat_key, pending)
        free = [pending for key, pending in heads.items() if key not in self._busy]
        return free[: max(self._world.webhook.max_connections - len(self._busy), 0)]

    async def _push(self, session: aiohttp.ClientSession, pending: Pending) -> None:
        updates, wait = self._world.updates, self._first_wait
        try:
            while self._world.webhook.url and pending in updates.pending():
                asked = await self._post(session, pending)
                if asked is None:
                    updates.confirm_one(pending)
                    return
                await asyncio.sleep(max(asked, wait))
                wait = min(wait * 2, _LONGEST_WAIT)
        finally:
            self._busy.discard(pending.chat_key)
            updates.signal.notify()

    async def _post(self, session: aiohttp.ClientSession, pending: Pending) -> float | None:
        """Return None when the update was taken, else the seconds that the other side asks to wait."""
        hook = self._world.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret_token} if hook.secret_token else {}
        try:
            async with session.post(
                hook.url, json=pending.raw, headers=headers, allow_redirects=False
            ) as answer:
                if answer.status in _TAKEN:
                    return None
                self._note(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                asked = answer.headers.get("Retry-After", "")
                return min(float(asked), _LONGEST_ASKED_WAIT) if asked.isdecimal() else 0.0
        except (aiohttp.ClientError, TimeoutError) as error:
            self._note(f"Connection failed: {type(error).__name__}")
            return 0.0

    def _note(self, message: str) -> None:
        self._world.webhook.last_error_date = self._world.seconds()
        self._world.webhook.last_error_message = message
