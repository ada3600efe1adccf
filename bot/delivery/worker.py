"""Turns: one update of a chat at a time, an album as one, many chats at once.

What a turn changes, the messages it owes and "done" are one commit. A turn that changed nothing is
answered at once, and its mark rides in the next commit: after a crash such a reply may come again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeAlias

from bot.delivery.chats import Chats, Taken
from bot.delivery.poison import PoisonError, poisonous
from bot.delivery.retry import TOO_FAST, Decision, Retry
from bot.delivery.speaker import Speaker
from bot.delivery.throttle import Throttle
from bot.delivery.trouble import WAITED_OUT, Backoff
from bot.domain.clock import Clock
from bot.domain.messages import SILENCE, Edit, Message, Say
from bot.domain.updates import Raw, chat_of
from bot.meter import BotCall, Meter
from bot.storage import inbox, outbox, parked
from bot.storage.crypto import Vault
from bot.storage.database import TROUBLE, Database
from bot.storage.inbox import Received
from bot.storage.inbox_driver import Mark
from bot.storage.outbox import Kind
from bot.storage.unit import UnitOfWork

_log = logging.getLogger(__name__)

Handle: TypeAlias = Callable[[Raw, UnitOfWork], Awaitable[Say | None]]
Parked: TypeAlias = Callable[[UnitOfWork, int], Awaitable[None]]
Urgent: TypeAlias = Callable[[Raw], bool]

_MARK_SECONDS = 0.25
_ALBUM_SECONDS = 1.0
_LOOK_SECONDS = 5.0
_MANY_OWED = 25
"""Chats that are owed messages: as many as Telegram takes in a second. Then nobody goes before them."""

_AGAIN_AFTER = (1, 4, 10, 20)
"""Seconds between the attempts on an update that fails by itself: five within a minute, then parked."""


class Worker:
    """Takes stored updates and carries them through `handle`.

    What `urgent` tells is answered however much else its chat wrote. All messages of an album are one update:
    the first, which holds the others as its `album`; it is complete when none came for `album_seconds`.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        clock: Clock,
        unit: Callable[[], UnitOfWork],
        *,
        handle: Handle,
        call: BotCall,
        owing: Mapping[str, int],
        parked: Parked,
        handler_seconds: float = 20.0,
        mark_seconds: float = _MARK_SECONDS,
        again_after: Sequence[float] = _AGAIN_AFTER,
        album_seconds: float = _ALBUM_SECONDS,
        throttle: Throttle | None = None,
        urgent: Urgent = lambda _: False,
        look_seconds: float = _LOOK_SECONDS,
        meter: Meter | None = None,
    ) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._unit = unit
        self._handle = handle
        self._speaker = Speaker(call, clock)
        self._owing = owing
        self._parked = parked
        self._handler_seconds = handler_seconds
        self._mark_seconds = mark_seconds
        self._again_after = again_after
        self._meter = meter or Meter()
        self._chats = Chats(album_seconds, urgent)
        self._throttle = throttle or Throttle()
        self._look_seconds = look_seconds
        self._released: list[int] = []
        """Updates that try again, until the commit of that is known."""
        self._held: set[int] = set()
        """Updates offered and not yet settled on disk."""
        self._done: list[Mark] = []
        self._marks = asyncio.Event()
        self._open = asyncio.Event()
        self._open.set()
        self._in_hand = 0
        self._rested = asyncio.Event()
        self._rested.set()

    async def recover(self) -> None:
        """Take up what an earlier process left undone."""
        async with self._database.write() as connection:
            await parked.release(connection)
            left = await inbox.pending(connection, self._vault, self._clock.now())
        self._offer(left)

    async def store(self, updates: Sequence[Raw]) -> None:
        """Commit updates to disk, and the marks of turns done since; then offer them to the turns."""
        marks, self._done = self._done, []
        now = self._clock.now()
        try:
            stored = await inbox.receive(self._database, self._vault, updates, marks, now)
        except BaseException:
            self._done = marks + self._done
            raise
        self._meter.stored(updates)
        self._held.difference_update(seq for seq, _ in marks)
        self._offer(stored)

    async def run(self) -> None:
        """Carry out turns until cancelled; several of these run side by side."""
        backoff = Backoff()
        while True:
            taken = await self._chats.turn()
            await self._open.wait()
            if wait := self._wait(taken):
                self._chats.again(taken, wait, patient=True)
                continue
            try:
                with self._at_work():
                    await self._take(taken)
            except WAITED_OUT as error:
                sentence = f"Turns wait for trouble to pass ({type(error).__name__}); nothing is lost"
                backoff.say(_log, logging.ERROR, sentence)
                await backoff.wait()
                self._chats.again(taken)
            else:
                backoff.reset()

    async def run_marks(self) -> None:
        """Commit the marks of reading turns when no batch carries them away within 250 ms."""
        backoff = Backoff()
        while True:
            await self._marks.wait()
            await asyncio.sleep(self._mark_seconds)
            self._marks.clear()
            try:
                await self.flush()
            except TROUBLE:
                self._marks.set()
                await backoff.wait()
            else:
                backoff.reset()

    async def run_retries(self) -> None:
        """Take up parked updates that an admin lets try again, until cancelled."""
        while True:
            await asyncio.sleep(self._look_seconds)
            try:
                await self.take_up_retried()
            except TROUBLE as error:
                _log.info("Updates to try again were not looked for: %s", type(error).__name__)

    async def take_up_retried(self) -> None:
        async with self._database.read() as connection:
            some = await parked.any_retried(connection)
        if some or self._released:
            async with self._database.write() as connection:
                self._released += await parked.release(connection)
                rows = await inbox.pending(connection, self._vault, self._clock.now(), self._released)
            self._released = []
            self._offer(rows)

    async def flush(self) -> None:
        """Commit the waiting marks now."""
        if self._done:
            await self.store([])

    async def drained(self) -> None:
        """Return when every offered update has had its turn."""
        await self._chats.idle.wait()

    async def finish(self) -> None:
        """Begin no other turn; return once those in hand are over and their marks are committed."""
        self._open.clear()
        await self._rested.wait()
        await self.flush()

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        self._in_hand += 1
        self._rested.clear()
        try:
            yield
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._rested.set()

    def _offer(self, rows: Sequence[Received]) -> None:
        for row in rows:
            if row.seq not in self._held:
                self._held.add(row.seq)
                self._chats.offer(row)

    def _wait(self, taken: Taken) -> float:
        """Return in how many seconds the turn may begin: a chat that floods is answered now and then."""
        if _chat(taken) <= 0:  # in a group many people write
            return 0.0
        behind, owed = self._chats.behind(taken), self._owing.get(taken.chat, 0)
        wait = self._throttle.wait(taken.chat, behind, owed, asyncio.get_running_loop().time())
        return 0.0 if taken.urgent else wait

    async def _take(self, taken: Taken) -> None:
        """Carry out a turn, or count that its update fails by itself."""
        began = time.monotonic()
        try:
            again_after = await self._turn(taken)
        except PoisonError as error:
            self._meter.turn("failed", began)
            await self._failed(taken, str(error))
            return
        if again_after:
            self._chats.again(taken, again_after, patient=True)
        else:
            self._meter.turn("done", began)
            self._chats.done(taken)

    async def _turn(self, taken: Taken) -> float:
        """Carry out a turn; return in how many seconds it is to come again, 0 when it is over."""
        silent = self._throttle.silences(taken.chat, self._chats.behind(taken))
        with poisonous():
            async with self._unit_of(taken) as unit:
                say = await self._handled(taken, unit)
                if silent and not self._insists(taken, unit):
                    say = replace(say, messages=())
                at_once = not unit.wrote and not (say.messages and self._is_owed(taken))
                if not at_once:
                    await self._commit(unit, taken, say.messages)
        await self._speaker.toast(taken.update, say.toast)
        if at_once:
            with poisonous():
                if again_after := await self._speak(taken, say.messages):
                    return again_after
        if not all(isinstance(each, Edit) for each in say.messages):
            self._throttle.answered(taken.chat, asyncio.get_running_loop().time())
        return 0.0

    def _is_owed(self, taken: Taken) -> bool:
        """Tell whether messages wait that go first: those of this chat, or of many others."""
        return bool(self._owing.get(taken.chat)) or len(self._owing) > _MANY_OWED

    def _insists(self, taken: Taken, unit: UnitOfWork) -> bool:
        """Tell whether a turn is answered in a flood, too: a tap that changed something, and danger."""
        return taken.urgent or (unit.wrote and "callback_query" in taken.update)

    def _unit_of(self, taken: Taken) -> UnitOfWork:
        unit = self._unit()
        unit.urgent = taken.urgent
        return unit

    async def _handled(self, taken: Taken, unit: UnitOfWork) -> Say:
        limit = asyncio.timeout(self._handler_seconds)
        try:
            async with limit:
                return await self._handle(taken.update, unit) or SILENCE
        except TimeoutError:
            if unit.waiting or not limit.expired():  # the database's trouble, not the update's
                raise
            raise PoisonError("hangs") from None

    async def _commit(self, unit: UnitOfWork, taken: Taken, messages: Sequence[Message]) -> None:
        kind: Kind = "danger" if taken.urgent else "turn"
        for message in messages:
            await outbox.add(unit, _chat(taken), message, kind=kind)
        await self._settle(unit, taken, await inbox.mark_done(await unit.writing(), taken.seqs, unit.now))

    async def _speak(self, taken: Taken, messages: Sequence[Message]) -> float:
        """Send a reading turn's messages at once; what meets trouble becomes owed.

        Return in how many seconds the turn is to come again, when its chat floods; 0 when it is over.
        """
        said: list[int] = []
        for at, message in enumerate(messages):
            unsaid, message_id = await self._speaker.said(_chat(taken), self._unit().encode(message))
            if unsaid:
                if not at and (wait := self._too_fast(taken, unsaid)):
                    return wait
                async with self._unit_of(taken) as unit:
                    await self._commit(unit, taken, messages[at:])
                return 0.0
            if message_id and not isinstance(message, Edit):
                said.append(message_id)
        self._done += _marks(taken, said)
        self._marks.set()
        return 0.0

    def _too_fast(self, taken: Taken, decision: Decision) -> float:
        """Return how long a chat that was answered too fast by itself has to wait."""
        too_fast = isinstance(decision, Retry) and decision.failure == TOO_FAST
        if not too_fast or _chat(taken) <= 0 or taken.urgent:
            return 0.0
        return self._throttle.refused(taken.chat, asyncio.get_running_loop().time())

    async def _failed(self, taken: Taken, reason: str) -> None:
        """Count an attempt and come back to it later; after the last one park the update."""
        attempts = taken.attempts + 1
        if attempts > len(self._again_after):
            await self._park(taken, attempts, reason)
            return
        async with self._database.write() as connection:
            await inbox.count_attempt(connection, taken.seqs, attempts, reason)
        for row in taken.rows:
            row.attempts = attempts
        self._chats.again(taken, self._again_after[attempts - 1])

    async def _park(self, taken: Taken, attempts: int, reason: str) -> None:
        _log.error(
            "An update is parked after %s attempts (%s); see `abai-bala parked list`", attempts, reason
        )
        self._meter.turns["parked"] += 1
        self._meter.alarms["parked"] += 1
        try:
            await self._set_aside(taken, attempts, reason, self._parked)
        except WAITED_OUT:
            raise
        except Exception:  # noqa: BLE001  (the notice must not bring the update back)
            _log.exception("Nobody could be told of the parked update")
            await self._set_aside(taken, attempts, reason, None)
        await self._speaker.toast(taken.update, "")
        self._chats.done(taken)

    async def _set_aside(self, taken: Taken, attempts: int, reason: str, tell: Parked | None) -> None:
        async with self._unit() as unit:
            settled = await inbox.park(await unit.writing(), taken.seqs, attempts, reason, unit.now)
            if tell:
                await tell(unit, _chat(taken))
            await self._settle(unit, taken, settled)

    async def _settle(self, unit: UnitOfWork, taken: Taken, settled: int) -> None:
        """End an update's life, unless that was done before and only the database's answer was lost."""
        if settled:
            await unit.commit()
        else:
            await unit.found_committed()
        self._held.difference_update(taken.seqs)


def _marks(taken: Taken, said: Sequence[int]) -> list[Mark]:
    """Mark the updates of a turn as done; in a private chat the first one keeps what was said."""
    first, *others = taken.seqs
    answers = " ".join(map(str, said)) if _chat(taken) > 0 else ""
    return [Mark(first, answers or None), *map(Mark, others)]


def _chat(taken: Taken) -> int:
    return int(chat_of(taken.rows[0].update) or 0)
