"""Criterion 53: who may push updates, how much, and what is answered before they are on disk."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.errors import NotStoredError
from bot.web import webhook
from bot.web.server import serve

KEY = "s-E_c" * 8
UPDATE = {"update_id": 1, "message": {"message_id": 1, "chat": {"id": 500}, "text": "Сәлем"}}


@dataclass
class Hook:
    """The bot's end of the webhook and a client at it."""

    port: int
    client: ClientSession
    taken: list[Any] = field(default_factory=list)
    stores: bool = True

    async def take(self, update: Any) -> None:
        if not self.stores:
            raise NotStoredError
        self.taken.append(update)

    async def push(self, body: Any, key: str | None = KEY, **headers: str) -> tuple[int, str | None]:
        """Post a body; return the status and what Retry-After says."""
        given = {} if key is None else {webhook.SECRET: key}
        data = json.dumps(body) if isinstance(body, dict) else body
        url = f"http://127.0.0.1:{self.port}/hook/%D0%B0"
        async with self.client.post(url, data=data, headers=given | headers) as answer:
            return answer.status, answer.headers.get("Retry-After")

    async def raw(self, *lines: bytes) -> tuple[bytes, float]:
        """Send a request head and no body; return the answer's first line and after how many seconds."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        began = time.perf_counter()
        writer.write(b"\r\n".join([b"POST /hook/%D0%B0 HTTP/1.1", b"Host: x", *lines, b"", b""]))
        line = await reader.readline()
        seconds = time.perf_counter() - began
        writer.close()
        await writer.wait_closed()
        return line, seconds


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async def take(update: Any) -> None:
        await opened.take(update)

    routes = webhook.routes("https://example.org/hook/%D0%B0", KEY, take, ["127.0.0.0/8"])
    async with serve("127.0.0.1", 0, routes) as port, ClientSession() as client:
        opened = Hook(port, client)
        yield opened


async def test_an_update_is_taken_and_answered_with_200(hook: Hook) -> None:
    assert await hook.push(UPDATE) == (200, None)
    assert hook.taken == [UPDATE]


async def test_an_update_that_is_not_stored_is_answered_with_503_and_when_to_come_again(hook: Hook) -> None:
    hook.stores = False
    assert await hook.push(UPDATE) == (503, "2")


@pytest.mark.parametrize("key", [None, "", "wrong", KEY[:-1], KEY + "x", KEY.lower(), "құпия"])
async def test_without_the_right_secret_nothing_is_taken(hook: Hook, key: str | None) -> None:
    assert (await hook.push(UPDATE, key))[0] == 401
    assert hook.taken == []


@pytest.mark.parametrize("key", [b"", b"wrong", "құпия".encode(), b"\xff\xfe\x80"])
async def test_a_wrong_secret_is_refused_within_5_ms_and_before_the_body(hook: Hook, key: bytes) -> None:
    head = (webhook.SECRET.encode() + b": " + key, b"Content-Length: 1000000000")
    answers = [await hook.raw(*head) for _ in range(20)]
    assert {line for line, _ in answers} == {b"HTTP/1.1 401 Unauthorized\r\n"}
    assert sorted(seconds for _, seconds in answers)[10] <= 0.005


async def test_a_body_of_one_mebibyte_is_taken_and_a_byte_more_is_not(hook: Hook) -> None:
    bare = len(json.dumps({"x": ""}))
    for more, status in ((0, 200), (1, 413)):
        body = json.dumps({"x": "y" * (1024 * 1024 - bare + more)})
        assert (await hook.push(BytesIO(body.encode())))[0] == status


async def test_a_body_that_says_it_is_too_large_is_not_waited_for(hook: Hook) -> None:
    line, _ = await hook.raw(
        webhook.SECRET.encode() + b": " + KEY.encode(), b"Content-Length: %d" % (1024 * 1024 + 1)
    )
    assert line.startswith(b"HTTP/1.1 413 ")


async def test_a_body_without_a_length_is_counted_as_it_comes(hook: Hook) -> None:
    async def pieces(count: int) -> AsyncIterator[bytes]:
        yield b'{"x": "'
        for _ in range(count):
            yield b"y" * 65_536
        yield b'"}'

    assert (await hook.push(pieces(15)))[0] == 200
    assert (await hook.push(pieces(16)))[0] == 413


async def test_a_packed_body_is_counted_unpacked(hook: Hook) -> None:
    packed = gzip.compress(json.dumps({"x": "y" * 50_000_000}).encode())
    assert len(packed) < 100_000
    assert (await hook.push(packed, **{"Content-Encoding": "gzip"}))[0] == 413


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"1", b"\xff\xfe", b"[" * 100_000, b"9" * 5_000]
)
async def test_what_is_no_json_object_is_refused(hook: Hook, body: bytes) -> None:
    assert (await hook.push(body))[0] == 400
    assert hook.taken == []


async def test_only_a_post_to_the_urls_own_path_is_heard(hook: Hook) -> None:
    base = f"http://127.0.0.1:{hook.port}"
    async with hook.client.get(f"{base}/hook/%D0%B0") as answer:
        assert answer.status == 405
    async with hook.client.post(f"{base}/hook/x", headers={webhook.SECRET: KEY}) as answer:
        assert answer.status == 404


async def test_strangers_are_told_of_once_a_minute_by_their_network_and_without_what_they_sent(
    hook: Hook, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(3):
        await hook.push(UPDATE, "guessed", **{"X-Forwarded-For": "198.51.100.7, 203.0.113.77"})
    assert [record.getMessage() for record in caplog.records] == [
        "A webhook call without the right secret was refused; it came from 203.0.113.0/24"
    ]
