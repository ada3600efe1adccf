"""Messages owed, rendered when written: a row each until Telegram took it or will never take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, and_, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from uuid6 import uuid7

from bot.domain.messages import Message
from bot.storage.crypto import Vault
from bot.storage.tables import outbox
from bot.storage.unit import UnitOfWork

State: TypeAlias = Literal["queued", "sending", "sent", "failed", "blocked"]
Kind: TypeAlias = Literal["danger", "receipt", "reply", "card", "card-edit", "under", "turn", "notice"]
"""What a row is about: "under" follows a card or a reply, "turn" is what a turn said to its own chat."""


class Rank(IntEnum):
    """Which chat's next message goes first when many wait."""

    DANGER = 0
    RECEIPT = 1
    REPLY = 2
    REST = 3


_RANKS: dict[Kind, Rank] = {"danger": Rank.DANGER, "receipt": Rank.RECEIPT, "reply": Rank.REPLY}


@dataclass(frozen=True, slots=True)
class Owed:
    """One row as the sender sees it: a Bot API call and how often it was tried."""

    seq: int
    id: str
    chat: str
    kind: Kind
    appeal_id: str | None
    method: str
    params: dict[str, Any]
    attempts: int


async def add(
    unit: UnitOfWork, chat_id: int, message: Message, *, kind: Kind, appeal_id: str | None = None
) -> str:
    """Owe a message to a chat and return the row's id, by which later messages can point at it."""
    row_id, chat = str(uuid7()), unit.vault.hash("chat", chat_id)
    method, params = unit.encode(message)
    payload = {"method": method, "params": {"chat_id": chat_id, **params}}
    connection = await unit.writing()
    await connection.execute(
        insert(outbox).values(
            id=row_id,
            chat_hash=chat,
            kind=kind,
            rank=_RANKS.get(kind, Rank.REST),
            state="queued",
            payload_sealed=unit.vault.queues.seal_json(payload, "outbox", "payload", row_id),
            appeal_id=appeal_id,
            not_before=unit.now,
            created_at=unit.now,
        )
    )
    unit.owed.append(chat)
    return row_id


async def claim(connection: AsyncConnection, vault: Vault, now: datetime, most: int) -> list[Owed]:
    """Take the first unsent row of up to `most` chats, by rank, and mark them as being sent."""
    heads = (
        select(outbox)
        .where(_first_of_its_chat(), outbox.c.not_before <= now)
        .order_by(outbox.c.rank, outbox.c.seq)
        .limit(most)
    )
    if connection.dialect.name != "sqlite":
        heads = heads.with_for_update(skip_locked=True)
    rows = (await connection.execute(heads)).all()
    await _set(connection, [row.seq for row in rows], state="sending")
    return [_owed(row, vault) for row in rows]


async def release(connection: AsyncConnection) -> None:
    """Queue again what a killed process was sending: a message may come twice, none is missing."""
    await connection.execute(update(outbox).where(outbox.c.state == "sending").values(state="queued"))


async def settle(
    connection: AsyncConnection, row: Owed, state: State, now: datetime, failure: str | None = None
) -> None:
    """End a row's life; what it said is gone from the queue."""
    await _set(connection, [row.seq], state=state, payload_sealed=None, failure=failure, settled_at=now)


async def postpone(connection: AsyncConnection, row: Owed, until: datetime, failure: str) -> None:
    await _set(
        connection,
        [row.seq],
        state="queued",
        attempts=row.attempts + 1,
        not_before=until,
        failure=failure,
    )


async def next_due(connection: AsyncConnection) -> datetime | None:
    """Return when the first row that `claim` would take may be sent, or None when there is none."""
    earliest = select(outbox.c.not_before).where(_first_of_its_chat()).order_by(outbox.c.not_before)
    return (await connection.execute(earliest.limit(1))).scalar()


async def oldest_unsent(connection: AsyncConnection) -> datetime | None:
    unsent = select(func.min(outbox.c.seq)).where(outbox.c.state.in_(("queued", "sending"))).scalar_subquery()
    return (await connection.execute(select(outbox.c.created_at).where(outbox.c.seq == unsent))).scalar()


async def unsent_chats(connection: AsyncConnection) -> list[str]:
    """Return the chat of every unsent row: a chat as often as it has rows."""
    unsent = select(outbox.c.chat_hash).where(outbox.c.state.in_(("queued", "sending")))
    return list((await connection.execute(unsent)).scalars())


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far a message came: `failure` is a word such as "blocked", None while nothing went wrong."""

    id: str
    state: State
    failure: str | None


async def last_of(unit: UnitOfWork, appeal_id: str, kind: Kind) -> Delivery | None:
    """Return how far an appeal's newest message of a kind came, or None when there is none."""
    newest = (
        select(outbox.c.id, outbox.c.state, outbox.c.failure)
        .where(outbox.c.appeal_id == appeal_id, outbox.c.kind == kind)
        .order_by(outbox.c.seq.desc())
        .limit(1)
    )
    row = (await (await unit.reading()).execute(newest)).first()
    return Delivery(row.id, row.state, row.failure) if row else None


def _first_of_its_chat() -> ColumnElement[bool]:
    earlier = outbox.alias()
    behind = select(earlier.c.seq).where(
        earlier.c.chat_hash == outbox.c.chat_hash,
        earlier.c.state.in_(("queued", "sending")),
        earlier.c.seq < outbox.c.seq,
    )
    return and_(outbox.c.state == "queued", ~behind.exists())


def _owed(row: Any, vault: Vault) -> Owed:
    payload = vault.queues.open_json(row.payload_sealed, "outbox", "payload", row.id)
    return Owed(
        row.seq,
        row.id,
        row.chat_hash,
        row.kind,
        row.appeal_id,
        payload["method"],
        payload["params"],
        row.attempts,
    )


async def _set(connection: AsyncConnection, seqs: list[int], **values: Any) -> None:
    if seqs:
        await connection.execute(update(outbox).where(outbox.c.seq.in_(seqs)).values(**values))
