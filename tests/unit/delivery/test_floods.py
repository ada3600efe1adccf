"""Criterion 54 on the road: every update has its turn, and a flood hears little."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import text

from bot.delivery.direct import paced
from bot.delivery.limits import Pace
from bot.domain.messages import Say
from bot.domain.updates import Raw
from bot.storage.unit import UnitOfWork
from tests.unit.delivery.road import Road, echo, says

_COUNTED = text(
    "INSERT INTO counters (name, value) VALUES ('effects', 1) ON CONFLICT DO UPDATE SET value = value + 1"
)


async def test_of_many_waiting_updates_each_has_its_turn_and_the_newest_is_answered(road: Road) -> None:
    parent, other = road.parent(), road.parent("Болат")
    road.handle = echo
    flood = [road.update(parent, str(number)) for number in range(30)]
    await road.worker.store([*flood, road.update(other, "x")])
    road.works()
    await road.done()
    assert road.heard(parent) == ["re: 29"]
    assert road.heard(other) == ["re: x"]
    assert await road.states("inbox") == ["done"] * 31


async def test_danger_in_a_flood_is_answered_at_once_whatever_follows(road: Road) -> None:
    parent = road.parent()
    road.urgent = "help"
    road.__post_init__()
    await road.worker.store([road.update(parent, each) for each in (*"12345", "help", *"6789")])
    road.works()
    await road.done()
    assert road.heard(parent) == ["re: help", "re: 9"]


async def test_danger_after_a_flood_waits_for_nothing(road: Road) -> None:
    parent = road.parent()
    road.urgent, road.gap = "help", 9.0
    road.__post_init__()
    road.works()
    await road.worker.store([road.update(parent, str(number)) for number in range(30)])
    await road.done()
    await road.worker.store([road.update(parent, "resting")])
    await road.worker.store([road.update(parent, "help")])
    await road.done()
    assert road.heard(parent) == ["re: 29", "re: help"]


async def test_what_a_flooding_chat_changes_and_taps_is_kept_and_answered(road: Road) -> None:
    parent = road.parent()
    message_id = await road.button(parent)

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        await (await unit.writing()).execute(_COUNTED)
        return says("screen", toast="tapped" if "callback_query" in update else "")

    road.handle = handle
    query = road.world.press(parent, parent, message_id, data="h")
    tap = [each.raw for each in road.world.updates.pending()]
    road.world.updates.clear()
    await road.worker.store([*tap, *(road.update(parent, str(number)) for number in range(30))])
    road.works()
    await road.done()
    assert await road.store.rows("SELECT value FROM counters") == [(31,)]
    assert (road.world.answers(query) or {})["text"] == "tapped"
    assert await road.states("outbox") == ["queued"] * 2, "the tap's screen and the newest one"


async def test_a_group_in_which_many_write_is_not_taken_for_a_flood(road: Road) -> None:
    operator = road.world.add_user("Оператор", "kk")
    group = road.world.add_group("Операторлар", members=[operator])
    road.world.updates.clear()
    updates = []
    for number in range(10):
        road.world.send_text(operator, group, f"/x {number}")
        updates.append(road.world.updates.pending()[-1].raw)
    road.world.updates.clear()
    await road.worker.store(updates)
    road.works()
    await road.done()
    assert len([each for each in road.world.messages(group) if each["from"]["is_bot"]]) == 10


async def test_where_many_wait_for_messages_nobody_is_answered_before_them(road: Road) -> None:
    for number in range(26):
        await road.owe(road.parent(f"P{number}").id, "receipt", "receipt")
    parent = road.parent()
    await road.worker.store([road.update(parent, "x")])
    road.works()
    await road.done()
    assert road.heard(parent) == []
    assert len(await road.states("outbox")) == 27


async def test_a_danger_card_that_cannot_go_at_once_is_owed_before_all_else(road: Road) -> None:
    parent = road.parent()
    road.urgent = "help"
    road.fault("429")
    await road.worker.store([road.update(parent, "help"), road.update(parent, "x")])
    road.works()
    await road.done()
    assert await road.store.rows("SELECT kind FROM outbox ORDER BY rank") == [("danger",), ("turn",)]


async def test_a_burst_that_telegrams_pace_stops_is_no_backlog(road: Road) -> None:
    parent = road.parent()
    road.gap = 0.5
    road.__post_init__()
    said: list[str] = []
    pace, call = Pace(), road.api.call

    async def told(method: str, params: dict[str, Any], **options: Any) -> Any:
        said.append(params["text"])
        return await call(method, params, **options)

    road.worker._speaker._call = paced(told, pace, road.store.vault)
    road.works()
    for number in range(20):
        await road.worker.store([road.update(parent, str(number))])
        await asyncio.sleep(0)
    await road.done()
    assert said[:3] == ["re: 0", "re: 1", "re: 2"]
    assert said[-1] == "re: 19"
    assert len(said) <= 5
    assert await road.states("outbox") == []
