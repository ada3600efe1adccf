"""A chat that writes faster than anybody reads hears less: each update has its turn, few get an answer."""

from __future__ import annotations

_MANY = 5_000
"""Chats that are remembered before those are forgotten that have been calm for long."""


class Throttle:
    """Says which turns answer. Moments are seconds of the loop's clock.

    A chat floods once more than `few` of its updates, or of the answers it is owed, wait. Then only the
    newest update is answered, and that at most once in `seconds`; those before it have their turn in silence.
    It is over when no more than `few` updates came between two answers.
    """

    def __init__(self, few: int = 3, seconds: float = 3.0) -> None:
        self._few = few
        self._seconds = seconds
        self._answered: dict[str, float] = {}
        self._flooding: dict[str, int] = {}
        """By chat that floods: its turns since the last answer."""

    def wait(self, chat: str, behind: int, owed: int, now: float) -> float:
        """Return in how many seconds a chat's turn may begin: the newest waits until it may be answered."""
        if behind > self._few or owed > self._few:
            self._flooding.setdefault(chat, 0)
        if behind or chat not in self._flooding:
            return 0.0
        return max(0.0, self._answered.get(chat, now - self._seconds) + self._seconds - now)

    def silences(self, chat: str, behind: int) -> bool:
        """Tell whether a chat's turn is to say nothing, for a newer update is answered."""
        if chat not in self._flooding:
            return False
        self._flooding[chat] += 1
        return behind > 0

    def answered(self, chat: str, now: float) -> None:
        """Hear that a chat was answered."""
        self._answered[chat] = now
        if self._flooding.get(chat, self._few + 1) <= self._few:
            del self._flooding[chat]
        elif chat in self._flooding:
            self._flooding[chat] = 0
        if len(self._answered) > _MANY:
            self._forget(now)

    def _forget(self, now: float) -> None:
        for chat in [each for each, at in self._answered.items() if at + self._seconds <= now]:
            del self._answered[chat]
            self._flooding.pop(chat, None)
