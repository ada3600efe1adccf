"""Calls that a turn makes at once, beside what is owed: under the same limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from bot.delivery.limits import Pace
from bot.errors import ApiError
from bot.meter import BotCall
from bot.storage.crypto import Vault
from bot.storage.outbox import Rank

_TOO_FAST = 429


def paced(call: BotCall, pace: Pace, vault: Vault, steady: Callable[[], float] = time.monotonic) -> BotCall:
    """Return a call to Telegram that knows the pace.

    An edit or the answer to a tapped button goes out and is counted. A new message that may not go now
    raises ApiError 429 at once, as from Telegram: so it becomes owed. What Telegram itself refuses as too
    fast is remembered for its chat.
    """

    async def paced_call(method: str, params: dict[str, Any] | None = None, **options: Any) -> Any:
        chat_id = (params or {}).get("chat_id")
        if chat_id is None:
            pace.count(steady())
            return await call(method, params, **options)
        chat, group, now = vault.hash("chat", chat_id), chat_id < 0, steady()
        if method.startswith("edit"):
            pace.count(now, chat, group=group)
        elif not pace.take(chat, Rank.REPLY, now, group=group):
            wait = pace.when(chat, Rank.REPLY, now, group=group) - now
            raise ApiError(_TOO_FAST, "by the bot's own pace", retry_after=wait)
        try:
            return await call(method, params, **options)
        except ApiError as error:
            if error.code == _TOO_FAST:
                pace.hold(chat, steady() + (error.retry_after or 1))
            raise

    return paced_call
