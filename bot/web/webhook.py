"""The webhook: what Telegram pushes is on disk before it hears 200."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from ipaddress import ip_network
from typing import Any, TypeAlias

from aiohttp import web
from yarl import URL

from bot.errors import NotStoredError
from bot.web.proxies import client_of, network_of

_log = logging.getLogger(__name__)

Take: TypeAlias = Callable[[Mapping[str, Any]], Awaitable[None]]
"""Returns once an update is on disk; raises NotStoredError when it has to be pushed again."""

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the header's name)
_LARGEST = 1024 * 1024
"""Bytes; an Update is a few thousand."""
_TELL_SECONDS = 60.0
_AGAIN_AFTER = "2"
"""Seconds until Telegram's next try, where it would wait longer and longer by itself."""


def routes(url: str, secret: str, take: Take, trusted_proxies: Sequence[str] = ()) -> list[web.RouteDef]:
    """Return the route at the path of `url`.

    401 without the secret, whatever the body; 413 for more than 1 MiB; 400 for what is no JSON object;
    503 while updates cannot be stored.
    """
    proxies = [ip_network(each) for each in trusted_proxies]
    refusals = _Seldom()

    async def pushed(request: web.Request) -> web.Response:
        if not _knows(request, secret.encode()):
            if refusals.due():
                network = network_of(client_of(request, proxies))
                _log.warning("A webhook call without the right secret was refused; it came from %s", network)
            return _refused(401)
        body = await _body(request)
        if body is None:
            return _refused(413)
        update = _object(body)
        if update is None:
            return _refused(400)
        try:
            await take(update)
        except NotStoredError:
            return web.Response(status=503, headers={"Retry-After": _AGAIN_AFTER})
        return web.Response()

    return [web.post(URL(url).path_safe or "/", pushed)]


class _Seldom:
    """Lets a sentence into the log once a minute, however often strangers give cause for it."""

    def __init__(self) -> None:
        self._spoke_at = float("-inf")

    def due(self) -> bool:
        now = asyncio.get_running_loop().time()
        due = now - self._spoke_at >= _TELL_SECONDS
        self._spoke_at = now if due else self._spoke_at
        return due


def _knows(request: web.Request, secret: bytes) -> bool:
    given = request.headers.get(SECRET, "").encode(errors="surrogateescape")
    return hmac.compare_digest(given, secret)


async def _body(request: web.Request) -> bytes | None:
    """Read the body, however it comes; None when it is too large."""
    if (request.content_length or 0) > _LARGEST:
        return None
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece
        if len(body) > _LARGEST:
            return None
    return bytes(body)


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _refused(status: int) -> web.Response:
    """Answer and hang up: nobody waits for the rest of the body."""
    answer = web.Response(status=status)
    answer.force_close()
    return answer
