"""Messages owed: sent in their chat's order, tried again while there is hope, recorded as they end."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeAlias

from bot.delivery.limits import Pace
from bot.delivery.retry import Retry, Settle, decide
from bot.delivery.trouble import Backoff
from bot.domain.clock import Clock
from bot.errors import AbaiBalaError
from bot.storage import appeals, outbox
from bot.storage.crypto import DAMAGED, Vault
from bot.storage.database import TROUBLE, Database
from bot.storage.outbox import Owed, State
from bot.storage.unit import UnitOfWork

_log = logging.getLogger(__name__)

Settled: TypeAlias = Callable[[UnitOfWork, Owed, State, int | None], Awaitable[None]]

_BATCH = 10
_NAP_SECONDS = 30.0


class Sender:
    """Carries the outbox to Telegram. `owing` counts unsent rows by chat, for turns that want to go first."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        clock: Clock,
        unit: Callable[[], UnitOfWork],
        *,
        call: Callable[..., Awaitable[Any]],
        settled: Settled,
        pace: Pace,
    ) -> None:
        self.owing: Counter[str] = Counter()
        self._database = database
        self._vault = vault
        self._clock = clock
        self._unit = unit
        self._call = call
        self._settled = settled
        self._pace = pace
        self._wake = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self._broken = False
        self._in_hand = asyncio.Lock()

    def owed(self, chats: Iterable[str]) -> None:
        """Hear that rows were committed for these chats."""
        self.owing.update(chats)
        self._empty.clear()
        self._wake.set()

    async def recover(self) -> None:
        """Queue again what an earlier process was sending."""
        async with self._database.write() as connection:
            await outbox.release(connection)
            left = await outbox.unsent_chats(connection)
        if left:
            self.owed(left)

    async def drained(self) -> None:
        """Return when nothing is owed."""
        await self._empty.wait()

    async def finish(self) -> None:
        """Begin no other batch; return once the one in hand is recorded."""
        await self._in_hand.acquire()

    async def run(self) -> None:
        """Send until cancelled."""
        backoff = Backoff()
        while True:
            try:
                if not await self.send_due():
                    await self._nap()
            except TROUBLE as error:
                _log.error("The outbox cannot be read or written (%s); waiting", type(error).__name__)
                await backoff.wait()
            else:
                backoff.reset()

    async def send_due(self) -> int:
        """Send what is due, one message for each of up to ten chats; return how many were tried."""
        async with self._in_hand:
            return await self._send_batch()

    async def _send_batch(self) -> int:
        self._wake.clear()
        async with self._database.write() as connection:
            if self._broken:
                await outbox.release(connection)
            self._broken = True  # until every row of the batch is recorded
            rows = await outbox.claim(connection, self._vault, self._clock.now(), _BATCH)
        ends = await asyncio.gather(*(self._send(row) for row in rows), return_exceptions=True)
        if failures := [end for end in ends if end is not None]:
            raise failures[0]
        self._broken = False
        return len(rows)

    async def _nap(self) -> None:
        async with self._database.read() as connection:
            due = await outbox.next_due(connection)
        if due is None and not self._wake.is_set():  # nothing is unsent, whatever was counted
            self.owing.clear()
            self._empty.set()
        wait = _NAP_SECONDS if due is None else (due - self._clock.now()).total_seconds()
        try:
            async with asyncio.timeout(max(0.05, min(wait, _NAP_SECONDS))):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _send(self, row: Owed) -> None:
        if not row.method:
            await self._record(row, Settle("failed", DAMAGED), None)
            return
        await self._pace.wait()
        params = await self._placed(row)
        try:
            if params is None:
                decision: Retry | Settle = Settle("failed", "not-found")
                result = None
            else:
                result = await self._call(row.method, params)
                decision = Settle("sent", None)
        except AbaiBalaError as error:
            result, decision = None, decide(error, row.attempts, self._clock.now())
        await self._record(row, decision, result)

    async def _record(self, row: Owed, decision: Retry | Settle, result: Any) -> None:
        if isinstance(decision, Retry):
            async with self._database.write() as connection:
                await outbox.postpone(connection, row, decision.at, decision.failure)
            return
        message_id = result.get("message_id") if isinstance(result, dict) else None
        try:
            await self._end(row, decision, message_id, self._settled)
        except TROUBLE:
            raise
        except Exception:  # noqa: BLE001  (else it would be sent again and again)
            _log.exception("What follows a %s message failed", row.kind)
            await self._end(row, decision, message_id, None)
        self._paid(row)
        if decision.failure:
            _log.warning("A %s message ended as %s: %s", row.kind, decision.state, decision.failure)

    async def _end(
        self, row: Owed, decision: Settle, message_id: int | None, settled: Settled | None
    ) -> None:
        async with self._unit() as unit:
            connection = await unit.writing()
            await outbox.settle(connection, row, decision.state, unit.now, decision.failure)
            if settled:
                await settled(unit, row, decision.state, message_id)
            await unit.commit()

    def _paid(self, row: Owed) -> None:
        self.owing[row.chat] -= 1
        if self.owing[row.chat] <= 0:
            del self.owing[row.chat]
        if not self.owing:
            self._empty.set()

    async def _placed(self, row: Owed) -> dict[str, Any] | None:
        """Put in the message ids of earlier posts; None when the message to edit was never posted."""
        params = dict(row.params)
        if isinstance(target := params.get("message_id"), dict):
            params["message_id"] = await self._number(target)
            if params["message_id"] is None:
                return None
        reply = params.get("reply_parameters")
        if reply and isinstance(target := reply["message_id"], dict):
            number = await self._number(target)
            del params["reply_parameters"]
            if number is not None:
                params["reply_parameters"] = {**reply, "message_id": number}
        return params

    async def _number(self, target: dict[str, str]) -> int | None:
        async with self._unit() as unit:
            return await appeals.message_of(unit, target["post"])
