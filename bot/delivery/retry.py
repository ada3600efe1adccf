"""What to do when sending failed, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.delivery.trouble import passes
from bot.errors import ApiError
from bot.storage.outbox import State

_LONGEST = timedelta(minutes=5)
_FIRST = timedelta(seconds=1)

_GONE = {
    "blocked": ("bot was blocked by the user", "user is deactivated", "can't initiate conversation"),
    "not-found": ("chat not found", "not enough rights", "bot was kicked", "not a member", "group chat was"),
}


@dataclass(frozen=True, slots=True)
class Retry:
    """Send again at a moment; `failure` is the word operators see meanwhile."""

    at: datetime
    failure: str


@dataclass(frozen=True, slots=True)
class Settle:
    """It ended: in `state`, because of `failure`."""

    state: State
    failure: str | None


Decision: TypeAlias = Retry | Settle


def decide(error: Exception, attempts: int, now: datetime) -> Decision:
    """Say what becomes of a message whose sending raised `error` after `attempts` earlier tries.

    An unknown outcome is tried again: rather twice than never, with the same number and text.
    """
    match error:
        case ApiError(code=429):
            return Retry(now + timedelta(seconds=error.retry_after or 1), "too-fast")
        case ApiError(code=400) if "message is not modified" in error.description:
            return Settle("sent", None)
        case _ if passes(error):
            wait = min(_LONGEST, _FIRST * 2 ** min(attempts, 10))
            return Retry(now + wait, "no-answer")
        case ApiError():
            reason = _reason(error)
            return Settle("blocked" if reason == "blocked" else "failed", reason)
        case _:
            return Settle("failed", "refused")


def _reason(error: ApiError) -> str:
    for reason, signs in _GONE.items():
        if any(sign in error.description for sign in signs):
            return reason
    return "refused"
