"""The database's key root: made once, opened at every start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select

from bot.storage.crypto import Secret, Vault, WrappedRoot, new_root, open_vault
from bot.storage.database import Database
from bot.storage.tables import roots


async def unlock(database: Database, secrets: Sequence[Secret], now: datetime) -> Vault:
    """Open the database's fields. Raises KeyFileError when the key file is another one's."""
    async with database.write() as connection:
        row = (await connection.execute(select(roots))).first()
        if row is None:
            root = new_root(secrets)
            await connection.execute(
                insert(roots).values(
                    id=root.id, secret_id=root.secret_id, wrapped=root.wrapped, created_at=now
                )
            )
        else:
            root = WrappedRoot(row.id, row.secret_id, row.wrapped)
    return open_vault(root, secrets)
