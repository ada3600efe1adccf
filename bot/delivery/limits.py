"""Telegram's pace: in all per second, and per chat."""

from __future__ import annotations

import asyncio


class Pace:
    """Lets `per_second` sends through each second, evenly; waiting ones keep their order.

    Telegram takes about 30 messages a second from a bot (Bot FAQ, "How can I message all of my bot's
    subscribers at once?").
    """

    def __init__(self, per_second: float = 25.0) -> None:
        self._interval = 1 / per_second
        self._next = 0.0

    async def wait(self) -> None:
        """Wait for the next free moment."""
        loop = asyncio.get_running_loop()
        start = max(loop.time(), self._next)
        self._next = start + self._interval
        await asyncio.sleep(start - loop.time())
