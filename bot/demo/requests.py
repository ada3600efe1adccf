"""The parameters of a call, from its query and its body, as they were sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.demo.refusals import Json, Refused, bad
from bot.demo.values import Upload

if TYPE_CHECKING:
    from collections.abc import Iterable


async def read_request(request: web.Request) -> Json:
    """Return raw parameters of GET, JSON, form and multipart calls; files become uploads."""
    try:
        body = await _body(request)
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "Request Entity Too Large") from None
    return {**request.query, **body}


async def _body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return _json(await request.read())
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return dict(_values((await request.post()).items()))
    return {}


def _json(body: bytes) -> Json:
    try:
        read = json.loads(body or b"{}")
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise bad("can't parse request body as a JSON object")
    return read


def _values(fields: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, str | Upload]]:
    for name, value in fields:
        if isinstance(value, web.FileField):
            with value.file as file:
                yield name, Upload(value.filename, value.content_type, file.read())
        else:
            yield name, value if isinstance(value, str) else value.decode()
