"""SIGKILL of the real `abai-bala run` over HTTP while appeals are filed: none lost, none doubled."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.demo.chats import Chat, User
from bot.demo.refusals import Json
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.domain.messages import ChangeDraft, PickCategory, PickPlace, SendAppeal
from bot.storage import appeals
from bot.telegram.callbacks import unpack
from tests.acceptance.stage import CONTENT, TOKEN, free_port, play

KILLS = 20
AUTHORS = 12
_NUMBER = re.compile(r"AB-2026-\d{6}")


class Author:
    """Files appeals one after another, as far as the bot answers; remembers what it tapped "Send" on.

    A message that comes twice (which Telegram's lack of an idempotency key allows) is acted on once.
    """

    def __init__(self, world: World, user: User) -> None:
        self.world, self.user = world, user
        self.words: dict[str, str] = {}
        self.sent: list[str] = []
        self._seen: object = self

    def act(self) -> None:
        """Do the next thing that the newest message of the bot asks for, once."""
        messages = self.world.messages(self.user)
        newest = next((each for each in reversed(messages) if each["from"]["is_bot"]), None)
        seen = newest and (newest["message_id"], newest["text"], str(newest.get("reply_markup")))
        if seen == self._seen:
            return
        self._seen = seen
        if newest is None or not self._answer(newest):
            self.world.send_text(self.user, self.user.id, "/appeal")

    def _answer(self, message: Json) -> bool:
        """Take one step in the form; False when the message is no step of it."""
        for data in _data(message):
            match unpack(data):
                case PickCategory(category="meals") | PickPlace(place="semey"):
                    self.world.press(self.user, self.user.id, message["message_id"], data=data)
                    return True
                case SendAppeal(draft=draft):
                    self._send(message, draft, data)
                    return True
                case ChangeDraft(draft=draft, step="place"):
                    self._write(draft)
                    return True
        return False

    def _write(self, draft: str) -> None:
        if draft not in self.words:
            self.words[draft] = f"Асхана туралы {self.user.id} {len(self.words)}"
            self.world.send_text(self.user, self.user.id, self.words[draft])

    def _send(self, preview: Json, draft: str, data: str) -> None:
        if self.words[draft] not in self.sent:
            self.sent.append(self.words[draft])
            self.world.press(self.user, self.user.id, preview["message_id"], data=data)


def _data(message: Json | None) -> list[str]:
    rows = (message or {}).get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


@pytest.mark.timeout(400)
async def test_killed_twenty_times_the_bot_loses_no_appeal_and_doubles_none(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    dice = random.Random(seed)
    world = World(token=TOKEN, username="abai_bala_bot")
    server = BotApiServer(world)
    await server.start()
    try:
        operator = world.add_user("Оператор", "kk")
        group = world.add_group("Операторлар", members=[operator])
        authors = [Author(world, world.add_user(f"A{n}", "kk")) for n in range(AUTHORS)]
        environment = _environment(server, tmp_path, group)
        with_work = 0
        for _ in range(KILLS):
            with_work += await _run_and_kill(world, authors, environment, dice)
        print(f"{with_work} of {KILLS} kills hit pending work")
        await _finish(world, authors, environment)
    finally:
        await server.stop()
    assert with_work >= KILLS * 0.95, "the kills hit an idle bot: the run proves nothing"
    _assert_receipts(world, authors)
    _assert_cards(world, group, authors)
    await _assert_stored(tmp_path, authors)


async def _run_and_kill(
    world: World, authors: list[Author], environment: dict[str, str], dice: random.Random
) -> bool:
    """Run the bot, file appeals, kill it at a random call; tell whether there was work under way."""
    process = await _start(environment)
    life = len(world.calls) + dice.randrange(20, 160)
    driver = asyncio.get_running_loop().create_task(_drive(world, authors))
    try:
        await world.until(lambda: len(world.calls) >= life, timeout=60)
        process.send_signal(signal.SIGKILL)
        await process.wait()
        busy = bool(world.updates.pending()) or _left_undone(Path(environment["DATA_DIR"]))
    finally:
        driver.cancel()
        with suppress(asyncio.CancelledError):
            await driver
    return busy


def _left_undone(data_dir: Path) -> bool:
    """Tell whether the killed bot had updates without their turn or messages on their way."""
    with closing(sqlite3.connect(data_dir / "abai-bala.db")) as database:
        (inbox,) = database.execute("SELECT count(*) FROM inbox WHERE state = 'new'").fetchone()
        (outbox,) = database.execute(
            "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')"
        ).fetchone()
    return bool(inbox + outbox)


async def _drive(world: World, authors: list[Author]) -> None:
    """Let every author act whenever something changed."""
    async for _ in _changes(world):
        for author in authors:
            author.act()


async def _changes(world: World) -> AsyncIterator[None]:
    yield
    async for event in world.changes():
        if event["type"] in ("message", "edit"):
            yield


def _waits(author: Author) -> bool:
    return bool(author.sent) and len(author.sent) > len(set(_receipts(author)))


async def _finish(world: World, authors: list[Author], environment: dict[str, str]) -> None:
    """Let the bot run until everything sent has its receipt, then stop it as an admin would."""
    process = await _start(environment)
    before = len(world.calls)
    await world.until(lambda: len(world.calls) > before, timeout=60)
    await world.until(lambda: not world.updates.pending(), timeout=60)
    await world.until(lambda: not any(_waits(each) for each in authors), timeout=60)
    await world.until(lambda: len(_card_numbers(world)) >= sum(len(a.sent) for a in authors), timeout=90)
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 15) == 0


async def _start(environment: dict[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )


def _environment(server: BotApiServer, data_dir: Path, group: Chat) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": server.url,
        "DATA_DIR": str(data_dir),
        "CONTENT_DIR": str(CONTENT),
        "OPERATORS_CHAT_ID": str(group.id),
        "WEB_PORT": str(free_port()),
    }


def _receipts(author: Author) -> list[str]:
    """The numbers on the author's receipts, once each time they came."""
    texts = [each.get("text", "") for each in author.world.messages(author.user)]
    return [_NUMBER.findall(each)[0] for each in texts if "Өтінішіңіз қабылданды" in each]


def _card_numbers(world: World) -> set[str]:
    group = next(chat for chat in world.chats.values() if not chat.private)
    return {n for each in world.messages(group) for n in _NUMBER.findall(each.get("text", ""))}


def _assert_receipts(world: World, authors: list[Author]) -> None:
    for author in authors:
        assert len(set(_receipts(author))) == len(author.sent)


def _assert_cards(world: World, group: Chat, authors: list[Author]) -> None:
    """Each appeal's words are on a card; a repeated card has the same number."""
    words = Counter[tuple[str, str]]()
    for each in world.messages(group):
        text = each.get("text", "")
        for sent in (sent for author in authors for sent in author.sent):
            if text.endswith(sent):
                words[sent, _NUMBER.findall(text)[0]] += 1
    assert len(words) == len({sent for sent, _ in words}) == sum(len(each.sent) for each in authors)


async def _assert_stored(data_dir: Path, authors: list[Author]) -> None:
    """The database holds each appeal exactly once, and its numbers have no gap."""
    async with play(data_dir, operators_chat_id=None) as stage, stage.app.unit() as unit:
        filed = await appeals.waiting(unit)
        words = [(await appeals.said(unit, each))[0].body.text for each in filed]
    assert Counter(words) == Counter(sent for author in authors for sent in author.sent)
    numbers = sorted(each.number for each in filed)
    assert numbers == [f"AB-2026-{n:06d}" for n in range(1, len(filed) + 1)]
    print(f"{len(filed)} appeals over {KILLS} kills")
