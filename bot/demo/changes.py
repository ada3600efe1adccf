"""Who is told that the world changed: the chat page, waiting polls, tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from bot.demo.refusals import Json

Listener = Callable[[Json], None]
RECHECK_SECONDS = 0.05
"""A condition may look at more than the world (a database, a file), so it is also asked at this pace."""


class Signal:
    """Wakes everyone who waits; whoever comes later waits for the next time."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self, seconds: float) -> None:
        """Return at the next notification or after `seconds`, whichever is first."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait({waiter}, timeout=seconds)
        finally:
            self._waiting.discard(waiter)


class Changes:
    """Events in the order they happened: `{"type": …, "chat_id": …, …}`; see `World` for the types."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._signal = Signal()

    def tell(self, event: Json) -> None:
        for listener in tuple(self._listeners):
            listener(event)
        self._signal.notify()

    def nudge(self) -> None:
        """Make those who wait look again, without an event."""
        self._signal.notify()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with each event from now on; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def stream(self) -> AsyncIterator[Json]:
        """Return the events from this moment on; closing the iterator ends the subscription."""
        events: asyncio.Queue[Json] = asyncio.Queue()
        return _drain(events, self.subscribe(events.put_nowait))

    async def until(self, condition: Callable[[], object], seconds: float) -> bool:
        """Ask `condition` after every change; tell whether it became true within `seconds`."""
        clock = asyncio.get_running_loop().time
        end = clock() + seconds
        while not condition():
            left = end - clock()
            if left <= 0:
                return False
            await self._signal.wait(min(left, RECHECK_SECONDS))
        return True


async def _drain(events: asyncio.Queue[Json], end: Callable[[], None]) -> AsyncIterator[Json]:
    try:
        while True:
            yield await events.get()
    finally:
        end()
