"""What `outbox` does at the terminal, in short transactions beside the running bot: plain English."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TextIO, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.clock import Clock
from bot.storage import owed
from bot.storage.database import Database
from bot.storage.owed import Line

GOOD, FAILED = 0, 1

_HEAD = ("number", "kind", "state", "why", "tries", "age", "appeal")
_WIDTHS = (8, 11, 8, 12, 6, 9, 0)
_MINUTE, _HOUR, _DAY = 60, 3600, 86400

_Change: TypeAlias = Callable[[AsyncConnection, Sequence[int], datetime], Awaitable[list[int]]]


async def list_outbox(database: Database, clock: Clock, out: TextIO) -> int:
    """Print a line for each message that has not arrived, and how many there are."""
    async with database.read() as connection:
        lines = await owed.listed(connection)
    if lines:
        _print_row(_HEAD, out)
    for line in lines:
        _print_row(_cells(line, clock.now()), out)
    unsent = sum(line.state in ("queued", "sending") for line in lines)
    print(f"{unsent} unsent, {len(lines) - unsent} not delivered", file=out)
    return GOOD


async def retry_outbox(database: Database, clock: Clock, seqs: Sequence[int], out: TextIO) -> int:
    """Let messages be sent now; return 1 when that cannot be done with one of them."""
    return await _change(database, owed.retry, "is sent again", seqs, clock=clock, out=out)


async def drop_outbox(database: Database, clock: Clock, seqs: Sequence[int], out: TextIO) -> int:
    """Give messages up; return 1 when that cannot be done with one of them."""
    return await _change(database, owed.drop, "is given up", seqs, clock=clock, out=out)


async def _change(
    database: Database, change: _Change, done: str, seqs: Sequence[int], *, clock: Clock, out: TextIO
) -> int:
    async with database.write() as connection:
        changed = await change(connection, seqs, clock.now())
        states = {line.seq: line for line in await owed.listed(connection, seqs)}
    for seq in seqs:
        print(f"{seq} {done if seq in changed else _why_not(states.get(seq))}", file=out)
    return GOOD if set(seqs) <= set(changed) else FAILED


def _why_not(line: Line | None) -> str:
    if line is None:
        return "is not known"
    if line.state == "sending":
        return "is being sent; try again in a moment"
    return "is sent already" if line.state == "sent" else "was given up before"


def _cells(line: Line, now: datetime) -> tuple[str, ...]:
    age = _age((now - line.created_at).total_seconds())
    why = line.failure or "-"
    return (str(line.seq), line.kind, line.state, why, str(line.attempts), age, line.appeal or "-")


def _age(seconds: float) -> str:
    for unit, name in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min")):
        if seconds >= unit:
            return f"{int(seconds // unit)} {name}"
    return f"{max(0, int(seconds))} s"


def _print_row(cells: Sequence[str], out: TextIO) -> None:
    print("".join(cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)), file=out)
