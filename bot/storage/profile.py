"""What Telegram was last told about the bot itself, so that it is told again only when it changed."""

from __future__ import annotations

from sqlalchemy import select

from bot.storage.tables import profile
from bot.storage.unit import UnitOfWork
from bot.storage.upsert import upsert


async def told(unit: UnitOfWork) -> dict[str, str]:
    """Return the digest of what was told last, by key."""
    connection = await unit.reading()
    return {row.key: row.digest for row in await connection.execute(select(profile))}


async def remember(unit: UnitOfWork, key: str, digest: str) -> None:
    await upsert(await unit.writing(), profile, {"key": key, "digest": digest})
