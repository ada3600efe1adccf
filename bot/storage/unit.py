"""The unit of work: everything a turn changes is committed at once, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.messages import Message
from bot.storage.crypto import Vault
from bot.storage.database import TROUBLE, Database

Call: TypeAlias = tuple[str, dict[str, Any]]
"""A Bot API call without its chat: method and parameters."""


class UnitOfWork:
    """Opens a transaction when the first thing is written; a turn that only reads opens none.

    `now` is the one moment of the turn. Leaving without `commit()` undoes everything.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        now: datetime,
        encode: Callable[[Message], Call],
        on_owed: Callable[[list[str]], None],
    ) -> None:
        self.vault = vault
        self.now = now
        self.encode = encode
        self.owed: list[str] = []
        """Hashes of the chats that this unit owes messages to."""
        self.waiting = False
        """While the transaction is not yet begun: then a turn that takes too long is not at fault."""
        self.urgent = False
        """Whether it waits to write behind at most one that is not urgent."""
        self._on_owed = on_owed
        self._open = AsyncExitStack()
        self._database = database
        self._writer: AsyncConnection | None = None
        self._reader: AsyncConnection | None = None
        self._after: list[Callable[[], None]] = []

    @property
    def wrote(self) -> bool:
        return self._writer is not None

    def new_id(self) -> str:
        """Return the id of a new row: ids sort as they were made."""
        return self._database.row_ids.new()

    async def writing(self) -> AsyncConnection:
        """Return the connection to write with, beginning the transaction when there is none."""
        if self._writer is None:
            self.waiting = True
            await self._end_reading()
            if not self.urgent:
                await self._open.enter_async_context(self._database.turnstile)
            connection = self._database.writer()
            await connection.start()
            self._writer = connection
            self._open.push_async_callback(connection.close)  # rolls back what was not committed
            await connection.begin()
            self.waiting = False
        return self._writer

    async def reading(self) -> AsyncConnection:
        """Return a connection to read with: the transaction's own once there is one."""
        if self._writer is not None:
            return self._writer
        if self._reader is None:
            connection = self._database.reader()
            await connection.start()
            self._reader = connection
        return self._reader

    def after_commit(self, call: Callable[[], None]) -> None:
        """Do something in memory only once it is true on disk."""
        self._after.append(call)

    async def commit(self) -> None:
        if self._writer is not None:
            await self._writer.commit()
            self._database.pulse.wrote()
        self._tell()

    async def found_committed(self) -> None:
        """Undo this try, for an earlier one was committed and only the answer to that was lost.

        What memory hears after a commit it hears now.
        """
        if self._writer is not None:
            await self._writer.rollback()
        self._tell()

    def _tell(self) -> None:
        if self.owed:
            self._on_owed(self.owed)
            self.owed = []
        calls, self._after = self._after, []
        for call in calls:
            call()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, TROUBLE) and (self.wrote or self.waiting):
            self._database.pulse.failed(error)
        try:
            await self._end_reading()
        finally:
            await self._open.aclose()
            self._writer = None

    async def _end_reading(self) -> None:
        if self._reader is not None:
            await self._reader.close()
            self._reader = None
