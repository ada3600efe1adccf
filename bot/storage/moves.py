"""Groups that became supergroups: their new ids, and what they are owed there."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, update

from bot.errors import SealError
from bot.storage.outbox import Kind, seal, unseal
from bot.storage.tables import moves, outbox
from bot.storage.unit import UnitOfWork
from bot.storage.upsert import insert_for

_log = logging.getLogger(__name__)

_UNDER_CARDS: tuple[Kind, ...] = ("addition", "under", "card-edit")

_MOST = 10
"""A chain of moves is followed so far, should it ever lead back to where it began."""


async def remember(unit: UnitOfWork, old: int, new: int) -> bool:
    """Remember where a group went; False when that was known."""
    key = unit.vault.hash("chat", old)
    row = {
        "chat_hash": key,
        "to_sealed": unit.vault.queues.seal_json(new, "moves", "to", key),
        "moved_at": unit.now,
    }
    connection = await unit.writing()
    inserted = insert_for(connection, moves).values(row).on_conflict_do_nothing()
    return (await connection.execute(inserted.returning(moves.c.chat_hash))).first() is not None


async def now_at(unit: UnitOfWork, chat: int) -> int:
    """Return the id under which a group is reached now."""
    connection = await unit.reading()
    for _ in range(_MOST):
        key = unit.vault.hash("chat", chat)
        row = (await connection.execute(select(moves.c.to_sealed).where(moves.c.chat_hash == key))).first()
        if row is None:
            break
        chat = unit.vault.queues.open_json(row.to_sealed, "moves", "to", key)
    return chat


async def readdress(unit: UnitOfWork, old: int, new: int) -> None:
    """Owe the new chat what waits for the old one; what is on its way there fails, and then waits too."""
    before, after = unit.vault.hash("chat", old), unit.vault.hash("chat", new)
    connection = await unit.writing()
    queued = select(outbox.c.seq, outbox.c.id, outbox.c.payload_sealed).where(
        outbox.c.chat_hash == before, outbox.c.state == "queued"
    )
    for row in (await connection.execute(queued)).all():
        values: dict[str, Any] = {"chat_hash": after}
        try:
            payload = unseal(unit.vault, row)
        except SealError:
            _log.error("An owed message is damaged: it is moved as it is")
        else:
            payload["params"] = _elsewhere(payload["params"], new)
            values["payload_sealed"] = seal(unit.vault, row.id, payload)
        await connection.execute(update(outbox).where(outbox.c.seq == row.seq).values(values))
        unit.owed.append(after)
    unit.owed.append(before)  # so that the sender looks there again, and finds nothing


async def leave_behind(unit: UnitOfWork, chat: int, appeal_ids: Iterable[str]) -> None:
    """Give up what waits to come under cards that stand in the old chat: new cards tell it all."""
    under = update(outbox).where(
        outbox.c.chat_hash == unit.vault.hash("chat", chat),
        outbox.c.appeal_id.in_(list(appeal_ids)),
        outbox.c.kind.in_(_UNDER_CARDS),
        outbox.c.state == "queued",
    )
    ended = {"state": "failed", "failure": "moved", "payload_sealed": None, "settled_at": unit.now}
    await (await unit.writing()).execute(under.values(ended))


def _elsewhere(params: dict[str, Any], chat: int) -> dict[str, Any]:
    """Address a call to another chat: numbers of the old one's messages mean other messages there."""
    moved = {**params, "chat_id": chat}
    if isinstance(moved.get("message_id"), int):
        moved["message_id"] = {"post": ""}
    if isinstance((moved.get("reply_parameters") or {}).get("message_id"), int):
        del moved["reply_parameters"]
    return moved
