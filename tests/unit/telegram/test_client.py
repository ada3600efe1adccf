from __future__ import annotations

import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.demo.faults import Fault
from bot.domain.markup import Html
from bot.domain.messages import NewFile
from bot.errors import ApiError, ConnectionFailedError, OutcomeUnknownError
from bot.telegram.client import BotApi
from bot.telegram.encode import encode
from bot.web.server import serve
from tests.unit.telegram.edge import Edge


@asynccontextmanager
async def answering(status: int, body: str) -> AsyncIterator[BotApi]:
    """A client of a server that answers everything alike."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=body)

    async with serve("127.0.0.1", 0, [web.post("/{rest:.*}", answer)]) as port:
        api = BotApi("42:TEST", f"http://127.0.0.1:{port}")
        try:
            yield api
        finally:
            await api.close()


async def test_a_call_returns_the_bare_result(edge: Edge) -> None:
    assert (await edge.api.call("getMe"))["id"] == edge.world.bot.id
    sent = await edge.api.call("sendMessage", {"chat_id": edge.parent.id, "text": "сәлем 😀"})
    assert sent["text"] == "сәлем 😀"


async def test_a_refusal_keeps_its_code_and_words_and_shows_the_code_alone(edge: Edge) -> None:
    with pytest.raises(ApiError) as caught:
        await edge.api.call("sendMessage", {"chat_id": edge.parent.id, "text": ""})
    assert (caught.value.code, str(caught.value)) == (400, "Bot API error 400")
    assert "Bad Request" in caught.value.description


async def test_too_fast_says_how_long_to_wait(edge: Edge) -> None:
    edge.world.faults.add(Fault("429", "getMe", retry_after=9))
    with pytest.raises(ApiError) as caught:
        await edge.api.call("getMe")
    assert (caught.value.code, caught.value.retry_after) == (429, 9)


async def test_a_gateways_page_is_a_server_error(edge: Edge) -> None:
    edge.world.faults.add(Fault("502", "getMe"))
    with pytest.raises(ApiError) as caught:
        await edge.api.call("getMe")
    assert caught.value.code == 502
    assert "html" not in str(caught.value).lower()


@pytest.mark.parametrize("kind", ["lost", "timeout"])
async def test_no_answer_means_that_it_may_have_happened(edge: Edge, kind: str) -> None:
    edge.world.faults.add(Fault(kind, "getMe"))
    with pytest.raises(OutcomeUnknownError):
        await edge.api.call("getMe", seconds=0.1 if kind == "timeout" else 5)


async def test_a_refused_connection_means_that_nothing_happened() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    api = BotApi("42:TEST", f"http://127.0.0.1:{port}")
    with pytest.raises(ConnectionFailedError) as caught:
        await api.call("getMe")
    await api.close()
    assert "42:TEST" not in f"{caught.value!r} {caught.value.__cause__!r}"
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    "body",
    [
        "<html>Log in to the guest network</html>",
        "[]",
        "{}",
        '"ok"',
        '{"ok": true}',
        '{"ok": false, "parameters": 5}',
    ],
)
async def test_a_strangers_answer_proves_nothing(body: str) -> None:
    async with answering(200, body) as api:
        with pytest.raises(OutcomeUnknownError):
            await api.call("getMe")


async def test_a_group_that_moved_says_where_to() -> None:
    moved = {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": -1001},
    }
    async with answering(400, json.dumps(moved)) as api:
        with pytest.raises(ApiError) as caught:
            await api.call("sendMessage", {})
    assert caught.value.migrate_to == -1001


async def test_a_refusal_without_a_code_has_that_of_the_answer() -> None:
    async with answering(403, '{"ok": false}') as api:
        with pytest.raises(ApiError) as caught:
            await api.call("getMe")
    assert (caught.value.code, caught.value.description) == (403, "")


async def test_a_redirect_is_not_followed_so_that_the_token_goes_to_no_other_server() -> None:
    asked: list[str] = []

    async def elsewhere(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.json_response({"ok": True, "result": 1})

    async def moved(_request: web.Request) -> web.Response:
        raise web.HTTPTemporaryRedirect(f"http://127.0.0.1:{other}/stolen")

    async with (
        serve("127.0.0.1", 0, [web.post("/{rest:.*}", elsewhere)]) as other,
        serve("127.0.0.1", 0, [web.post("/{rest:.*}", moved)]) as port,
    ):
        api = BotApi("42:TEST", f"http://127.0.0.1:{port}")
        with pytest.raises(OutcomeUnknownError):
            await api.call("getMe")
        await api.close()
    assert asked == []


async def test_a_file_of_the_bots_own_is_uploaded_with_its_name_and_comes_back(edge: Edge) -> None:
    content = bytes(range(256)) * 10
    params = {"chat_id": edge.parent.id, **encode(NewFile("a.bin", content, Html("<b>words</b>")))[1]}
    sent = await edge.api.call("sendDocument", params)
    assert (sent["document"]["file_name"], sent["caption"]) == ("a.bin", "words")
    assert await edge.api.download(sent["document"]["file_id"], len(content)) == content


async def test_a_file_larger_than_wanted_is_not_fetched(edge: Edge) -> None:
    stored = edge.world.files.add("document", b"x" * 100, "a.bin")
    assert await edge.api.download(stored.file_id, 99) is None


async def test_a_file_larger_than_telegram_said_is_not_fetched(edge: Edge) -> None:
    stored = edge.world.files.add("document", b"x" * 200_000, "a.bin", size=10)
    assert await edge.api.download(stored.file_id, 99) is None


async def test_a_file_that_telegram_does_not_know_is_refused(edge: Edge) -> None:
    with pytest.raises(ApiError) as caught:
        await edge.api.download("nonsense", 99)
    assert caught.value.code == 400
