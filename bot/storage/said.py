"""Which messages stand in a private chat: what the person wrote, what was answered and what was owed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.storage.tables import inbox, outbox
from bot.storage.unit import UnitOfWork


async def said(unit: UnitOfWork, chat: int, since: datetime) -> set[int]:
    """Return the ids of the messages of a private chat since a moment.

    Those that a turn answered in the last quarter of a second may be missing: their mark is not on disk yet.
    """
    connection, chat_hash = await unit.reading(), unit.vault.hash("chat", chat)
    found: set[int] = set()
    turns = select(inbox.c.message_id, inbox.c.answers).where(
        inbox.c.chat_hash == chat_hash, inbox.c.received_at >= since
    )
    for message_id, answers in await connection.execute(turns):
        found.update(map(int, (answers or "").split()))
        found.update([message_id] if message_id else ())
    sent = select(outbox.c.message_id).where(
        outbox.c.chat_hash == chat_hash,
        outbox.c.state == "sent",
        outbox.c.settled_at >= since,
        outbox.c.message_id.is_not(None),
    )
    return found.union((await connection.execute(sent)).scalars())
