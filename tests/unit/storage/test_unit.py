from __future__ import annotations

import asyncio
import sqlite3

import pytest
from sqlalchemy import text

from bot.domain.markup import Html
from bot.domain.messages import Text
from bot.storage import outbox
from bot.storage.unit import UnitOfWork
from tests.unit.storage.store import Store, write

_ADD = text("INSERT INTO counters (name, value) VALUES ('x', 1)")
_COUNT = text("SELECT count(*) FROM counters")


async def add(unit: UnitOfWork) -> None:
    await (await unit.writing()).execute(_ADD)


async def seen(unit: UnitOfWork) -> int:
    return int((await (await unit.reading()).execute(_COUNT)).scalar_one())


async def test_a_unit_that_only_reads_begins_no_transaction(store: Store) -> None:
    other = sqlite3.connect(store.path, timeout=0, isolation_level=None)
    async with store.unit() as unit:
        assert await seen(unit) == 0
        assert not unit.wrote
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        await unit.commit()
    other.close()


async def test_what_is_not_committed_is_undone(store: Store) -> None:
    async with store.unit() as unit:
        await add(unit)
        assert unit.wrote
    assert await store.rows("SELECT * FROM counters") == []


async def test_what_raises_before_the_commit_is_undone_and_frees_the_writer(store: Store) -> None:
    async def fail() -> None:
        async with store.unit() as unit:
            await add(unit)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await store.rows("SELECT * FROM counters") == []
    await write(store.database)


async def test_a_unit_cut_off_in_the_middle_frees_the_writer(store: Store) -> None:
    async def hang() -> None:
        async with store.unit() as unit:
            await add(unit)
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(hang(), 0.05)
    await write(store.database)
    assert await store.rows("SELECT * FROM counters") == []


async def test_a_unit_cut_off_while_it_waits_for_the_writer_says_so(store: Store) -> None:
    async with store.database.write(), store.unit() as unit:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(unit.writing(), 0.05)
        assert unit.waiting
    async with store.unit() as unit:
        await unit.writing()
        assert not unit.waiting


async def test_an_urgent_unit_writes_before_those_that_wait(store: Store) -> None:
    order: list[str] = []

    async def writes(name: str, *, urgent: bool = False) -> None:
        async with store.unit() as unit:
            unit.urgent = urgent
            await unit.writing()
            order.append(name)
            await unit.commit()

    async with store.unit() as first, asyncio.TaskGroup() as tasks:
        await first.writing()
        for name in ("one", "two", "three"):
            tasks.create_task(writes(name))
        for _ in range(9):
            await asyncio.sleep(0)
        tasks.create_task(writes("urgent", urgent=True))
        for _ in range(9):
            await asyncio.sleep(0)
        await first.commit()
        await first.__aexit__(None, None, None)  # the others' turn
    assert order == ["urgent", "one", "two", "three"]


async def test_a_unit_reads_its_own_writes_and_others_do_not_before_its_commit(store: Store) -> None:
    async with store.unit() as unit, store.unit() as other:
        assert await seen(unit) == 0
        await add(unit)
        assert await seen(unit) == 1
        assert await seen(other) == 0
        await unit.commit()
        assert await seen(other) == 1


async def test_memory_changes_only_after_the_commit_and_once(store: Store) -> None:
    heard: list[str] = []
    async with store.unit() as unit:
        await add(unit)
        unit.after_commit(lambda: heard.append("committed"))
        assert heard == []
        await unit.commit()
        await unit.commit()
        assert heard == ["committed"]
    async with store.unit() as unit:
        unit.after_commit(lambda: heard.append("undone"))
    assert heard == ["committed"]


async def test_the_sender_hears_of_owed_messages_only_once_they_are_committed(store: Store) -> None:
    async with store.unit() as unit:
        await outbox.add(unit, 500, Text(Html("x")), kind="turn")
    assert store.owed == []
    async with store.unit() as unit:
        await outbox.add(unit, 500, Text(Html("x")), kind="turn")
        await unit.commit()
        await unit.commit()
    assert store.owed == [store.vault.hash("chat", 500)]


async def test_a_commit_that_fails_tells_nobody(store: Store) -> None:
    heard: list[str] = []
    async with store.unit() as unit:
        await outbox.add(unit, 500, Text(Html("x")), kind="turn")
        unit.after_commit(lambda: heard.append("committed"))
        await (await unit.writing()).exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        await (await unit.writing()).execute(text("UPDATE outbox SET appeal_id = 'none'"))
        with pytest.raises(Exception, match="FOREIGN KEY"):
            await unit.commit()
    assert (heard, store.owed) == ([], [])
    assert await store.rows("SELECT * FROM outbox") == []
    await write(store.database)
