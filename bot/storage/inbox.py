"""Updates on disk: stored before Telegram hears that they arrived, done together with their effects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.updates import Raw, chat_of, identity
from bot.storage.crypto import Vault
from bot.storage.tables import inbox
from bot.storage.upsert import insert_for


@dataclass(slots=True)
class Received:
    """A stored update in its chat's queue; `attempts` grows when the update itself fails."""

    seq: int
    identity: str
    chat: str
    update: Raw
    attempts: int
    received_at: datetime


async def store(
    connection: AsyncConnection, vault: Vault, updates: Iterable[Raw], now: datetime
) -> list[Received]:
    """Insert what is not known yet and return it, in order. Polling and webhook both come through here."""
    stored: list[Received] = []
    for raw in updates:
        key, chat = vault.hash("update", *identity(raw)), vault.hash("chat", chat_of(raw))
        row = {
            "identity": key,
            "chat_hash": chat,
            "state": "new",
            "payload_sealed": vault.queues.seal_json(raw, "inbox", "payload", key),
            "received_at": now,
        }
        statement = (
            insert_for(connection, inbox).values(row).on_conflict_do_nothing(index_elements=["identity"])
        )
        seq = (await connection.execute(statement.returning(inbox.c.seq))).scalar()
        if seq is not None:
            stored.append(Received(seq, key, chat, raw, 0, now))
    return stored


async def pending(connection: AsyncConnection, vault: Vault) -> list[Received]:
    """Return what a stopped or killed process left undone, in order."""
    rows = await connection.execute(select(inbox).where(inbox.c.state == "new").order_by(inbox.c.seq))
    return [
        Received(
            row.seq,
            row.identity,
            row.chat_hash,
            vault.queues.open_json(row.payload_sealed, "inbox", "payload", row.identity),
            row.attempts,
            row.received_at,
        )
        for row in rows
    ]


async def mark_done(connection: AsyncConnection, seqs: Sequence[int], now: datetime) -> None:
    """Settle updates; their payload is gone at once."""
    if seqs:
        await _settle(connection, seqs, state="done", payload_sealed=None, settled_at=now)


async def count_attempt(connection: AsyncConnection, row: Received, failure: str) -> None:
    """Remember that the update itself failed; `failure` is the error's class name."""
    await _settle(connection, [row.seq], attempts=row.attempts, failure=failure)


async def park(connection: AsyncConnection, row: Received, failure: str, now: datetime) -> None:
    """Set a poisonous update aside, still encrypted, so that its chat goes on."""
    await _settle(
        connection, [row.seq], state="parked", attempts=row.attempts, failure=failure, settled_at=now
    )


async def _settle(connection: AsyncConnection, seqs: Sequence[int], **values: Any) -> None:
    await connection.execute(update(inbox).where(inbox.c.seq.in_(seqs)).values(**values))
