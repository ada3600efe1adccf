"""Waiting trouble out: a failure of disk, database or network counts for nobody."""

from __future__ import annotations

import asyncio

_FIRST, _LONGEST = 0.5, 30.0
"""Seconds. Not under 0.5: Telegram punishes the same offset twice within that time with a limit of 1."""


class Backoff:
    """Waits 0.5 s, 1 s, 2 s … up to 30 s between tries."""

    def __init__(self) -> None:
        self._next = _FIRST

    async def wait(self, at_least: float | None = None) -> None:
        await asyncio.sleep(max(self._next, at_least or 0))
        self._next = min(self._next * 2, _LONGEST)

    def reset(self) -> None:
        self._next = _FIRST
