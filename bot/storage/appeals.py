"""Appeals, what is said in them, and where their messages stand in Telegram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, insert, select, update

from bot.domain.appeals import Appeal, Body, Entry, EntryKind, Part, Status, number_of
from bot.storage.crypto import Cipher
from bot.storage.tables import appeals, audit, counters, entries, posts, sources
from bot.storage.unit import UnitOfWork
from bot.storage.upsert import insert_for, upsert

Source: TypeAlias = tuple[object, ...]
"""What names a message: its chat and message id, and for an edit what it then reads; or names an album."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What is frozen into an appeal when it is sent."""

    draft_id: str
    author: int
    lang: str
    category: str
    place: str
    topic: str
    consent_version: str
    promised_days: int
    due_on: date
    year: int


async def file(unit: UnitOfWork, filing: Filing) -> Appeal | None:
    """Insert an appeal under the next number of its year; None when its draft was filed before."""
    connection = await unit.writing()
    known = select(appeals.c.id).where(appeals.c.draft_id == filing.draft_id)
    if (await connection.execute(known)).first():
        return None
    number = number_of(filing.year, await _next(unit, f"appeals-{filing.year}"))
    appeal_id = unit.new_id()
    key = unit.vault.new_appeal_key(appeal_id)
    cipher = unit.vault.appeal(appeal_id, key)
    await connection.execute(
        insert(appeals).values(
            id=appeal_id,
            number=number,
            draft_id=filing.draft_id,
            author_hash=unit.vault.hash("chat", filing.author),
            author_sealed=cipher.seal_json(filing.author, "appeals", "author", appeal_id),
            key_sealed=key,
            lang=filing.lang,
            category=filing.category,
            place=filing.place,
            topic=filing.topic,
            status="open",
            consent_version=filing.consent_version,
            promised_days=filing.promised_days,
            due_on=filing.due_on.isoformat(),
            filed_at=unit.now,
            changed_at=unit.now,
        )
    )
    return await get(unit, number)


async def get(unit: UnitOfWork, number: str) -> Appeal | None:
    found = await where(unit, appeals.c.number == number)
    return found[0] if found else None


async def of_draft(unit: UnitOfWork, draft_id: str) -> Appeal | None:
    found = await where(unit, appeals.c.draft_id == draft_id)
    return found[0] if found else None


async def by_id(unit: UnitOfWork, appeal_id: str) -> Appeal:
    """Return an appeal that is known to exist."""
    return (await where(unit, appeals.c.id == appeal_id))[0]


async def of_author(unit: UnitOfWork, author: int) -> list[Appeal]:
    """Return a person's own appeals, newest first."""
    mine = await where(unit, appeals.c.author_hash == unit.vault.hash("chat", author))
    return mine[::-1]


async def waiting(unit: UnitOfWork) -> list[Appeal]:
    """Return the open appeals, the one due first at the top."""
    return sorted(await where(unit, appeals.c.status == "open"), key=lambda each: (each.due_on, each.number))


async def where(unit: UnitOfWork, which: ColumnElement[bool]) -> list[Appeal]:
    """Return the appeals that a condition on their row is true of, in the order they were filed."""
    connection = await unit.reading()
    rows: Sequence[Any] = (
        await connection.execute(select(appeals).where(which).order_by(appeals.c.id))
    ).all()
    return [_appeal(row, unit) for row in rows]


async def move(unit: UnitOfWork, appeal: Appeal, status: Status) -> None:
    """Set an appeal's status; the first answer's moment is kept."""
    connection = await unit.writing()
    values: dict[str, Any] = {"status": status, "changed_at": unit.now}
    if status == "answered" and appeal.answered_at is None:
        values["answered_at"] = unit.now
    await connection.execute(update(appeals).where(appeals.c.id == appeal.id).values(**values))


def came_from(chat: int, parts: Sequence[Part]) -> list[Source]:
    """Name the messages of an entry and the albums they are part of, whose other messages may come later."""
    albums = dict.fromkeys(part.album for part in parts if part.album)
    return [*((chat, part.message_id) for part in parts), *((chat, "album", album) for album in albums)]


async def say(
    unit: UnitOfWork, appeal: Appeal, kind: EntryKind, body: Body, *came_from: Source
) -> str | None:
    """Insert an entry and return its id; None when the first of its messages made one before."""
    connection = await unit.writing()
    hashes = [unit.vault.hash("entry", *source) for source in came_from]
    known = select(sources.c.entry_id).where(sources.c.source_hash == hashes[0])
    if (await connection.execute(known)).first():
        return None
    entry_id = unit.new_id()
    cipher = await _cipher(unit, appeal.id)
    await connection.execute(
        insert(entries).values(
            id=entry_id,
            appeal_id=appeal.id,
            kind=kind,
            body_sealed=cipher.seal_json(body.to_json(), "entries", "body", entry_id),
            at=unit.now,
        )
    )
    rows = [{"source_hash": each, "entry_id": entry_id} for each in dict.fromkeys(hashes)]
    await connection.execute(insert_for(connection, sources).values(rows).on_conflict_do_nothing())
    return entry_id


async def entry(unit: UnitOfWork, entry_id: str) -> Entry | None:
    connection = await unit.reading()
    row = (await connection.execute(select(entries).where(entries.c.id == entry_id))).first()
    return _entry(row, await _cipher(unit, row.appeal_id)) if row else None


async def entry_of(unit: UnitOfWork, *source: object) -> Entry | None:
    """Return the entry that a message made."""
    connection = await unit.reading()
    same = sources.c.source_hash == unit.vault.hash("entry", *source)
    entry_id = (await connection.execute(select(sources.c.entry_id).where(same))).scalar()
    return await entry(unit, entry_id) if entry_id else None


async def rewrite(unit: UnitOfWork, proposed: Entry, body: Body) -> bool:
    """Give a proposed entry other words; False when it was decided before."""
    connection = await unit.writing()
    cipher = await _cipher(unit, proposed.appeal_id)
    sealed = cipher.seal_json(body.to_json(), "entries", "body", proposed.id)
    same = (entries.c.id == proposed.id) & (entries.c.kind == "proposed")
    changed = await connection.execute(
        update(entries).where(same).values(body_sealed=sealed).returning(entries.c.id)
    )
    return changed.first() is not None


async def said(unit: UnitOfWork, appeal: Appeal) -> list[Entry]:
    """Return all that was said in an appeal, oldest first."""
    connection = await unit.reading()
    rows = await connection.execute(
        select(entries).where(entries.c.appeal_id == appeal.id).order_by(entries.c.id)
    )
    cipher = await _cipher(unit, appeal.id)
    return [_entry(row, cipher) for row in rows]


async def decide(unit: UnitOfWork, entry_id: str, kind: EntryKind) -> bool:
    """Turn a proposed entry into a reply or a note; False when that was decided before."""
    connection = await unit.writing()
    proposed = (entries.c.id == entry_id) & (entries.c.kind == "proposed")
    changed = await connection.execute(
        update(entries).where(proposed).values(kind=kind).returning(entries.c.id)
    )
    return changed.first() is not None


async def remember_post(
    unit: UnitOfWork, post_id: str, *, kind: str, appeal_id: str, chat: int, message_id: int
) -> None:
    """Remember where Telegram put a message about an appeal."""
    row = {
        "id": post_id,
        "kind": f"{kind}|{unit.vault.hash('chat', chat)}",
        "appeal_id": appeal_id,
        "message_hash": unit.vault.hash("message", chat, message_id),
        "place_sealed": unit.vault.queues.seal_json([chat, message_id], "posts", "place", post_id),
        "posted_at": unit.now,
    }
    await upsert(await unit.writing(), posts, row)


async def appeal_of_message(unit: UnitOfWork, chat: int, message_id: int) -> Appeal | None:
    """Return the appeal that a message of the bot's own is about."""
    connection = await unit.reading()
    same = posts.c.message_hash == unit.vault.hash("message", chat, message_id)
    row = (await connection.execute(select(posts.c.appeal_id).where(same))).first()
    return await by_id(unit, row.appeal_id) if row else None


async def note_deed(unit: UnitOfWork, appeal_id: str | None, actor: int, deed: str) -> None:
    """Write a line of the audit: who did what, without content. `actor` 0 is the program itself."""
    connection = await unit.writing()
    await connection.execute(
        insert(audit).values(
            at=unit.now, appeal_id=appeal_id, actor_hash=unit.vault.hash("chat", actor), deed=deed
        )
    )


async def _next(unit: UnitOfWork, name: str) -> int:
    connection = await unit.writing()
    row = insert_for(connection, counters).values(name=name, value=1)
    raised = row.on_conflict_do_update(index_elements=["name"], set_={"value": counters.c.value + 1})
    return int((await connection.execute(raised.returning(counters.c.value))).scalar_one())


def _appeal(row: Any, unit: UnitOfWork) -> Appeal:
    cipher = unit.vault.appeal(row.id, row.key_sealed)
    return Appeal(
        row.id,
        row.number,
        cipher.open_json(row.author_sealed, "appeals", "author", row.id),
        row.lang,
        row.category,
        row.place,
        row.topic,
        row.status,
        row.promised_days,
        date.fromisoformat(row.due_on),
        row.filed_at,
        row.answered_at,
    )


def _entry(row: Any, cipher: Cipher) -> Entry:
    body = Body.from_json(cipher.open_json(row.body_sealed, "entries", "body", row.id))
    return Entry(row.id, row.appeal_id, row.kind, body, row.at)


async def _cipher(unit: UnitOfWork, appeal_id: str) -> Cipher:
    connection = await unit.reading()
    key = (
        await connection.execute(select(appeals.c.key_sealed).where(appeals.c.id == appeal_id))
    ).scalar_one()
    return unit.vault.appeal(appeal_id, key)
