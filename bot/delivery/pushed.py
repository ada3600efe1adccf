"""Intake by webhook: Telegram is asked to push updates here, and kept to it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.delivery.intake import ALLOWED, not_stored
from bot.delivery.trouble import UNREACHABLE, Backoff
from bot.domain.updates import Raw
from bot.errors import ApiError, ConnectionFailedError, NotStoredError, OutcomeUnknownError
from bot.meter import BotCall
from bot.storage.database import TROUBLE

_log = logging.getLogger(__name__)

_LOOK_SECONDS = 60.0
_ASK_SECONDS = 10.0
_CONNECTIONS = 40
"""Pushes at once, each of another chat: as many as Telegram opens by itself."""


class PushedIntake:
    """Hands what the web's edge is given to `store`, while it runs. Telegram is told `url` and `secret`."""

    def __init__(
        self,
        call: BotCall,
        store: Callable[[list[Raw]], Awaitable[None]],
        *,
        url: str,
        secret: str,
        look_seconds: float = _LOOK_SECONDS,
    ) -> None:
        self._call = call
        self._store = store
        self.url = url
        self.secret = secret
        self._look_seconds = look_seconds
        self._open = False
        self._seen_at = 0.0
        self.started = asyncio.Event()
        """Set once Telegram knows where to push."""

    async def take(self, update: Raw) -> None:
        """Commit a pushed update to disk. Raises NotStoredError: it has to be pushed again."""
        if not self._open:
            raise NotStoredError("the bot is starting or stopping")
        try:
            await self._store([update])
        except TROUBLE as error:
            _log.error("%s", not_stored(error))
            raise NotStoredError(type(error).__name__) from None

    async def ping(self) -> None:
        """Raise ConnectionFailedError while Telegram is not known to push here."""
        silent = asyncio.get_running_loop().time() - self._seen_at
        if not self.started.is_set() or silent > 2 * self._look_seconds + _ASK_SECONDS:
            raise ConnectionFailedError("Telegram does not push updates here")

    async def run(self) -> None:
        """Let updates in until cancelled; look now and then whether Telegram still knows where to."""
        self._open = True
        backoff = Backoff()
        try:
            while True:
                try:
                    await self._register()
                    backoff.reset()
                    await self._while_it_lasts()
                except ApiError as error:
                    sentence = f"Telegram refuses WEBHOOK_URL with error {error.code}; trying again"
                    backoff.say(_log, logging.WARNING, sentence)
                    await backoff.wait(error.retry_after)
                except (ConnectionFailedError, OutcomeUnknownError):
                    backoff.say(_log, logging.WARNING, UNREACHABLE)
                    await backoff.wait()
        finally:
            self._open = False

    async def _register(self) -> None:
        params = {
            "url": self.url,
            "secret_token": self.secret,
            "allowed_updates": list(ALLOWED),
            "max_connections": _CONNECTIONS,
        }
        await self._call("setWebhook", params, seconds=_ASK_SECONDS)
        self._seen()

    async def _while_it_lasts(self) -> None:
        """Return once another copy of the bot took the updates away: it polls, or has another address."""
        failed_at = None
        while True:
            await asyncio.sleep(self._look_seconds)
            info = await self._call("getWebhookInfo", {}, seconds=_ASK_SECONDS)
            if info.get("url") != self.url:
                _log.warning("Another copy of the bot took the webhook away; stop one of them")
                return
            if info.get("pending_update_count") and info.get("last_error_date") != failed_at:
                failed_at = info.get("last_error_date")
                _log.warning("Telegram cannot push to WEBHOOK_URL: %s", info.get("last_error_message"))
            else:
                self._seen()

    def _seen(self) -> None:
        self._seen_at = asyncio.get_running_loop().time()
        self.started.set()
