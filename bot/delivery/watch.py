"""The watch: looks at store, queues and clock every few seconds, for health, metrics and alarms alike."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.delivery.alarms import Change, Outage
from bot.delivery.trouble import passes
from bot.domain.clock import Clock
from bot.domain.texts import Value
from bot.errors import AbaiBalaError, StoreError
from bot.meter import Meter
from bot.storage import queues
from bot.storage.database import TROUBLE, Database, prove
from bot.storage.queues import Queues

_log = logging.getLogger(__name__)

Say: TypeAlias = Callable[[int, "Word"], Awaitable[None]]

_EVERY_SECONDS = 5.0
_LOOK_SECONDS = 10.0
_SILENT_SECONDS = 30.0
"""A watch that looked last so long ago hangs itself, so nothing that it saw counts."""

_STORE_SECONDS = 10.0
"""Shorter trouble of the store is no alarm: another program may hold the lock for a while."""

_OVER_SECONDS = 60.0
"""Longer than any part waits between two tries."""

_LATE_SECONDS, _LATE_THOUGH_SLOWED_SECONDS = 60.0, 600.0
_JUMP = timedelta(seconds=60)
_MOST_UNSAID = 20

_SENTENCES: dict[str, str] = {
    "admin-store-failing": "The database cannot be written; look at the disk and at DATABASE_URL",
    "admin-store-well": "The database takes everything again; nothing needs to be done",
    "admin-late": "Messages wait for longer than a minute; look whether Telegram can be reached",
    "admin-late-over": "What waited is sent; nothing needs to be done",
    "admin-clock-jumped": "The system's clock jumped; look at it, for due days are counted by it",
}
"""The same words to those who read the log."""


def _since_boot() -> float:
    """Return seconds that nobody can set and that go on while the machine sleeps, where it can tell."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


@dataclass(frozen=True, slots=True)
class Word:
    """What the admins are to hear: a text of `content/texts` and its values."""

    text_id: str
    values: dict[str, Value]


class Watch:
    """`queues` is what the last look saw. Whoever asks reads memory: nobody waits, the database rests."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        admins: Collection[int],
        *,
        say: Say,
        meter: Meter,
        monotonic: Callable[[], float] = _since_boot,
    ) -> None:
        self.queues = Queues()
        self._database = database
        self._clock = clock
        self._say = say
        self._meter = meter
        self._monotonic = monotonic
        self._store = Outage(_STORE_SECONDS, _OVER_SECONDS)
        self._late = Outage(0, _OVER_SECONDS)
        self._failures = 0
        self._looking = asyncio.Lock()
        self._unsaid: dict[int, list[Word]] = {admin: [] for admin in sorted(admins)}
        self._at, self._wall = monotonic(), clock.now()
        self._jumped = timedelta()
        """How far the clock jumped since the rows were last moved along with it."""

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except Exception:  # noqa: BLE001  (whoever watches for trouble must not end by it)
                _log.exception("The watch could not look at everything; it looks again soon")
            await asyncio.sleep(_EVERY_SECONDS)

    async def look(self) -> None:
        """Look once, and tell the admins what they do not know yet."""
        async with self._looking:
            self._look_at_clock()
            await self._look_at_database()
            await asyncio.gather(*(self._tell(admin) for admin in self._unsaid))

    async def ping(self) -> None:
        """Raise StoreError when the last write failed, or when the last look was too long ago to count."""
        if self._database.pulse.failure:
            raise StoreError("the database cannot be written")
        if self._monotonic() - self._at > _SILENT_SECONDS:
            raise StoreError("nobody looked at the database")

    def ages(self) -> dict[str, float | None]:
        """Return for how many seconds the oldest rows had waited at the last look; None where none does."""
        return {
            "oldest_inbox_seconds": self._age(self.queues.oldest_new),
            "oldest_unsent_seconds": self._age(self.queues.oldest_unsent),
        }

    def _age(self, since: datetime | None) -> float | None:
        return None if since is None else max(0.0, (self._wall - since).total_seconds())

    def _look_at_clock(self) -> None:
        """Compare the wall clock with one that cannot be set, from look to look."""
        at, wall = self._monotonic(), self._clock.now()
        jump = wall - self._wall - timedelta(seconds=at - self._at)
        self._at, self._wall = at, wall
        if abs(jump) > _JUMP:
            self._jumped += jump
            minutes = round(abs(jump).total_seconds() / 60)
            way = "forward" if jump > timedelta() else "back"
            self._raise("clock", "admin-clock-jumped", way=way, hours=minutes // 60, minutes=minutes % 60)

    async def _look_at_database(self) -> None:
        pulse = self._database.pulse
        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                await self._look_at_queues()
        except TROUBLE as error:
            pulse.failed(error)
        else:
            self._change("late", self._late.look(self._is_late(), self._at), "admin-late", "admin-late-over")
        met, self._failures = pulse.failures > self._failures, pulse.failures
        self._change("store", self._store.look(met, self._at), "admin-store-failing", "admin-store-well")

    async def _look_at_queues(self) -> None:
        async with self._database.write() as connection:
            await prove(connection)
            if self._jumped:
                await queues.shift(connection, self._jumped, self._wall)
            self.queues = await queues.look(connection, self._wall)
        self._jumped = timedelta()

    def _is_late(self) -> bool:
        """Tell whether something is owed for too long; a chat that Telegram slows down has more time."""
        flowing, unsent = self._age(self.queues.oldest_flowing), self._age(self.queues.oldest_unsent)
        return (flowing or 0) > _LATE_SECONDS or (unsent or 0) > _LATE_THOUGH_SLOWED_SECONDS

    def _change(self, about: str, change: Change, begun: str, over: str) -> None:
        if change == "begun":
            self._raise(about, begun)
        elif change == "over":
            self._note(logging.WARNING, over)

    def _raise(self, about: str, text_id: str, **values: Value) -> None:
        self._meter.alarms[about] += 1
        self._note(logging.ERROR, text_id, **values)

    def _note(self, level: int, text_id: str, **values: Value) -> None:
        _log.log(level, _SENTENCES[text_id])
        for unsaid in self._unsaid.values():
            unsaid.append(Word(text_id, values))
            del unsaid[:-_MOST_UNSAID]

    async def _tell(self, admin: int) -> None:
        """Say what is unsaid, straight to Telegram: the outbox may be what fails. What fails is kept."""
        unsaid = self._unsaid[admin]
        while unsaid:
            try:
                await self._say(admin, unsaid[0])
            except AbaiBalaError as error:
                if passes(error):
                    return
                _log.warning("Telegram does not let an admin be told; look at ADMIN_IDS (%s)", error)
            del unsaid[0]
