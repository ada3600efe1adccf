"""A store that fails: the offset stays, nothing is parked or lost, and work goes on after (proof 8)."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.demo.chats import User
from tests.acceptance.stage import play
from tests.torture.authors import Crowd
from tests.torture.oracle import assert_nothing_lost_or_doubled, assert_stored, finish
from tests.torture.scene import Scene, size


@pytest.mark.timeout(300)
async def test_write_errors_of_the_file_system_keep_the_offset_and_lose_nothing(
    lives: Scene, figure: Callable[[str], None]
) -> None:
    crowd = Crowd(lives.world, people=8, appeals=1_000)
    life = await lives.start()
    await lives.polled()
    crowd.begin()
    for _ in range(size(1, 10)):
        await lives.served(len(lives.world.calls) + 30)
        # The kernel refuses every write beyond the first page, in the bot's process alone.
        resource.prlimit(life.pid, resource.RLIMIT_FSIZE, (4_096, resource.RLIM_INFINITY))
        await _stays(lives)
        resource.prlimit(life.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await _moves(lives)
    assert await lives.stop() == 0
    await finish(lives, crowd)
    line = assert_nothing_lost_or_doubled(lives, crowd, most_repeats=10 * size(1, 10))
    await assert_stored(lives.data_dir, crowd.sent)
    figure(f"{size(1, 10)} times no write was possible; {line}")


@pytest.mark.timeout(300)
async def test_a_database_that_another_holds_keeps_the_offset_and_loses_nothing(
    lives: Scene, figure: Callable[[str], None]
) -> None:
    crowd = Crowd(lives.world, people=2, appeals=200)
    await lives.start()
    await lives.polled()
    crowd.begin()
    await lives.served(len(lives.world.calls) + 10)
    with closing(sqlite3.connect(lives.database_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await _stays(lives)
        other.execute("ROLLBACK")
    await _moves(lives)
    assert await lives.stop() == 0
    await finish(lives, crowd)
    line = assert_nothing_lost_or_doubled(lives, crowd, most_repeats=10)
    await assert_stored(lives.data_dir, crowd.sent)
    figure(f"held beyond the busy time-out; {line}")


async def _stays(lives: Scene) -> None:
    """Wait until the same updates were fetched twice: they could not be stored."""
    someone = lives.world.add_user("X", "kk")
    lives.world.send_text(someone, someone, "/help")
    await lives.until(lambda: _fetched(lives, someone) > 1, "fetched again")
    ((stored,),) = lives.rows("SELECT count(*) FROM inbox")
    assert stored < lives.world.updates.next_id - 700_000_001


async def _moves(lives: Scene) -> None:
    await lives.until(lambda: not lives.world.updates.pending(), "stored again")


def _fetched(lives: Scene, person: User) -> int:
    batches = [call.result or [] for call in lives.world.calls.of("getUpdates")[-50:]]
    return sum(
        any(each.get("message", {}).get("chat", {}).get("id") == person.id for each in b) for b in batches
    )


async def test_a_full_disk_keeps_the_offset_and_the_appeal_follows_when_there_is_room(tmp_path: Path) -> None:
    async with play(tmp_path) as stage:
        phone = stage.phone()
        number = await phone.files("Бірінші өтініш")
        async with stage.app.parts.database.write() as connection:
            pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar()
            await connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        before = len(stage.world.calls)
        for _ in range(8):
            stage.world.send_text(phone.user, phone.chat, "я" * 4_000, reply_to=phone.message_with(number))
        await stage.world.until(lambda: len(stage.world.calls[before:]) > 3)
        assert stage.world.updates.pending(), "what could not be stored is kept by Telegram"
        async with stage.app.parts.database.write() as connection:
            await connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        await stage.settle()
        async with stage.app.parts.database.read() as connection:
            entries = await connection.exec_driver_sql("SELECT count(*) FROM entries WHERE kind = 'addition'")
            states = await connection.exec_driver_sql("SELECT DISTINCT state FROM inbox")
            assert entries.scalar() == 8
            assert {state for (state,) in states} == {"done"}
