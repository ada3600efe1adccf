"""Which appeals a chat knows: the cards that stand there or are coming, and what it still misses."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, select

from bot.domain.appeals import Appeal
from bot.domain.messages import Post
from bot.storage.appeals import where
from bot.storage.outbox import UNSENT, Kind, State
from bot.storage.tables import appeals, outbox, posts
from bot.storage.unit import UnitOfWork

_HOPEFUL: tuple[State, ...] = (*UNSENT, "sent")


async def uncarded(unit: UnitOfWork, chat: int) -> list[Appeal]:
    """Return the appeals that a chat does not know in full, in the order they were filed.

    Those are the open ones without a card there, and those with an addition that failed to arrive.
    """
    key = unit.vault.hash("chat", chat)
    standing = select(posts.c.appeal_id).where(posts.c.kind == f"card|{key}")
    coming = select(outbox.c.appeal_id).where(_owed_to(key, "card"), outbox.c.state.in_(_HOPEFUL))
    unseen = (appeals.c.status == "open") & appeals.c.id.not_in(standing.union(coming))
    return await where(unit, unseen | appeals.c.id.in_(_failed_for_good(key, "addition", made_up_by="card")))


async def stale(unit: UnitOfWork, chat: int) -> list[Appeal]:
    """Return the appeals whose cards missed a change while their chat was out of reach."""
    key = unit.vault.hash("chat", chat)
    missed = _failed_for_good(key, "card-edit", made_up_by="card-edit").where(outbox.c.failure == "not-found")
    return await where(unit, appeals.c.id.in_(missed))


async def lost(unit: UnitOfWork, appeal_id: str, chat: int, kind: Kind) -> bool:
    """Tell whether a chat misses a message of a kind that no later card made up for."""
    missed = _failed_for_good(unit.vault.hash("chat", chat), kind, made_up_by="card")
    this = missed.where(outbox.c.appeal_id == appeal_id).limit(1)
    return (await (await unit.reading()).execute(this)).first() is not None


async def standing(unit: UnitOfWork, appeal_id: str, chat: int) -> list[Post]:
    """Return an appeal's cards that stand in a chat, oldest first."""
    connection = await unit.reading()
    return [
        Post(found) for found in (await connection.execute(_standing_cards(unit, appeal_id, chat))).scalars()
    ]


async def newest(unit: UnitOfWork, appeal_id: str, chat: int) -> Post | None:
    """Return the card in a chat to write under: one that stands there or is on its way."""
    connection = await unit.reading()
    key = unit.vault.hash("chat", chat)
    coming = (
        select(outbox.c.id)
        .where(_owed_to(key, "card"), outbox.c.appeal_id == appeal_id, outbox.c.state.in_(UNSENT))
        .order_by(outbox.c.seq)
    )
    found = [
        *(await connection.execute(_standing_cards(unit, appeal_id, chat))).scalars(),
        *(await connection.execute(coming)).scalars(),
    ]
    return Post(found[-1]) if found else None


def _standing_cards(unit: UnitOfWork, appeal_id: str, chat: int) -> Select[str]:
    kind = f"card|{unit.vault.hash('chat', chat)}"
    same = (posts.c.appeal_id == appeal_id) & (posts.c.kind == kind)
    return select(posts.c.id).where(same).order_by(posts.c.id)


def _owed_to(key: str, kind: Kind) -> ColumnElement[bool]:
    return (outbox.c.chat_hash == key) & (outbox.c.kind == kind)


def _failed_for_good(key: str, kind: Kind, *, made_up_by: Kind) -> Select[str]:
    """Return the appeals with a failed message of a kind that no later one made up for."""
    later = outbox.alias()
    made_up = select(later.c.seq).where(
        later.c.chat_hash == key,
        later.c.kind == made_up_by,
        later.c.appeal_id == outbox.c.appeal_id,
        later.c.seq > outbox.c.seq,
        later.c.state.in_(_HOPEFUL),
    )
    failed = outbox.c.state.in_(("failed", "blocked"))
    return select(outbox.c.appeal_id).where(_owed_to(key, kind), failed, ~made_up.exists())
