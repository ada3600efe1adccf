"""`abai-bala run` without the rest of the command line, which costs a start time and a server memory."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings


def run() -> int:
    """Talk to Telegram until stopped; return the exit code.

    Raises SettingsError, LockedError and what opening the bot raises.
    """
    from bot.settings import read

    settings = read()
    if settings.bot_token is None:
        raise SettingsError(
            "BOT_TOKEN is missing: get one from @BotFather, or try `abai-bala demo` without it."
        )
    prepare(settings)
    from bot.storage import lock

    with lock.hold(settings.data_dir):
        import asyncio

        from bot.app import run as run_app
        from bot.domain.clock import SystemClock

        return asyncio.run(run_app(settings, SystemClock()))


def prepare(settings: Settings) -> None:
    """Set up the log and the data folder. Raises SettingsError when the folder is of no use."""
    import resource

    from bot import logs

    logs.set_up(settings.log_level, settings.log_format, settings.secrets)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump of the memory would hold the keys
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"DATA_DIR {folder} cannot be made: {error.strerror}.") from None
    if not os.access(folder, os.W_OK):
        raise SettingsError(f"DATA_DIR {folder} cannot be written.")
