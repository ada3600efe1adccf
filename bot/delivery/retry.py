"""What to do when sending failed, as a value.

| what happened                                | what is done                                           |
|----------------------------------------------|--------------------------------------------------------|
| 429                                          | sent again after `retry_after`; other chats go on      |
| 5xx, 401, 404, not reached                   | sent again after 1 s, 2 s, 4 s … 5 min                 |
| no answer: nobody knows whether it was done  | the same, whatever the kind; see `REPEATED`            |
| 400 "message is not modified"                | sent: that is what was wanted                          |
| 400 with `migrate_to_chat_id`                | the chat is followed to its new id                     |
| 403 of a person                              | blocked                                                |
| 400, 403 of a group                          | failed, with a word that tells why                     |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.delivery.trouble import passes
from bot.errors import ApiError
from bot.storage.outbox import UNANSWERED, Kind, State

_LONGEST = timedelta(minutes=5)
_FIRST = timedelta(seconds=1)
_FORBIDDEN = 403

TOO_FAST = "too-fast"
"""The word for what met a limit, Telegram's or the bot's own below it."""

_REASONS = {
    "blocked": ("bot was blocked by the user", "user is deactivated", "can't initiate conversation"),
    "not-found": ("chat not found", "not enough rights", "bot was kicked", "not a member", "group chat was"),
    "topic-closed": ("TOPIC_CLOSED", "TOPIC_DELETED", "message thread not found"),
    "gone": ("message to edit not found", "MESSAGE_ID_INVALID", "message can't be edited"),
}

REPEATED: Mapping[Kind, str] = {
    "danger": "the same emergency numbers again",
    "receipt": "the same number and text",
    "reply": "the same text, and the buttons of both work",
    "reply-part": "the same text or file under the same reply",
    "card": "the same number; both can be answered, the later one is kept up to date",
    "addition": "the same words under the same card",
    "under": "the same text or file under the same card",
    "preview": "the reply goes out once, whichever is tapped",
    "card-edit": "nobody sees it: what is shown already is not modified",
    "turn": "the same screen, and the buttons of both work",
    "notice": "the same words",
    "outage": "the same words",
}
"""What a repeat does, by kind, when a message came though its answer was lost.

The Bot API has no key that would make a call happen once (tdlib/telegram-bot-api #126), so a call with an
unknown outcome is repeated or given up. Everything here is harmless twice, and nothing may be missing.
"""


@dataclass(frozen=True, slots=True)
class Retry:
    """Send again at a moment; `failure` is the word operators see meanwhile."""

    at: datetime
    failure: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup with another id: what it is owed goes there."""

    to: int


@dataclass(frozen=True, slots=True)
class Settle:
    """It ended: in `state`, because of `failure`."""

    state: State
    failure: str | None


Decision: TypeAlias = Retry | Moved | Settle


def decide(error: Exception, attempts: int, now: datetime) -> Decision:
    """Say what becomes of a message whose sending raised `error` after `attempts` earlier tries."""
    match error:
        case ApiError(code=429):
            return Retry(now + timedelta(seconds=error.retry_after or 1), TOO_FAST)
        case ApiError(code=400) if "message is not modified" in error.description:
            return Settle("sent", None)
        case ApiError(migrate_to=int(to)):
            return Moved(to)
        case _ if passes(error):
            wait = min(_LONGEST, _FIRST * 2 ** min(attempts, 10))
            return Retry(now + wait, UNANSWERED)
        case ApiError():
            reason = _reason(error)
            return Settle("blocked" if reason == "blocked" else "failed", reason)
        case _:
            return Settle("failed", "refused")


def _reason(error: ApiError) -> str:
    for reason, signs in _REASONS.items():
        if any(sign in error.description for sign in signs):
            return reason
    return "blocked" if error.code == _FORBIDDEN else "refused"
