"""Insert or replace, in the words of either database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_for(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that knows ON CONFLICT in the connection's dialect."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415  (megabytes that SQLite does not need)

    return postgresql.insert(table)


async def upsert(connection: AsyncConnection, table: Table, values: dict[str, Any]) -> None:
    """Insert a row; where its primary key is known, replace the row's other columns."""
    keys = [column.name for column in table.primary_key]
    row = insert_for(connection, table).values(values)
    changed = {name: row.excluded[name] for name in values if name not in keys}
    await connection.execute(row.on_conflict_do_update(index_elements=keys, set_=changed))
