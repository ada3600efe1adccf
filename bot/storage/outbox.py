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
from bot.errors import SealError
from bot.storage.crypto import Vault
from bot.storage.tables import outbox
from bot.storage.unit import UnitOfWork

State: TypeAlias = Literal["queued", "sending", "sent", "failed", "blocked"]
Kind: TypeAlias = Literal[
    "danger",
    "receipt",
    "reply",
    "reply-part",
    "card",
    "addition",
    "under",
    "preview",
    "card-edit",
    "turn",
    "notice",
    "outage",
]
"""What a row is about.

To the author: "reply", whose further text and files are "reply-part". In the operators' group: "card", under
it what was said later ("addition") and the rest of the card's text and files ("under"), "preview" of a reply,
"card-edit" of what stands there. "turn" is what a turn said to its own chat; to admins go "notice" and, when
the operators' group is out of reach, "outage".
"""

UNSENT: tuple[State, ...] = ("queued", "sending")


class Rank(IntEnum):
    """Which chat's next message goes first when many wait."""

    DANGER = 0
    RECEIPT = 1
    REPLY = 2
    REST = 3


_RANKS: dict[Kind, Rank] = {
    "danger": Rank.DANGER,
    "receipt": Rank.RECEIPT,
    "reply": Rank.REPLY,
    "reply-part": Rank.REPLY,
}


@dataclass(frozen=True, slots=True)
class Owed:
    """One row as the sender sees it: a Bot API call and how often it was tried.

    The call of a damaged row cannot be told: its `method` is "" and its `params` are empty.
    """

    seq: int
    id: str
    chat: str
    kind: Kind
    appeal_id: str | None
    method: str
    params: dict[str, Any]
    attempts: int


async def add(
    unit: UnitOfWork,
    chat_id: int,
    message: Message,
    *,
    kind: Kind,
    appeal_id: str | None = None,
    row_id: str | None = None,
) -> str:
    """Owe a message to a chat and return the row's id, by which later messages can point at it.

    Given as `row_id`, the id says what the message stands for: no other may have it.
    """
    row_id, chat = row_id or str(uuid7()), unit.vault.hash("chat", chat_id)
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
    unsent = select(func.min(outbox.c.seq)).where(outbox.c.state.in_(UNSENT)).scalar_subquery()
    return (await connection.execute(select(outbox.c.created_at).where(outbox.c.seq == unsent))).scalar()


async def unsent_chats(connection: AsyncConnection) -> list[str]:
    """Return the chat of every unsent row: a chat as often as it has rows."""
    unsent = select(outbox.c.chat_hash).where(outbox.c.state.in_(UNSENT))
    return list((await connection.execute(unsent)).scalars())


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far a message came: `failure` is a word such as "blocked", None while nothing went wrong."""

    id: str
    state: State
    failure: str | None


async def replies(unit: UnitOfWork, appeal_id: str) -> list[list[Delivery]]:
    """Return how far each reply to an appeal came, oldest first: its text, then its further parts."""
    parts = (
        select(outbox.c.id, outbox.c.kind, outbox.c.state, outbox.c.failure)
        .where(outbox.c.appeal_id == appeal_id, outbox.c.kind.in_(("reply", "reply-part")))
        .order_by(outbox.c.seq)
    )
    found: list[list[Delivery]] = []
    for row in await (await unit.reading()).execute(parts):
        if row.kind == "reply":
            found.append([])
        found[-1].append(Delivery(row.id, row.state, row.failure))
    return found


async def owed_since_heard(unit: UnitOfWork, kind: Kind, chat: int) -> bool:
    """Tell whether a message of a kind was owed to anyone since a chat last took one of its own."""
    taken = (outbox.c.chat_hash == unit.vault.hash("chat", chat)) & (outbox.c.state == "sent")
    connection = await unit.reading()
    heard = (await connection.execute(select(func.max(outbox.c.settled_at)).where(taken))).scalar()
    owed = (
        await connection.execute(select(func.max(outbox.c.created_at)).where(outbox.c.kind == kind))
    ).scalar()
    return owed is not None and (heard is None or heard <= owed)


def _first_of_its_chat() -> ColumnElement[bool]:
    earlier = outbox.alias()
    behind = select(earlier.c.seq).where(
        earlier.c.chat_hash == outbox.c.chat_hash,
        earlier.c.state.in_(UNSENT),
        earlier.c.seq < outbox.c.seq,
    )
    return and_(outbox.c.state == "queued", ~behind.exists())


def _owed(row: Any, vault: Vault) -> Owed:
    try:
        payload = vault.queues.open_json(row.payload_sealed or b"", "outbox", "payload", row.id)
    except SealError:
        payload = {"method": "", "params": {}}
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
