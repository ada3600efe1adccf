"""What is measured, one function each. Seconds are wall-clock as the load sees them; CPU is the bot's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from bot.demo.refusals import Json
from bot.domain.actions import PickCategory, PickPlace, SendAppeal
from bot.telegram.callbacks import unpack
from tests.bench.people import Crowd, Reader, at_pace, side_by_side
from tests.bench.rig import Rig

_READERS = 100
_AT_ONCE = 10
_QUIET_SECONDS = 1.0
"""Until marks and answers to taps are in, too: they belong to the turns."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A run of reading turns: CPU per turn and the time from tap to edited answer, in seconds."""

    cpu: float
    taken: list[float]


class Readers:
    """The people who read with one bot; they have said /start."""

    def __init__(self, rig: Rig, taps: Sequence[str]) -> None:
        self._rig = rig
        self._taps = list(taps)

    async def at_pace(self, turns: int, per_second: float) -> Reading:
        async def run(readers: list[Reader]) -> list[float]:
            return await at_pace(turns, per_second, lambda number: readers[number % len(readers)].tap())

        return await self._read(turns, _READERS, run)

    async def flat_out(self, turns: int) -> Reading:
        """Ten people who tap as soon as they are answered."""

        async def run(readers: list[Reader]) -> list[float]:
            return await side_by_side(turns, [reader.tap for reader in readers])

        return await self._read(turns, _AT_ONCE, run)

    async def _read(
        self, turns: int, people: int, run: Callable[[list[Reader]], Coroutine[Any, Any, list[float]]]
    ) -> Reading:
        with Crowd(self._rig) as crowd:
            readers = [Reader(crowd, self._taps) for _ in range(people)]
            for reader in readers:
                await reader.begin()
            await asyncio.sleep(_QUIET_SECONDS)
            before = self._rig.cpu()
            taken = await run(readers)
            await asyncio.sleep(_QUIET_SECONDS)
            return Reading((self._rig.cpu() - before) / turns, taken)


async def receipts(rig: Rig, appeals: int, per_second: float) -> list[float]:
    """File appeals; return the seconds from the tap on "Send" to the receipt at Telegram."""
    with Crowd(rig) as crowd:
        chats = [crowd.add() for _ in range(appeals)]
        return await at_pace(appeals, per_second, lambda number: _receipt(crowd, chats[number]))


async def _receipt(crowd: Crowd, chat: int) -> float:
    asked, _ = await crowd.say(chat, "/appeal")
    asked, _ = await crowd.tap(chat, asked["message_id"], _button(asked, PickCategory))
    await crowd.tap(chat, asked["message_id"], _button(asked, PickPlace))
    await asyncio.sleep(3)  # a person writes; their chat's bucket fills
    preview, _ = await crowd.say(chat, "Мектеп асханасында бүгін де тамақ болмады.")
    await asyncio.sleep(2)
    return (await crowd.send(chat, preview["message_id"], _button(preview, SendAppeal)))[1]


def _button(message: Json, does: type[object]) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
    return str(next(each for each in data if isinstance(unpack(each), does)))


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from exec to the first getUpdates and to the answer to what waited; MB when idle."""

    polled: float
    ready: float
    rss: float


async def start(rig: Rig) -> Start:
    """Start the bot while a person's /start waits for it."""
    with Crowd(rig) as crowd:
        waiting = asyncio.get_running_loop().create_task(crowd.say(crowd.add(), "/start"))
        await asyncio.sleep(0)
        begun = await rig.spawn()
        await waiting
        ready = perf_counter() - begun
        polled = await rig.polled() - begun
        await asyncio.sleep(3 * _QUIET_SECONDS)
        return Start(polled, ready, rig.rss())


async def growth(rig: Rig, users: int, tap: str) -> tuple[float, float]:
    """Let so many people open a page; return MB after the first 1,000 and at the end.

    Each has an old menu of the bot's: edits are not held to 25 a second as new messages are.
    """
    with Crowd(rig) as crowd:
        await _newcomers(crowd, 1_000, tap)
        before = rig.rss()
        await _newcomers(crowd, users, tap)
        return before, rig.rss()


async def _newcomers(crowd: Crowd, users: int, tap: str) -> None:
    async def newcomer() -> float:
        chat = crowd.add()
        try:
            return (await crowd.tap(chat, crowd.menu(chat), tap))[1]
        finally:
            del crowd.world.chats[chat], crowd.world.users[chat]

    await side_by_side(users, [newcomer] * _AT_ONCE)
    await asyncio.sleep(_QUIET_SECONDS)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
