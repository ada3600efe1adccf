"""How fast Telegram lets a bot speak: in all, to one person, and to one group.

Telegram names no exact limits. About 30 messages a second in all, one a second in a chat and 20 a minute in
a group pass, short bursts too (Bots FAQ, "My bot is hitting limits, how do I avoid this?"). These values
stay below them, and keep some room for what cannot wait.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import TypeVar

from bot.storage.outbox import Rank

Value = TypeVar("Value")

_SECOND = 1.0
_MANY = 5_000
"""Chats that are remembered before those are forgotten whose limits are whole again."""


class Pace:
    """Answers when a chat may be sent a message of a rank. Moments are seconds of a monotonic clock.

    In any second `per_second` messages go out, `kept` of them only for danger and replies. A private chat has
    a bucket of `chat_burst`, refilled by `chat_per_second`. A group is sent `group_most` messages in any
    `group_seconds`, and `group_kept` more for danger: what was sent is remembered, for a leaky bucket would
    let twice as many through. What is counted without being asked for never takes the last of anything.
    A queue keeps `apart` seconds between messages, an even share of the second unless told otherwise.
    """

    def __init__(
        self,
        per_second: float = 25,
        *,
        apart: float | None = None,
        kept: int = 5,
        chat_burst: int = 3,
        chat_per_second: float = 1.0,
        group_most: int = 18,
        group_kept: int = 2,
        group_seconds: float = 60.0,
    ) -> None:
        most = int(per_second)
        self.apart = 1 / per_second if apart is None else apart
        self._all: deque[float] = deque(maxlen=most)
        self._ordinary: deque[float] = deque(maxlen=max(1, most - kept))
        self._unasked: deque[float] = deque(maxlen=max(1, most // 2))
        self._burst = chat_burst
        self._refill = chat_per_second
        self._group_most = group_most
        self._group_kept = group_kept
        self.group_all = group_most + group_kept
        self.group_seconds = group_seconds
        self._buckets: dict[str, tuple[float, float]] = {}
        """By private chat: how many messages it held at a moment."""
        self._groups: dict[str, deque[float]] = {}
        """By group: when it was sent what."""
        self._held: dict[str, float] = {}
        self._swept_at = 0.0

    def when(self, chat: str, rank: Rank, now: float, *, group: bool) -> float:
        """Return the first moment from `now` on at which the chat may be sent a message."""
        return max(self.when_any(rank, now), self.when_chat(chat, rank, now, group=group))

    def when_any(self, rank: Rank, now: float) -> float:
        """Return the first moment at which any chat may be sent a message."""
        moment = max(now, _free(self._all, _SECOND))
        if rank in (Rank.DANGER, Rank.REPLY):
            return moment
        return max(moment, _free(self._ordinary, _SECOND))

    def when_chat(self, chat: str, rank: Rank, now: float, *, group: bool) -> float:
        """Return the first moment at which only the chat's own limits let a message go."""
        moment = max(now, self._held.get(chat, now))
        if not group:
            missing = 1 - self._tokens(chat, moment)
            return moment if missing <= 0 else moment + missing / self._refill
        sent = self._groups.get(chat, ())
        most = self._group_most + (self._group_kept if rank is Rank.DANGER else 0)
        return moment if len(sent) < most else max(moment, sent[-most] + self.group_seconds)

    def take(self, chat: str, rank: Rank, now: float, *, group: bool) -> bool:
        """Count a message as sent now, if it may go now."""
        if self.when(chat, rank, now, group=group) > now:
            return False
        self.sent(chat, rank, now, group=group)
        return True

    def sent(self, chat: str, rank: Rank, at: float, *, group: bool) -> None:
        """Count a message as sent at a moment, also at one before a restart."""
        self._all.append(at)
        if rank not in (Rank.DANGER, Rank.REPLY):
            self._ordinary.append(at)
        if group:
            self._window(chat).append(at)
        else:
            self._buckets[chat] = max(0.0, self._tokens(chat, at) - 1), at
        self._forget(at)

    def remember(self, group: str, sent: Iterable[float]) -> None:
        """Take in when a group was sent what before this process began."""
        window = self._window(group)
        together = sorted([*sent, *window])
        window.clear()
        window.extend(together)

    def count(self, now: float, chat: str | None = None, *, group: bool = False) -> None:
        """Count a call that asked nobody: an edit at once in its chat, or the answer to a tapped button.

        However many there are, half of each second, half of a group's minute and a person's next message
        stay free for what is asked for.
        """
        if len(self._unasked) < (self._unasked.maxlen or 0) or self._unasked[0] + _SECOND <= now:
            for window in (self._unasked, self._all, self._ordinary):
                window.append(now)
        if chat is None:
            return
        if group:
            window, half = self._window(chat), max(1, self._group_most // 2)
            if len(window) < half or window[-half] + self.group_seconds <= now:
                window.append(now)
        else:
            tokens = self._tokens(chat, now)
            self._buckets[chat] = max(min(1.0, tokens), tokens - 1), now
        self._forget(now)

    def hold(self, chat: str, until: float) -> None:
        """Send a chat nothing before a moment: Telegram said so (429)."""
        self._held[chat] = max(until, self._held.get(chat, until))

    def _tokens(self, chat: str, now: float) -> float:
        held, at = self._buckets.get(chat, (float(self._burst), now))
        return min(float(self._burst), held + max(0.0, now - at) * self._refill)

    def _window(self, chat: str) -> deque[float]:
        if chat not in self._groups:
            self._groups[chat] = deque(maxlen=self.group_all)
        return self._groups[chat]

    def _forget(self, now: float) -> None:
        if now - self._swept_at < _SECOND:
            return
        self._swept_at = now
        _sweep(self._buckets, lambda bucket: bucket[0] + (now - bucket[1]) * self._refill >= self._burst)
        _sweep(self._groups, lambda sent: not sent or sent[-1] + self.group_seconds <= now)
        _sweep(self._held, lambda until: until <= now)


def unlimited() -> Pace:
    """Return the pace for a server that sets no limits, as the embedded one."""
    return Pace(10_000, apart=0, chat_burst=10_000, group_most=10_000)


def _free(sent: deque[float], seconds: float) -> float:
    """Return when a window that holds as many as may be sent in these seconds has room."""
    return sent[0] + seconds if len(sent) == sent.maxlen else 0.0


def _sweep(chats: dict[str, Value], whole: Callable[[Value], bool]) -> None:
    if len(chats) > _MANY:
        for chat in [each for each, value in chats.items() if whole(value)]:
            del chats[chat]
