"""A real database in a folder of the test's own, opened as the program opens it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import text

from bot.domain.appeals import Appeal
from bot.domain.clock import FixedClock
from bot.storage import appeals, roots, schema
from bot.storage.crypto import Secret, Vault
from bot.storage.database import Database, open_database, prove, sqlite_url
from bot.storage.unit import UnitOfWork
from bot.telegram.encode import encode

SECRETS = [Secret("s1", bytes(range(32)))]
NOON = datetime(2026, 9, 1, 7, tzinfo=UTC)


async def write(database: Database) -> None:
    """Write something that changes nothing: raises what the driver raises."""
    async with database.write() as connection:
        await prove(connection)


@dataclass
class Store:
    database: Database
    vault: Vault
    clock: FixedClock
    path: Path
    owed: list[str] = field(default_factory=list)
    """Hashes of the chats that committed units owe messages to."""

    def unit(self) -> UnitOfWork:
        return UnitOfWork(self.database, self.vault, self.clock.now(), encode, self.owed.extend)

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        async with self.database.read() as connection:
            return [tuple(row) for row in await connection.execute(text(query))]

    async def run(self, statement: str) -> None:
        async with self.database.write() as connection:
            await connection.execute(text(statement))

    async def file(self, draft: str = "draft", author: int = 500, year: int = 2026) -> Appeal | None:
        """File an appeal that is due on 22 September."""
        filing = appeals.Filing(
            draft, author, "kk", "bullying", "semey", "", "1", 15, date(year, 9, 22), year
        )
        async with self.unit() as unit:
            appeal = await appeals.file(unit, filing)
            await unit.commit()
        return appeal

    async def filed(self, draft: str = "draft", author: int = 500, year: int = 2026) -> Appeal:
        appeal = await self.file(draft, author, year)
        assert appeal is not None
        return appeal

    def on_disk(self) -> bytes:
        """Return every byte of the database and of its journal."""
        return b"".join(each.read_bytes() for each in self.path.parent.glob(f"{self.path.name}*"))


@asynccontextmanager
async def open_store(path: Path) -> AsyncIterator[Store]:
    """Open the database at `path`, a new one where there is none."""
    await asyncio.to_thread(_provide, path)
    database = await open_database(sqlite_url(path))
    try:
        clock = FixedClock(NOON)
        yield Store(database, await roots.unlock(database, SECRETS, NOON), clock, path)
    finally:
        await database.close()


def _provide(path: Path) -> None:
    if not path.exists():
        shutil.copy(_new_database(), path)


@cache
def _new_database() -> Path:
    """Migrate once for all tests of a run; they start from copies."""
    path = Path(mkdtemp(prefix="abai-bala-tests-")) / "new.db"

    async def migrate() -> None:
        database = await open_database(sqlite_url(path))
        await schema.upgrade(database)
        await database.close()

    asyncio.run(migrate())
    return path
