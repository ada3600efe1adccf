"""The chats that are owed something, in the order in which they are served."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable
from itertools import count

from bot.delivery.limits import Pace
from bot.domain.clock import Clock
from bot.storage.outbox import Rank
from bot.storage.sending import Head

_LATE_SECONDS = 0.25
"""How far a sender that was held up catches up with its even steps, two for one."""

_REST_SECONDS = 1.0
"""How often at least something of the rest goes, though what is more urgent never ends."""


class Line:
    """Gives out the first messages of chats: those that the pace lets go now, the most urgent first.

    What failed waits for its due moment, told by `Elapsed`; then for its turn by the pace's steady clock.
    The rest gives way to everything, but not for ever. All but danger go evenly: what is on its way when the
    process is killed may come twice, so little should be. After a pause one more may go at once.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._heads: dict[str, Head] = {}
        """By chat; what else is in the heaps is out of date."""
        self._number = count()
        self._postponed: list[tuple[float, int, Head]] = []
        self._paced: list[tuple[float, int, Head]] = []
        self._ready: dict[Rank, list[tuple[int, int, Head]]] = {rank: [] for rank in Rank}
        self._even = self._next = -math.inf
        """When the next message but danger would go evenly, and when it may go."""
        self._idle = True
        self._rest_at = 0.0
        """When something of the rest went last, or began to wait."""

    def put(self, head: Head, due: float) -> None:
        """Set a chat's first message in line, not to be sent before a moment."""
        self._heads[head.chat] = head
        heapq.heappush(self._postponed, (due, next(self._number), head))

    def remove(self, chat: str) -> None:
        self._heads.pop(chat, None)

    def clear(self) -> None:
        self._heads.clear()
        self._postponed.clear()
        self._paced.clear()
        for ready in self._ready.values():
            ready.clear()

    def hurry(self, elapsed: float) -> None:
        """Put off no longer what waits only for Telegram to be well again."""
        self._postponed = [
            (min(due, elapsed) if head.unanswered else due, number, head)
            for due, number, head in self._postponed
        ]
        heapq.heapify(self._postponed)

    def take(self, now: float, elapsed: float, most: int) -> list[Head]:
        """Take up to `most` messages out of the line and count them as sent now."""
        self._let_in(now, elapsed)
        apart = self._pace.apart
        if self._idle:
            self._even = max(self._even, now - apart)
        taken: list[Head] = []
        while len(taken) < most and (head := self._first(now)):
            if self._pace.take(head.chat, head.rank, now, group=head.group):
                del self._heads[head.chat]
                self._even = max(self._even, now - _LATE_SECONDS) + apart
                self._next = max(self._even, self._next + apart / 2, now)
                taken.append(head)
            else:
                self._set(head, now)
        self._idle = not any(self._ready.values())
        return taken

    def wait(self, now: float, elapsed: float) -> float | None:
        """Return in how many seconds `take` may have something again, None when nobody is in line."""
        waits = [self._when(rank, now) - now for rank, ready in self._ready.items() if ready]
        if self._postponed:
            waits.append(self._postponed[0][0] - elapsed)
        if self._paced:
            waits.append(self._paced[0][0] - now)
        return max(0.0, min(waits)) if waits else None

    def _first(self, now: float) -> Head | None:
        """Take the most urgent message that may go out of those that are ready."""
        for rank in self._order(now):
            ready = self._ready[rank]
            while ready and self._when(rank, now) <= now:
                head = heapq.heappop(ready)[-1]
                if self._heads.get(head.chat) is head:
                    if rank is Rank.REST:
                        self._rest_at = now
                    return head
        return None

    def _order(self, now: float) -> Iterable[Rank]:
        waited = bool(self._ready[Rank.REST]) and now - self._rest_at >= _REST_SECONDS
        return (Rank.DANGER, Rank.REST, Rank.RECEIPT, Rank.REPLY) if waited else Rank

    def _when(self, rank: Rank, now: float) -> float:
        moment = self._pace.when_any(rank, now)
        return moment if rank is Rank.DANGER else max(moment, self._next)

    def _let_in(self, now: float, elapsed: float) -> None:
        for heap, moment in ((self._postponed, elapsed), (self._paced, now)):
            while heap and heap[0][0] <= moment:
                head = heapq.heappop(heap)[-1]
                if self._heads.get(head.chat) is head:
                    self._set(head, now)

    def _set(self, head: Head, now: float) -> None:
        """Let a message wait for its chat, or for its turn among all that may go."""
        moment = self._pace.when_chat(head.chat, head.rank, now, group=head.group)
        if moment > now:
            heapq.heappush(self._paced, (moment, next(self._number), head))
        else:
            if head.rank is Rank.REST and not self._ready[Rank.REST]:
                self._rest_at = now
            heapq.heappush(self._ready[head.rank], (head.seq, next(self._number), head))


class Elapsed:
    """Seconds that have gone by, by the clock on the wall or by the steady one, whichever went further.

    So no wait grows longer when the wall's clock is set back, nor while a machine sleeps.
    """

    def __init__(self, clock: Clock, steady: Callable[[], float]) -> None:
        self._clock = clock
        self._steady = steady
        self._last = clock.now(), steady()
        self._seconds = 0.0

    def now(self) -> float:
        wall, steady = self._clock.now(), self._steady()
        before, then = self._last
        self._seconds += max(steady - then, (wall - before).total_seconds(), 0.0)
        self._last = wall, steady
        return self._seconds
