"""SQLite in a thread of its own: one trip there and back for each statement, or for several at once.

aiosqlite alone makes four trips (cursor, execute, fetch, close), and each wakes the loop and the thread.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self, TypeVar

import aiosqlite

Result = TypeVar("Result")
_Outcome = tuple[Any, int, int | None, list[Any]]


class Connection(aiosqlite.Connection):
    """aiosqlite's connection with cursors that take no trip before they execute."""

    def cursor(self) -> Cursor:  # type: ignore[override]
        return Cursor(self)

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do several things with the driver's connection in one trip."""
        return await self._execute(work, self._conn)  # type: ignore[no-any-return, no-untyped-call]


class Cursor:
    """What SQLAlchemy asks of an asynchronous cursor; rows are fetched while the statement runs."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        return self._take(
            await self._connection.run(lambda driver: _outcome(driver.execute(sql, parameters)))
        )

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Self:
        return self._take(
            await self._connection.run(lambda driver: _outcome(driver.executemany(sql, parameters)))
        )

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open: the driver's cursor lived as long as its statement."""

    def _take(self, outcome: _Outcome) -> Self:
        self.description, self.rowcount, self.lastrowid, self._rows = outcome
        return self


def _outcome(cursor: sqlite3.Cursor) -> _Outcome:
    rows = cursor.fetchall() if cursor.description else []
    return cursor.description, cursor.rowcount, cursor.lastrowid, rows


def connect(path: str, **options: Any) -> Connection:
    """Return a connection to await, as `aiosqlite.connect` does."""
    connection = Connection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001  (as SQLAlchemy does: a hung disk must not hold up the exit)
    return connection
