"""One long-running command per data folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import LockedError


@contextmanager
def hold(data_dir: Path) -> Iterator[None]:
    """Hold the folder's lock file; the system lets go of it however the process ends.

    Raises LockedError at once when another process holds it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "abai-bala.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError(f"another abai-bala already works with {data_dir}; stop it first") from None
        yield
