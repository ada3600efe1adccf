"""`abai-bala run` with handlers that fail in every way while they hold what a person wrote.

Started by test_canaries.py as a process of its own; the first word of a message chooses the way.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import resource
import threading
import warnings
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from sqlalchemy import text

import bot.app
import bot.storage.database
from bot.__main__ import main
from bot.delivery.limits import Pace
from bot.domain.messages import Say
from bot.domain.updates import Raw
from bot.storage.unit import UnitOfWork

Handle = Callable[[Raw, UnitOfWork], Awaitable[Say | None]]


class DeathError(BaseException):
    """What no handler of errors catches: the task that carries the turn dies."""


class _Falling:
    def __init__(self, raw: Raw) -> None:
        self._raw = raw

    def __del__(self) -> None:
        raise ValueError(self._raw)


class _Unprintable:
    def __init__(self, raw: Raw) -> None:
        self._raw = raw

    def __str__(self) -> str:
        raise ValueError(self._raw)


async def _raise(raw: Raw, _unit: UnitOfWork) -> None:
    raise ValueError(f"cannot work with {raw}") from KeyError(raw)


async def _break_a_rule(raw: Raw, unit: UnitOfWork) -> None:
    connection = await unit.writing()
    await connection.execute(text("INSERT INTO counters (name, value) VALUES (:x, NULL)"), {"x": str(raw)})


async def _forget(raw: Raw, _unit: UnitOfWork) -> None:
    async def fail() -> None:
        raise ValueError(raw)

    loop = asyncio.get_running_loop()
    await asyncio.wait([loop.create_task(fail(), name=str(raw))])
    gc.collect()
    loop.call_soon(int, str(raw))
    loop.call_exception_handler({"message": "Unclosed connection", "connection": raw})


async def _warn(raw: Raw, _unit: UnitOfWork) -> None:
    warnings.warn(f"what is {raw}?", RuntimeWarning, stacklevel=1)
    _Falling(raw)
    thread = threading.Thread(target=lambda: int(str(raw)), name=str(raw))
    thread.start()
    await asyncio.to_thread(thread.join)


async def _chatter(raw: Raw, _unit: UnitOfWork) -> None:
    library = logging.getLogger("library.part")
    library.debug("got %s", raw)
    library.warning("odd update %r", raw)
    library.error(f"odd update {raw}")
    logging.getLogger("bot").error("%d is no number", raw)
    logging.getLogger("bot").error("%s cannot be printed", _Unprintable(raw))


async def _hang(_raw: Raw, _unit: UnitOfWork) -> None:
    await asyncio.Event().wait()


async def _die(raw: Raw, _unit: UnitOfWork) -> None:
    raise DeathError(raw)


WAYS: dict[str, Callable[[Raw, UnitOfWork], Awaitable[None]]] = {
    "raise": _raise,
    "rule": _break_a_rule,
    "forget": _forget,
    "warn": _warn,
    "chatter": _chatter,
    "hang": _hang,
    "die": _die,
}


def _leaky(handle: Handle) -> Handle:
    async def failing(raw: Raw, unit: UnitOfWork) -> Say | None:
        words: Any = (raw.get("message") or {}).get("text", "")
        if way := WAYS.get(words.partition(" ")[0]):
            await way(raw, unit)
        return await handle(raw, unit)

    return failing


if __name__ == "__main__":
    build = bot.app._handle
    bot.app._handle = lambda *args: _leaky(build(*args))
    bot.storage.database._PRAGMAS = ("busy_timeout=50", *bot.storage.database._PRAGMAS[1:])
    composition: Any = bot.app
    composition.Pace = partial(Pace, 100, chat_burst=100, chat_per_second=100)
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))  # as where dumps are wanted
    main()
