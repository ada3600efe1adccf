"""`abai-bala demo --tour`: a scripted conversation through the real road, as a readable transcript."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TextIO

from bot.app import App
from bot.demo import command
from bot.demo.world import World
from bot.domain.actions import Action, OpenAppeal, PickPlace, SendAppeal, SendReply, StartAppeal
from bot.domain.clock import FixedClock
from bot.domain.language import Lang
from bot.settings import Settings
from bot.telegram.callbacks import unpack

DAY = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
"""Ten in the morning in Kazakhstan: the same words at every run."""

_WIDTH = 92
_INDENT = "    "


async def run(settings: Settings, out: TextIO, lang: Lang = "kk") -> int:
    """Play the conversation, print it, and return the exit code."""
    clock = FixedClock(DAY)
    world = command.new_world(settings, clock, lang)
    async with command.serving(world, settings, clock) as (running, people):
        await running.tasks.ended("introduce")
        await _Tour(running, world, out, lang).play(people.parent, people.operator, people.operators)
    return 0


class _Tour:
    def __init__(self, running: App, world: World, out: TextIO, lang: Lang) -> None:
        self._running = running
        self._world = world
        self._out = out
        self._lang: Lang = lang
        self._heard: list[dict[str, Any]] = []

    async def play(self, parent: int, operator: int, group: int) -> None:
        await command.choose_language(self._running, group, self._lang)  # before the curtain rises
        await self._write(parent, parent, "/start")
        await self._write(parent, parent, self._text("tour-question"))
        await self._tap(parent, parent, StartAppeal)
        await self._tap(parent, parent, PickPlace)
        await self._write(parent, parent, self._text("tour-statement"))
        await self._tap(parent, parent, SendAppeal)
        card = self._world.messages(group)[-1]
        await self._write(operator, group, self._text("tour-reply"), reply_to=card)
        await self._tap(operator, group, SendReply)
        await self._tap(parent, parent, OpenAppeal)

    async def _write(self, who: int, chat: int, text: str, **options: Any) -> None:
        self._print_line(who, chat, text)
        await self._hear(lambda: self._world.send_text(who, chat, text, **options))

    async def _tap(self, who: int, chat: int, action: type[Action]) -> None:
        """Tap the newest button that does this."""
        message, button = next(self._buttons(chat, action))
        self._print_line(who, chat, f"[{button['text']}]")
        data = button["callback_data"]
        await self._hear(lambda: self._world.press(who, chat, message["message_id"], data=data))

    def _buttons(self, chat: int, action: type[Action]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        for message in reversed(self._world.messages(chat)):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if isinstance(unpack(button.get("callback_data")), action):
                        yield message, button

    async def _hear(self, deed: Any) -> None:
        """Let someone act, and print what the bot shows anyone because of it."""
        deed()
        events: list[dict[str, Any]] = []
        forget = self._world.subscribe(events.append)
        await command.settle(self._running, self._world)
        forget()
        last = {}
        for event in events:
            if event["type"] in ("message", "edit") and event["message"]["from"]["id"] == self._world.bot.id:
                last[event["chat_id"], event["message"]["message_id"]] = event["message"]
        for message in last.values():
            self._print_message(message)

    def _print_line(self, who: int, chat: int, text: str) -> None:
        print(f"{self._world.user(who).first_name}{self._place(chat)}: {text}\n", file=self._out)

    def _print_message(self, message: dict[str, Any]) -> None:
        print(f"Abai Bala{self._place(message['chat']['id'])}:", file=self._out)
        for line in _unfolded(message).splitlines():
            print(
                textwrap.fill(line, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT), file=self._out
            )
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            print(_INDENT + " ".join(f"[{button['text']}]" for button in row), file=self._out)
        print(file=self._out)

    def _place(self, chat: int) -> str:
        room = self._world.chat(chat)
        return "" if room.private else f" → {room.title}"

    def _text(self, text_id: str) -> str:
        return self._running.catalogue.texts.label(self._lang, text_id)


def _unfolded(message: dict[str, Any]) -> str:
    """Return a message's words as they first stand on a phone: of a folded part only its first line."""
    units: bytes = message.get("text", "").encode("utf-16-le")
    for entity in reversed(message.get("entities", [])):
        if entity["type"] == "expandable_blockquote":
            start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
            first = units[start:end].decode("utf-16-le").splitlines()[0]
            units = units[:start] + f"▸ {first} …".encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le")
