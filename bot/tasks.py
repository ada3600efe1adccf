"""The one place that starts background work and watches it: a dead task ends the process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

_log = logging.getLogger(__name__)


class Tasks:
    """Work that lives as long as the program. `over` is set when it is time to stop."""

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self.failed = False
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> None:
        """Start work that never ends by itself: if it does, the program stops."""
        self._watch(name, work).add_done_callback(self._died)

    def once(self, name: str, work: Coroutine[Any, Any, Any]) -> None:
        """Start work that ends by itself; its failure is logged and harms nobody else."""
        self._watch(name, work).add_done_callback(self._ended)

    async def stop(self, *names: str) -> None:
        """Cancel the work of these names, or all, and wait until it is gone."""
        chosen = [task for task in self._tasks if not names or task.get_name() in names]
        for task in chosen:
            task.remove_done_callback(self._died)
            task.cancel()
        await asyncio.gather(*chosen, return_exceptions=True)

    async def ended(self, name: str) -> None:
        """Return when the work of this name has ended, or never was."""
        await asyncio.gather(
            *(task for task in self._tasks if task.get_name() == name), return_exceptions=True
        )

    def _watch(self, name: str, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _died(self, task: asyncio.Task[Any]) -> None:
        error = None if task.cancelled() else task.exception()
        _log.error("%s ended, so the program stops", task.get_name(), exc_info=error)
        self.failed = True
        self.over.set()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        if not task.cancelled() and task.exception():
            _log.warning("%s failed", task.get_name(), exc_info=task.exception())
