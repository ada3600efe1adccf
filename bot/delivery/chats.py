"""The updates that wait for their turn, chat by chat: in order within a chat, the chats in a ring.

Where somebody may be in danger, the chat's turns come before the ring.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from bot.domain.updates import Raw, album_of, joined
from bot.storage.inbox import Received

_MOST = 10
"""Messages in an album (Bot API, sendMediaGroup)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one turn is about: one update, or all of an album."""

    rows: tuple[Received, ...]
    urgent: bool
    """Whether somebody may be in danger."""

    @property
    def chat(self) -> str:
        return self.rows[0].chat

    @property
    def update(self) -> Raw:
        return joined([row.update for row in self.rows])

    @property
    def seqs(self) -> list[int]:
        return [row.seq for row in self.rows]

    @property
    def attempts(self) -> int:
        return max(row.attempts for row in self.rows)


@dataclass(slots=True)
class _Chat:
    rows: deque[Received] = field(default_factory=deque)
    albums: dict[str, float] = field(default_factory=dict)
    """When the latest of each album came."""
    taken: Taken | None = None
    urgent: set[int] = field(default_factory=set)
    """Numbers of the rows that cannot wait."""
    ticket: int = 0
    """The one of its tickets in the ring that counts, 0 when it is not in it."""
    rest: asyncio.TimerHandle | None = None
    patient: bool = False
    """While it rests only until it may be answered: what is urgent ends that."""

    def add(self, row: Received, now: float, *, urgent: bool) -> None:
        self.rows.append(row)
        if urgent:
            self.urgent.add(row.seq)
        if album := album_of(row.update):
            self.albums[album] = now

    def first(self) -> list[Received]:
        """Return what the next turn is about, as far as it came."""
        album = album_of(self.rows[0].update)
        return [row for row in self.rows if album_of(row.update) == album] if album else [self.rows[0]]

    def missing(self, album_seconds: float, now: float) -> float:
        """Return for how many seconds more of the first album may come."""
        came_at = self.albums.get(album_of(self.rows[0].update))
        if came_at is None or len(self.first()) >= _MOST:
            return 0.0
        return max(0.0, came_at + album_seconds - now)

    def take(self) -> Taken:
        rows = self.first()
        self.albums.pop(album_of(rows[0].update), None)
        self.taken = Taken(tuple(rows), not self.urgent.isdisjoint(row.seq for row in rows))
        return self.taken

    def drop(self, taken: Taken) -> None:
        gone = set(taken.seqs)
        self.urgent -= gone
        if len(gone) == 1:
            self.rows.popleft()
        else:
            self.rows = deque(row for row in self.rows if row.seq not in gone)
        self.taken = None


class Chats:
    """Hands out one turn of a chat at a time; a chat that had its turn goes to the end of the ring.

    The messages of an album are one turn: it waits until none came for `album_seconds`. What `urgent` tells
    goes before other chats, after what its own chat wrote earlier.
    """

    def __init__(self, album_seconds: float, urgent: Callable[[Raw], bool] = lambda _: False) -> None:
        self.album_seconds = album_seconds
        self._urgent = urgent
        self._chats: dict[str, _Chat] = {}
        self._ring: asyncio.PriorityQueue[tuple[bool, int, str]] = asyncio.PriorityQueue()
        self._tickets = count(1)
        self.idle = asyncio.Event()
        """Set while nothing waits."""
        self.idle.set()

    def offer(self, row: Received) -> None:
        """Let an update wait for its turn."""
        chat = self._chats.get(row.chat)
        urgent = self._urgent(row.update)
        if chat is None:
            chat = self._chats[row.chat] = _Chat()
            self.idle.clear()
            chat.add(row, asyncio.get_running_loop().time(), urgent=urgent)
            self._line_up(row.chat)
            return
        chat.add(row, asyncio.get_running_loop().time(), urgent=urgent)
        if urgent and (chat.ticket or (chat.rest and chat.patient)):
            self._line_up(row.chat)

    async def turn(self) -> Taken:
        """Wait for a chat whose turn it is, and return what the turn is about."""
        while True:
            _, ticket, name = await self._ring.get()
            chat = self._chats.get(name)
            if chat is None or chat.ticket != ticket:  # it went before the ring meanwhile
                continue
            chat.ticket = 0
            if chat.taken:
                return chat.taken
            missing = chat.missing(self.album_seconds, asyncio.get_running_loop().time())
            if not missing:
                return chat.take()
            self._let_rest(name, missing)

    def behind(self, taken: Taken) -> int:
        """Return how many updates of the same chat wait behind this turn."""
        return len(self._chats[taken.chat].rows) - len(taken.rows)

    def done(self, taken: Taken) -> None:
        """End a turn: the chat's next one may come."""
        chat = self._chats[taken.chat]
        chat.drop(taken)
        if chat.rows:
            self._line_up(taken.chat)
        else:
            del self._chats[taken.chat]
        if not self._chats:
            self.idle.set()

    def again(self, taken: Taken, seconds: float = 0.0, *, patient: bool = False) -> None:
        """Let the same turn come again after a while; a `patient` one sooner, when something urgent comes."""
        self._chats[taken.chat].patient = patient
        self._let_rest(taken.chat, seconds)

    def _let_rest(self, name: str, seconds: float) -> None:
        self._chats[name].rest = asyncio.get_running_loop().call_later(seconds, self._line_up, name)

    def _line_up(self, name: str) -> None:
        chat = self._chats[name]
        if chat.rest:
            chat.rest.cancel()
        chat.rest, chat.patient, chat.ticket = None, False, next(self._tickets)
        self._ring.put_nowait((not chat.urgent, chat.ticket, name))
