"""Names, phones, texts, ids and the token are nowhere but in Telegram: not in a log, a figure or a file.

Canaries fly through every flow and every failure of the real process, with all warnings and asyncio's
debugging switched on; then each byte that it wrote is searched for them.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot.demo.chats import Chat, User
from bot.demo.faults import Fault
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.settings import EXPECTED
from tests.acceptance.leaky import WAYS
from tests.acceptance.stage import CONTENT, free_port
from tests.reading import teach

TOKEN = "4815162342:AAcanaryCANARY_canary-CANARY0canary"
NAME, TITLE, PHONE = "Канарейкұлы", "Канарейка тобы", "+77051928374"
WORDS = "құпия сөз канарейка 🐤"
PERSON, OPERATOR, STRANGER, GROUP = 7_305_918_426, 7_305_918_427, 7_305_918_428, -1_002_718_281_828
CANARIES = (TOKEN, TOKEN.partition(":")[2], NAME, TITLE, PHONE, PHONE[1:], WORDS, "канарейка", "Канарейка")
IDS = (PERSON, OPERATOR, STRANGER, GROUP)


SIGNS = (
    *("A turn failed", "ValidationError", "IntegrityError", "OperationalError", "ValueError", "DeathError"),
    *("The program failed", "Work that nobody waited for failed", "Unclosed connection", "library.part"),
    *("RuntimeWarning at", "A line could not be logged", "is damaged", "ended, so the program stops"),
    *("Another copy of the bot is running", "Telegram cannot be reached", "Telegram refused"),
)
"""Of each failure the line that tells of it, without a word of what was written."""


def traces(data: bytes) -> set[str]:
    """Return the canaries found in these bytes, however they are written."""
    written = {each: _writings(each) for each in (*CANARIES, *map(str, IDS))}
    written |= {f"{each} in binary": _numbers(each) for each in IDS}
    return {name for name, forms in written.items() if any(form in data for form in forms)}


def _writings(text: str) -> list[bytes]:
    escaped = json.dumps(text)[1:-1]
    forms = [text.encode(each) for each in ("utf-8", "utf-16-le", "utf-16-be")]
    return [*forms, escaped.encode(), escaped.encode("utf-16-le"), repr(text.encode())[2:-1].encode()]


def _numbers(number: int) -> list[bytes]:
    return [number.to_bytes(8, order, signed=True)[cut] for order, cut in _CUTS]


_CUTS: tuple[tuple[Any, slice], ...] = (("big", slice(2, None)), ("little", slice(0, 6)))
"""Whole numbers in SQLite have as many bytes as they need: six here."""


@dataclass
class Bot:
    """The process, and all that it said."""

    world: World
    server: BotApiServer
    folder: Path
    group: Chat
    person: User
    operator: User
    port: int = field(default_factory=free_port)
    process: Process | None = None

    @property
    def log(self) -> Path:
        """What the process wrote to stdout and stderr."""
        return self.folder.with_name("said.log")

    @property
    def database(self) -> Path:
        return self.folder / "data" / "abai-bala.db"

    async def start(self, **settings: str) -> None:
        ours = {name: value for name, value in os.environ.items() if name not in EXPECTED}
        chosen = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.server.url,
            "DATA_DIR": str(self.folder / "data"),
            "TMPDIR": str(self.folder / "tmp"),
            "SQLITE_TMPDIR": str(self.folder / "tmp"),
            "CONTENT_DIR": str(CONTENT),
            "OPERATORS_CHAT_ID": str(self.group.id),
            "ADMIN_IDS": str(self.operator.id),
            "WEB_PORT": str(self.port),
            "LOG_LEVEL": "DEBUG",
            **settings,
        }
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-X", "dev", "-m", "tests.acceptance.leaky", "run"),
                env={**ours, **chosen},
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
            )
        await self.world.until(lambda: self.world.calls and not self.world.updates.pending(), 30)

    async def end(self, how: str) -> int:
        """Kill it, or wait until it ends; return its exit code."""
        assert self.process
        if how == "kill":
            self.process.kill()
        async with asyncio.timeout(20):
            return await self.process.wait()

    async def settled(self) -> None:
        """Wait until every update had its turn and everything owed went."""
        await self.world.until(lambda: not self.world.updates.pending() and not self._waiting(), 30)

    def _waiting(self) -> int:
        with closing(sqlite3.connect(self.database, timeout=10)) as database:
            statement = (
                "SELECT (SELECT count(*) FROM inbox WHERE state = 'new' AND attempts = 0)"
                " + (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending'))"
            )
            return int(database.execute(statement).fetchone()[0])

    async def says(self, who: User, chat: int, text: str, **options: Any) -> None:
        self.world.send_text(who, chat, text, **options)
        await self.settled()

    async def taps(self, who: User, chat: int, label: str) -> None:
        shown = [each for each in self.world.messages(chat) if label in _labels(each)]
        self.world.press(who, chat, shown[-1]["message_id"], label=label)
        await self.settled()

    async def pages(self) -> bytes:
        async with ClientSession() as client:
            said = b""
            for page in ("healthz", "metrics"):
                async with client.get(f"http://127.0.0.1:{self.port}/{page}") as answer:
                    said += await answer.read()
        return said

    def files(self) -> Iterable[Path]:
        """Return every file that the process made: database, journals, good content, key, temporary ones."""
        return [each for each in self.folder.rglob("*") if each.is_file()]

    def on_disk(self) -> set[str]:
        return {found for each in self.files() for found in traces(each.read_bytes())}


def _labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


@asynccontextmanager
async def telegram(folder: Path) -> AsyncIterator[Bot]:
    world = World(token=TOKEN, username="abai_bala_bot")
    person = world.add_user(NAME, "kk", PERSON, "kanareika_bot_user")
    operator = world.add_user(f"{NAME}-оператор", "kk", OPERATOR)
    group = world.add_group(TITLE, [operator], added_by=operator, group_id=GROUP)
    server = BotApiServer(world)
    await server.start()
    folder = folder / "bot"
    (folder / "tmp").mkdir(parents=True)
    teach(folder / "data")
    bot = Bot(world, server, folder, group, person, operator)
    try:
        yield bot
    finally:
        if bot.process and bot.process.returncode is None:
            bot.process.kill()
        await server.stop()


async def file_an_appeal(bot: Bot) -> None:
    person = bot.person
    await bot.says(person, PERSON, "/start")
    await bot.says(person, PERSON, f"{WORDS} мектеп")
    await bot.says(person, PERSON, "/appeal")
    await bot.taps(person, PERSON, "Баланы жәбірлеу")
    await bot.taps(person, PERSON, "Семей қаласы")
    await bot.says(person, PERSON, WORDS)
    bot.world.send_file(person, PERSON, "photo", b"\xff\xd8canary", caption=WORDS)
    bot.world.send_file(person, PERSON, "document", b"canary", file_name=f"{NAME}.pdf")
    await bot.settled()
    await bot.taps(person, PERSON, "✅ Жіберу")


async def go_on(bot: Bot) -> None:
    """Add, correct, answer, ask; and what a form does not expect."""
    person, operator, world = bot.person, bot.operator, bot.world
    own = next(each for each in world.messages(PERSON) if each.get("text") == WORDS)
    world.edit_text(person, own["message_id"], PERSON, f"{WORDS}!")
    receipt = next(each for each in world.messages(PERSON) if "AB-" in each.get("text", ""))
    await bot.says(person, PERSON, f"тағы {WORDS}", reply_to=receipt)
    card = next(each for each in world.messages(GROUP) if "AB-" in each.get("text", ""))
    await bot.says(operator, GROUP, f"жауап: {WORDS}", reply_to=card)
    await bot.taps(operator, GROUP, "📨 Авторға жіберу")
    contact = {"contact": {"phone_number": PHONE, "first_name": NAME, "user_id": PERSON}}
    for fields in (contact, {"dice": {"emoji": "🎲", "value": 3}}, {"text": f"/status {WORDS}"}):
        world.send_raw(person, PERSON, fields)
    await bot.settled()
    world.press(person, PERSON, receipt["message_id"], data=f"x:{WORDS}"[:20])
    stranger = world.add_user(f"{NAME}-бөтен", "ru", STRANGER)
    world.add_group(f"{TITLE} 2", [stranger], added_by=stranger)
    await bot.settled()


async def suffer(bot: Bot) -> None:
    """Let Telegram, the database and the handlers fail, each in its ways."""
    world = bot.world
    for kind in ("429", "500", "502", "lost"):
        world.faults.add(Fault(kind, method="sendMessage", retry_after=1))
        await bot.says(bot.person, PERSON, f"{WORDS} {kind}")
    for kind in ("409", "500", "lost"):
        world.faults.add(Fault(kind, method="getUpdates"))
    for kind in ("chat_not_found", "blocked"):
        for said in (f"{WORDS} {kind}", f"/help {WORDS}"):  # an owed answer and one at once
            world.faults.add(Fault(kind, method="sendMessage"))
            await bot.says(bot.person, PERSON, said)
    world.emit(_unparsable())
    for number, way in enumerate(WAYS, STRANGER + 1):
        if way not in ("hang", "die"):  # a chat of its own for each: what fails holds its chat up
            someone = world.add_user(NAME, "kk", number)
            world.send_text(someone, number, f"{way} {WORDS}")
    await bot.settled()
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        world.send_text(bot.operator, OPERATOR, f"/start {WORDS}")
        before = len(world.calls)
        await world.until(lambda: _count(world, "getUpdates", before) > 1)
    await world.until(lambda: not world.updates.pending())


def _count(world: World, method: str, since: int) -> int:
    return sum(each.method == method for each in list(world.calls)[since:])


def _unparsable() -> dict[str, Any]:
    chat = {"id": PERSON, "type": "private", "first_name": NAME}
    origin = {"type": "hidden_user", "date": 1_700_000_000, "canary": WORDS}
    sender = {"id": PERSON, "is_bot": False, "first_name": NAME}
    message = {"message_id": 9_000, "date": 1_700_000_000, "chat": chat, "from": sender}
    return {"message": {**message, "forward_origin": origin, "text": WORDS}}


def damage(database: Path) -> None:
    """Flip a bit in what waits in the inbox."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT seq, payload_sealed FROM inbox WHERE state = 'new'").fetchall()
        for seq, sealed in rows:
            broken = sealed[:-1] + bytes([sealed[-1] ^ 1])
            connection.execute("UPDATE inbox SET payload_sealed = ? WHERE seq = ?", (broken, seq))
        connection.commit()


async def test_no_canary_gets_out_through_any_flow_or_failure(tmp_path: Path) -> None:
    async with telegram(tmp_path) as bot:
        await bot.start(LOG_FORMAT="text")
        assert _core_size(bot) == "0", "a dump of the memory would hold them all"
        await file_an_appeal(bot)
        await go_on(bot)
        assert bot.on_disk() == set()
        await suffer(bot)
        assert traces(await bot.pages()) == set()
        assert bot.on_disk() == set()

        bot.world.send_text(bot.person, PERSON, f"hang {WORDS}")
        await bot.world.until(lambda: not bot.world.updates.pending())
        await bot.end("kill")
        assert bot.on_disk() == set()

        damage(bot.database)
        await bot.start(LOG_FORMAT="json")
        await bot.says(bot.operator, OPERATOR, "/help")
        bot.world.send_text(bot.person, PERSON, f"die {WORDS}")
        assert await bot.end("wait") == 1
        assert bot.on_disk() == set()

        told = bot.log.read_text()
        assert traces(told.encode()) == set()
        silent = [sign for sign in SIGNS if sign not in told]
        assert not silent, "these never happened, so nothing is proved of them"


def _core_size(bot: Bot) -> str:
    assert bot.process
    limits = Path(f"/proc/{bot.process.pid}/limits").read_text(encoding="ascii")
    return next(line.split()[4] for line in limits.splitlines() if line.startswith("Max core file size"))


def test_the_search_finds_what_is_there() -> None:
    for text in (*CANARIES, *map(str, IDS)):
        for form in ("utf-8", "utf-16-le", "utf-16-be"):
            assert text in traces(f"… {text} …".encode(form))
        assert text in traces(json.dumps(text).encode())
    with closing(sqlite3.connect(":memory:")) as database:
        for number in IDS:
            database.execute("CREATE TABLE IF NOT EXISTS t (x INTEGER)")
            database.execute("INSERT INTO t VALUES (?)", (number,))
        dump = database.serialize()
    assert {f"{each} in binary" for each in IDS} <= traces(dump)
    assert traces(b"nothing of all this") == set()
