"""The server speaks HTTP as Telegram does."""

import asyncio
import json
from datetime import timedelta

import aiohttp
import pytest

from bot.demo.chats import User
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.domain.clock import FixedClock
from tests.unit.demo.api import Api


async def test_a_started_server_tells_who_the_bot_is(api: Api) -> None:
    me = await api.ok("getMe")

    assert (me["id"], me["is_bot"], me["username"]) == (42, True, "abai_bala_bot")
    assert me["can_read_all_group_messages"] is False


async def test_a_wrong_token_is_unauthorized(api: Api) -> None:
    async with api.session.get(api.address("getMe", token="43:WRONG")) as answer:
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    async with api.session.get(f"{api.server.url}/file/bot43:WRONG/documents/file_0") as answer:
        assert answer.status == 401


@pytest.mark.parametrize("path", ["/", "/bot42:TEST", "/nowhere/at/all", "/file/bot42:TEST/none.txt"])
async def test_an_address_outside_the_api_is_not_found(api: Api, path: str) -> None:
    async with api.session.get(api.server.url + path) as answer:
        assert await answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_an_unknown_method_is_not_found_and_fails_the_test_that_made_it(api: Api) -> None:
    assert await api.refused("sendChecklist") == "404 Not Found"

    with pytest.raises(AssertionError, match="sendChecklist"):
        api.world.assert_only_known_calls()


async def test_known_calls_pass_the_check_for_unknown_ones(api: Api) -> None:
    await api.ok("getMe")

    api.world.assert_only_known_calls()


async def test_a_lenient_world_does_not_note_unknown_calls(clock: FixedClock) -> None:
    world = World(clock, strict_unknown=False)
    server = BotApiServer(world)
    await server.start()
    async with aiohttp.ClientSession() as session:
        assert await Api(server, session).refused("sendDice") == "404 Not Found"
    await server.stop()

    world.assert_only_known_calls()


async def test_get_json_form_and_multipart_say_the_same(api: Api, parent: User) -> None:
    address = api.address("sendMessage")
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    as_text = {
        "chat_id": str(parent.id),
        "text": "hi",
        "protect_content": "true",
        "reply_markup": json.dumps(markup),
    }
    multipart = aiohttp.FormData(as_text, default_to_multipart=True)

    answers = [
        await (await api.session.get(address, params=as_text)).json(),
        await (await api.session.post(address, data=as_text)).json(),
        await (await api.session.post(address, data=multipart)).json(),
        await (await api.session.post(address, json=as_text | {"reply_markup": markup})).json(),
        await (await api.session.post(address, json=as_text)).json(),
    ]

    assert all(answer["ok"] for answer in answers), answers
    without_id = [{**answer["result"], "message_id": 0} for answer in answers]
    assert without_id == [without_id[0]] * 5
    assert without_id[0]["reply_markup"] == markup
    assert without_id[0]["has_protected_content"] is True


@pytest.mark.parametrize("body", ["{", "[]", '"text"'])
async def test_a_body_that_is_no_json_object_is_refused(api: Api, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with api.session.post(api.address("getMe"), data=body, headers=headers) as answer:
        assert answer.status == 400


async def test_a_body_over_the_limit_is_too_large(world: World) -> None:
    server = BotApiServer(world, largest_body=1000)
    await server.start()
    async with aiohttp.ClientSession() as session:
        api = Api(server, session)
        assert await api.refused("sendMessage", chat_id=1, text="x" * 1001) == "413 Request Entity Too Large"
    await server.stop()


async def test_each_call_is_kept_with_its_outcome(api: Api, parent: User) -> None:
    await api.ok("sendMessage", chat_id=parent.id, text="hi")
    await api.refused("sendMessage", chat_id=parent.id, text="")

    first, second = api.world.calls
    assert (first.method, first.ok, first.result["text"]) == ("sendMessage", True, "hi")
    assert (second.ok, second.error_code, second.description) == (
        False,
        400,
        "Bad Request: message text is empty",
    )
    assert api.world.calls.of("sendMessage") == [first, second]


async def test_a_bounded_log_forgets_the_oldest_calls(clock: FixedClock) -> None:
    server = BotApiServer(World(clock, calls_kept=2))
    await server.start()
    async with aiohttp.ClientSession() as session:
        api = Api(server, session)
        for method in ("getMe", "getMyName", "getWebhookInfo"):
            await api.ok(method)
    await server.stop()

    assert [call.method for call in server.world.calls] == ["getMyName", "getWebhookInfo"]


async def test_a_fetched_file_is_the_file_that_was_sent(api: Api, parent: User) -> None:
    message = api.world.send_file(parent, parent, "document", b"\x00\xffbytes", file_name="a.pdf")
    assert message["document"]["mime_type"] == "application/pdf"

    link = await api.ok("getFile", file_id=message["document"]["file_id"])

    assert link["file_size"] == 7
    assert link["file_path"].endswith(".pdf")
    async with api.session.get(f"{api.server.url}/file/bot42:TEST/{link['file_path']}") as answer:
        assert await answer.read() == b"\x00\xffbytes"


async def test_a_file_has_no_link_before_it_is_asked_for_nor_after_an_hour(
    api: Api, parent: User, clock: FixedClock
) -> None:
    message = api.world.send_file(parent, parent, "voice", b"ogg")
    stored = api.world.files[message["voice"]["file_id"]]
    address = f"{api.server.url}/file/bot42:TEST/{stored.path}"

    async with api.session.get(address) as answer:
        assert answer.status == 404
    await api.ok("getFile", file_id=stored.file_id)
    async with api.session.get(address) as answer:
        assert answer.status == 200
    clock.advance(timedelta(hours=1))
    async with api.session.get(address) as answer:
        assert answer.status == 404


async def test_a_file_over_twenty_megabytes_cannot_be_fetched(api: Api, parent: User) -> None:
    message = api.world.send_file(parent, parent, "video", b"", size=20 * 1024 * 1024 + 1)

    assert (
        await api.refused("getFile", file_id=message["video"]["file_id"])
        == "400 Bad Request: file is too big"
    )


async def test_an_invented_file_id_is_refused(api: Api) -> None:
    assert "400 Bad Request: wrong file identifier" in await api.refused("getFile", file_id="none")


async def test_a_stopped_server_ends_a_waiting_poll(world: World) -> None:
    server = BotApiServer(world)
    await server.start()

    async def poll(api: Api) -> None:
        with pytest.raises(aiohttp.ClientError):
            await api.updates(timeout=50)

    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        group.create_task(poll(Api(server, session)))
        await world.until(lambda: world.calls)
        await server.stop()
