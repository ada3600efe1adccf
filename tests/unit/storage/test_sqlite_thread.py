from __future__ import annotations

import sqlite3
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.storage.database import TROUBLE
from bot.storage.tables import counters
from tests.unit.storage.store import Store


def add(driver: sqlite3.Connection, name: str = "x") -> threading.Thread:
    driver.execute("INSERT INTO counters (name, value) VALUES (?, 1)", (name,))
    return threading.current_thread()


async def test_work_is_committed_when_it_returns_and_runs_beside_the_loop(store: Store) -> None:
    assert await store.database.transact(add) is not threading.current_thread()
    assert await store.rows("SELECT name, value FROM counters") == [("x", 1)]


async def test_work_that_raises_is_undone_and_frees_the_writer(store: Store) -> None:
    def add_and_fail(driver: sqlite3.Connection) -> None:
        add(driver)
        raise KeyError("x")

    with pytest.raises(KeyError):
        await store.database.transact(add_and_fail)
    assert await store.rows("SELECT * FROM counters") == []
    await store.database.transact(add)


async def test_the_drivers_errors_are_told_as_sqlalchemys(store: Store) -> None:
    await store.database.transact(add)
    with pytest.raises(IntegrityError):
        await store.database.transact(add)
    with pytest.raises(OperationalError, match="no such table"):
        await store.database.transact(lambda driver: driver.execute("SELECT * FROM no_such"))


async def test_a_database_that_another_program_holds_is_trouble(store: Store) -> None:
    async with store.database.write() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout=20")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TROUBLE):
        await store.database.transact(add)
    assert store.database.pulse.failures == 1
    other.close()
    await store.database.transact(add)


async def test_several_rows_at_once_and_what_a_statement_returns_come_through(store: Store) -> None:
    async with store.database.write() as connection:
        rows = [{"name": name, "value": 1} for name in "abc"]
        assert (await connection.execute(counters.insert(), rows)).rowcount == 3
        changed = text("UPDATE counters SET value = 2 WHERE name < 'c' RETURNING name")
        assert list((await connection.execute(changed)).scalars()) == ["a", "b"]
