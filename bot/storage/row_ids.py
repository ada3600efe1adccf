"""Ids of rows: made by the program before the insert, and in order whatever the clock does."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection
from uuid6 import uuid7

from bot.storage.tables import appeals, entries, outbox

_NAMED = "g"
"""Ids that say what a row stands for begin with a letter beyond the sixteen digits."""


class RowIds:
    """UUIDv7, each greater than the one before: after a clock was set back they count on from the newest."""

    def __init__(self) -> None:
        self._last = UUID(int=0)

    def new(self) -> str:
        self._last = max(uuid7(), UUID(int=self._last.int + 1))
        return str(self._last)

    async def continue_after(self, connection: AsyncConnection) -> None:
        """At a start: take in what an earlier process has made."""
        own = (
            select(func.max(each)).where(each < _NAMED) for each in (appeals.c.id, entries.c.id, outbox.c.id)
        )
        newest = union_all(*own)
        known = (await connection.execute(newest)).scalars()
        self._last = max(self._last, *(UUID(each) for each in known if each), UUID(int=0))
