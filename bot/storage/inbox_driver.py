"""The inbox's hot statements, compiled once from the table and run on SQLite's own driver."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, literal_column, null, select, update
from sqlalchemy.dialects import sqlite

from bot.storage.tables import inbox, milliseconds

_NEW: ColumnElement[str] = literal_column("'new'")
_ROW = ("identity", "chat_hash", "state", "payload_sealed", "received_at", "message_id")


def _sql(statement: Any, columns: Sequence[str] | None = None) -> str:
    return str(statement.compile(dialect=sqlite.dialect(paramstyle="named"), column_keys=columns))


_STORE = _sql(
    sqlite.insert(inbox).on_conflict_do_nothing(index_elements=["identity"]).returning(inbox.c.seq), _ROW
)
_KNOWN = _sql(
    select(inbox.c.seq, inbox.c.chat_hash, inbox.c.attempts, inbox.c.received_at).where(
        inbox.c.identity == bindparam("identity"), inbox.c.state == _NEW
    )
)
_DONE = _sql(
    update(inbox)
    .where(inbox.c.seq == bindparam("done"), inbox.c.state == _NEW)
    .values(
        state=literal_column("'done'"),
        payload_sealed=null(),
        settled_at=bindparam("now"),
        answers=bindparam("answers"),
    )
)


class Mark(NamedTuple):
    """That a turn is done, and the message ids of its answers in a private chat, with spaces between."""

    seq: int
    answers: str | None = None


class Stored(NamedTuple):
    """A row that waits for its turn, new or known."""

    seq: int
    chat: str
    attempts: int
    received_at: datetime


def receive(
    driver: sqlite3.Connection, rows: Sequence[Mapping[str, Any]], done: Sequence[Mark], now: datetime
) -> list[Stored | None]:
    """Mark what is done and store rows; return each as it waits, None for one that is settled."""
    at = milliseconds(now)
    if done:
        driver.executemany(_DONE, [{"done": seq, "answers": said, "now": at} for seq, said in done])
    return [_store(driver, {**row, "received_at": at}, now) for row in rows]


def _store(driver: sqlite3.Connection, row: Mapping[str, Any], now: datetime) -> Stored | None:
    if new := driver.execute(_STORE, row).fetchall():  # to the end: an open statement keeps COMMIT waiting
        return Stored(new[0][0], row["chat_hash"], 0, now)
    for seq, chat, attempts, received_at in driver.execute(_KNOWN, row).fetchall():
        return Stored(seq, chat, attempts, datetime.fromtimestamp(received_at / 1000, UTC))
    return None
