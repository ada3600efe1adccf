"""Calls to a Bot API server: JSON in, the bare result out, errors as the program's own."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from bot.errors import ApiError, ConnectionFailedError, OutcomeUnknownError
from bot.telegram.wire import NoAnswerError, NotReachedError, Wire

TELEGRAM = "https://api.telegram.org"
_SECONDS = 30.0
_SERVER_ERROR = 500


class BotApi:
    """One bot on one server. Its token stands in every URL, so no URL leaves this class."""

    def __init__(self, token: str, base: str = TELEGRAM) -> None:
        self._wire = Wire(base)
        self._path = f"bot{token}/"

    async def call(
        self, method: str, params: dict[str, Any] | None = None, *, seconds: float = _SECONDS
    ) -> Any:
        """Call a method and return its `result`.

        Raises ApiError when the server refuses, ConnectionFailedError when it was not reached (surely
        nothing happened) and OutcomeUnknownError when no answer came (it may have happened), or one
        that is not the Bot API's, from a proxy or a login page on the way.
        """
        body = json.dumps(params or {}).encode()
        try:
            async with asyncio.timeout(seconds):
                status, answer = await self._wire.post(self._path + method, body)
        except NotReachedError:
            raise ConnectionFailedError("Telegram was not reached") from None
        except (NoAnswerError, TimeoutError):
            raise OutcomeUnknownError("Telegram gave no answer") from None
        return _result(status, answer)

    async def close(self) -> None:
        await self._wire.close()


def _result(status: int, body: bytes) -> Any:
    try:
        answer = json.loads(body)
        if answer["ok"]:
            return answer["result"]
        parameters = answer.get("parameters") or {}
        raise ApiError(
            answer.get("error_code", status),
            answer.get("description", ""),
            retry_after=parameters.get("retry_after"),
            migrate_to=parameters.get("migrate_to_chat_id"),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        if status >= _SERVER_ERROR:
            raise ApiError(status, "the answer is not the Bot API's") from None
        raise OutcomeUnknownError("something that is not the Bot API answered") from None
