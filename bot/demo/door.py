"""Who may ask the chat page: a browser on this machine, and to change the world only the page itself."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import web

from bot.demo.refusals import Json

LARGEST_FILE = 50 * 1024 * 1024
_LARGEST_BODY = LARGEST_FILE * 4 // 3 + 64 * 1024
_THIS_MACHINE = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d+)?")
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_Value = TypeVar("_Value", str, int)


def guarded(handler: Handler) -> Handler:
    """Refuse a Host that is not this machine with 403; give every answer the page's headers."""

    async def at_home(request: web.Request) -> web.StreamResponse:
        # Another site's name may resolve to this machine (DNS rebinding).
        if not _THIS_MACHINE.fullmatch(request.host):
            raise web.HTTPForbidden(text="this page answers on this machine only")
        answer = await handler(request)
        if not answer.prepared:
            for name, value in HEADERS.items():
                answer.headers.setdefault(name, value)
        return answer

    return at_home


def asked_by_page(deed: Callable[[Json], Awaitable[Json]]) -> Handler:
    """Take a JSON object from the page itself and answer with one.

    Another Origin gets 403, another type 415, what is no JSON object 400, too much of it 413.
    """

    async def handler(request: web.Request) -> web.StreamResponse:
        if request.headers.get("Origin") != f"http://{request.host}":
            raise web.HTTPForbidden(text="only the page itself may ask for this")
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="send JSON")
        return web.json_response(await deed(_object(await _body(request))))

    return handler


async def _body(request: web.Request) -> bytes:
    """Read past aiohttp's own limit, which is the web server's and meant for small requests."""
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece
        if len(body) > _LARGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(max_size=_LARGEST_BODY, actual_size=len(body))
    return bytes(body)


def _object(body: bytes) -> Json:
    try:
        read = json.loads(body)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise web.HTTPBadRequest(text="not a JSON object")
    return read


def field(asked: Json, name: str, kind: type[_Value], default: _Value | None = None) -> _Value:
    """Return a field of a request; 400 when it is missing or of another kind."""
    value = asked.get(name, default)
    if not isinstance(value, kind):
        raise web.HTTPBadRequest(text=f"{name} must be {kind.__name__}")
    return value
