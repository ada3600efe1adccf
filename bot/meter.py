"""What the running bot has counted: plain numbers, cheap to raise and free of anything personal."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeAlias

from bot.domain.updates import Raw
from bot.errors import AbaiBalaError, ApiError, ConnectionFailedError

BotCall: TypeAlias = Callable[..., Awaitable[Any]]

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of the groups in which the durations of turns are counted; longer ones come last."""

_KINDS = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})
_CLASSES = {"getUpdates": "poll", "answerCallbackQuery": "answer"}
_SERVER_ERROR = 500


class Meter:
    """Counts since the start of one bot. `/metrics` reads it; nothing else does."""

    def __init__(self) -> None:
        self.updates: Counter[str] = Counter()
        """Updates stored, by kind; one that came again counts again."""
        self.turns: Counter[str] = Counter(done=0, failed=0, parked=0)
        """Turns by how they ended: done, failed (tried again), parked."""
        self.calls: Counter[tuple[str, ...]] = Counter()
        """Calls to Telegram by class of method and outcome."""
        self.alarms: Counter[str] = Counter(clock=0, late=0, parked=0, store=0)
        """Alarms raised, by what they are about."""
        self.turn_seconds = [0] * (len(SECONDS) + 1)
        self.turn_seconds_sum = 0.0

    def stored(self, updates: Iterable[Raw]) -> None:
        for each in updates:
            self.updates[_kind(each)] += 1

    def turn(self, outcome: str, began: float) -> None:
        """Count a turn that began at a moment of `time.monotonic()`."""
        seconds = time.monotonic() - began
        self.turns[outcome] += 1
        self.turn_seconds[bisect_left(SECONDS, seconds)] += 1
        self.turn_seconds_sum += seconds

    def counting(self, call: BotCall) -> BotCall:
        """Return the same call to Telegram, counted."""

        async def counted(method: str, params: dict[str, Any] | None = None, **options: Any) -> Any:
            outcome = "ok"
            try:
                return await call(method, params, **options)
            except AbaiBalaError as error:
                outcome = _outcome(error)
                raise
            finally:
                self.calls[_class(method), outcome] += 1

        return counted


def _kind(update: Raw) -> str:
    """Name a kind of update out of a short list: what a stranger sends must not become a label."""
    for key in update:
        if key in _KINDS:
            return key
    return "other"


def _class(method: str) -> str:
    if method in _CLASSES:
        return _CLASSES[method]
    return next((kind for kind in ("send", "edit") if method.startswith(kind)), "other")


def _outcome(error: AbaiBalaError) -> str:
    match error:
        case ApiError(code=429):
            return "too-fast"
        case ApiError(code=403):
            return "blocked"
        case ApiError(code=code):
            return "server-error" if code >= _SERVER_ERROR else "refused"
        case ConnectionFailedError():
            return "not-reached"
        case _:
            return "no-answer"
