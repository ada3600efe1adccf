"""What a turn says at once: its messages while nothing is owed, and the toast over a tapped button."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.delivery.retry import Decision, Settle, decide
from bot.domain.clock import Clock
from bot.domain.markup import cut
from bot.domain.updates import Raw
from bot.errors import AbaiBalaError
from bot.meter import BotCall
from bot.storage.unit import Call

_log = logging.getLogger(__name__)

_TOAST_LIMIT = 200
"""Characters (Bot API, answerCallbackQuery)."""


class Speaker:
    """Calls Telegram for a turn, and leaves what is to be tried again to others."""

    def __init__(self, call: BotCall, clock: Clock) -> None:
        self._call = call
        self._clock = clock

    async def said(self, chat: int, message: Call) -> tuple[Decision | None, int | None]:
        """Send one encoded message; say so when it must be tried again later, else the id it was given."""
        method, params = message
        try:
            result = await self._call(method, {"chat_id": chat, **params})
        except AbaiBalaError as error:
            decision = decide(error, 0, self._clock.now())
            if isinstance(decision, Settle) and decision.failure:
                _log.warning("Telegram refused %s: %s", method, decision.failure)
            return (None if isinstance(decision, Settle) else decision), None
        return None, result.get("message_id") if isinstance(result, dict) else None

    async def toast(self, update: Raw, text: str) -> None:
        """Answer a tapped button; too late or in vain is no harm, for what it did is on disk."""
        query = update.get("callback_query")
        if isinstance(query, Mapping) and "id" in query:
            toast, _ = cut(text, _TOAST_LIMIT)
            try:
                await self._call("answerCallbackQuery", {"callback_query_id": query["id"], "text": toast})
            except AbaiBalaError as error:
                _log.info("A tapped button was not answered: %s", error)
