"""Criterion 19 on the road: the messages of an album are one turn."""

from __future__ import annotations

from sqlalchemy import text

from bot.demo.chats import User
from bot.domain.messages import Say
from bot.domain.updates import Raw
from bot.storage.unit import UnitOfWork
from tests.unit.delivery.road import Road, says

_EFFECT = text("INSERT INTO counters (name, value) VALUES ('effect', 1)")


def photo(road: Road, person: User, album: str, caption: str | None = None) -> Raw:
    """Return the update of one picture of an album."""
    road.world.send_file(person, person, "photo", b"jpg", media_group_id=album, caption=caption)
    raw: Raw = road.world.updates.pending()[-1].raw
    road.world.updates.clear()
    return raw


def album_of(update: Raw) -> list[int]:
    message = update["message"]
    return [message["message_id"], *(each["message_id"] for each in message.get("album", []))]


async def test_an_album_is_one_turn_one_commit_and_one_answer(road: Road) -> None:
    parent = road.parent()
    turns: list[list[int]] = []

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        turns.append(album_of(update))
        await (await unit.writing()).execute(_EFFECT)
        return says("one answer")

    road.handle = handle
    pictures = [photo(road, parent, "g") for _ in range(10)]
    await road.worker.store(pictures[:4])
    road.works()
    await road.worker.store(pictures[4:])
    await road.done()
    assert turns == [[each["message"]["message_id"] for each in pictures]]
    assert await road.states("inbox") == ["done"] * 10
    assert await road.states("outbox") == ["queued"]


async def test_an_album_that_a_killed_process_had_half_of_is_one_turn_once_the_rest_came(road: Road) -> None:
    parent = road.parent()
    turns: list[list[int]] = []

    async def handle(update: Raw, _unit: UnitOfWork) -> Say | None:
        turns.append(album_of(update))
        return None

    pictures = [photo(road, parent, "g") for _ in range(10)]
    await road.worker.store(pictures[:5])
    restarted = Road(road.store, road.world, road.api, handle)
    await restarted.worker.recover()
    restarted.works()
    await restarted.worker.store(pictures[3:])
    await restarted.done()
    await restarted.tasks.stop()
    assert turns == [[each["message"]["message_id"] for each in pictures]]
    assert await road.states("inbox") == ["done"] * 10


async def test_an_album_that_fails_by_itself_is_parked_whole_and_told_once(road: Road) -> None:
    parent = road.parent()
    told: list[int] = []

    async def handle(update: Raw, _unit: UnitOfWork) -> Say:
        if "text" not in update["message"]:
            raise KeyError
        return says("well")

    async def on_parked(_unit: UnitOfWork, chat: int) -> None:
        told.append(chat)

    road.handle, road.on_parked = handle, on_parked
    await road.worker.store([*(photo(road, parent, "g") for _ in range(3)), road.update(parent, "x")])
    road.works()
    await road.done()
    assert await road.store.rows("SELECT state, attempts FROM inbox") == [("parked", 5)] * 3 + [("done", 0)]
    assert told == [parent.id]
