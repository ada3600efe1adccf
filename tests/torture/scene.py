"""A world around lives of the bot, with the server's log as the witness."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.demo.calls import Call
from bot.demo.chats import Chat
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.domain.updates import identity
from tests.acceptance.stage import CONTENT, TOKEN, free_port
from tests.torture.lives import KILLED, Begin, Life

_PART = float(os.environ.get("TORTURE", "0"))
"""`make torture` sets 1: every number at its full size; a part of it for a machine with less time."""
FULL = _PART > 0

PATIENCE = float(os.environ.get("TORTURE_PATIENCE", "120"))
"""Seconds to wait while nothing moves; only a lost message makes a test wait so long."""

_LOOKS = 20


def size(short: int, full: int) -> int:
    return max(short, round(full * _PART))


def seeded(name: str) -> random.Random:
    """Return dice whose seed is printed; TORTURE_SEED repeats a run."""
    seed = int(os.environ.get("TORTURE_SEED") or random.randrange(10**6))
    print(f"{name}: seed {seed} (repeat with TORTURE_SEED={seed})")
    return random.Random(seed)


@dataclass
class Scene:
    """`world` lives in this process, the bot in lives that `begin` starts on `data_dir`."""

    world: World
    server: BotApiServer
    group: Chat
    data_dir: Path
    begin: Begin
    port: int = field(default_factory=free_port)
    life: Life | None = None
    witness: OffsetWitness = field(init=False)
    environment: dict[str, str] = field(default_factory=dict)
    """More settings."""

    def __post_init__(self) -> None:
        self.witness = OffsetWitness(self)
        self.world.witness(self.witness.look)

    @property
    def log(self) -> Path:
        """What the lives said, one after another."""
        return self.data_dir.parent / f"{self.data_dir.name}.log"

    @property
    def database_path(self) -> Path:
        return self.data_dir / "abai-bala.db"

    async def start(
        self, begin: Begin | None = None, *, per_second: float = 1_000.0, hands: int = 8, **mischief: Any
    ) -> Life:
        """Start a life that sends no more than `per_second` messages, `hands` at once."""
        environment = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.server.url,
            "DATA_DIR": str(self.data_dir),
            "CONTENT_DIR": str(CONTENT),
            "OPERATORS_CHAT_ID": str(self.group.id),
            "WEB_PORT": str(self.port),
            **self.environment,
        }
        pace = {"per_second": per_second, "hands": hands}
        self.life = await (begin or self.begin)(environment, self.log, pace=pace, **mischief)
        return self.life

    async def kill(self) -> None:
        """Kill the life as it stands, and wait until it is gone."""
        assert self.life is not None
        self.life.kill()
        assert await self.life.ended() == KILLED, self.last_words()

    async def stop(self) -> int:
        """Stop the life in order; return its exit code."""
        assert self.life is not None
        self.life.stop()
        return await self.life.ended()

    def last_words(self) -> str:
        return self.log.read_text()[-3_000:] if self.log.exists() else ""

    async def polled(self) -> None:
        """Wait until the life has asked for updates."""
        before = len(self.world.calls)
        await self.until(lambda: any(each.method == "getUpdates" for each in self.world.calls[before:]))

    async def served(self, calls: int) -> None:
        """Wait until the server's log has this many calls."""
        await self.until(lambda: len(self.world.calls) >= calls)

    async def died(self, where: str) -> int:
        """Wait until the life ends by itself; return its exit code."""
        life = self.life
        assert life is not None
        await self._patiently(lambda: life.over, f"not reached: {where}")
        return await life.ended()

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait until the condition holds, as long as the life goes on."""
        life = self.life
        assert life is not None
        await self._patiently(lambda: condition() or life.over, what, moving=True)
        assert condition(), f"the life ended early\n{self.last_words()}"

    async def _patiently(self, condition: Callable[[], object], what: str, *, moving: bool = False) -> None:
        """Wait until the condition holds; where things are `moving`, as long as they do."""
        while True:
            before = self._calls()
            try:
                await self.world.until(condition, PATIENCE)
            except TimeoutError as error:
                if not moving or self._calls() == before:
                    raise AssertionError(f"{what}: {error}\n{self.last_words()}") from error
            else:
                return

    def _calls(self) -> int:
        """Count what the bot asked of Telegram besides asking for updates."""
        return sum(call.method != "getUpdates" for call in self.world.calls)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the database while no life works on it, or of one that is committed."""
        with closing(sqlite3.connect(self.database_path, timeout=10)) as database:
            return database.execute(statement).fetchall()

    def pending(self) -> int:
        """Count the work that a dead life left: updates without their turn, messages not yet sent."""
        left = len(self.world.updates.pending())
        if self.database_path.exists() and self.rows("SELECT 1 FROM sqlite_master WHERE name = 'outbox'"):
            ((inbox, outbox),) = self.rows(
                "SELECT (SELECT count(*) FROM inbox WHERE state = 'new'),"
                " (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending'))"
            )
            left += inbox + outbox
        return left

    async def rest(self) -> None:
        """Wait until a living bot has nothing left to do."""
        await self.until(lambda: not self.world.updates.pending())
        await self.until(lambda: not self.pending())


@asynccontextmanager
async def scene(tmp_path: Path, begin: Begin) -> AsyncIterator[Scene]:
    """Open a world with an operators' group; whatever lives in it at the end is killed."""
    world = World(token=TOKEN, username="abai_bala_bot")
    server = BotApiServer(world)
    await server.start()
    operator = world.add_user("Оператор", "kk")
    group = world.add_group("Операторлар", members=[operator])
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    opened = Scene(world, server, group, data_dir, begin)
    try:
        yield opened
        world.assert_only_known_calls()
        assert not opened.witness.ahead, opened.witness.ahead[:3]
        print(f"{opened.witness.looks} moves of the offset, none ahead of the committed inbox")
    finally:
        if opened.life is not None and not opened.life.over:
            opened.life.kill()
            await opened.life.ended()
        await server.stop()


class OffsetWitness:
    """Looks at each getUpdates: what its offset confirms must be in the inbox by then.

    It counts rows through a read-only connection of its own, before the server confirms anything.
    """

    def __init__(self, scene: Scene) -> None:
        self._updates = scene.world.updates
        self._path = scene.database_path
        self._confirmed: set[tuple[str, ...]] = set()
        """Each update once, however often it came."""
        self._unread = False
        self.looks = 0
        self.ahead: list[str] = []

    def look(self, call: Call) -> None:
        offset = call.params.get("offset", 0)
        if call.method != "getUpdates" or offset <= 0:
            return
        known = len(self._confirmed)
        self._confirmed.update(identity(each.raw) for each in self._updates.below(offset))
        if len(self._confirmed) > known or not self.looks or self._unread:
            self._compare(offset)

    def _compare(self, offset: int) -> None:
        stored = self._stored()
        self._unread = stored is None
        self.looks += 1
        if stored is not None and stored < len(self._confirmed):
            self.ahead.append(f"offset {offset} confirms {len(self._confirmed)} updates, {stored} are stored")

    def _stored(self) -> int | None:
        """Count the inbox; a commit that begins just then may look like one that was left half done."""
        for _ in range(_LOOKS):
            with (
                suppress(sqlite3.OperationalError),
                closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=10)) as database,
            ):
                return int(database.execute("SELECT count(*) FROM inbox").fetchone()[0])
        return None
