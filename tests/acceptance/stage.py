"""The whole product on a stage: the real bot over HTTP against the embedded Bot API server."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import app as composition
from bot.app import App
from bot.demo.chats import Chat, User
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.domain.clock import Clock, SystemClock
from bot.settings import Settings

CONTENT = Path(__file__).parents[2] / "content"
TOKEN = "42:TEST"


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
        return [each for each in self.messages if each["from"]["is_bot"]][-1]

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
    operator: Phone
    admin: Phone
    app: App
    last_query: str = ""

    def phone(self, name: str = "Айгүл", lang: str = "kk") -> Phone:
        user = self.world.add_user(name, language_code=lang)
        return Phone(self, user, user.id)

    async def settle(self) -> None:
        """Wait until every update had its turn and everything owed is sent."""
        await self.world.until(lambda: not self.world.updates.pending())
        await self.app.worker.drained()
        await self.app.sender.drained()

    async def heard(self, chat: int, deed: Any, *args: Any, **options: Any) -> list[dict[str, Any]]:
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
    async def restarted(self) -> AsyncIterator[None]:
        """Only for `play`: run the bot on this stage."""
        async with composition.running(self.settings, self.clock) as app:
            self.app = app
            await app.intake.started.wait()
            await app.tasks.ended("introduce")
            await self.settle()
            yield


@asynccontextmanager
async def play(data_dir: Path, clock: Clock | None = None, **settings: Any) -> AsyncIterator[Stage]:
    """Open a stage with an operators' group and an admin, and run the bot on it."""
    world = World(clock=clock or SystemClock(), token=TOKEN, username="abai_bala_bot")
    server = BotApiServer(world)
    await server.start()
    try:
        stage = _set(world, server, data_dir, clock or SystemClock(), settings)
        async with stage.restarted():
            yield stage
        world.assert_only_known_calls()
    finally:
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
    stage = Stage.__new__(Stage)
    stage.world, stage.server, stage.clock, stage.group = world, server, clock, group
    stage.settings = Settings(_env_file=None, **chosen)
    stage.operator, stage.admin = Phone(stage, operator, group.id), Phone(stage, admin, admin.id)
    stage.last_query = ""
    return stage


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def labels(message: dict[str, Any]) -> list[str]:
    """Return the labels of a message's buttons, in reading order."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]
