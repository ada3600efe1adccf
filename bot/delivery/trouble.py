"""Waiting trouble out: a failure of disk, database or network counts for nobody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.errors import ApiError, ConnectionFailedError, OutcomeUnknownError
from bot.storage.database import TROUBLE

_log = logging.getLogger(__name__)

Result = TypeVar("Result")

WAITED_OUT: tuple[type[Exception], ...] = (
    *TROUBLE,
    ApiError,
    ConnectionFailedError,
    OutcomeUnknownError,
)
"""Trouble of database, disk, network or Telegram: nobody's update is to blame, so none is counted."""

_TOO_FAST, _SERVER_ERROR = 429, 500
_NOT_HEARD = (401, 404)
"""The token is refused, so no call was looked at: all wait until it is put right."""

_FIRST, _LONGEST = 0.5, 30.0
"""Seconds. Not under 0.5: Telegram punishes the same offset twice within that time with a limit of 1."""


def passes(error: Exception) -> bool:
    """Tell whether what Telegram refuses now it may do later: it is busy, ill, or out of reach."""
    match error:
        case ApiError(code=code):
            return code == _TOO_FAST or code >= _SERVER_ERROR or code in _NOT_HEARD
        case _:
            return isinstance(error, (ConnectionFailedError, OutcomeUnknownError))


UNREACHABLE = "Telegram cannot be reached; look at the network, the bot goes on by itself"


class Backoff:
    """Waits 0.5 s, 1 s, 2 s … up to 30 s between tries, and says once what it waits for."""

    def __init__(self) -> None:
        self._next = _FIRST
        self._said = ""

    def say(self, log: logging.Logger, level: int, sentence: str) -> None:
        """Log what is wrong, unless that was the last word: a day's outage is a line, not thousands."""
        if sentence != self._said:
            log.log(level, "%s", sentence)
        self._said = sentence

    async def wait(self, at_least: float | None = None) -> None:
        await asyncio.sleep(max(self._next, at_least or 0))
        self._next = min(self._next * 2, _LONGEST)

    def reset(self) -> None:
        """Begin anew, for all is well."""
        if self._said:
            _log.info("Over: %s", self._said.partition(";")[0])
        self._next, self._said = _FIRST, ""


async def patiently(work: Callable[[], Awaitable[Result]]) -> Result:
    """Do it again until it is done, while Telegram or the database is in trouble.

    Raises ApiError when Telegram refuses the thing itself.
    """
    backoff = Backoff()
    while True:
        try:
            result = await work()
        except WAITED_OUT as error:
            if isinstance(error, ApiError) and not passes(error):
                raise
            backoff.say(_log, logging.INFO, f"Waiting for trouble to pass ({type(error).__name__})")
            await backoff.wait(error.retry_after if isinstance(error, ApiError) else None)
        else:
            backoff.reset()
            return result
