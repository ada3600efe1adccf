"""How fast a bot may speak; beyond it 429.

Bots FAQ: 30 messages a second in all, one a second in a chat, 20 a minute in a group.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.demo.refusals import too_fast

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Limits:
    """Messages per window; `chat_burst` of them may go to one chat at once before one a second holds."""

    per_second: int = 30
    chat_burst: int = 3
    group_per_minute: int = 20


class Pace:
    """Counts what was sent, in sliding windows, and refuses what comes too fast."""

    def __init__(self, limits: Limits | None) -> None:
        self._limits = limits
        self._sent: dict[object, deque[datetime]] = {}

    def admit(self, now: datetime, chat_id: int, messages: int = 1) -> None:
        """Count `messages` for this chat, or raise 429 and count nothing."""
        if self._limits is None:
            return
        windows: list[tuple[object, timedelta, int]] = [
            ("all", _SECOND, self._limits.per_second),
            (("chat", chat_id), _SECOND * self._limits.chat_burst, self._limits.chat_burst),
        ]
        if chat_id < 0:
            windows.append((("group", chat_id), _MINUTE, self._limits.group_per_minute))
        for key, width, most in windows:
            self._check(key, now - width, most, messages)
        for key, _, _ in windows:
            self._sent[key].extend([now] * messages)

    def _check(self, key: object, since: datetime, most: int, messages: int) -> None:
        sent = self._sent.setdefault(key, deque())
        while sent and sent[0] <= since:
            sent.popleft()
        if len(sent) + messages > most and sent:
            first_to_leave = sent[min(len(sent) + messages - most, len(sent)) - 1]
            raise too_fast(max(1, math.ceil((first_to_leave - since).total_seconds())))
