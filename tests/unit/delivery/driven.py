"""An event loop whose time jumps to the next timer: hours of waiting take no time."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class _Selector(selectors.DefaultSelector):
    """Lets the wanted time pass at once."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        self.passed += timeout or 0.0
        ready: list[Any] = super().select(0)
        return ready


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._driven = _Selector()
        super().__init__(self._driven)

    def time(self) -> float:
        return self._driven.passed


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run work that waits for timers only: no network, no threads."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)
