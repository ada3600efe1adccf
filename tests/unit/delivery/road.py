"""The road between a real database and the embedded Bot API server, with handlers of the test's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.delivery.intake import Intake
from bot.delivery.limits import Pace, unlimited
from bot.delivery.sender import Sender
from bot.delivery.throttle import Throttle
from bot.delivery.worker import Handle, Worker
from bot.demo.chats import User
from bot.demo.faults import Fault, FaultKind
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.domain.markup import Html
from bot.domain.messages import Message, Say, Text
from bot.domain.updates import Raw
from bot.storage import moves, outbox
from bot.storage.outbox import Kind, Owed, State
from bot.storage.unit import UnitOfWork
from bot.tasks import Tasks
from bot.telegram.client import BotApi
from bot.telegram.encode import encode
from tests.unit.storage.store import Store, open_store


def says(*texts: str, toast: str = "") -> Say:
    return Say(tuple(Text(Html(text)) for text in texts), toast)


def text_of(update: Raw) -> str:
    return str(update["message"]["text"])


async def echo(update: Raw, _unit: UnitOfWork) -> Say:
    return says(f"re: {text_of(update)}")


async def writing_echo(update: Raw, unit: UnitOfWork) -> Say:
    """Answer as a turn that changed something."""
    await unit.writing()
    return says(f"re: {text_of(update)}")


@dataclass
class Road:
    store: Store
    world: World
    api: BotApi
    handle: Handle = echo
    on_settled: Callable[[UnitOfWork, Owed], Awaitable[None]] | None = None
    on_parked: Callable[[UnitOfWork, int], Awaitable[None]] | None = None
    settled: list[tuple[str, State, int | None]] = field(default_factory=list)
    tasks: Tasks = field(default_factory=Tasks)
    moved: list[tuple[int, int]] = field(default_factory=list)
    pace: Pace = field(default_factory=unlimited)
    seconds: float = 0.4
    """How long a handler may take."""
    urgent: str = "\N{BELL}"
    """The text of an urgent update."""
    gap: float = 0.1
    """Seconds between two answers to a flood."""

    def __post_init__(self) -> None:
        self.sender = Sender(
            self.store.database,
            self.store.vault,
            self.store.clock,
            self.unit,
            call=self.api.call,
            settled=self._settled,
            follow=self._follow,
            pace=self.pace,
        )
        self.worker = Worker(
            self.store.database,
            self.store.vault,
            self.store.clock,
            self.unit,
            handle=self._handle,
            call=self.api.call,
            owing=self.sender.owing,
            parked=self._parked,
            handler_seconds=self.seconds,
            mark_seconds=0.01,
            again_after=(0.0,) * 4,
            album_seconds=0.1,
            throttle=Throttle(seconds=self.gap),
            urgent=lambda raw: f"'text': {self.urgent!r}" in str(raw),
            look_seconds=0.01,
        )
        self.intake = Intake(self.api.call, self.worker.store, poll_seconds=1)

    def unit(self) -> UnitOfWork:
        return UnitOfWork(
            self.store.database, self.store.vault, self.store.clock.now(), encode, self.sender.owed
        )

    def works(self, turns: int = 4) -> None:
        """Start the turns."""
        for number in range(turns):
            self.tasks.start(f"turns-{number}", self.worker.run())

    def runs(self) -> None:
        """Start everything."""
        self.works()
        self.tasks.start("marks", self.worker.run_marks())
        self.tasks.start("sender", self.sender.run())
        self.tasks.start("intake", self.intake.run())

    async def owe(self, chat: int, message: Message | str, kind: Kind = "turn") -> str:
        async with self.unit() as unit:
            what = Text(Html(message)) if isinstance(message, str) else message
            row_id = await outbox.add(unit, chat, what, kind=kind)
            await unit.commit()
        return row_id

    def fault(self, kind: FaultKind, method: str = "sendMessage", **options: Any) -> Fault:
        return self.world.faults.add(Fault(kind, method, **options))

    def parent(self, name: str = "Айгүл") -> User:
        """Return a person who started the bot; that update is confirmed already."""
        person = self.world.add_user(name, "kk")
        self.world.send_text(person, person, "/start")
        self.world.updates.clear()
        return person

    async def button(self, person: User) -> int:
        """Send a person a message with a button that carries "h"; return its id."""
        markup = {"inline_keyboard": [[{"text": "b", "callback_data": "h"}]]}
        params = {"chat_id": person.id, "text": "x", "reply_markup": markup}
        sent: Raw = await self.api.call("sendMessage", params)
        return int(sent["message_id"])

    def update(self, person: User, text: str) -> Raw:
        """Return the update of a text that a person wrote."""
        self.world.send_text(person, person, text)
        raw: Raw = self.world.updates.pending()[-1].raw
        self.world.updates.clear()
        return raw

    def heard(self, person: User) -> list[str]:
        """Return the texts of the bot in a person's chat."""
        return [each["text"] for each in self.world.messages(person) if each["from"]["is_bot"]]

    def called(self, method: str) -> list[dict[str, Any]]:
        return [each.params for each in self.world.calls if each.method == method]

    async def states(self, table: str) -> list[str]:
        return [state for (state,) in await self.store.rows(f"SELECT state FROM {table} ORDER BY seq")]  # noqa: S608

    async def until(self, holds: Callable[[list[str]], object], table: str = "inbox") -> None:
        """Look at the states of a table's rows until the condition holds; each look lets the road go on."""
        async with asyncio.timeout(10):
            while not holds(await self.states(table)):
                pass

    async def done(self) -> None:
        """Wait until every stored update had its turn, and commit the marks."""
        async with asyncio.timeout(10):
            await self.worker.drained()
            await self.worker.flush()

    async def _handle(self, update: Raw, unit: UnitOfWork) -> Say | None:
        return await self.handle(update, unit)

    async def _settled(self, unit: UnitOfWork, row: Owed, state: State, message_id: int | None) -> None:
        self.settled.append((row.kind, state, message_id))
        if self.on_settled:
            await self.on_settled(unit, row)

    async def _follow(self, unit: UnitOfWork, old: int, new: int) -> None:
        self.moved.append((old, new))
        await moves.readdress(unit, old, new)

    async def _parked(self, unit: UnitOfWork, chat: int) -> None:
        if self.on_parked:
            await self.on_parked(unit, chat)
        if chat:
            await outbox.add(unit, chat, Text(Html("parked")), kind="notice")


@asynccontextmanager
async def open_road(path: Path) -> AsyncIterator[Road]:
    async with open_store(path) as store:
        world = World(store.clock)
        server = BotApiServer(world)
        await server.start()
        api = BotApi(world.token, server.url)
        road = Road(store, world, api)
        try:
            yield road
        finally:
            await road.tasks.stop()
            await api.close()
            await server.stop()
        assert not road.tasks.failed, "a part of the road died"
