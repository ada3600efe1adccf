"""Turns: one update of a chat at a time, many chats at once.

What a turn changes, the messages it owes and "done" are one commit. A turn that changed nothing is
answered at once, and its mark rides in the next commit: after a crash such a reply may come again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeAlias

from bot.delivery.retry import Settle, decide
from bot.delivery.trouble import WAITED_OUT, Backoff
from bot.domain.clock import Clock
from bot.domain.markup import cut
from bot.domain.messages import SILENCE, Message, Say
from bot.domain.updates import Raw, chat_of
from bot.errors import AbaiBalaError
from bot.meter import Meter
from bot.storage import inbox, outbox
from bot.storage.crypto import Vault
from bot.storage.database import TROUBLE, Database
from bot.storage.inbox import Received
from bot.storage.unit import UnitOfWork

_log = logging.getLogger(__name__)

Handle: TypeAlias = Callable[[Raw, UnitOfWork], Awaitable[Say | None]]
BotCall: TypeAlias = Callable[..., Awaitable[Any]]
Parked: TypeAlias = Callable[[UnitOfWork, int], Awaitable[None]]

_MARK_SECONDS = 0.25
_TOAST_LIMIT = 200
"""Characters (Bot API, answerCallbackQuery)."""

_AGAIN_AFTER = (1, 4, 10, 20)
"""Seconds between the attempts on an update that fails by itself: five within a minute, then parked."""


class PoisonError(AbaiBalaError):
    """The update itself fails: it does not parse, or its handler raises or hangs."""


_NOT_BLAMED: tuple[type[Exception], ...] = (PoisonError, *WAITED_OUT)


class Worker:
    """Takes stored updates and carries them through `handle`."""

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
        meter: Meter | None = None,
    ) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._unit = unit
        self._handle = handle
        self._call = call
        self._owing = owing
        self._parked = parked
        self._handler_seconds = handler_seconds
        self._mark_seconds = mark_seconds
        self._again_after = again_after
        self._meter = meter or Meter()
        self._queues: defaultdict[str, deque[Received]] = defaultdict(deque)
        self._ready: asyncio.Queue[str] = asyncio.Queue()
        self._held: set[int] = set()
        """Updates offered and not yet settled on disk."""
        self._done: list[int] = []
        self._marks = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._open = asyncio.Event()
        self._open.set()
        self._in_hand = 0
        self._rested = asyncio.Event()
        self._rested.set()

    async def recover(self) -> None:
        """Take up what an earlier process left undone."""
        async with self._database.write() as connection:
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
        self._held.difference_update(marks)
        self._offer(stored)

    async def run(self) -> None:
        """Carry out turns until cancelled; several of these run side by side."""
        backoff = Backoff()
        while True:
            chat = await self._ready.get()
            await self._open.wait()
            try:
                with self._at_work():
                    await self._take(self._queues[chat][0])
            except WAITED_OUT as error:
                _log.error("The road is blocked (%s); waiting", type(error).__name__)
                await backoff.wait()
                self._ready.put_nowait(chat)
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

    async def flush(self) -> None:
        """Commit the waiting marks now."""
        if self._done:
            await self.store([])

    async def drained(self) -> None:
        """Return when every offered update has had its turn."""
        await self._idle.wait()

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
            if row.seq in self._held:
                continue
            self._held.add(row.seq)
            self._idle.clear()
            queue = self._queues[row.chat]
            queue.append(row)
            if len(queue) == 1:
                self._ready.put_nowait(row.chat)

    def _next(self, chat: str) -> None:
        queue = self._queues[chat]
        queue.popleft()
        if queue:
            self._ready.put_nowait(chat)
        else:
            del self._queues[chat]
        if not self._queues:
            self._idle.set()

    async def _take(self, row: Received) -> None:
        """Carry out the first turn of a chat's queue, or count that its update fails by itself."""
        began = time.monotonic()
        try:
            await self._turn(row)
        except PoisonError as error:
            self._meter.turn("failed", began)
            await self._failed(row, str(error))
        else:
            self._meter.turn("done", began)
            self._next(row.chat)

    async def _turn(self, row: Received) -> None:
        with _poisonous():
            async with self._unit() as unit:
                say = await self._handled(row, unit)
                at_once = not unit.wrote and not self._owing.get(row.chat)
                if not at_once:
                    await self._commit(unit, row, say.messages)
        await self._toast(row, say)
        if at_once:
            with _poisonous():
                await self._speak(row, say.messages)

    async def _handled(self, row: Received, unit: UnitOfWork) -> Say:
        limit = asyncio.timeout(self._handler_seconds)
        try:
            async with limit:
                return await self._handle(row.update, unit) or SILENCE
        except TimeoutError:
            if unit.waiting or not limit.expired():  # the database's trouble, not the update's
                raise
            raise PoisonError("hangs") from None

    async def _commit(self, unit: UnitOfWork, row: Received, messages: Sequence[Message]) -> None:
        for message in messages:
            await outbox.add(unit, _chat(row), message, kind="turn")
        await self._settle(unit, row, await inbox.mark_done(await unit.writing(), [row.seq], unit.now))

    async def _speak(self, row: Received, messages: Sequence[Message]) -> None:
        """Send a reading turn's messages at once; what meets trouble becomes owed."""
        for at, message in enumerate(messages):
            if not await self._said(row, message):
                async with self._unit() as unit:
                    await self._commit(unit, row, messages[at:])
                return
        self._done.append(row.seq)
        self._marks.set()

    async def _said(self, row: Received, message: Message) -> bool:
        """Send one message; False when it must be tried again later."""
        async with self._unit() as unit:
            method, params = unit.encode(message)
        try:
            await self._call(method, {"chat_id": _chat(row), **params})
        except AbaiBalaError as error:
            decision = decide(error, 0, self._clock.now())
            if isinstance(decision, Settle) and decision.failure:
                _log.warning("Telegram refused %s: %s", method, decision.failure)
            return isinstance(decision, Settle)
        return True

    async def _toast(self, row: Received, say: Say) -> None:
        """Answer a tapped button; too late or in vain is no harm, for what it did is on disk."""
        query = row.update.get("callback_query")
        if isinstance(query, Mapping) and "id" in query:
            text, _ = cut(say.toast, _TOAST_LIMIT)
            try:
                await self._call("answerCallbackQuery", {"callback_query_id": query["id"], "text": text})
            except AbaiBalaError as error:
                _log.info("A tapped button was not answered: %s", error)

    async def _failed(self, row: Received, reason: str) -> None:
        """Count an attempt and come back to it later; after the last one park the update."""
        failed = replace(row, attempts=row.attempts + 1)
        if failed.attempts > len(self._again_after):
            await self._park(failed, reason)
            return
        async with self._database.write() as connection:
            await inbox.count_attempt(connection, failed, reason)
        row.attempts = failed.attempts
        delay = self._again_after[row.attempts - 1]
        asyncio.get_running_loop().call_later(delay, self._ready.put_nowait, row.chat)

    async def _park(self, row: Received, reason: str) -> None:
        _log.error("An update is parked after %s attempts: %s", row.attempts, reason)
        self._meter.turns["parked"] += 1
        self._meter.alarms["parked"] += 1
        try:
            await self._set_aside(row, reason, self._parked)
        except WAITED_OUT:
            raise
        except Exception:  # noqa: BLE001  (the notice must not bring the update back)
            _log.exception("Nobody could be told of the parked update")
            await self._set_aside(row, reason, None)
        await self._toast(row, SILENCE)
        self._next(row.chat)

    async def _set_aside(self, row: Received, reason: str, tell: Parked | None) -> None:
        async with self._unit() as unit:
            parked = await inbox.park(await unit.writing(), row, reason, unit.now)
            if tell:
                await tell(unit, _chat(row))
            await self._settle(unit, row, parked)

    async def _settle(self, unit: UnitOfWork, row: Received, settled: int) -> None:
        """End an update's life, unless that was done before and only the database's answer was lost."""
        if settled:
            await unit.commit()
        else:
            await unit.found_committed()
        self._held.discard(row.seq)


@contextmanager
def _poisonous() -> Iterator[None]:
    """Blame the update for whatever is raised but trouble: its chat must go on, and so must the bot."""
    try:
        yield
    except _NOT_BLAMED:
        raise
    except Exception as error:  # noqa: BLE001  (whatever a handler raises)
        _log.exception("A turn failed")
        raise PoisonError(type(error).__name__) from None


def _chat(row: Received) -> int:
    return int(chat_of(row.update) or 0)
