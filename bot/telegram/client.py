"""Calls to a Bot API server: JSON in, the bare result out, errors as the program's own."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, DummyCookieJar

from bot.errors import ApiError, ConnectionFailedError, OutcomeUnknownError

TELEGRAM = "https://api.telegram.org"
_SECONDS = 30.0
_SERVER_ERROR = 500
_HEADERS = {"Content-Type": "application/json"}
_LEFT_OUT = ("User-Agent", "Accept", "Accept-Encoding")
"""Headers that say nothing to the Bot API; without the last one no answer comes compressed."""


class BotApi:
    """One bot on one server. Its token stands in every URL, so no URL leaves this class."""

    def __init__(self, token: str, base: str = TELEGRAM) -> None:
        self._url = f"{base.rstrip('/')}/bot{token}/"
        self._session = ClientSession(
            cookie_jar=DummyCookieJar(), headers=_HEADERS, skip_auto_headers=_LEFT_OUT, auto_decompress=False
        )

    async def call(
        self, method: str, params: dict[str, Any] | None = None, *, seconds: float = _SECONDS
    ) -> Any:
        """Call a method and return its `result`.

        Raises ApiError when the server refuses, ConnectionFailedError when it was not reached (surely
        nothing happened) and OutcomeUnknownError when no answer came (it may have happened), or one
        that is not the Bot API's, from a proxy or a login page on the way.
        """
        try:
            async with self._session.post(
                self._url + method,
                data=json.dumps(params or {}).encode(),
                timeout=ClientTimeout(seconds),
                allow_redirects=False,  # the token goes to no other server
            ) as response:
                status, body = response.status, await response.read()
        except ClientConnectorError:
            raise ConnectionFailedError("Telegram was not reached") from None
        except (ClientError, TimeoutError):
            raise OutcomeUnknownError("Telegram gave no answer") from None
        return _result(status, body)

    async def close(self) -> None:
        await self._session.close()


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
