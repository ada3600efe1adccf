"""Opens the database and its key as the settings say: for a start, or beside the running bot."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.domain.clock import Clock
from bot.errors import KeyFileError, SettingsError, StoreError
from bot.settings import Settings
from bot.storage import key_file, roots, schema
from bot.storage.crypto import Secret, Vault
from bot.storage.database import TROUBLE, Database, open_database, sqlite_url, why_not_opened

_log = logging.getLogger(__name__)


async def open_storage(
    settings: Settings, clock: Clock, stack: AsyncExitStack, *, start: bool = True
) -> tuple[Database, Vault]:
    """Open the database until the stack closes. Raises SettingsError, KeyFileError or StoreError.

    A `start` makes what is missing and migrates; else nothing is changed, for the bot may be running.
    """
    url = settings.database_url
    if not start and url is None and not settings.database_path.exists():
        raise StoreError(f"there is no database in {settings.data_dir} yet; start the bot first")
    secrets = read_secrets(settings)
    try:
        database = await open_database(url.get_secret_value() if url else sqlite_url(settings.database_path))
        stack.push_async_callback(database.close)
        await (schema.upgrade(database) if start else schema.require(database))
        vault = await roots.unlock(database, secrets, clock.now())
    except TROUBLE as error:
        raise SettingsError(
            f"The database cannot be opened ({why_not_opened(error)}); see DATABASE_URL."
        ) from None
    return database, vault


@asynccontextmanager
async def beside(settings: Settings, clock: Clock) -> AsyncIterator[tuple[Database, Vault]]:
    """Open the storage beside a bot that may be running: for short transactions."""
    async with AsyncExitStack() as stack:
        yield await open_storage(settings, clock, stack, start=False)


def warn_of_keys(settings: Settings) -> None:
    """Warn while the key lies beside what it opens."""
    if settings.secret_keys_file is None and settings.secret_keys is None:
        _log.warning("The key file lies beside the database: keep it elsewhere (SECRET_KEYS_FILE)")


def read_secrets(settings: Settings) -> list[Secret]:
    """Return the secrets; a new installation makes its key file. Raises KeyFileError."""
    if settings.secret_keys is not None:
        return key_file.parse(settings.secret_keys.get_secret_value().split(","), "SECRET_KEYS")
    path = settings.key_file
    if path.exists():
        return key_file.read(path)
    if settings.database_url is None and settings.database_path.exists():
        raise KeyFileError(f"{path} is gone, and without it the database does not open; put it back")
    try:
        return key_file.create(path)
    except OSError as error:
        raise KeyFileError(f"the key file {path} cannot be made: {error.strerror}") from None
