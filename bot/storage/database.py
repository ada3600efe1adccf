"""Connections: one writer and readers that begin nothing on SQLite, a pool on PostgreSQL.

SQLite's WAL is used only from 3.51.3 up: earlier versions can corrupt it at a reset (sqlite.org, "WAL-reset
bug"); below that the journal is truncated, which is still many times faster than Telegram takes messages.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
    nullcontext,
    suppress,
)
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import event, text
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    InvalidRequestError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util import greenlet_spawn

from bot.errors import SettingsError, StoreError
from bot.storage import sqlite_thread
from bot.storage.pulse import Pulse
from bot.storage.row_ids import RowIds

Result = TypeVar("Result")

TROUBLE: tuple[type[Exception], ...] = (OperationalError, PoolTimeoutError, OSError)
"""What the database or the disk may raise without anybody's fault: waited out, never counted."""

_TROUBLE_STATES = (
    *("08", "28", "3D", "40", "53", "57", "58", "XX"),  # classes: connection, role, database, deadlock …
    *("25006", "42501", "55P03"),  # a standby that only reads; no permission; locked
)
"""Beginnings of PostgreSQL's SQLSTATEs that are nobody's fault (its manual, appendix A)."""

_OPENING = {
    "28": "the server refuses the role or its password",
    "3D": "the server has no such database",
    "42501": "the role may not make tables",
}

_ANSWER_SECONDS = 10
"""How long PostgreSQL may take to let us in, and for a statement: less than a handler may take, so that a
server that went silent is known as trouble before the update is blamed."""

_SAFE_WAL = (3, 51, 3)
_JOURNAL = "wal" if sqlite3.sqlite_version_info >= _SAFE_WAL else "truncate"
_BUSY_MS = 5000
_READERS = 2
"""Kept open for reading; more come and go as needed."""
_MAGIC = b"SQLite format 3\0"

_PRAGMAS = (
    f"busy_timeout={_BUSY_MS}",
    f"journal_mode={_JOURNAL}",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
)


class Database:
    """Two engines on one database; `writer` hands out one connection at a time on SQLite."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self.pulse = Pulse()
        self.row_ids = RowIds()
        self._writer = writer
        self.turnstile: AbstractAsyncContextManager[Any] = asyncio.Lock() if self.is_sqlite else nullcontext()
        """Lets units of work to the one writer singly, so that what is urgent finds at most one before it."""
        self._reader = reader

    @property
    def is_sqlite(self) -> bool:
        return self._writer.dialect.name == "sqlite"

    def writer(self) -> AsyncConnection:
        """Return a connection to begin a writing transaction on (BEGIN IMMEDIATE on SQLite)."""
        return self._writer.connect()

    def reader(self) -> AsyncConnection:
        return self._reader.connect()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One writing transaction: committed at the end, rolled back on an error."""
        with self._felt():
            async with self._writer.begin() as connection:
                yield connection

    async def transact(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do SQLite's own work in one writing transaction and one trip to its thread.

        It is committed when the work returns and undone when it raises. Raises what SQLAlchemy would.
        """
        with self._felt():
            try:
                pooled = await self._writer.raw_connection()
                try:
                    driver: Any = pooled.driver_connection
                    return cast("Result", await driver.run(partial(_transaction, work)))
                finally:
                    await greenlet_spawn(pooled.close)
            except sqlite3.Error as error:
                raise DBAPIError.instance(None, None, error, sqlite3.Error) from None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        async with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def _felt(self) -> Iterator[None]:
        """Let the pulse hear how a write goes; every way to write leads through here or `UnitOfWork`."""
        try:
            yield
        except TROUBLE as error:
            self.pulse.failed(error)
            raise
        self.pulse.wrote()

    async def close(self) -> None:
        await self._reader.dispose()
        await self._writer.dispose()


async def prove(connection: AsyncConnection) -> None:
    """Write something that changes nothing: an update that finds no row would touch no disk."""
    await connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


def _transaction(work: Callable[[sqlite3.Connection], Result], driver: sqlite3.Connection) -> Result:
    driver.execute("BEGIN IMMEDIATE")
    try:
        result = work(driver)
        driver.execute("COMMIT")
    except BaseException:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        raise
    return result


def why_not_opened(error: Exception) -> str:
    """Say for an admin why the database is not open: a driver's own words may hold its URL."""
    state = _state(error)
    found = (words for beginning, words in _OPENING.items() if state.startswith(beginning))
    return next(found, type(error).__name__)


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def open_database(url: str) -> Database:
    """Open the database at a SQLAlchemy URL.

    Raises SettingsError when the URL names none that this program can work with, StoreError when what
    lies there is no database or SQLite's pragmas do not hold, and TROUBLE when nothing answers there.
    """
    database = Database(*_engines(url))
    others = set(threading.enumerate())
    try:
        await (_prove_pragmas(database) if database.is_sqlite else _prove_address(database))
    except BaseException:
        await database.close()
        await _await_drivers(others)
        raise
    return database


async def _prove_address(database: Database) -> None:
    """Connect once: what is wrong with a URL shows itself only then."""
    try:
        async with database.read():
            return
    except TROUBLE:
        raise
    except (ValueError, TypeError, OverflowError, DBAPIError) as error:
        raise _wrong_url(error) from None


def _wrong_url(error: Exception) -> SettingsError:
    """Say what is expected; the URL may hold a password, so neither it nor the driver's words are told."""
    return SettingsError(
        "DATABASE_URL must look like sqlite+aiosqlite:///PATH or postgresql+asyncpg://…, "
        f"with its driver installed ({type(error).__name__})."
    )


async def _await_drivers(others: set[threading.Thread]) -> None:
    """Let the threads of a failed opening end while the loop that they report to still runs."""
    for thread in set(threading.enumerate()) - others:
        if thread.name.endswith("(_connection_worker_thread)"):
            await asyncio.to_thread(thread.join, 5)


def _engines(url: str) -> tuple[AsyncEngine, AsyncEngine]:
    """Return the engine to write with and the one to read with."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            engine = _pool(parsed)
            return engine, engine
        if parsed.database in (None, "", ":memory:"):
            raise SettingsError("DATABASE_URL must name a file for SQLite: what memory holds is lost.")
        _refuse_other_files(Path(parsed.database or ""))
        writer = _file(parsed, pool_size=1, max_overflow=0, pool_timeout=60)
        reader = _file(parsed, pool_size=_READERS, max_overflow=-1)
    except (ArgumentError, InvalidRequestError, ImportError, ValueError) as error:
        raise _wrong_url(error) from None
    for engine in (writer, reader):
        _set_pragmas_on(engine)
    _begin_at_once(writer)
    _leave_nothing_open(writer)
    return writer, reader


def _file(url: URL, **pool: int) -> AsyncEngine:
    return create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_reset_on_return=None,  # `_leave_nothing_open` does it where there is need
        connect_args={"async_creator_fn": sqlite_thread.connect},
        **pool,
    )


def _pool(url: URL) -> AsyncEngine:
    patience = {"timeout": _ANSWER_SECONDS, "command_timeout": _ANSWER_SECONDS}
    engine = create_async_engine(url, pool_size=10, pool_pre_ping=True, connect_args=patience)

    @event.listens_for(engine.sync_engine, "handle_error")
    def _name_trouble(context: ExceptionContext) -> OperationalError | None:
        """Call trouble what SQLite's driver calls it: asyncpg has a class for each way to lose a server."""
        error, lost = context.sqlalchemy_exception, context.is_disconnect
        if context.is_pre_ping or not isinstance(error, DBAPIError):
            return None
        if lost or _state(error).startswith(_TROUBLE_STATES):
            orig: Any = context.original_exception
            return OperationalError(None, None, orig, connection_invalidated=lost)
        return None

    return engine


def _state(error: Exception) -> str:
    return getattr(getattr(error, "orig", None), "sqlstate", None) or ""


def _refuse_other_files(path: Path) -> None:
    """Look at the file before a driver's thread is started on it (sqlite.org/fileformat, "Magic")."""
    with suppress(OSError), path.open("rb") as file:
        head = file.read(len(_MAGIC))
        if head and head != _MAGIC:
            raise StoreError(f"{path} is not a SQLite database")


def _set_pragmas_on(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}").close()
        except BaseException:
            connection.close()  # waits for the driver's thread, which must not outlive the loop
            raise


def _begin_at_once(engine: AsyncEngine) -> None:
    """Take the write lock at the start: a deferred one that turns into it ignores the busy timeout.

    Readers begin nothing: each statement lets go of its lock, so that none of them blocks a commit.
    """

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _leave_nothing_open(engine: AsyncEngine) -> None:
    """Undo what a failed COMMIT left open: SQLAlchemy takes it for ended, and no writer could begin again."""

    @event.listens_for(engine.sync_engine, "checkin")
    def _roll_back(connection: Any, _record: Any) -> None:
        if connection is not None and connection.driver_connection.in_transaction:
            connection.rollback()


async def _prove_pragmas(database: Database) -> None:
    wanted = {
        "journal_mode": _JOURNAL,
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
    }
    try:
        async with database.write() as connection:
            for pragma, value in wanted.items():
                found = (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar()
                if found != value:
                    raise StoreError(f"SQLite does not hold PRAGMA {pragma}={value} (it says {found})")
    except TROUBLE:
        raise
    except DatabaseError:
        raise StoreError("the database's file is damaged or not a SQLite database") from None
