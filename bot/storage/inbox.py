"""Updates on disk: stored before Telegram hears that they arrived, done together with their effects."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.updates import Raw, chat_of, identity, pared, private_message
from bot.errors import SealError
from bot.storage import inbox_driver
from bot.storage.crypto import DAMAGED, Vault
from bot.storage.database import Database
from bot.storage.inbox_driver import Mark, Stored
from bot.storage.tables import inbox
from bot.storage.upsert import insert_for

_log = logging.getLogger(__name__)


_DONE: Mapping[str, Any] = {"state": "done", "payload_sealed": None}


@dataclass(slots=True)
class Received:
    """A stored update in its chat's queue; `attempts` grows when the update itself fails."""

    seq: int
    identity: str
    chat: str
    update: Raw
    attempts: int
    received_at: datetime


async def receive(
    database: Database, vault: Vault, updates: Sequence[Raw], done: Sequence[Mark], now: datetime
) -> list[Received]:
    """Commit updates and the marks of earlier ones; return what of all this still waits, in order.

    What is known may wait too: its commit was done though the answer was lost, so nobody was told of it.
    Polling and webhook both come through here. On SQLite it is one trip to the driver.
    """
    updates = [pared(raw) for raw in updates]
    rows = [_row(vault, raw) for raw in updates]
    if database.is_sqlite:
        stored = await database.transact(lambda driver: inbox_driver.receive(driver, rows, done, now))
    else:
        async with database.write() as connection:
            for seq, answers in done:
                await _settle(connection, [seq], **_DONE, settled_at=now, answers=answers)
            stored = [await _store(connection, row, now) for row in rows]
    waiting = {
        each.seq: Received(each.seq, row["identity"], each.chat, raw, each.attempts, each.received_at)
        for raw, row, each in zip(updates, rows, stored, strict=True)
        if each
    }
    return [waiting[seq] for seq in sorted(waiting)]


def _row(vault: Vault, raw: Raw) -> dict[str, Any]:
    key, chat = vault.hash("update", *identity(raw)), chat_of(raw)
    return {
        "identity": key,
        # One that belongs to no chat keeps none in order, so it waits for none either.
        "chat_hash": vault.hash("chat", chat) if chat else key,
        "state": "new",
        "payload_sealed": vault.queues.seal_json(raw, "inbox", "payload", key),
        "message_id": private_message(raw),
    }


def unseal(vault: Vault, row: Any) -> Raw:
    """Return the update of a row as the database holds it. Raises SealError when it is damaged."""
    raw: Raw = vault.queues.open_json(row.payload_sealed or b"", "inbox", "payload", row.identity)
    return raw


async def _store(connection: AsyncConnection, row: Mapping[str, Any], now: datetime) -> Stored | None:
    values = {**row, "received_at": now}
    new = insert_for(connection, inbox).values(values).on_conflict_do_nothing(index_elements=["identity"])
    seq = (await connection.execute(new.returning(inbox.c.seq))).scalar()
    if seq is not None:
        return Stored(seq, row["chat_hash"], 0, now)
    known = (await connection.execute(_new().where(inbox.c.identity == row["identity"]))).first()
    return Stored(known.seq, known.chat_hash, known.attempts, known.received_at) if known else None


async def pending(
    connection: AsyncConnection, vault: Vault, now: datetime, seqs: Sequence[int] | None = None
) -> list[Received]:
    """Return what waits for its turn, in order, all or of these numbers; what does not open is parked."""
    opened: list[Received] = []
    which = _new() if seqs is None else _new().where(inbox.c.seq.in_(seqs))
    for row in (await connection.execute(which.order_by(inbox.c.seq))).all():
        try:
            raw = unseal(vault, row)
        except SealError:
            _log.error("A stored update is damaged: it is parked")
            await _settle(connection, [row.seq], state="parked", failure=DAMAGED, settled_at=now)
        else:
            opened.append(Received(row.seq, row.identity, row.chat_hash, raw, row.attempts, row.received_at))
    return opened


async def mark_done(connection: AsyncConnection, seqs: Sequence[int], now: datetime) -> int:
    """Settle updates that wait for their turn; their payload is gone at once. Return how many there were."""
    if not seqs:
        return 0
    return await _settle(connection, seqs, **_DONE, settled_at=now)


async def count_attempt(
    connection: AsyncConnection, seqs: Sequence[int], attempts: int, failure: str
) -> None:
    """Remember how often the updates of a turn failed by themselves; `failure` is the error's class name."""
    await _settle(connection, seqs, attempts=attempts, failure=failure)


async def park(
    connection: AsyncConnection, seqs: Sequence[int], attempts: int, failure: str, now: datetime
) -> int:
    """Set poisonous updates aside, still encrypted, so that their chat goes on; tell how many there were."""
    return await _settle(connection, seqs, state="parked", attempts=attempts, failure=failure, settled_at=now)


def _new() -> Select[Any]:
    return select(inbox).where(inbox.c.state == "new")


async def _settle(connection: AsyncConnection, seqs: Sequence[int], **values: Any) -> int:
    """Change rows that wait for their turn: what is done or parked stays as it is."""
    waiting = inbox.c.seq.in_(seqs) & (inbox.c.state == "new")
    return (await connection.execute(update(inbox).where(waiting).values(**values))).rowcount
