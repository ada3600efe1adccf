"""The whole product on a stage: the real bot over HTTP against the embedded Bot API server."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import app as composition
from bot.app import App
from bot.delivery.limits import Pace, unlimited
from bot.demo.chats import Chat, User
from bot.demo.command import settle
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.domain.clock import Clock, SystemClock
from bot.settings import Settings

CONTENT = Path(__file__).parents[2] / "content"
TOKEN = "42:TEST"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
STICKER = {
    "sticker": {
        "file_id": "s",
        "file_unique_id": "s",
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
    }
}


@dataclass
class Phone:
    """A person's private chat, or an operator's view of the group."""

    stage: Stage
    user: User
    chat: int

    async def says(self, text: str, **options: Any) -> list[dict[str, Any]]:
        """Write, and return what the bot newly posted or edited here."""
        return await self.stage.heard(
            self.chat, self.stage.world.send_text, self.user, self.chat, text, **options
        )

    async def sends(self, fields: dict[str, Any], **options: Any) -> list[dict[str, Any]]:
        return await self.stage.heard(
            self.chat, self.stage.world.send_raw, self.user, self.chat, fields, **options
        )

    async def sends_file(self, kind: str, data: bytes, **options: Any) -> list[dict[str, Any]]:
        return await self.stage.heard(
            self.chat, self.stage.world.send_file, self.user, self.chat, kind, data, **options
        )

    async def taps(self, label: str, message: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Tap a button by its label, on the last message that carries it."""
        target = message or self.message_with(label)
        return await self.stage.heard(self.chat, self._press, target["message_id"], label=label)

    async def forges(self, data: str, message: dict[str, Any]) -> list[dict[str, Any]]:
        """Send callback data that no button need carry."""
        return await self.stage.heard(self.chat, self._press, message["message_id"], data=data)

    @property
    def toast(self) -> str:
        """The text over the button tapped last."""
        answer = self.stage.world.answers(self.stage.last_query)
        assert answer is not None, "the tapped button was never answered"
        return str(answer.get("text", ""))

    @property
    def messages(self) -> list[dict[str, Any]]:
        return self.stage.world.messages(self.chat)

    @property
    def last(self) -> dict[str, Any]:
        """The newest message of the bot."""
        return [each for each in self.messages if each["from"]["id"] == self.stage.world.bot.id][-1]

    def again(self, message: dict[str, Any]) -> dict[str, Any]:
        """A message as it is shown now."""
        return next(each for each in self.messages if each["message_id"] == message["message_id"])

    async def files(self, text: str, category: str = "Баланы жәбірлеу", place: str = "Семей қаласы") -> str:
        """File an appeal in Kazakh; return its number."""
        await self.says("/appeal")
        await self.taps(category)
        await self.taps(place)
        await self.says(text)
        await self.taps("✅ Жіберу")
        return next(each for each in labels(self.last) if each.startswith("AB-"))

    def message_with(self, label: str) -> dict[str, Any]:
        found = [each for each in self.messages if label in labels(each)]
        assert found, f"no message carries the button {label!r}; the last is {self.last}"
        return found[-1]

    def _press(self, message_id: int, **button: str) -> None:
        self.stage.last_query = self.stage.world.press(self.user, self.chat, message_id, **button)


@dataclass
class Stage:
    world: World
    server: BotApiServer
    settings: Settings
    clock: Clock
    group: Chat
    operator_user: User
    admin_user: User
    pace: Callable[[], Pace] = unlimited
    last_query: str = ""
    _running: tuple[App, AsyncExitStack] | None = None

    @property
    def app(self) -> App:
        assert self._running is not None, "the bot is stopped"
        return self._running[0]

    @property
    def operator(self) -> Phone:
        return Phone(self, self.operator_user, self.group.id)

    @property
    def admin(self) -> Phone:
        return Phone(self, self.admin_user, self.admin_user.id)

    def phone(self, name: str = "Айгүл", lang: str = "kk") -> Phone:
        user = self.world.add_user(name, language_code=lang)
        return Phone(self, user, user.id)

    async def start_bot(self) -> None:
        """Run the bot and wait until it has introduced itself."""
        stack = AsyncExitStack()
        app = await stack.enter_async_context(
            composition.running(self.settings, self.clock, pace=self.pace())
        )
        self._running = app, stack
        await app.intake.started.wait()
        await app.tasks.ended("introduce")
        await self.settle()

    async def stop_bot(self) -> None:
        if self._running is not None:
            _, stack = self._running
            self._running = None
            await stack.aclose()

    async def restart(self, **settings: Any) -> None:
        await self.stop_bot()
        self.settings = self.settings.model_copy(update=settings)
        await self.start_bot()

    async def settle(self) -> None:
        """Wait until every update had its turn and everything owed is sent."""
        await settle(self.app, self.world)

    async def heard(self, chat: int, deed: Any, *args: Any, **options: Any) -> list[dict[str, Any]]:
        """Let a person act; return what the bot newly posted or edited in the chat because of it."""
        heard: list[dict[str, Any]] = []

        def listen(event: dict[str, Any]) -> None:
            if event["type"] in ("message", "edit") and event["chat_id"] == chat:
                heard.append(event["message"])

        deed(*args, **options)
        forget = self.world.subscribe(listen)
        await self.settle()
        forget()
        return [each for each in heard if each["from"]["id"] == self.world.bot.id]


@asynccontextmanager
async def play(data_dir: Path, clock: Clock | None = None, **settings: Any) -> AsyncIterator[Stage]:
    """Open a stage with an operators' group and an admin, and run the bot on it."""
    clock = clock or SystemClock()
    world = World(clock=clock, token=TOKEN, username="abai_bala_bot")
    server = BotApiServer(world)
    await server.start()
    stage = _set(world, server, data_dir, clock, settings)
    try:
        await stage.start_bot()
        yield stage
        world.assert_only_known_calls()
    finally:
        await stage.stop_bot()
        await server.stop()


def _set(world: World, server: BotApiServer, data_dir: Path, clock: Clock, settings: dict[str, Any]) -> Stage:
    operator, admin = world.add_user("Оператор", "kk"), world.add_user("Әкімші", "kk")
    group = world.add_group("Операторлар", members=[operator], added_by=admin)
    chosen: dict[str, Any] = {
        "bot_token": TOKEN,
        "bot_api_url": server.url,
        "data_dir": data_dir,
        "content_dir": CONTENT,
        "operators_chat_id": group.id,
        "admin_ids": (admin.id,),
        "web_port": free_port(),
        **settings,
    }
    return Stage(world, server, Settings(_env_file=None, **chosen), clock, group, operator, admin)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def labels(message: dict[str, Any]) -> list[str]:
    """Return the labels of a message's buttons, in reading order."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]
