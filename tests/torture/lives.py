"""Lives of the bot: started, killed, stopped and started again on the same data."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

KILLED = -signal.SIGKILL
_ROOT = Path(__file__).parents[2]


class Life:
    """One run of the bot. Its exit code is negative when a signal killed it."""

    def __init__(self, pid: int, wait: Callable[[], int]) -> None:
        self.pid = pid
        self._end = asyncio.get_running_loop().run_in_executor(None, wait)

    @property
    def over(self) -> bool:
        return self._end.done()

    async def ended(self) -> int:
        return await asyncio.shield(self._end)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Stop it as an admin would."""
        os.kill(self.pid, signal.SIGTERM)


Begin = Callable[..., Awaitable[Life]]
"""`begin(environment, log, **mischief)` starts a life."""


class Launcher:
    """The parent process that forks lives, one at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    async def begin(self, environment: dict[str, str], log: Path, **mischief: Any) -> Life:
        """Fork a life; each mischief is a function of `tests.torture.mischief` with its options."""
        order = {"environment": environment, "log": str(log), "mischief": mischief}
        assert self._process.stdin is not None
        print(json.dumps(order), file=self._process.stdin, flush=True)
        words = await asyncio.to_thread(self.heard)
        return Life(words["pid"], lambda: int(self.heard()["ended"]))

    def heard(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the launcher is gone; its traceback stands above"
        words: dict[str, Any] = json.loads(line)
        return words


@contextmanager
def launcher() -> Iterator[Launcher]:
    """Start a launcher; the lives that it forked die with it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.torture.launcher"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
    )
    try:
        ready = Launcher(process)
        assert ready.heard() == {"ready": True}
        yield ready
    finally:
        process.kill()
        process.communicate()


async def begin_real(environment: dict[str, str], log: Path, **_mischief: Any) -> Life:
    """Start the real `abai-bala run` as its own process."""
    with log.open("ab") as stream:
        process = subprocess.Popen(  # noqa: ASYNC220  (waited for in a thread)
            [sys.executable, "-m", "bot", "run"],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(_ROOT), **environment},
            cwd=environment["DATA_DIR"],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
        )
    return Life(process.pid, process.wait)
