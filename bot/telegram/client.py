"""Calls to a Bot API server: JSON in, the bare result out, errors as the program's own."""

from __future__ import annotations

import base64
import json
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    FormData,
)

from bot.errors import ApiError, ConnectionFailedError, OutcomeUnknownError

TELEGRAM = "https://api.telegram.org"
_SECONDS = 30.0
_GOOD, _SERVER_ERROR = 200, 500
_HEADERS = {"Content-Type": "application/json"}
_LEFT_OUT = ("User-Agent", "Accept", "Accept-Encoding")
"""Headers that say nothing to the Bot API; without the last one no answer comes compressed."""


class BotApi:
    """One bot on one server. Its token stands in every URL, so no URL leaves this class."""

    def __init__(self, token: str, base: str = TELEGRAM) -> None:
        self._url = f"{base.rstrip('/')}/bot{token}/"
        self._files = f"{base.rstrip('/')}/file/bot{token}/"
        self._session = ClientSession(
            cookie_jar=DummyCookieJar(), skip_auto_headers=_LEFT_OUT, auto_decompress=False
        )

    async def call(
        self, method: str, params: dict[str, Any] | None = None, *, seconds: float = _SECONDS
    ) -> Any:
        """Call a method and return its `result`.

        Raises ApiError when the server refuses, ConnectionFailedError when it was not reached (surely
        nothing happened) and OutcomeUnknownError when no answer came (it may have happened), or one
        that is not the Bot API's, from a proxy or a login page on the way.
        """
        body, headers = _body(params or {})
        asking = self._session.post(
            self._url + method,
            data=body,
            headers=headers,
            timeout=ClientTimeout(seconds),
            allow_redirects=False,  # the token goes to no other server
        )
        return _result(*await _answer(asking))

    async def download(self, file_id: str, limit: int, *, seconds: float = _SECONDS) -> bytes | None:
        """Return the bytes of a file that Telegram keeps; None when they are more than `limit`.

        Raises like `call`. Telegram hands over up to 20 MB (Bot API, getFile).
        """
        file = await self.call("getFile", {"file_id": file_id}, seconds=seconds)
        if file.get("file_size", 0) > limit:
            return None
        asking = self._session.get(
            self._files + file["file_path"], timeout=ClientTimeout(seconds), allow_redirects=False
        )
        status, content = await _answer(asking, limit + 1)
        if status != _GOOD:
            raise ApiError(status, "the file was not handed over")
        return content if len(content) <= limit else None

    async def close(self) -> None:
        await self._session.close()


def _body(params: dict[str, Any]) -> tuple[bytes | FormData, dict[str, str] | None]:
    """Return parameters as JSON; those with a file of the bot's own as a form that carries it."""
    if not any(_brought(value) for value in params.values()):
        return json.dumps(params).encode(), _HEADERS
    form = FormData()
    for name, value in params.items():
        if _brought(value):
            form.add_field(name, base64.b64decode(value["base64"]), filename=value["name"])
        else:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    return form, None


def _brought(value: Any) -> bool:
    return isinstance(value, dict) and "base64" in value


async def _answer(asking: Any, limit: int = -1) -> tuple[int, bytes]:
    """Return status and body, of which at most `limit` bytes are read. Raises like `BotApi.call`."""
    try:
        response: ClientResponse
        async with asking as response:
            if limit < 0:
                return response.status, await response.read()
            return response.status, await _first(response, limit)
    except ClientConnectorError:
        raise ConnectionFailedError("Telegram was not reached") from None
    except (ClientError, TimeoutError):
        raise OutcomeUnknownError("Telegram gave no answer") from None


async def _first(response: ClientResponse, limit: int) -> bytes:
    content = bytearray()
    async for part in response.content.iter_chunked(65_536):
        content += part
        if len(content) >= limit:
            break
    return bytes(content)


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
