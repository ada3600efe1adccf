"""Messages owed: sent in their chat's order, tried again while there is hope, recorded as they end."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.limits import Pace
from bot.delivery.line import Elapsed, Line
from bot.delivery.records import End, Follow, Records, Settled
from bot.delivery.retry import REPEATED, Settle, decide
from bot.delivery.trouble import Backoff
from bot.domain.clock import Clock
from bot.errors import AbaiBalaError, OutcomeUnknownError
from bot.meter import BotCall
from bot.storage import sending
from bot.storage.crypto import DAMAGED, Vault
from bot.storage.database import TROUBLE, Database
from bot.storage.outbox import DROPPED, Owed
from bot.storage.sending import Head
from bot.storage.unit import UnitOfWork

_log = logging.getLogger(__name__)

_AT_ONCE = 40
"""Calls on their way at the same time: enough for 25 a second when Telegram takes 1.6 s for each."""

_LOOK_SECONDS = 5.0
"""How soon it is noticed that another program changed the outbox."""

_OUTAGE_SECONDS = 30.0
"""Without a message sent for so long, the next one that is sent may be the end of an outage."""


class Sender:
    """Carries the outbox to Telegram. `owing` counts unsent rows by chat, for turns that want to go first.

    `settled` and `follow` are those of `Records`.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        clock: Clock,
        unit: Callable[[], UnitOfWork],
        *,
        call: BotCall,
        settled: Settled,
        follow: Follow,
        pace: Pace,
        at_once: int = _AT_ONCE,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self.owing: Counter[str] = Counter()
        self._database = database
        self._vault = vault
        self._clock = clock
        self._call = call
        self._records = Records(unit, settled=settled, follow=follow, released=self._release)
        self._pace = pace
        self._at_once = at_once
        self._steady = steady
        self._elapsed = Elapsed(clock, steady)
        self._line = Line(pace)
        self._unseen: set[str] = set()
        """Chats whose first message is to be looked up."""
        self._in_hand: dict[str, Owed] = {}
        """By chat: what is on its way or not yet recorded."""
        self._groups: set[str] = set()
        """Groups whose last messages the pace knows."""
        self._outside = 0
        self._looked_at = -_LOOK_SECONDS
        self._well_at = steady()
        self._in_doubt = False
        """Whether the database may hold what memory did not hear of."""
        self._closed = False
        self._wake = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self._rested = asyncio.Event()
        self._rested.set()

    def owed(self, chats: Iterable[str]) -> None:
        """Hear that rows were committed for these chats."""
        chats = list(chats)
        self.owing.update(chats)
        self._unseen.update(chats)
        self._empty.clear()
        self._wake.set()

    async def recover(self) -> None:
        """Queue again what an earlier process was sending, and learn what it has sent lately."""
        now, wall = self._steady(), self._clock.now()
        async with self._database.write() as connection:
            await sending.release(connection)
            lately = await sending.sent_lately(connection, wall - timedelta(seconds=5))
            self._outside = await sending.changes_outside(connection)
            self._count(await sending.unsent(connection))
        for chat, rank, at in lately:
            self._pace.sent(chat, rank, now - _since(at, wall), group=False)

    async def drained(self) -> None:
        """Return when nothing is owed."""
        await self._empty.wait()

    async def finish(self) -> None:
        """Begin nothing else; return once what is on its way is recorded."""
        self._closed = True
        await self._rested.wait()

    async def run(self) -> None:
        """Send until cancelled."""
        backoff = Backoff()
        async with asyncio.TaskGroup() as carriers:
            while True:
                try:
                    for row in await self._claim():
                        carriers.create_task(self._carry(row))
                    await self._nap()
                except TROUBLE as error:
                    sentence = (
                        f"The outbox cannot be read or written ({type(error).__name__}); look at the disk"
                    )
                    backoff.say(_log, logging.ERROR, sentence)
                    await backoff.wait()
                else:
                    backoff.reset()

    async def send_due(self) -> int:
        """Send what may go now, the first message of each chat; return how many were tried."""
        rows = await self._claim()
        await asyncio.gather(*(self._carry(row) for row in rows))
        return len(rows)

    def wait(self) -> float | None:
        """Return in how many seconds something may be sent, None while nothing is in line."""
        if self._unseen - self._in_hand.keys() or self._in_doubt:
            return 0.0
        return self._line.wait(self._steady(), self._elapsed.now())

    # --- what goes now ------------------------------------------------------------------------------

    async def _claim(self) -> list[Owed]:
        """Mark as being sent what the pace lets go now, as much as there are hands for."""
        self._wake.clear()
        if self._records.idle:
            await self._record()
        now = self._steady()
        look = now - self._looked_at >= _LOOK_SECONDS or self._in_doubt
        free = 0 if self._closed else self._at_once - len(self._in_hand)
        if not free or not (look or self.wait() == 0.0):
            return []
        heads: list[Head] = []
        try:
            async with self._database.write() as connection:
                if look:
                    await self._look_outside(connection, now)
                await self._look_up(connection)
                heads = self._line.take(now, self._elapsed.now(), free)
                rows = await sending.claim(connection, self._vault, [each.seq for each in heads])
                known = await sending.places(connection, self._vault, sending.targets(rows))
        except BaseException:
            self._in_doubt = True
            self._unseen.update(head.chat for head in heads)
            raise
        gone = {head.chat for head in heads} - {row.chat for row in rows}
        self._unseen |= gone  # another program took them out of the queue meanwhile
        rows = [sending.placed(row, known) for row in rows]
        self._in_hand.update((row.chat, row) for row in rows)
        if rows:
            self._rested.clear()
        return rows

    async def _look_outside(self, connection: AsyncConnection, now: float) -> None:
        """Count anew when another program changed the outbox, or when a commit's answer was lost."""
        outside = await sending.changes_outside(connection)
        if self._in_doubt or outside != self._outside:
            self._line.clear()
            self._count(await sending.unsent(connection))
        self._outside, self._looked_at, self._in_doubt = outside, now, False

    def _count(self, unsent: dict[str, int]) -> None:
        self.owing.clear()
        self.owing.update(unsent)
        self._unseen.update(unsent)
        (self._empty.clear if unsent else self._empty.set)()

    async def _look_up(self, connection: AsyncConnection) -> None:
        """Set the first message of each chat in line that has one."""
        asked = self._unseen - self._in_hand.keys()
        self._unseen -= asked
        try:
            found = await sending.heads(connection, self._vault, asked) if asked else []
            for head in found:
                await self._remember(connection, head)
        except BaseException:
            self._unseen |= asked
            raise
        elapsed, wall = self._elapsed.now(), self._clock.now()
        for head in found:
            self._line.put(head, elapsed + (head.not_before - wall).total_seconds())
        for chat in asked - {head.chat for head in found} - self._unseen:  # nothing, whatever was counted
            self._line.remove(chat)
            self._paid(chat, self.owing[chat])

    async def _remember(self, connection: AsyncConnection, head: Head) -> None:
        """Tell the pace what a group was sent before this process began."""
        if head.group and head.chat not in self._groups:
            now, wall = self._steady(), self._clock.now()
            since = wall - timedelta(seconds=self._pace.group_seconds)
            sent = await sending.sent_to(connection, head.chat, since, wall, self._pace.group_all)
            self._pace.remember(head.chat, [now - _since(at, wall) for at in sent])
            self._groups.add(head.chat)

    async def _nap(self) -> None:
        wait = self.wait()
        if self._closed or len(self._in_hand) >= self._at_once:
            wait = None
        try:
            async with asyncio.timeout(_LOOK_SECONDS if wait is None else min(wait, _LOOK_SECONDS)):
                await self._wake.wait()
        except TimeoutError:
            return

    # --- what went ----------------------------------------------------------------------------------

    async def _carry(self, row: Owed) -> None:
        self._records.add(await self._send(row))
        try:
            await self._record()
        except TROUBLE as error:
            _log.error("What was sent cannot be recorded (%s); trying again", type(error).__name__)
            self._wake.set()

    async def _send(self, row: Owed) -> End:
        if row.failure == DROPPED:
            return End(row, Settle("failed", DROPPED))
        if not row.method:
            return End(row, Settle("failed", DAMAGED))
        if "message_id" in row.params and row.params["message_id"] is None:
            return End(row, Settle("failed", "not-found"))
        try:
            result = await self._call(row.method, row.params)
        except AbaiBalaError as error:
            if isinstance(error, OutcomeUnknownError):
                _log.info("A %s message may come twice: %s", row.kind, REPEATED[row.kind])
            return End(row, decide(error, row.attempts, self._clock.now()))
        self._went_well()
        message_id = result.get("message_id") if isinstance(result, dict) else None
        return End(row, Settle("sent", None), message_id)

    def _went_well(self) -> None:
        """After an outage let nobody wait for the end of a long pause."""
        now, before = self._steady(), self._well_at
        self._well_at = now
        if now - before > _OUTAGE_SECONDS:
            self._line.hurry(self._elapsed.now())

    async def _record(self) -> None:
        try:
            await self._records.write()
        except TROUBLE:
            self._in_doubt = True
            raise

    def _release(self, end: End) -> None:
        chat = end.row.chat
        self._in_hand.pop(chat, None)
        if isinstance(end.decision, Settle):
            self._paid(chat, 1)
            if end.decision.failure:
                _log.warning(
                    "A %s message ended as %s: %s", end.row.kind, end.decision.state, end.decision.failure
                )
        if chat in self.owing:
            self._unseen.add(chat)
        if not self._in_hand:
            self._rested.set()
        self._wake.set()

    def _paid(self, chat: str, count: int) -> None:
        self.owing[chat] -= count
        if self.owing[chat] <= 0:
            del self.owing[chat]
        if not self.owing:
            self._empty.set()


def _since(at: datetime, wall: datetime) -> float:
    """Return for how many seconds something is past; none for what a clock since set back says is to come."""
    return max(0.0, (wall - at).total_seconds())
