"""A bot in its own process on a core of its own, and the embedded Bot API server that it talks to here."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from bot.demo.calls import Call, CallLog
from bot.demo.server import BotApiServer
from bot.demo.world import World
from tests.acceptance.stage import free_port
from tests.bench.shown import CONTENT

TOKEN = "42:TEST"
CORES = sorted(os.sched_getaffinity(0))
"""The bot gets the first, everything else the last."""

_CALLS_KEPT = 1000
_TICK = os.sysconf("SC_CLK_TCK")
_SECONDS = 60.0


class Rig:
    """One bot. `spawn` starts it, `kill` ends it; its world and data stay for the next start."""

    def __init__(self, name: str, command: Callable[[Rig], tuple[list[str], dict[str, str]]]) -> None:
        self.name = name
        self.world = World(token=TOKEN, calls_kept=_CALLS_KEPT)
        self.server = BotApiServer(self.world)
        self.polled_at = 0.0
        """When the first getUpdates of the present process came."""
        self._command = command
        self._process: Process | None = None
        self.world.calls = _Witness(self)

    async def open(self) -> None:
        await self.server.start()

    async def close(self) -> None:
        await self.kill()
        await self.server.stop()

    async def spawn(self) -> float:
        """Start the bot's process; return the moment (s)."""
        command, environment = self._command(self)
        self.polled_at = 0.0
        os.sched_setaffinity(0, CORES[:1])  # the child inherits it
        try:
            at = perf_counter()
            self._process = await asyncio.create_subprocess_exec(
                *command, env=environment, stdout=DEVNULL, stderr=DEVNULL
            )
        finally:
            os.sched_setaffinity(0, CORES[-1:])
        return at

    async def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await process.wait()

    async def polled(self) -> float:
        """Return when the present process polled first (s)."""
        await self.world.until(lambda: self.polled_at, _SECONDS)
        return self.polled_at

    def cpu(self) -> float:
        """Return the seconds of CPU that the process has used, all threads, user and system."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def rss(self) -> float:
        """Return the resident memory of the process in MB (10^6 bytes)."""
        line = next(each for each in self._proc("status").splitlines() if each.startswith("VmRSS"))
        return int(line.split()[1]) * 1024 / 1e6

    def _proc(self, file: str) -> str:
        assert self._process is not None, "the bot is not running"
        return Path(f"/proc/{self._process.pid}/{file}").read_text()


class _Witness(CallLog):
    def __init__(self, rig: Rig) -> None:
        super().__init__(_CALLS_KEPT)
        self._rig = rig

    def add(self, call: Call) -> Call:
        if call.method == "getUpdates" and not self._rig.polled_at:
            self._rig.polled_at = perf_counter()
        return super().add(call)


def ours(data_dir: Path) -> Rig:
    """Return a rig with `abai-bala run`."""
    data_dir.mkdir(exist_ok=True)

    def command(rig: Rig) -> tuple[list[str], dict[str, str]]:
        group = next(chat for chat in rig.world.chats.values() if not chat.private)
        return [sys.executable, "-m", "bot", "run"], {
            "PYTHONPATH": str(CONTENT.parent),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": rig.server.url,
            "CONTENT_DIR": str(CONTENT),
            "DATA_DIR": str(data_dir),
            "OPERATORS_CHAT_ID": str(group.id),
            "WEB_PORT": str(free_port()),
        }

    rig = Rig("Abai Bala", command)
    rig.world.add_group("Операторлар", members=[rig.world.add_user("Оператор", "kk")])
    return rig


def bare(pages: Path) -> Rig:
    """Return a rig with the bare aiogram bot over the same pages."""

    def command(rig: Rig) -> tuple[list[str], dict[str, str]]:
        return [sys.executable, "-m", "tests.bench.bare", rig.server.url, TOKEN, str(pages)], {
            "PYTHONPATH": str(CONTENT.parent)
        }

    return Rig("bare aiogram", command)
