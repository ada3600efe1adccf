"""People who tap and write, and the stopwatch over what the bot answers them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from itertools import count
from time import perf_counter
from types import TracebackType
from typing import Any, Self, TypeAlias

from bot.demo.refusals import Json
from tests.bench.rig import Rig

Turn: TypeAlias = Coroutine[Any, Any, float]
"""One turn; its result is how long it took, in seconds."""

_SECONDS = 60.0
_IDS = count(10_000)


class Crowd:
    """Waits for answers: the next message or edit by the bot in a chat ends that chat's wait."""

    def __init__(self, rig: Rig) -> None:
        self.world = rig.world
        self._waiting: dict[int, tuple[Callable[[Json], bool], asyncio.Future[Json]]] = {}

    def __enter__(self) -> Self:
        self._forget = self.world.subscribe(self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._forget()

    def add(self) -> int:
        """Add a person; return the chat's id."""
        return self.world.add_user("Айгүл", "kk", user_id=next(_IDS)).id

    def menu(self, chat: int) -> int:
        """Put an old message of the bot's into a chat; return its id."""
        room = self.world.chat(chat)
        self.world.user(chat).started = True
        return int(self.world.put(room, {"from": self.world.bot.raw()}, {"text": "…"})["message_id"])

    async def tap(self, chat: int, message_id: int, data: str) -> tuple[Json, float]:
        """Tap a button; return the edited message and the seconds it took."""
        return await self._timed(
            chat,
            lambda: self.world.press(chat, chat, message_id, data=data),
            lambda message: message["message_id"] == message_id,
        )

    async def say(self, chat: int, text: str) -> tuple[Json, float]:
        """Write; return what the bot posts and the seconds it took."""
        return await self._timed(chat, lambda: self.world.send_text(chat, chat, text), _posted)

    async def send(self, chat: int, message_id: int, data: str) -> tuple[Json, float]:
        """Tap a button that brings a new message; return it and the seconds it took."""
        return await self._timed(
            chat,
            lambda: self.world.press(chat, chat, message_id, data=data),
            lambda message: message["message_id"] != message_id and _posted(message),
        )

    async def _timed(
        self, chat: int, deed: Callable[[], object], ends: Callable[[Json], bool]
    ) -> tuple[Json, float]:
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[chat] = ends, answer
        begun = perf_counter()
        deed()
        async with asyncio.timeout(_SECONDS):
            message = await answer
        return message, perf_counter() - begun

    def _hear(self, event: Json) -> None:
        if event["type"] not in ("message", "edit") or event["chat_id"] not in self._waiting:
            return
        ends, answer = self._waiting[event["chat_id"]]
        message = event["message"]
        if message["from"]["is_bot"] and ends(message) and not answer.done():
            del self._waiting[event["chat_id"]]
            answer.set_result(message)


def _posted(message: Json) -> bool:
    return "edit_date" not in message


class Reader:
    """One who opened the menu and goes through the answers."""

    def __init__(self, crowd: Crowd, taps: list[str]) -> None:
        self._crowd = crowd
        self._taps = taps
        self._at = count()
        self._chat = crowd.add()
        self._message = 0

    async def begin(self) -> None:
        message, _ = await self._crowd.say(self._chat, "/start")
        self._message = int(message["message_id"])

    async def tap(self) -> float:
        """Open the next page; return the seconds from the tap to the edited message."""
        data = self._taps[next(self._at) % len(self._taps)]
        return (await self._crowd.tap(self._chat, self._message, data))[1]


async def at_pace(turns: int, per_second: float, turn: Callable[[int], Turn]) -> list[float]:
    """Start turns at an even pace, whatever the answers do; return how long each took (s)."""
    begun = perf_counter()
    async with asyncio.TaskGroup() as group:
        tasks = []
        for number in range(turns):
            await asyncio.sleep(max(0.0, begun + number / per_second - perf_counter()))
            tasks.append(group.create_task(turn(number)))
    return [task.result() for task in tasks]


async def side_by_side(turns: int, people: Sequence[Callable[[], Turn]]) -> list[float]:
    """Let people act at once, each as soon as the last answer came, until so many turns were taken."""
    taken: list[float] = []
    left = iter(range(turns))

    async def act(turn: Callable[[], Turn]) -> None:
        for _ in left:
            taken.append(await turn())  # noqa: PERF401  (others append meanwhile)

    async with asyncio.TaskGroup() as group:
        for each in people:
            group.create_task(act(each))
    return taken
