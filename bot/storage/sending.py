"""What the sender asks of the outbox, many times a second: statements made once, chats many at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import SealError
from bot.storage.crypto import Vault
from bot.storage.outbox import DROPPED, UNANSWERED, UNSENT, Owed, Rank, State, unseal
from bot.storage.tables import counters, outbox, posts
from bot.storage.upsert import insert_for

_CHATS_AT_ONCE = 500
_OUTSIDE = "outbox-outside"
"""The counter that another program raises when it changed the outbox."""


@dataclass(frozen=True, slots=True)
class Head:
    """The message that a chat is sent next.

    `rank` is the most urgent of all that wait in the chat: what stands before danger goes out as danger.
    """

    seq: int
    chat: str
    rank: Rank
    group: bool
    not_before: datetime
    unanswered: bool = False
    """Whether it waits only for Telegram to be well again."""


_FIRST = (
    select(func.min(outbox.c.seq).label("seq"), func.min(outbox.c.rank).label("rank"))
    .where(outbox.c.chat_hash.in_(bindparam("chats", expanding=True)), outbox.c.state.in_(UNSENT))
    .group_by(outbox.c.chat_hash)
    .subquery()
)
_HEADS = select(
    outbox.c.seq,
    outbox.c.id,
    outbox.c.chat_hash,
    outbox.c.not_before,
    outbox.c.failure,
    outbox.c.payload_sealed,
    _FIRST.c.rank,
).join(_FIRST, outbox.c.seq == _FIRST.c.seq)


async def heads(connection: AsyncConnection, vault: Vault, chats: Collection[str]) -> list[Head]:
    """Return the first unsent message of each of these chats that has one."""
    asked, found = list(chats), []
    for at in range(0, len(asked), _CHATS_AT_ONCE):
        rows = await connection.execute(_HEADS, {"chats": asked[at : at + _CHATS_AT_ONCE]})
        found += [_head(row, vault) for row in rows.all()]
    return found


_CLAIM = (
    update(outbox)
    .where(outbox.c.seq.in_(bindparam("seqs", expanding=True)), outbox.c.state.in_(UNSENT))
    .values(state="sending")
    .returning(outbox)
)


async def claim(connection: AsyncConnection, vault: Vault, seqs: Collection[int]) -> list[Owed]:
    """Mark rows as being sent, and return those that are still unsent, in this order.

    One that is marked already, though no sender holds it, was claimed by a commit whose answer was lost.
    """
    if not seqs:
        return []
    rows = {row.seq: row for row in (await connection.execute(_CLAIM, {"seqs": list(seqs)})).all()}
    return [_owed(rows[seq], vault) for seq in seqs if seq in rows]


_POSTS = select(posts.c.id, posts.c.place_sealed).where(posts.c.id.in_(bindparam("ids", expanding=True)))


async def places(connection: AsyncConnection, vault: Vault, ids: Collection[str]) -> dict[str, list[int]]:
    """Return the chat and the message id of those posts that Telegram took."""
    if not ids:
        return {}
    found: dict[str, list[int]] = {}
    for row in await connection.execute(_POSTS, {"ids": list(ids)}):
        with suppress(SealError):  # a damaged one is as good as none
            found[row.id] = vault.queues.open_json(row.place_sealed, "posts", "place", row.id)
    return found


async def release(connection: AsyncConnection) -> None:
    """Queue again what a killed process was sending: a message may come twice, none is missing."""
    again = outbox.c.attempts + 1  # perhaps: nobody knows how far it came
    sending = update(outbox).where(outbox.c.state == "sending")
    await connection.execute(sending.values(state="queued", attempts=again))


_THIS = (outbox.c.seq == bindparam("row")) & (outbox.c.state == "sending")
_SENT = (
    update(outbox)
    .where(_THIS)
    .values(
        state="sent",
        payload_sealed=None,
        failure=bindparam("why"),
        settled_at=bindparam("at"),
        message_id=bindparam("posted"),
    )
)
_LOST = (
    update(outbox)
    .where(_THIS)
    .values(state=bindparam("end"), failure=bindparam("why"), settled_at=bindparam("at"))
)
_POSTPONED = (
    update(outbox)
    .where(_THIS)
    .values(
        state="queued",
        attempts=outbox.c.attempts + 1,
        not_before=bindparam("at"),
        failure=bindparam("why"),
    )
)


async def settle(
    connection: AsyncConnection,
    row: Owed,
    state: State,
    now: datetime,
    *,
    failure: str | None = None,
    message_id: int | None = None,
) -> bool:
    """End a row's life; False when that was done before.

    What was sent, or dropped, is gone from the queue; the rest keeps its words for `abai-bala outbox retry`.
    """
    values = {"row": row.seq, "why": failure, "at": now}
    if state == "sent":
        return bool((await connection.execute(_SENT, {**values, "posted": message_id})).rowcount)
    ended = (await connection.execute(_LOST, {**values, "end": state})).rowcount
    if ended and failure == DROPPED:
        await connection.execute(update(outbox).where(outbox.c.seq == row.seq).values(payload_sealed=None))
    return bool(ended)


async def postpone(connection: AsyncConnection, row: Owed, until: datetime, failure: str) -> None:
    """Queue a row again, to be sent at a moment."""
    await connection.execute(_POSTPONED, {"row": row.seq, "why": failure, "at": until})


async def unsent(connection: AsyncConnection) -> dict[str, int]:
    """Return how many rows each chat is still to be sent."""
    counted = (
        select(outbox.c.chat_hash, func.count())
        .where(outbox.c.state.in_(UNSENT))
        .group_by(outbox.c.chat_hash)
    )
    return {row[0]: row[1] for row in await connection.execute(counted)}


async def sent_lately(connection: AsyncConnection, since: datetime) -> list[tuple[str, Rank, datetime]]:
    """Return the chat, rank and moment of each message sent since then, oldest first."""
    lately = (
        select(outbox.c.chat_hash, outbox.c.rank, outbox.c.settled_at)
        .where(outbox.c.settled_at >= since, outbox.c.state == "sent")
        .order_by(outbox.c.settled_at)
    )
    rows = await connection.execute(lately)
    return [(row.chat_hash, Rank(row.rank), row.settled_at) for row in rows]


_TO = (
    select(outbox.c.settled_at)
    .where(outbox.c.chat_hash == bindparam("chat"), outbox.c.state == "sent")
    .order_by(outbox.c.seq.desc())
    .limit(bindparam("most"))
)
_PERHAPS = select(func.count()).where(
    outbox.c.chat_hash == bindparam("chat"), outbox.c.state.in_(UNSENT), outbox.c.attempts > 0
)


async def sent_to(
    connection: AsyncConnection, chat: str, since: datetime, now: datetime, most: int
) -> list[datetime]:
    """Return when a chat was last sent messages, oldest first; one that may have come counts as sent now."""
    rows = (await connection.execute(_TO, {"chat": chat, "most": most})).scalars()
    perhaps = (await connection.execute(_PERHAPS, {"chat": chat})).scalar_one()
    return [*sorted(at for at in rows if at >= since), *[now] * perhaps]


_CHANGES = select(counters.c.value).where(counters.c.name == _OUTSIDE)


async def changes_outside(connection: AsyncConnection) -> int:
    """Return a number that grows whenever another program changed the outbox."""
    return (await connection.execute(_CHANGES)).scalar() or 0


async def tell_of_change(connection: AsyncConnection) -> None:
    """Let the sender look at the whole outbox anew: somebody else changed it."""
    row = insert_for(connection, counters).values(name=_OUTSIDE, value=1)
    more = {"value": counters.c.value + 1}
    await connection.execute(row.on_conflict_do_update(index_elements=["name"], set_=more))


def _call(row: Any, vault: Vault) -> tuple[str, dict[str, Any]]:
    try:
        payload = unseal(vault, row)
    except SealError:
        return "", {}
    return payload["method"], payload["params"]


def _head(row: Any, vault: Vault) -> Head:
    _, params = _call(row, vault)
    return Head(
        row.seq,
        row.chat_hash,
        Rank(row.rank),
        params.get("chat_id", 0) < 0,
        row.not_before,
        row.failure == UNANSWERED,
    )


def _owed(row: Any, vault: Vault) -> Owed:
    method, params = _call(row, vault)
    return Owed(
        row.seq, row.id, row.chat_hash, row.kind, row.appeal_id, method, params, row.attempts, row.failure
    )


def targets(rows: Iterable[Owed]) -> set[str]:
    """Return the posts that these messages point at."""
    found = (each for row in rows for each in _points(row.params))
    return {each["post"] for each in found if isinstance(each, dict)}


def _points(params: dict[str, Any]) -> tuple[Any, Any]:
    return params.get("message_id"), (params.get("reply_parameters") or {}).get("message_id")


def placed(row: Owed, known: Mapping[str, list[int]]) -> Owed:
    """Put in the message ids of posts in the same chat; None for one to edit that was never posted there."""

    def number(target: Any) -> int | None:
        if not isinstance(target, dict):
            return int(target)
        chat, message_id = known.get(target["post"], (None, None))
        return message_id if chat == row.params["chat_id"] else None

    params = dict(row.params)
    if "message_id" in params:
        params["message_id"] = number(params["message_id"])
    if reply := params.pop("reply_parameters", None):
        under = number(reply["message_id"])
        if under is not None:
            params["reply_parameters"] = {**reply, "message_id": under}
    return replace(row, params=params)
