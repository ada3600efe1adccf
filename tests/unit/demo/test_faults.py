"""Faults that tests switch on."""

import asyncio

import aiohttp
import pytest

from bot.demo.chats import Chat, User
from bot.demo.faults import Fault
from tests.unit.demo.api import Api


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        ("429", "429 Too Many Requests: retry after 2"),
        ("500", "500 Internal Server Error"),
        ("503", "503 Service Unavailable"),
        ("blocked", "403 Forbidden: bot was blocked by the user"),
        ("chat_not_found", "400 Bad Request: chat not found"),
    ],
)
async def test_a_fault_refuses_once_and_nothing_is_done(
    api: Api, parent: User, kind: str, refusal: str
) -> None:
    fault = api.world.faults.add(Fault(kind, method="sendMessage"))

    assert await api.refused("sendMessage", chat_id=parent.id, text="x") == refusal
    assert len(api.world.messages(parent)) == 1
    await api.ok("sendMessage", chat_id=parent.id, text="x")
    assert fault.hits == 1


async def test_too_many_requests_says_when_to_come_again(api: Api, parent: User) -> None:
    api.world.faults.add(Fault("429", retry_after=7))

    async with api.session.post(api.address("getMe")) as answer:
        assert (await answer.json())["parameters"] == {"retry_after": 7}
        assert answer.headers["Retry-After"] == "7"


async def test_a_bad_gateway_is_a_page_and_not_json(api: Api) -> None:
    api.world.faults.add(Fault("502"))

    async with api.session.post(api.address("getMe")) as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
    assert api.world.calls[0].error_code == 502


async def test_a_conflict_hits_polls_only(api: Api) -> None:
    api.world.faults.add(Fault("409"))

    await api.ok("getMe")
    assert "409 Conflict: terminated by other getUpdates" in await api.refused("getUpdates")


async def test_a_fault_for_a_chat_leaves_others_alone(api: Api, parent: User, group: Chat) -> None:
    api.world.faults.add(Fault("500", chat_id=group.id, times=None))

    await api.ok("sendMessage", chat_id=parent.id, text="x")
    for _ in range(3):
        await api.refused("sendMessage", chat_id=group.id, text="x")
    api.world.faults.clear()
    await api.ok("sendMessage", chat_id=group.id, text="x")


async def test_a_storm_can_hit_every_third_call(api: Api) -> None:
    api.world.faults.add(Fault("429", times=None, every=3))

    oks = [(await api.call("getMe", {}))["ok"] for _ in range(6)]
    assert oks == [True, True, False, True, True, False]


async def test_a_lost_answer_means_done_but_not_told(api: Api, parent: User) -> None:
    api.world.faults.add(Fault("lost", method="sendMessage"))

    with pytest.raises(aiohttp.ClientError):
        await api.ok("sendMessage", chat_id=parent.id, text="done")
    assert api.world.messages(parent)[-1]["text"] == "done"
    assert api.world.calls[0].ok is True


async def test_a_lost_refusal_is_not_told_either(api: Api) -> None:
    api.world.faults.add(Fault("lost", method="sendMessage"))

    with pytest.raises(aiohttp.ClientError):
        await api.ok("sendMessage", chat_id=555, text="x")
    assert api.world.calls[0].error_code == 400


async def test_a_time_out_means_neither_done_nor_told(api: Api, parent: User) -> None:
    api.world.faults.add(Fault("timeout", method="sendMessage"))

    with pytest.raises(asyncio.TimeoutError):
        async with asyncio.timeout(0.1):
            await api.ok("sendMessage", chat_id=parent.id, text="never")
    assert len(api.world.messages(parent)) == 1
    assert api.world.calls[0].ok is None


def test_an_unknown_fault_is_an_error_of_the_test() -> None:
    with pytest.raises(ValueError, match="unknown fault 'flood'"):
        Fault("flood")
