"""The updates that wait for their turn, chat by chat: in order within a chat, the chats in a ring."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.updates import Raw, album_of, joined
from bot.storage.inbox import Received

_MOST = 10
"""Messages in an album (Bot API, sendMediaGroup)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one turn is about: one update, or all of an album."""

    rows: tuple[Received, ...]

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
    rest: asyncio.TimerHandle | None = None
    wakes: Callable[[Raw], bool] | None = None

    def add(self, row: Received, now: float) -> None:
        self.rows.append(row)
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
        self.taken = Taken(tuple(rows))
        return self.taken

    def drop(self, taken: Taken) -> None:
        gone = set(taken.seqs)
        if len(gone) == 1:
            self.rows.popleft()
        else:
            self.rows = deque(row for row in self.rows if row.seq not in gone)
        self.taken = None


class Chats:
    """Hands out one turn of a chat at a time; a chat that had its turn goes to the end of the ring.

    The messages of an album are one turn: it waits until none came for `album_seconds`.
    """

    def __init__(self, album_seconds: float) -> None:
        self.album_seconds = album_seconds
        self._chats: dict[str, _Chat] = {}
        self._ready: asyncio.Queue[str] = asyncio.Queue()
        self.idle = asyncio.Event()
        """Set while nothing waits."""
        self.idle.set()

    def offer(self, row: Received) -> None:
        """Let an update wait for its turn."""
        chat = self._chats.get(row.chat)
        if chat is None:
            chat = self._chats[row.chat] = _Chat()
            self.idle.clear()
            self._ready.put_nowait(row.chat)
        chat.add(row, asyncio.get_running_loop().time())
        if chat.rest and chat.wakes and chat.wakes(row.update):
            self._wake(row.chat)

    async def turn(self) -> Taken:
        """Wait for a chat whose turn it is, and return what the turn is about."""
        while True:
            name = await self._ready.get()
            chat = self._chats[name]
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
            self._ready.put_nowait(taken.chat)
        else:
            del self._chats[taken.chat]
        if not self._chats:
            self.idle.set()

    def again(self, taken: Taken, seconds: float = 0.0, unless: Callable[[Raw], bool] | None = None) -> None:
        """Let the same turn come again after a while, or at once when an update comes that tells so."""
        self._chats[taken.chat].wakes = unless
        self._let_rest(taken.chat, seconds)

    def _let_rest(self, name: str, seconds: float) -> None:
        self._chats[name].rest = asyncio.get_running_loop().call_later(seconds, self._wake, name)

    def _wake(self, name: str) -> None:
        chat = self._chats[name]
        if chat.rest:
            chat.rest.cancel()
        chat.rest = chat.wakes = None
        self._ready.put_nowait(name)
