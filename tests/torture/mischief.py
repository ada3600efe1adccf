"""What a test does to a life of the bot from inside, before it runs; the product knows nothing of it.

Each function wraps a step of the road. A life kills itself the moment that the chosen step is passed for
the n-th time: so a point that is never reached ends no life, and its test fails.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any

import bot.app
from bot.delivery.limits import Pace
from bot.delivery.records import Records
from bot.delivery.sender import Sender
from bot.delivery.worker import Worker
from bot.storage.unit import UnitOfWork
from bot.telegram.client import BotApi

_Step = Callable[..., Awaitable[Any]]
_ANY = 100_000
_where: ContextVar[str] = ContextVar("where", default="")


def pace(per_second: float, hands: int) -> None:
    """Scale Telegram's limits, which have proofs of their own, and how many messages travel at once.

    A server that answers in no time is served by one hand as fast as Telegram by many; and what one kill
    may repeat is what was on its way.
    """
    composition: Any = bot.app
    composition.Pace = partial(
        Pace, per_second, chat_burst=1_000, chat_per_second=per_second, group_most=1_000_000
    )
    composition.Sender = partial(Sender, at_once=hands)


def unscaled() -> None:
    """Keep Telegram's limits at their real size after all."""
    composition: Any = bot.app
    composition.Pace, composition.Sender = Pace, Sender


def impatient() -> None:
    """Let no time pass between the attempts on an update that fails by itself."""
    composition: Any = bot.app
    composition.Worker = partial(Worker, again_after=(0.0,) * 4)


def fail(point: str, passage: int) -> None:
    """Kill this life at the `passage`-th time that it comes to `point`."""
    _POINTS[point](_Counted(passage))


class _Counted:
    def __init__(self, passage: int) -> None:
        self._left = passage

    def passed(self) -> None:
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)


def _wrap(
    owner: Any,
    name: str,
    *,
    before: Callable[..., None] | None = None,
    after: Callable[..., None] | None = None,
    where: str = "",
) -> None:
    """Look before or after a step, with its arguments (and its result); `where` is known inside it."""
    step: _Step = getattr(owner, name)

    @wraps(step)
    async def looked_at(*args: Any, **options: Any) -> Any:
        token = _where.set(where or _where.get())
        try:
            if before:
                before(*args)
            result = await step(*args, **options)
            if after:
                after(result, *args)
            return result
        finally:
            _where.reset(token)

    setattr(owner, name, looked_at)


def _after_fetch(point: _Counted) -> None:
    def fetched(result: Any, _api: BotApi, method: str, *_: Any) -> None:
        if method == "getUpdates" and result:
            point.passed()

    _wrap(BotApi, "call", after=fetched)


def _before_inbox_commit(point: _Counted) -> None:
    """All is inserted, nothing is committed."""
    from bot.storage import inbox_driver  # noqa: PLC0415

    receive = inbox_driver.receive

    def looked_at(*args: Any) -> Any:
        stored = receive(*args)
        if stored:
            point.passed()
        return stored

    patched: Any = inbox_driver
    patched.receive = looked_at


def _after_inbox_commit(point: _Counted) -> None:
    """All is committed; neither does the worker know nor has the offset moved."""
    _wrap(
        Worker, "store", after=lambda _result, _worker, updates, *_: point.passed() if list(updates) else None
    )


def _in_turn(point: _Counted) -> Callable[[UnitOfWork], None]:
    return lambda unit: point.passed() if _where.get() == "turn" and unit.wrote else None


def _before_effects_commit(point: _Counted) -> None:
    _wrap(Worker, "_turn", where="turn")
    _wrap(UnitOfWork, "commit", before=_in_turn(point))


def _after_effects_commit(point: _Counted) -> None:
    _wrap(Worker, "_turn", where="turn")
    in_turn = _in_turn(point)
    _wrap(UnitOfWork, "commit", after=lambda _result, unit: in_turn(unit))


def _sends(point: _Counted) -> Callable[[BotApi, str], None]:
    def sends(_api: BotApi, method: str, *_: Any) -> None:
        if _where.get() == "sender" and method.startswith("send"):
            point.passed()

    return sends


def _before_send(point: _Counted) -> None:
    _wrap(Sender, "_send", where="sender")
    _wrap(BotApi, "call", before=_sends(point))


def _after_send(point: _Counted) -> None:
    """Telegram has the message, and nothing on disk says so."""
    _wrap(Sender, "_send", where="sender")
    sends = _sends(point)
    _wrap(BotApi, "call", after=lambda _result, *call: sends(*call))


def _after_record(point: _Counted) -> None:
    _wrap(Records, "_commit", after=lambda *_: point.passed())


_POINTS: dict[str, Callable[[_Counted], None]] = {
    "after fetch": _after_fetch,
    "before inbox commit": _before_inbox_commit,
    "after inbox commit": _after_inbox_commit,
    "before effects commit": _before_effects_commit,
    "after effects commit": _after_effects_commit,
    "before send": _before_send,
    "after send before record": _after_send,
    "after record": _after_record,
}
POINTS = tuple(_POINTS)
