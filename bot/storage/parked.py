"""Updates set aside: looked at, tried again or dropped by an admin, beside the running bot."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.updates import Raw
from bot.errors import SealError
from bot.storage.crypto import Vault
from bot.storage.inbox import unseal
from bot.storage.tables import inbox

_DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Parked:
    """An update set aside, by its number in the inbox; `update` is None when it is damaged."""

    seq: int
    received_at: datetime
    parked_at: datetime
    attempts: int
    failure: str
    update: Raw | None


async def listed(connection: AsyncConnection, vault: Vault, seqs: Sequence[int] = ()) -> list[Parked]:
    """Return what is set aside, oldest first; of these numbers, or all."""
    rows = await connection.execute(select(inbox).where(_which(seqs)).order_by(inbox.c.seq))
    return [_parked(row, vault) for row in rows.all()]


async def retry(connection: AsyncConnection, seqs: Sequence[int] = ()) -> list[int]:
    """Let parked updates try again, as the running bot notices or the next start; return which."""
    return await _change(connection, _which(seqs), state="retried")


async def drop(connection: AsyncConnection, seqs: Sequence[int], now: datetime) -> list[int]:
    """Delete what parked updates hold; return which. That they came stays known."""
    return await _change(
        connection, _which(seqs), state="done", payload_sealed=None, failure=_DROPPED, settled_at=now
    )


async def any_retried(connection: AsyncConnection) -> bool:
    found = await connection.execute(select(inbox.c.seq).where(inbox.c.state == "retried").limit(1))
    return found.first() is not None


async def release(connection: AsyncConnection) -> list[int]:
    """Let what is to be tried again wait for its turn like new, with all its attempts; return which."""
    return await _change(
        connection, inbox.c.state == "retried", state="new", attempts=0, failure=None, settled_at=None
    )


def _which(seqs: Sequence[int]) -> ColumnElement[bool]:
    parked = inbox.c.state == "parked"
    return parked & inbox.c.seq.in_(seqs) if seqs else parked


async def _change(connection: AsyncConnection, which: ColumnElement[bool], **values: Any) -> list[int]:
    changed = await connection.execute(update(inbox).where(which).values(**values).returning(inbox.c.seq))
    return sorted(changed.scalars())


def _parked(row: Any, vault: Vault) -> Parked:
    raw = None
    with suppress(SealError):
        raw = unseal(vault, row)
    return Parked(row.seq, row.received_at, row.settled_at, row.attempts, row.failure or "", raw)
