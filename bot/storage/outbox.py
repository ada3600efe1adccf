"""Messages owed, rendered when written: a row each until Telegram took it or will never take it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Literal, TypeAlias

from sqlalchemy import func, insert, select, update

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

UNANSWERED = "no-answer"
"""Why a message waits while Telegram is ill or out of reach."""

DROPPED = "dropped"
"""Why a message failed that an admin does not want sent. On a queued row: the order to end it so."""


class Rank(IntEnum):
    """Which chat's next message goes first when many wait.

    REPLY is what a person waits for: an operator's reply, and what the bot answers in a turn.
    """

    DANGER = 0
    RECEIPT = 1
    REPLY = 2
    REST = 3


_RANKS: dict[Kind, Rank] = {
    "danger": Rank.DANGER,
    "receipt": Rank.RECEIPT,
    "reply": Rank.REPLY,
    "reply-part": Rank.REPLY,
    "turn": Rank.REPLY,
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
    failure: str | None = None


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

    Given as `row_id`, the id says what the message stands for: no other may have it. A card's edit takes
    the place of an older one that is still queued: only the newest is worth a message.
    """
    method, params = unit.encode(message)
    payload = {"method": method, "params": {"chat_id": chat_id, **params}}
    connection = await unit.writing()
    if kind == "card-edit" and (older := await _queued_edit(unit, payload, appeal_id)):
        sealed = seal(unit.vault, older, payload)
        await connection.execute(update(outbox).where(outbox.c.id == older).values(payload_sealed=sealed))
        return older
    row_id, chat = row_id or unit.new_id(), unit.vault.hash("chat", chat_id)
    await connection.execute(
        insert(outbox).values(
            id=row_id,
            chat_hash=chat,
            kind=kind,
            rank=_RANKS.get(kind, Rank.REST),
            state="queued",
            payload_sealed=seal(unit.vault, row_id, payload),
            appeal_id=appeal_id,
            not_before=unit.now,
            created_at=unit.now,
        )
    )
    unit.owed.append(chat)
    return row_id


async def known(unit: UnitOfWork, row_id: str) -> bool:
    """Tell whether there was a message of this id, whatever became of it."""
    connection = await unit.reading()
    return (await connection.execute(select(outbox.c.seq).where(outbox.c.id == row_id))).first() is not None


def seal(vault: Vault, row_id: str, payload: dict[str, Any]) -> bytes:
    """Encrypt a row's call: its `method` and its `params`, chat included."""
    return vault.queues.seal_json(payload, "outbox", "payload", row_id)


def unseal(vault: Vault, row: Any) -> dict[str, Any]:
    """Return the call of a row as the database holds it. Raises SealError when it is damaged or gone."""
    payload: dict[str, Any] = vault.queues.open_json(row.payload_sealed or b"", "outbox", "payload", row.id)
    return payload


async def _queued_edit(unit: UnitOfWork, payload: dict[str, Any], appeal_id: str | None) -> str | None:
    """Return the id of a queued edit of the same message."""
    connection = await unit.writing()
    queued = select(outbox.c.id, outbox.c.payload_sealed).where(
        outbox.c.appeal_id == appeal_id,
        outbox.c.kind == "card-edit",
        outbox.c.state == "queued",
        outbox.c.failure.is_distinct_from(DROPPED),
    )
    for row in (await connection.execute(queued)).all():
        with suppress(SealError):
            known = unseal(unit.vault, row)
            if known["method"] == payload["method"] and _target(known) == _target(payload):
                return str(row.id)
    return None


def _target(payload: dict[str, Any]) -> tuple[Any, Any]:
    return payload["params"]["chat_id"], payload["params"].get("message_id")


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
