"""The outbox for an admin: what has not arrived, to be tried again or dropped beside the running bot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.outbox import DROPPED, UNSENT, State
from bot.storage.sending import tell_of_change
from bot.storage.tables import appeals, outbox

_UNDELIVERED: tuple[State, ...] = ("failed", "blocked")


@dataclass(frozen=True, slots=True)
class Line:
    """A message by its number in the outbox; nothing of what it says or to whom."""

    seq: int
    kind: str
    state: str
    failure: str | None
    attempts: int
    created_at: datetime
    not_before: datetime
    appeal: str | None


async def listed(connection: AsyncConnection, seqs: Sequence[int] = ()) -> list[Line]:
    """Return what is unsent, and what did not arrive and was not dropped; oldest first."""
    kept = outbox.c.state.in_(_UNDELIVERED) & outbox.c.payload_sealed.is_not(None)
    which = outbox.c.seq.in_(seqs) if seqs else outbox.c.state.in_(UNSENT) | kept
    rows = (
        select(outbox, appeals.c.number)
        .join(appeals, appeals.c.id == outbox.c.appeal_id, isouter=True)
        .where(which)
        .order_by(outbox.c.seq)
    )
    return [_line(row) for row in (await connection.execute(rows)).all()]


async def retry(connection: AsyncConnection, seqs: Sequence[int], now: datetime) -> list[int]:
    """Let messages be sent now, with all their attempts; return which that can be."""
    waits = outbox.c.state == "queued"
    kept = outbox.c.state.in_(_UNDELIVERED) & outbox.c.payload_sealed.is_not(None)
    again = update(outbox).where(outbox.c.seq.in_(seqs), waits | kept)
    return await _change(
        connection,
        again.values(state="queued", attempts=0, failure=None, not_before=now, settled_at=None),
    )


async def drop(connection: AsyncConnection, seqs: Sequence[int], now: datetime) -> list[int]:
    """Give messages up; return which that can be.

    What did not arrive loses its words. What is queued the bot ends as failed, so that cards tell of it.
    """
    undelivered = outbox.c.state.in_(_UNDELIVERED)
    given_up = update(outbox).where(outbox.c.seq.in_(seqs), undelivered | (outbox.c.state == "queued"))
    return await _change(
        connection,
        given_up.values(
            payload_sealed=case((undelivered, None), else_=outbox.c.payload_sealed),
            failure=case((undelivered, outbox.c.failure), else_=DROPPED),
            not_before=now,
        ),
    )


async def _change(connection: AsyncConnection, change: Any) -> list[int]:
    """Change rows and leave word for the running bot."""
    changed = sorted((await connection.execute(change.returning(outbox.c.seq))).scalars())
    if changed:
        await tell_of_change(connection)
    return changed


def _line(row: Any) -> Line:
    return Line(
        row.seq,
        row.kind,
        row.state,
        row.failure,
        row.attempts,
        row.created_at,
        row.not_before,
        row.number,
    )
