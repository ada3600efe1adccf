"""A chat that writes faster than anybody reads hears less: each update has its turn, few get an answer."""

from __future__ import annotations

_MANY = 5_000
"""Chats that are remembered before those are forgotten that have been calm for long."""
_BURST_SECONDS = 1.0


class Throttle:
    """Says which turns answer. Moments are seconds of the loop's clock.

    A chat floods once more than `few` of its updates, or of the answers it is owed, wait, or Telegram's pace
    refuses an answer after a burst of `few`. Then only the newest update is answered, and a burst is paid
    for: so, from the first answer on, there is at most one in `seconds`. The updates before the newest have
    their turn in silence. It is over when no more than `few` updates came between two answers.
    """

    def __init__(self, few: int = 3, seconds: float = 3.0) -> None:
        self._few = few
        self._seconds = seconds
        self._answered: dict[str, tuple[float, float]] = {}
        """By chat: when it was answered last, and when the answers of that burst are paid for."""
        self._flooding: dict[str, int] = {}
        """By chat that floods: its turns since the last answer."""

    def wait(self, chat: str, behind: int, owed: int, now: float) -> float:
        """Return in how many seconds a chat's turn may begin: the newest waits until it may be answered."""
        if behind > self._few or owed > self._few:
            self._flooding.setdefault(chat, 0)
        return 0.0 if behind or chat not in self._flooding else self._unpaid(chat, now)

    def refused(self, chat: str, now: float) -> float:
        """Hear that an answer came too fast; return in how many seconds its turn may come again.

        That is none when others took the pace: then the answer is owed as any other.
        """
        unpaid = self._unpaid(chat, now)
        if unpaid <= (self._few - 1) * self._seconds:
            return 0.0
        self._flooding.setdefault(chat, 0)
        return unpaid

    def silences(self, chat: str, behind: int) -> bool:
        """Tell whether a chat's turn is to say nothing, for a newer update is answered."""
        if chat not in self._flooding:
            return False
        self._flooding[chat] += 1
        return behind > 0

    def answered(self, chat: str, now: float) -> None:
        """Hear that a chat was sent an answer, or is owed one."""
        last, paid = self._answered.get(chat, (now - _BURST_SECONDS, now))
        burst = now - last < _BURST_SECONDS
        self._answered[chat] = now, (max(paid, now) if burst else now) + self._seconds
        if self._flooding.get(chat, self._few + 1) <= self._few:
            del self._flooding[chat]
        elif chat in self._flooding:
            self._flooding[chat] = 0
        if len(self._answered) > _MANY:
            self._forget(now)

    def _unpaid(self, chat: str, now: float) -> float:
        _, paid = self._answered.get(chat, (now, now))
        return max(0.0, paid - now)

    def _forget(self, now: float) -> None:
        for chat in [each for each, (_, paid) in self._answered.items() if paid <= now]:
            del self._answered[chat]
            self._flooding.pop(chat, None)
