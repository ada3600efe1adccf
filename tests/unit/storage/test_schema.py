from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.errors import StoreError
from bot.storage import schema
from bot.storage.database import Database, open_database, sqlite_url
from bot.storage.tables import metadata
from tests.unit.storage.store import Store

_UPGRADE = """
import asyncio, sys
from bot.storage import schema
from bot.storage.database import open_database

async def main():
    database = await open_database(sys.argv[1])
    await schema.upgrade(database)
    await database.close()
    print("alembic" in sys.modules)

asyncio.run(main())
"""


async def statements(database: Database) -> dict[str, str]:
    """Return what made each table and index, by name, without blanks and in one order."""
    async with database.read() as connection:
        rows = await connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'")
        )
        return {row.name: _ordered(row.sql) for row in rows}


def _ordered(sql: str) -> str:
    head, _, rest = re.sub(r"\s+", " ", sql.replace('"', "")).partition("(")
    return "|".join(
        [head.strip(), *sorted(part.strip() for part in re.split(r", (?![^(]*\))|\) STRICT", rest))]
    )


async def test_a_fresh_upgrade_makes_exactly_the_tables_with_their_constraints_names(
    store: Store, tmp_path: Path
) -> None:
    described = await open_database(sqlite_url(tmp_path / "described.db"))
    async with described.write() as connection:
        await connection.run_sync(metadata.create_all)
    made, wanted = await statements(store.database), await statements(described)
    await described.close()
    assert made == wanted
    assert {"appeals", "ix_inbox_state_seq"} <= set(made)
    assert "CONSTRAINT fk_outbox_appeal_id FOREIGN KEY(appeal_id) REFERENCES appeals (id)" in made["outbox"]


async def test_alembic_finds_nothing_to_change_after_an_upgrade(store: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with store.database.read() as connection:
        assert await connection.run_sync(differences) == []


async def test_every_table_is_strict(store: Store) -> None:
    loose = await store.rows("SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict")
    assert {name for (name,) in loose} <= {"alembic_version", "sqlite_schema", "sqlite_temp_schema"}


async def test_migrations_go_down_and_up_again(store: Store) -> None:
    before = await statements(store.database)
    for revision in ("base", *schema.revisions()):
        async with store.database.write() as connection:
            await connection.run_sync(schema.migrate, "base")
        assert await statements(store.database) == {}, f"something is left below {revision}"
        await schema.upgrade(store.database)
    assert await statements(store.database) == before


async def test_a_database_of_an_earlier_version_keeps_its_rows_on_the_way_up_and_down(store: Store) -> None:
    number = (await store.filed()).number
    async with store.database.write() as connection:
        await connection.run_sync(schema.migrate, "0002")
    assert {"voices", "gaps"}.isdisjoint(await statements(store.database))
    await schema.upgrade(store.database)
    assert {"voices", "gaps", "ix_voices_at", "ix_gaps_at"} <= set(await statements(store.database))
    assert await store.rows("SELECT number FROM appeals") == [(number,)]


async def test_a_migration_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    database = await open_database(sqlite_url(tmp_path / "new.db"))

    async def break_off() -> None:
        async with database.write() as connection:
            await connection.run_sync(schema.migrate, "head")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        await break_off()
    assert await statements(database) == {}
    await schema.upgrade(database)
    assert "appeals" in await statements(database)
    await database.close()


async def test_a_database_newer_than_the_program_is_refused_and_untouched(store: Store) -> None:
    await store.run("UPDATE alembic_version SET version_num = '9999'")
    before = store.on_disk()
    with pytest.raises(StoreError, match="schema 9999, newer than this program's 0004"):
        await schema.upgrade(store.database)
    assert store.on_disk() == before


async def test_a_present_database_is_opened_without_loading_alembic(store: Store, tmp_path: Path) -> None:
    def loaded_alembic(url: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", _UPGRADE, url], check=True, capture_output=True, text=True
        ).stdout.strip()

    assert loaded_alembic(sqlite_url(store.path)) == "False"
    assert loaded_alembic(sqlite_url(tmp_path / "fresh.db")) == "True"


def test_revisions_are_listed_oldest_first() -> None:
    assert schema.revisions()[0] == "0001"
    assert schema.revisions() == sorted(schema.revisions())
