"""What waits in the inbox and the outbox, at a glance; and how both stay right when the clock jumps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Text,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.outbox import UNSENT
from bot.storage.sending import tell_of_change
from bot.storage.tables import Whole, inbox, milliseconds, outbox

LONGEST_WAIT = timedelta(minutes=5)
"""A row waits no longer for its next try after the clock jumped; Telegram says so again if it must."""

_LONGEST_TOLD = timedelta(hours=1)
"""For no longer does Telegram tell a bot to be silent (`retry_after`)."""

_MARGIN = timedelta(seconds=10)
"""A jump is noticed within less: younger rows were written after it."""

_FEW: Mapping[Table, tuple[str, ...]] = {
    inbox: ("new", "parked"),
    outbox: (*UNSENT, "failed", "blocked"),
}
"""The states with few rows; what is done or sent is not counted row by row."""


@dataclass(frozen=True, slots=True)
class Queues:
    """Rows by state, and since when the oldest wait; `flowing` leaves out chats that Telegram slows down."""

    inbox: Mapping[str, int] = field(default_factory=dict)
    outbox: Mapping[str, int] = field(default_factory=dict)
    oldest_new: datetime | None = None
    oldest_unsent: datetime | None = None
    oldest_flowing: datetime | None = None


async def look(connection: AsyncConnection, now: datetime) -> Queues:
    """Count what waits: over indexes, however much is done."""
    counts: dict[str, dict[str, int]] = {
        table.name: dict.fromkeys(states, 0) for table, states in _FEW.items()
    }
    for name, state, count in await connection.execute(_COUNTS):
        counts[name][state] = count
    slowed = (outbox.c.failure == "too-fast") & (outbox.c.not_before > now)
    behind = select(outbox.c.chat_hash).where(outbox.c.state == "queued", slowed)
    unsent = outbox.c.state.in_(UNSENT)
    return Queues(
        **counts,
        oldest_new=await _oldest(connection, inbox.c.received_at, inbox.c.state == "new"),
        oldest_unsent=await _oldest(connection, outbox.c.created_at, unsent),
        oldest_flowing=await _oldest(
            connection, outbox.c.created_at, unsent & outbox.c.chat_hash.not_in(behind)
        ),
    )


async def shift(connection: AsyncConnection, by: timedelta, now: datetime) -> None:
    """After a jump of the clock: let what was written before it be as old, and wait as long, as ever."""
    await connection.execute(
        update(inbox)
        .where(inbox.c.state == "new", _outside(inbox.c.received_at, now))
        .values(received_at=_moved(inbox.c.received_at, by))
    )
    due = _moved(outbox.c.not_before, by)
    latest = milliseconds(now + LONGEST_WAIT)
    await connection.execute(
        update(outbox)
        .where(outbox.c.state.in_(UNSENT), _outside(outbox.c.created_at, now))
        .values(
            created_at=_moved(outbox.c.created_at, by),
            not_before=case((due > latest, latest), else_=due),
        )
    )
    await tell_of_change(connection)


async def free(connection: AsyncConnection, now: datetime) -> None:
    """At a start: let no row wait for a moment that only a clock since set back can have named."""
    wrong = or_(outbox.c.created_at > now, outbox.c.not_before > now + _LONGEST_TOLD)
    await connection.execute(
        update(outbox)
        .where(outbox.c.state.in_(UNSENT), wrong, outbox.c.not_before > now)
        .values(not_before=now)
    )


def _counted(table: Table, states: tuple[str, ...]) -> Select[Any]:
    return (
        select(literal(str(table.name), Text), table.c.state, func.count())
        .where(table.c.state.in_(states))
        .group_by(table.c.state)
    )


_COUNTS = union_all(*(_counted(table, states) for table, states in _FEW.items()))


async def _oldest(
    connection: AsyncConnection, since: ColumnElement[Any], waits: ColumnElement[bool]
) -> datetime | None:
    """Return since when the row with the lowest number waits."""
    seq = since.table.c.seq
    first = select(func.min(seq)).where(waits).scalar_subquery()
    return (await connection.execute(select(since).where(seq == first))).scalar()


def _outside(at: ColumnElement[Any], now: datetime) -> ColumnElement[bool]:
    return or_(at < now - _MARGIN, at > now)


def _moved(at: ColumnElement[Any], by: timedelta) -> ColumnElement[int]:
    return type_coerce(at, Whole) + round(by.total_seconds() * 1000)
