"""A parent that has loaded the bot once and forks lives of it: aiogram's import alone takes seconds.

Orders are lines of JSON on standard input, one life at a time; it says each life's process id, then how
it ended. It never opens the database: a connection carried over a fork loses committed rows.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import threading
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG, prctl(2)
_CRASHED = 70
_CONTENT = Path(__file__).parents[2] / "content"


def main() -> None:
    _die_with_parent()
    _load()
    _say({"ready": True})
    for line in sys.stdin:
        order = json.loads(line)
        _assert_clean(order["environment"]["DATA_DIR"])
        process = os.fork()
        if not process:
            _live(order)
        _say({"pid": process})
        _say({"ended": os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])})


def _load() -> None:
    """Import what a run imports, also what it imports late."""
    from bot.telegram.models import import_aiogram  # noqa: PLC0415

    assert import_aiogram()
    import alembic.command  # noqa: F401, PLC0415
    import holidays.countries.kazakhstan  # noqa: F401, PLC0415
    import sqlalchemy.dialects.sqlite.aiosqlite  # noqa: F401, PLC0415

    import bot.__main__  # noqa: PLC0415
    import bot.app  # noqa: PLC0415
    import bot.telegram.dispatcher  # noqa: F401, PLC0415
    import tests.torture.mischief  # noqa: F401, PLC0415

    _read_content()


def _read_content() -> None:
    """Read the content as a life would; each life still reads the files, and builds nothing of the same."""
    import pytest  # noqa: PLC0415

    from bot.app import open_content  # noqa: PLC0415
    from bot.domain.clock import SystemClock  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415
    from tests import reading  # noqa: PLC0415

    reading.remember(pytest.MonkeyPatch())
    with TemporaryDirectory() as folder:
        open_content(Settings(data_dir=Path(folder), content_dir=_CONTENT), SystemClock())


def _assert_clean(data_dir: str) -> None:
    """Refuse to fork with a database open or beside another thread."""
    opened = [str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()]
    assert not [each for each in opened if each.startswith(data_dir) or ".db" in each], opened
    assert threading.active_count() == 1, threading.enumerate()


def _live(order: dict[str, Any]) -> None:
    """Be `abai-bala run` on these settings; never return."""
    code: Any = _CRASHED
    try:
        _die_with_parent()
        _set_up(order)
        from bot.__main__ import main as run  # noqa: PLC0415

        run()
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001  (the parent's loop must never go on in the child)
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 0)


def _set_up(order: dict[str, Any]) -> None:
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.chdir(order["environment"]["DATA_DIR"])  # no .env lies there
    os.environ.clear()
    os.environ.update(order["environment"])
    from tests.torture import mischief  # noqa: PLC0415

    for name, options in order["mischief"].items():
        getattr(mischief, name)(**options)
    sys.argv = ["abai-bala", "run"]


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _say(words: dict[str, Any]) -> None:
    print(json.dumps(words), flush=True)


if __name__ == "__main__":
    main()
