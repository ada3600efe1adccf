"""What `parked` does at the terminal, in short transactions beside the running bot: plain English."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TextIO

from bot.domain.clock import KAZAKHSTAN, Clock
from bot.domain.updates import Raw
from bot.storage import parked
from bot.storage.crypto import Vault
from bot.storage.database import Database
from bot.storage.parked import Parked

GOOD, FAILED = 0, 1

_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
_CONTENTS = (
    *("text", "photo", "voice", "video", "document", "audio", "animation", "video_note"),
    *("sticker", "location", "contact", "poll"),
)
"""Names that a line may show: what else stands in an update a stranger chose."""


async def list_parked(database: Database, vault: Vault, out: TextIO) -> int:
    """Print a line for each update that is set aside, without a word of it, and how many there are."""
    async with database.read() as connection:
        rows = await parked.listed(connection, vault)
    for row in rows:
        print(_line(row), file=out)
    print(f"{len(rows)} parked", file=out)
    return GOOD


async def show_parked(
    database: Database, vault: Vault, seqs: Sequence[int], out: TextIO, *, reveal: bool
) -> int:
    """Print what is known of updates; `reveal` prints them whole. Return 1 when one of them is not parked."""
    async with database.read() as connection:
        rows = {row.seq: row for row in await parked.listed(connection, vault, seqs)}
    for seq in seqs:
        print(_line(rows[seq]) if seq in rows else f"{seq} is not parked", file=out)
        if reveal and seq in rows:
            print(_printable(json.dumps(rows[seq].update, ensure_ascii=False, indent=2)), file=out)
    return GOOD if set(seqs) <= set(rows) else FAILED


async def retry_parked(database: Database, seqs: Sequence[int], out: TextIO) -> int:
    """Let updates try again, all when none is named; return 1 when one of them is not parked."""
    async with database.write() as connection:
        changed = await parked.retry(connection, seqs)
    return _told(seqs, changed, "tries again", out)


async def drop_parked(database: Database, clock: Clock, seqs: Sequence[int], out: TextIO) -> int:
    """Delete updates for good; return 1 when one of them is not parked."""
    async with database.write() as connection:
        changed = await parked.drop(connection, seqs, clock.now())
    return _told(seqs, changed, "is dropped", out)


def _told(asked: Sequence[int], changed: Sequence[int], done: str, out: TextIO) -> int:
    for seq in asked or changed:
        print(f"{seq} {done if seq in changed else 'is not parked'}", file=out)
    return GOOD if set(asked) <= set(changed) else FAILED


def _line(row: Parked) -> str:
    when = f"came {_moment(row.received_at)}, parked {_moment(row.parked_at)}"
    return f"{row.seq}  {_kind(row.update)}  {when} after {row.attempts} tries: {row.failure}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(KAZAKHSTAN):%Y-%m-%d %H:%M}"


def _kind(update: Raw | None) -> str:
    if update is None:
        return "damaged"
    kind = next((each for each in _UPDATES if each in update), "other")
    held: Any = update.get(kind)
    content = [each for each in _CONTENTS if isinstance(held, Mapping) and each in held]
    return "/".join([kind, *content[:1]])


def _printable(text: str) -> str:
    """Show what would steer a terminal as what it is."""
    return "".join(
        each if each.isprintable() or each == "\n" else each.encode("unicode_escape").decode()
        for each in text
    )
