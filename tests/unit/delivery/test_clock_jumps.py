"""A clock that is set by a day, forward or back, holds no message up and changes no order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.limits import Pace
from bot.delivery.watch import Watch, Word
from bot.meter import Meter
from bot.storage import queues
from tests.unit.delivery.road import Road, open_road

DAY = timedelta(days=1)
both_ways = pytest.mark.parametrize("jump", [DAY, -DAY], ids=["forward", "back"])


@pytest.fixture
async def paced(tmp_path: Path) -> AsyncIterator[Road]:
    """A road at Telegram's real pace."""
    async with open_road(tmp_path / "abai-bala.db") as road:
        yield started_anew(road)


def started_anew(road: Road) -> Road:
    """Return a new process on the same database."""
    return Road(road.store, road.world, road.api, pace=Pace())


def watch_of(road: Road) -> Watch:
    async def say(_admin: int, _word: Word) -> None:
        """Nobody is there."""

    return Watch(road.store.database, road.store.clock, [], say=say, meter=Meter())


async def all_sent(road: Road) -> None:
    """Let the sender run until nothing is owed."""
    road.tasks.start("sender", road.sender.run())
    async with asyncio.timeout(10):
        await road.sender.drained()
    await road.tasks.stop()


@both_ways
@pytest.mark.parametrize("noticed", ["before the next try", "after it"])
async def test_what_waits_in_a_chat_goes_on_in_its_order(road: Road, jump: timedelta, noticed: str) -> None:
    parent = road.parent()
    watch = watch_of(road)
    road.fault("429", retry_after=2)
    for text in ("one", "two", "three"):
        await road.owe(parent.id, text)
    await road.sender.send_due()
    road.store.clock.advance(jump)
    await road.owe(parent.id, "four")
    if noticed == "before the next try":
        await watch.look()
    road.store.clock.advance(timedelta(seconds=2))
    await road.sender.send_due()
    await road.sender.send_due()
    await watch.look()
    road.sender._looked_at -= 5  # as much time has gone by
    await all_sent(road)
    assert road.heard(parent) == ["one", "two", "three", "four"]


@both_ways
async def test_a_start_after_a_jump_sends_what_an_earlier_process_left_waiting(
    paced: Road, jump: timedelta
) -> None:
    parents = [paced.parent() for _ in range(30)]
    for each in parents:
        await paced.owe(each.id, "before")
    await all_sent(paced)
    for each in parents[:3]:
        await paced.owe(each.id, "after")
    paced.store.clock.advance(jump)
    later = started_anew(paced)
    async with later.store.database.write() as connection:
        await queues.free(connection, later.store.clock.now())
    await later.sender.recover()
    await all_sent(later)
    assert [later.heard(each) for each in parents[:3]] == [["before", "after"]] * 3


@both_ways
async def test_a_group_waits_for_no_more_than_a_minute_after_a_jump_and_a_start(
    paced: Road, jump: timedelta
) -> None:
    operator = paced.parent()
    group = paced.world.add_group("Операторлар", members=[operator])
    for number in range(18):
        await paced.owe(group.id, str(number), kind="card")
    await all_sent(paced)
    paced.store.clock.advance(jump)
    later = started_anew(paced)
    await later.sender.recover()
    await later.owe(group.id, "after", kind="card")
    await later.sender.send_due()
    assert (later.sender.wait() or 0) <= 60
