"""One long-running command per data folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.errors import LockedError, SettingsError


@contextmanager
def hold(data_dir: Path) -> Iterator[None]:
    """Hold the folder's lock file; the system lets go of it however the process ends.

    Raises LockedError at once when another process holds it, SettingsError when it cannot be held there.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        file = (data_dir / "abai-bala.lock").open("w")
    except OSError as error:
        raise SettingsError(f"DATA_DIR {data_dir} cannot be written: {error.strerror}.") from None
    with file:
        _lock(file, data_dir)
        yield


def _lock(file: TextIO, data_dir: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise LockedError(f"another abai-bala already works with {data_dir}; stop it first") from None
    except OSError as error:
        raise SettingsError(f"DATA_DIR {data_dir} cannot be locked: {error.strerror}.") from None
