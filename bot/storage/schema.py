"""Brings a database to the schema this program knows, at start."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from bot.errors import StoreError
from bot.storage.database import Database

_FOLDER = Path(__file__).with_name("migrations")
_REVISION = re.compile(r"(?P<revision>\d{4})_\w+\.py")


def revisions() -> list[str]:
    """Return the revisions that ship with the program, oldest first: their files are numbered."""
    found = (_REVISION.fullmatch(path.name) for path in (_FOLDER / "versions").iterdir())
    return sorted(match["revision"] for match in found if match)


async def upgrade(database: Database) -> None:
    """Migrate to the newest schema in one transaction; Alembic is loaded only when there is a step to take.

    Raises StoreError when the database is newer than the program: then nothing is touched.
    """
    known = revisions()
    async with database.write() as connection:
        present = await connection.run_sync(_present)
        if present == known[-1]:
            return
        if present is not None and present not in known:
            raise StoreError(
                f"the database has schema {present}, newer than this program's {known[-1]}; "
                "start the newer program or restore an older backup"
            )
        await connection.run_sync(migrate, "head")


async def require(database: Database) -> None:
    """Raise StoreError unless the database has the schema of this program; nothing is touched."""
    async with database.read() as connection:
        present, own = await connection.run_sync(_present), revisions()[-1]
    if present != own:
        raise StoreError(f"the database has schema {present}, this program {own}; start this version's bot")


def migrate(connection: Connection, target: str) -> None:
    """Run Alembic up to `target`, or down when `target` is older, on an open transaction."""
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    step: Any = command.upgrade if target == "head" else command.downgrade
    step(config, target)


def _present(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
