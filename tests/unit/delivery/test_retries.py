"""Parked updates that an admin lets try again."""

from __future__ import annotations

from bot.domain.messages import Say
from bot.domain.updates import Raw
from bot.storage import parked
from bot.storage.unit import UnitOfWork
from tests.unit.delivery.road import Road, echo


async def test_a_parked_update_that_may_try_again_has_its_turn_without_a_restart(road: Road) -> None:
    parent = road.parent()
    broken = True

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        if broken:
            raise RuntimeError
        return await echo(update, unit)

    road.handle = handle
    await road.worker.store([road.update(parent, "x")])
    road.works()
    await road.done()
    assert await road.states("inbox") == ["parked"]
    broken = False
    road.tasks.start("retries", road.worker.run_retries())
    road.tasks.start("sender", road.sender.run())
    async with road.store.database.write() as connection:
        assert await parked.retry(connection) == [1]
    await road.world.until(lambda: road.heard(parent) == ["parked", "re: x"])
    await road.done()
    assert await road.store.rows("SELECT state, attempts, failure FROM inbox") == [("done", 0, None)]


async def test_a_parked_update_that_may_try_again_is_taken_up_by_the_next_start(road: Road) -> None:
    await road.worker.store([road.update(road.parent(), "x")])
    await road.store.run("UPDATE inbox SET state = 'retried', attempts = 5")
    restarted = Road(road.store, road.world, road.api)
    await restarted.worker.recover()
    restarted.works()
    await restarted.done()
    await restarted.tasks.stop()
    assert await road.store.rows("SELECT state, attempts FROM inbox") == [("done", 0)]
