"""When to look at the content folder: the system tells of changes; where it cannot, the time does."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator
from pathlib import Path

from watchfiles import Change, watch
from watchfiles._rust_notify import WatchfilesRustInternalError

_log = logging.getLogger(__name__)

_EVERY_SECONDS = 10.0
"""Between two looks when nothing is told: some network drives and mounted folders tell nothing."""

_STEP_MS = 250
"""Between two looks at what the system told. The default, 50, wakes an idle processor 20 times a second."""


async def looks(folder: Path, every_seconds: float = _EVERY_SECONDS) -> AsyncGenerator[None]:
    """Yield whenever it is worth a look at the folder, at once and also while there is none. Never ends."""
    yield
    while True:
        stop = threading.Event()
        try:
            inode = _inode(folder)
            changes = watch(  # in a thread: `awatch` would bring all of anyio to life, 1.5 MB
                folder,
                watch_filter=_shown,
                rust_timeout=round(every_seconds * 1000),
                yield_on_timeout=True,
                step=_STEP_MS,
                stop_event=stop,
            )
            while await asyncio.to_thread(next, changes, None) is not None:
                yield
                if _inode(folder) != inode:
                    break  # another folder took its place
        except (OSError, WatchfilesRustInternalError) as error:
            _log.info("The content folder cannot be watched (%s); it is looked at now and then", error)
            yield
            await asyncio.sleep(every_seconds)
        finally:
            stop.set()


def _inode(folder: Path) -> int:
    return folder.stat().st_ino


def _shown(_: Change, path: str) -> bool:
    return not Path(path).name.startswith(".")
