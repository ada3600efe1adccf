"""Too fast is refused with the time to wait; limits are off unless asked for."""

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from bot.demo.limits import Limits
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.domain.clock import FixedClock
from tests.unit.demo.api import Api

JPEGS = [{"type": "photo", "media": "photo-0"}] * 3


@pytest.fixture
async def limited(clock: FixedClock) -> AsyncIterator[Api]:
    server = BotApiServer(World(clock, limits=Limits(per_second=30, chat_burst=3, group_per_minute=20)))
    await server.start()
    async with aiohttp.ClientSession() as session:
        yield Api(server, session)
    await server.stop()


def started(api: Api, count: int) -> list[int]:
    people = [api.world.add_user(f"U{number}") for number in range(count)]
    for person in people:
        api.world.send_text(person, person, "/start")
    return [person.id for person in people]


async def test_one_chat_takes_a_burst_then_one_a_second(limited: Api, clock: FixedClock) -> None:
    [chat_id] = started(limited, 1)
    for _ in range(3):
        await limited.ok("sendMessage", chat_id=chat_id, text="x")

    body = await limited.call("sendMessage", {"chat_id": chat_id, "text": "x"})
    assert body["error_code"] == 429
    clock.advance(timedelta(seconds=body["parameters"]["retry_after"]))
    await limited.ok("sendMessage", chat_id=chat_id, text="x")


async def test_thirty_messages_a_second_in_all(limited: Api, clock: FixedClock) -> None:
    ids = started(limited, 31)
    for chat_id in ids[:30]:
        await limited.ok("sendMessage", chat_id=chat_id, text="x")

    assert await limited.refused("sendMessage", chat_id=ids[30], text="x") == (
        "429 Too Many Requests: retry after 1"
    )
    clock.advance(timedelta(seconds=1))
    await limited.ok("sendMessage", chat_id=ids[30], text="x")


async def test_twenty_messages_a_minute_in_a_group(limited: Api, clock: FixedClock) -> None:
    owner = limited.world.add_user("O")
    group = limited.world.add_group("G", [owner])
    for _ in range(20):
        await limited.ok("sendMessage", chat_id=group.id, text="x")
        clock.advance(timedelta(seconds=1))

    body = await limited.call("sendMessage", {"chat_id": group.id, "text": "x"})
    assert body["parameters"]["retry_after"] == 40
    clock.advance(timedelta(seconds=40))
    await limited.ok("sendMessage", chat_id=group.id, text="x")


async def test_an_album_counts_as_its_pictures(limited: Api) -> None:
    [chat_id] = started(limited, 1)
    limited.world.files.add("photo", b"jpg")
    await limited.ok("sendMediaGroup", chat_id=chat_id, media=JPEGS)

    assert "429" in await limited.refused("sendMessage", chat_id=chat_id, text="x")


async def test_edits_and_toasts_are_not_counted(limited: Api) -> None:
    [chat_id] = started(limited, 1)
    sent = await limited.ok("sendMessage", chat_id=chat_id, text="x")

    for number in range(10):
        await limited.ok("editMessageText", chat_id=chat_id, message_id=sent["message_id"], text=str(number))


async def test_without_limits_nothing_is_too_fast(api: Api) -> None:
    [chat_id] = started(api, 1)

    for _ in range(40):
        await api.ok("sendMessage", chat_id=chat_id, text="x")
