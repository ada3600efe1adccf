from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import SettingsError, StoreError
from bot.storage.database import TROUBLE, open_database, sqlite_url
from bot.storage.tables import counters, people
from tests.unit.storage.store import NOON, Store, write

WAL = sqlite3.sqlite_version_info >= (3, 51, 3)
_ADD = text("INSERT INTO counters (name, value) VALUES ('x', 1)")


async def pragmas(connection: AsyncConnection) -> dict[str, object]:
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema", "busy_timeout")
    return {name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in names}


async def test_every_connection_holds_the_pragmas(store: Store) -> None:
    wanted = {
        "journal_mode": "wal" if WAL else "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "busy_timeout": 5000,
    }
    async with store.database.write() as connection:
        assert await pragmas(connection) == wanted
    async with store.database.read() as connection:
        assert await pragmas(connection) == wanted


async def test_a_database_that_cannot_hold_the_pragmas_is_refused() -> None:
    with pytest.raises(StoreError, match=r"PRAGMA journal_mode=\w+ \(it says memory\)"):
        await open_database("sqlite+aiosqlite:///file:x?mode=memory&uri=true")


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "sqlite:///PASSWORD.db",
        "nosuch+driver://user:PASSWORD@host/name",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "postgresql+asyncpg://u:PASSWORD@h:port/x",
        "postgresql+asyncpg://u:PASSWORD@[::1/x",
        "postgresql+asyncpg://u:PASSWORD@127.0.0.1:99999/x",
        "postgresql+asyncpg://u:PASSWORD@a..b/x",
        "postgresql+asyncpg://u:PASSWORD@127.0.0.1:1/x?nonsense=1",
        "postgresql+asyncpg://u:PASSWORD@127.0.0.1:1/x?ssl=maybe",
    ],
)
async def test_a_url_that_cannot_be_used_is_told_by_its_setting_and_not_shown(url: str) -> None:
    with pytest.raises(SettingsError, match=r"^DATABASE_URL must") as caught:
        await open_database(url)
    assert "PASSWORD" not in str(caught.value)


async def test_a_postgresql_that_does_not_answer_is_trouble() -> None:
    with pytest.raises(TROUBLE):
        await open_database("postgresql+asyncpg://nobody@127.0.0.1:1/none")


async def test_a_database_in_a_folder_that_is_not_there_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(TROUBLE):
        await open_database(sqlite_url(tmp_path / "none" / "abai-bala.db"))


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "abai-bala.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="not a SQLite database"):
        await open_database(sqlite_url(tmp_path / "abai-bala.db"))


async def test_writers_take_turns(store: Store) -> None:
    order: list[str] = []

    async def second() -> None:
        async with store.database.write():
            order.append("second")

    async with asyncio.TaskGroup() as group, store.database.write() as connection:
        group.create_task(second())
        await connection.execute(_ADD)
        assert await store.rows("SELECT * FROM counters") == []
        order.append("first")
    assert order == ["first", "second"]


async def test_a_writer_holds_the_lock_from_its_first_moment(store: Store) -> None:
    other = sqlite3.connect(store.path, timeout=0, isolation_level=None)
    async with store.database.write():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


async def test_an_open_reader_does_not_block_a_commit(store: Store) -> None:
    async with store.database.read() as reader:
        assert (await reader.execute(text("SELECT count(*) FROM counters"))).scalar() == 0
        async with asyncio.timeout(2), store.database.write() as writer:
            await writer.execute(_ADD)
        assert (await reader.execute(text("SELECT count(*) FROM counters"))).scalar() == 1


async def test_an_error_rolls_back_and_frees_the_writer(store: Store) -> None:
    async def add_twice() -> None:
        async with store.database.write() as connection:
            await connection.execute(_ADD)
            await connection.execute(_ADD)

    with pytest.raises(IntegrityError):
        await add_twice()
    assert await store.rows("SELECT * FROM counters") == []
    await write(store.database)


async def test_strict_tables_refuse_the_wrong_type(store: Store) -> None:
    with pytest.raises(IntegrityError):
        await store.run("INSERT INTO counters (name, value) VALUES ('x', 'many')")


async def test_foreign_keys_are_kept(store: Store) -> None:
    with pytest.raises(IntegrityError):
        await store.run("INSERT INTO audit (at, appeal_id, actor_hash, deed) VALUES (1, 'none', 'x', 'x')")


async def test_a_database_locked_by_another_program_is_trouble_to_ping(store: Store) -> None:
    async with store.database.write() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout=50")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TROUBLE):
        await write(store.database)
    other.close()
    await write(store.database)


async def test_a_commit_that_another_program_holds_up_is_undone_and_the_next_one_goes(store: Store) -> None:
    """An open reader keeps COMMIT waiting where there is no WAL; where there is, it takes another writer."""
    async with store.database.write() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout=20")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE" if WAL else "BEGIN")
    other.execute("SELECT * FROM counters").fetchall()

    async def add() -> None:
        async with store.database.write() as connection:
            await connection.execute(_ADD)

    async def add_in_a_unit() -> None:
        async with store.unit() as unit:
            await (await unit.writing()).execute(_ADD)
            await unit.commit()

    for attempt in (add, add_in_a_unit):
        with pytest.raises(TROUBLE):
            await attempt()
    other.close()
    assert await store.rows("SELECT * FROM counters") == []
    await add()
    assert await store.rows("SELECT * FROM counters") == [("x", 1)]


async def test_a_full_disk_is_trouble(store: Store) -> None:
    async with store.database.write() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar()
        await connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(OperationalError, match="full"):
        async with store.database.write() as connection:
            await connection.execute(counters.insert().values(name="x" * 100_000, value=1))


async def test_times_are_kept_to_the_millisecond_in_utc(store: Store) -> None:
    moment = NOON.replace(microsecond=123_000)
    async with store.database.write() as connection:
        await connection.execute(people.insert().values(chat_hash="x", lang="kk", changed_at=moment))
        found = (await connection.execute(people.select())).one()
    assert found.changed_at == moment
    assert await store.rows("SELECT changed_at FROM people") == [(1788246000123,)]


async def test_a_moment_of_no_time_zone_is_no_moment_of_this_machine(store: Store) -> None:
    async with store.database.write() as connection:
        with pytest.raises(StatementError):
            await connection.execute(
                people.insert().values(chat_hash="x", lang="kk", changed_at=NOON.replace(tzinfo=None))
            )
