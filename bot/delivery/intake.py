"""Long polling on raw JSON: a batch is committed first, and only then acknowledged by the next offset."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bot.delivery.trouble import UNREACHABLE, Backoff
from bot.domain.updates import Raw
from bot.errors import ApiError, ConnectionFailedError, OutcomeUnknownError
from bot.meter import BotCall
from bot.storage.database import TROUBLE

_log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates asked for; the list is sticky at Telegram, so it is always sent."""

_POLL_SECONDS = 25
_CONFLICT = 409
_UNKNOWN_TOKEN = (401, 404)
_PUSHED = "webhook is active"
"""So ends the 409 that says: updates are pushed to a webhook of an earlier time (Bot API, getUpdates)."""


class Intake:
    """Fetches updates and hands them to `store`, which returns once they are on disk."""

    def __init__(
        self,
        call: BotCall,
        store: Callable[[list[Raw]], Awaitable[None]],
        *,
        poll_seconds: int = _POLL_SECONDS,
    ) -> None:
        self._call = call
        self._store = store
        self._poll_seconds = poll_seconds
        self._offset: int | None = None
        self._answered_at = 0.0
        self.started = asyncio.Event()
        """Set once Telegram answered the first poll."""

    async def ping(self) -> None:
        """Raise ConnectionFailedError when Telegram has not answered for longer than two polls."""
        silent = asyncio.get_running_loop().time() - self._answered_at
        if not self.started.is_set() or silent > 2 * self._poll_seconds + 15:
            raise ConnectionFailedError("no answer from Telegram")

    async def run(self) -> None:
        """Poll until cancelled. Trouble is waited out; the offset moves only behind a commit."""
        backoff = Backoff()
        while True:
            try:
                await self._poll()
            except ApiError as error:
                backoff.say(_log, logging.WARNING, _sentence(error))
                await backoff.wait(error.retry_after)
            except (ConnectionFailedError, OutcomeUnknownError):
                backoff.say(_log, logging.WARNING, UNREACHABLE)
                await backoff.wait()
            except TROUBLE as error:
                backoff.say(_log, logging.ERROR, not_stored(error))
                await backoff.wait()
            else:
                backoff.reset()

    async def _poll(self) -> None:
        # The first poll asks without waiting: health turns green as soon as Telegram answers.
        timeout = self._poll_seconds if self.started.is_set() else 0
        params: dict[str, Any] = {"timeout": timeout, "limit": 100, "allowed_updates": list(ALLOWED)}
        if self._offset is not None:
            params["offset"] = self._offset
        updates = await self._fetched(params, timeout + 15)
        self.started.set()
        self._answered_at = asyncio.get_running_loop().time()
        if updates:
            await self._store(updates)
            self._offset = max(int(each["update_id"]) for each in updates) + 1

    async def _fetched(self, params: dict[str, Any], seconds: float) -> list[Raw]:
        """Return a batch. Where a webhook stands in the way it is removed; what waits for it stays."""
        try:
            updates: list[Raw] = await self._call("getUpdates", params, seconds=seconds)
        except ApiError as error:
            if error.code != _CONFLICT or _PUSHED not in error.description:
                raise
            _log.warning("A webhook is set, and this bot polls: it is removed, its updates are kept")
            await self._call("deleteWebhook", {}, seconds=seconds)
            return []
        return updates


def not_stored(error: Exception) -> str:
    return (
        f"The database cannot store updates ({type(error).__name__}); "
        "Telegram keeps them, look at the disk and at DATABASE_URL"
    )


def _sentence(error: ApiError) -> str:
    if error.code == _CONFLICT:
        return "Another copy of the bot is running with this token; stop one of them"
    if error.code in _UNKNOWN_TOKEN:
        return f"Telegram does not know BOT_TOKEN (error {error.code}); get the right one from @BotFather"
    return f"Telegram answers getUpdates with error {error.code}; trying again"
