"""The queue of updates: kept until confirmed, a day at most, handed to one poll at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from bot.demo.changes import Signal
from bot.demo.refusals import Json, conflict

if TYPE_CHECKING:
    from bot.domain.clock import Clock

_KINDS = (
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages guest_message message_reaction message_reaction_count "
    "inline_query chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media "
    "poll poll_answer my_chat_member chat_member chat_join_request chat_boost removed_chat_boost managed_bot "
    "subscription stopped_message_generation"
)
KINDS = frozenset(_KINDS.split())
_ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_LIFE = timedelta(hours=24)
_LONGEST_POLL = 50.0
_FUTURE = 10
"""An offset further than this beyond the newest update means nothing; Telegram starts from the oldest."""


@dataclass
class Pending:
    update_id: int
    at: datetime
    raw: Json

    @property
    def chat_key(self) -> int:
        """Return whose turn it is: webhooks are serial in a chat."""
        for value in self.raw.values():
            if isinstance(value, dict):
                holder = value.get("message") if "chat_instance" in value else value
                room = (holder or {}).get("chat") or value.get("from") or {}
                return int(room.get("id", 0))
        return 0


class Updates:
    def __init__(self, clock: Clock, first_id: int = 700_000_001) -> None:
        self._clock = clock
        self._queue: list[Pending] = []
        self._poll = 0
        self._ended_by = ""
        self.next_id = first_id
        self.allowed: list[str] = []
        self.signal = Signal()
        self.on_confirm: Callable[[], None] = lambda: None

    def emit(self, update: Json) -> Json | None:
        """Queue an update; None when the bot did not ask for its kind, and then it is gone.

        An `update_id` in it is kept, for tests of repeats; otherwise it gets the next one.
        """
        kind = next((key for key in update if key != "update_id"), "")
        if not self._wanted(kind):
            return None
        raw = {"update_id": self.next_id, **update}
        self.next_id = max(self.next_id, raw["update_id"] + 1)
        self._queue.append(Pending(raw["update_id"], self._clock.now(), raw))
        self.signal.notify()
        return raw

    def renumber(self, first_id: int) -> None:
        """Go on with other numbers, as Telegram does after a quiet week."""
        self.next_id = first_id

    def scramble(self, times: int, dice: Random) -> None:
        """Deliver what waits `times` times over, out of order and under new numbers.

        So may a Bot API server that was restored, or another one that took its place.
        """
        copies = [one.raw for one in self.pending()] * times
        dice.shuffle(copies)
        self.clear()
        for raw in copies:
            self.emit({name: value for name, value in raw.items() if name != "update_id"})

    def below(self, offset: int) -> list[Pending]:
        """Return the updates that a poll with this offset would confirm now."""
        if not 0 <= offset <= self.next_id + _FUTURE:
            return []
        return [one for one in self.pending() if one.update_id < offset]

    def _wanted(self, kind: str) -> bool:
        if self.allowed and kind in KINDS:
            return kind in self.allowed
        return kind not in _ASKED_FOR_ONLY

    def pending(self) -> list[Pending]:
        """Return what is neither confirmed nor a day old, oldest first."""
        oldest = self._clock.now() - _LIFE
        self._queue = [one for one in self._queue if one.at > oldest]
        return self._queue

    def clear(self) -> None:
        self._queue.clear()

    def confirm_one(self, pending: Pending) -> None:
        if pending in self._queue:
            self._queue.remove(pending)

    def confirm(self, offset: int) -> None:
        """Forget what lies before `offset`; a negative one keeps only that many from the end."""
        if offset < 0:
            self._queue = self._queue[offset:]
        elif offset <= self.next_id + _FUTURE:
            self._queue = [one for one in self._queue if one.update_id >= offset]
        self.on_confirm()

    def end_poll(self, reason: str) -> int:
        """Make the poll that waits end with 409, and return the ticket of the next."""
        self._poll += 1
        self._ended_by = reason
        self.signal.notify()
        return self._poll

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Serve getUpdates: confirm, then return updates or wait for one; an older poll gets 409."""
        ticket = self.end_poll("other getUpdates request; make sure that only one bot instance is running")
        self.confirm(offset)
        now = asyncio.get_running_loop().time
        end = now() + min(seconds, _LONGEST_POLL)
        while not (batch := [one.raw for one in self.pending()[:limit]]):
            left = end - now()
            if left <= 0:
                break
            await self.signal.wait(left)
            if ticket != self._poll:
                raise conflict(f"terminated by {self._ended_by}")
        return batch

    def dump(self) -> Json:
        queue = [[one.at.isoformat(), one.raw] for one in self._queue]
        return {"next_id": self.next_id, "allowed": self.allowed, "queue": queue}

    def load(self, saved: Json) -> None:
        self.next_id, self.allowed = saved["next_id"], saved["allowed"]
        self._queue = [
            Pending(raw["update_id"], datetime.fromisoformat(at), raw) for at, raw in saved["queue"]
        ]
