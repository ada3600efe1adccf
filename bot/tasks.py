"""The one place that starts background work and watches it: a dead task ends the process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

_log = logging.getLogger(__name__)


class Tasks:
    """Tasks that must live as long as the program. `failed` is set when one of them dies."""

    def __init__(self) -> None:
        self.failed = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Start work that never ends by itself."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def stop(self, *tasks: asyncio.Task[Any]) -> None:
        """Cancel these tasks, or all, and wait until they are gone."""
        chosen = tasks or tuple(self._tasks)
        for task in chosen:
            task.remove_done_callback(self._ended)
            task.cancel()
            self._tasks.discard(task)
        await asyncio.gather(*chosen, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        _log.error("Task %s ended, so the program stops", task.get_name(), exc_info=error)
        self.failed.set()
