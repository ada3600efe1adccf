"""Where a demo lives: its own folder, database, keys and token. Light to import, so that it locks first."""

from __future__ import annotations

import shutil
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings
from bot.storage.content.shelf import folder_in

TOKEN = "42:DEMO"  # noqa: S105  (opens nothing but the embedded server)
HOST = "127.0.0.1"


def settings_for(settings: Settings, *, tour: bool) -> Settings:
    """Return the settings of a demo: a data folder and a database of its own, on this machine alone."""
    return settings.model_copy(
        update={
            "bot_token": SecretStr(TOKEN),
            "bot_api_url": f"http://{HOST}:{settings.web_port + 1}",
            "data_dir": settings.data_dir / ("tour" if tour else "demo"),
            "database_url": None,
            "secret_keys": None,
            "secret_keys_file": settings.data_dir / ("tour" if tour else "demo") / "keys" / "secret.keys",
            "webhook_url": None,
            "webhook_secret": None,
            "web_host": HOST,
            "web_port": 0 if tour else settings.web_port,
        }
    )


def forget(data_dir: Path) -> None:
    """Remove what an earlier demo left in its folder, but not the lock that is held there.

    What it learned from the content stays too: it is no part of its story, and takes seconds to learn anew.
    """
    for path in data_dir.iterdir():
        if path == folder_in(data_dir):
            continue
        if path.is_dir():
            shutil.rmtree(path)
        elif path.suffix != ".lock":
            path.unlink()
