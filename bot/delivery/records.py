"""How calls ended, written down: a message's state together with what follows from it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.retry import Decision, Moved, Retry, Settle
from bot.storage import sending
from bot.storage.database import TROUBLE
from bot.storage.outbox import Owed, State
from bot.storage.unit import UnitOfWork

_log = logging.getLogger(__name__)

Settled: TypeAlias = Callable[[UnitOfWork, Owed, State, int | None], Awaitable[None]]
Follow: TypeAlias = Callable[[UnitOfWork, int, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class End:
    """How a call ended; the message id of what was posted."""

    row: Owed
    decision: Decision
    message_id: int | None = None


class Records:
    """Commits ends, all that wait for it at once. `released` hears of each that is on disk.

    `settled` follows a message to its end in the transaction that records it; `follow` takes over what a
    group that became a supergroup is owed, given its old id and its new one.
    """

    def __init__(
        self,
        unit: Callable[[], UnitOfWork],
        *,
        settled: Settled,
        follow: Follow,
        released: Callable[[End], None],
    ) -> None:
        self._unit = unit
        self._settled = settled
        self._follow = follow
        self._released = released
        self._waiting: list[End] = []
        self._writing = asyncio.Lock()

    @property
    def idle(self) -> bool:
        """Whether ends wait, and nobody writes them."""
        return bool(self._waiting) and not self._writing.locked()

    def add(self, end: End) -> None:
        self._waiting.append(end)

    async def write(self) -> None:
        """Commit what waits. After trouble, which is raised, it waits on: nothing is sent again for that."""
        async with self._writing:
            while self._waiting:
                ends = list(self._waiting)
                try:
                    await self._commit(ends)
                except TROUBLE:
                    raise
                except Exception:  # noqa: BLE001  (whatever follows one of the messages)
                    ends = ends[:1]
                    await self._commit_doubtful(ends[0])
                del self._waiting[: len(ends)]
                for end in ends:
                    self._released(end)

    async def _commit(self, ends: Iterable[End]) -> None:
        async with self._urgent() as unit:
            for end in ends:
                await self._put_down(unit, end)
            await unit.commit()

    async def _commit_doubtful(self, end: End) -> None:
        """Commit how a call ended, without what follows if that fails: else it would be sent for ever."""
        try:
            await self._commit([end])
        except TROUBLE:
            raise
        except Exception:  # noqa: BLE001
            _log.exception("What follows a %s message failed", end.row.kind)
            alone = Settle("failed", "not-found") if isinstance(end.decision, Moved) else end.decision
            async with self._urgent() as unit:
                await _write_down(await unit.writing(), End(end.row, alone), unit.now)
                await unit.commit()

    def _urgent(self) -> UnitOfWork:
        """Open a unit that writes soon: what is not on disk is sent again after a crash."""
        unit = self._unit()
        unit.urgent = True
        return unit

    async def _put_down(self, unit: UnitOfWork, end: End) -> None:
        ended = await _write_down(await unit.writing(), end, unit.now)
        if isinstance(end.decision, Moved):
            await self._follow(unit, end.row.params["chat_id"], end.decision.to)
        elif isinstance(end.decision, Settle) and ended:
            await self._settled(unit, end.row, end.decision.state, end.message_id)


async def _write_down(connection: AsyncConnection, end: End, now: datetime) -> bool:
    """Write how a call ended into its row; False when it had ended before."""
    match end.decision:
        case Retry(at, failure):
            await sending.postpone(connection, end.row, at, failure)
        case Moved():
            await sending.postpone(connection, end.row, now, "moved")
        case Settle(state, failure):
            row, posted = end.row, end.message_id
            return await sending.settle(connection, row, state, now, failure=failure, message_id=posted)
    return True
