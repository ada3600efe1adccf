"""What the watch sees and whom it tells, with both clocks driven."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.watch import Watch, Word
from bot.domain.markup import Html
from bot.domain.messages import Text
from bot.errors import ApiError, ConnectionFailedError, StoreError
from bot.meter import Meter
from bot.storage import outbox
from bot.tasks import Tasks
from tests.unit.storage.store import Store, open_store

ADMIN = 7
DAY = timedelta(days=1)


@dataclass
class Post:
    """A watch on a real database, with a list in Telegram's place."""

    store: Store
    said: list[tuple[int, str]] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    refusal: Exception | None = None
    seconds: float = 1000.0
    meter: Meter = field(default_factory=Meter)

    def __post_init__(self) -> None:
        self.watch = Watch(
            self.store.database,
            self.store.clock,
            [ADMIN],
            say=self.say,
            meter=self.meter,
            monotonic=lambda: self.seconds,
        )

    async def say(self, admin: int, word: Word) -> None:
        if self.refusal:
            raise self.refusal
        self.said.append((admin, word.text_id))
        self.words.append(word)

    async def passes(self, seconds: int, every: int = 5) -> list[str]:
        """Let time go by, looking now and then; return what the first admin was told in it."""
        before = len(self.said)
        for _ in range(seconds // every):
            self.seconds += every
            self.store.clock.advance(timedelta(seconds=every))
            await self.watch.look()
        return [text_id for _, text_id in self.said[before:]]

    async def owe(self, chat: int = 500) -> None:
        async with self.store.unit() as unit:
            await outbox.add(unit, chat, Text(Html("хат")), kind="turn")
            await unit.commit()

    async def slow_down(self, chat: int = 500, seconds: int = 3600) -> None:
        """Write down that Telegram wants the chat to wait."""
        until = int((self.store.clock.now().timestamp() + seconds) * 1000)
        key = self.store.vault.hash("chat", chat)
        await self.store.run(
            f"UPDATE outbox SET failure = 'too-fast', not_before = {until} WHERE chat_hash = '{key}'"  # noqa: S608
        )

    async def sent(self) -> None:
        await self.store.run("UPDATE outbox SET state = 'sent'")


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with open_store(tmp_path / "abai-bala.db") as store:
        yield Post(store)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the database as another program may; the bot gives up after 20 ms."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


async def hurry(post: Post) -> None:
    async with post.store.database.write() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout=20")


async def test_a_calm_day_is_worth_no_word(post: Post) -> None:
    await post.owe()
    await post.passes(30)
    await post.sent()
    assert await post.passes(3600, every=30) == []
    assert sum(post.meter.alarms.values()) == 0


async def test_a_failing_store_is_told_within_a_minute_once_and_its_recovery_once(post: Post) -> None:
    await hurry(post)
    with locked(post.store.path):
        assert await post.passes(60) == ["admin-store-failing"]
        with pytest.raises(StoreError):
            await post.watch.ping()
        assert await post.passes(30) == []
    assert await post.passes(300) == ["admin-store-well"]
    await post.watch.ping()
    assert post.meter.alarms["store"] == 1


async def test_a_store_that_fails_others_while_the_watch_can_write_is_told_too(post: Post) -> None:
    """A full database still lets a row be changed in place: what the intake meets counts."""
    for _ in range(3):
        post.store.database.pulse.failed(OSError())
        await post.passes(5)
    assert await post.passes(25) == []
    assert [text_id for _, text_id in post.said] == ["admin-store-failing"]
    assert await post.passes(60) == ["admin-store-well"]


async def test_a_hanging_store_is_a_failing_one(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.watch._LOOK_SECONDS", 0.02)
    async with post.store.database.write():
        assert await post.passes(15) == ["admin-store-failing"]


async def test_a_message_unsent_for_a_minute_is_told_once_and_its_departure_once(post: Post) -> None:
    await post.owe()
    assert await post.passes(60) == []
    assert await post.passes(5) == ["admin-late"]
    assert await post.passes(24 * 3600, every=600) == []
    await post.sent()
    assert await post.passes(600) == ["admin-late-over"]
    assert post.meter.alarms["late"] == 1


async def test_a_chat_that_telegram_slows_down_is_late_only_after_ten_minutes(post: Post) -> None:
    await post.owe(500)
    await post.owe(500)
    await post.slow_down(500)
    assert await post.passes(590) == []
    assert await post.passes(15) == ["admin-late"]


async def test_who_waits_beside_a_slowed_chat_is_late_after_a_minute(post: Post) -> None:
    await post.owe(500)
    await post.slow_down(500)
    await post.owe(501)
    assert await post.passes(65) == ["admin-late"]


@pytest.mark.parametrize(("jump", "way"), [(DAY, "forward"), (-DAY, "back")])
async def test_a_jump_of_the_clock_is_told_once_and_makes_nobody_late(
    post: Post, jump: timedelta, way: str
) -> None:
    await post.owe()
    await post.passes(20)
    post.store.clock.advance(jump + timedelta(minutes=5))
    assert await post.passes(5) == ["admin-clock-jumped"]
    minutes = 24 * 60 + (5 if way == "forward" else -5)
    assert post.words[-1].values == {"way": way, "hours": minutes // 60, "minutes": minutes % 60}
    assert await post.passes(30) == []
    assert post.watch.ages()["oldest_unsent_seconds"] == 55
    assert await post.passes(10) == ["admin-late"]


async def test_a_clock_that_stands_or_drifts_or_is_looked_at_late_has_not_jumped(post: Post) -> None:
    for _ in range(30):
        post.seconds += 5
        await post.watch.look()
    assert await post.passes(3600, every=1200) == []
    assert post.said == []


async def test_a_jump_that_could_not_be_followed_is_followed_later(post: Post) -> None:
    await hurry(post)
    await post.owe()
    with locked(post.store.path):
        post.store.clock.advance(-DAY)
        await post.passes(5)
    await post.passes(5)
    assert post.watch.ages()["oldest_unsent_seconds"] == 10


async def test_what_cannot_be_told_now_is_told_later_and_in_order(post: Post) -> None:
    post.refusal = ConnectionFailedError("x")
    await post.owe()
    await post.passes(70)
    await post.sent()
    assert await post.passes(65) == []
    post.refusal = None
    assert await post.passes(5) == ["admin-late", "admin-late-over"]


async def test_an_admin_who_blocked_the_bot_is_given_up(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    post.refusal = ApiError(403, "bot was blocked by the user")
    await post.owe()
    await post.passes(65)
    post.refusal = None
    assert await post.passes(30) == []
    assert "look at ADMIN_IDS" in caplog.text


async def test_without_admins_the_log_tells_it(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    watch = Watch(post.store.database, post.store.clock, [], say=post.say, meter=post.meter)
    post.store.clock.advance(DAY)
    await watch.look()
    assert "clock jumped" in caplog.text
    assert post.said == []


async def test_the_ages_are_those_of_the_oldest_rows(post: Post) -> None:
    await post.watch.look()
    assert post.watch.ages() == {"oldest_inbox_seconds": None, "oldest_unsent_seconds": None}
    await post.owe()
    await post.passes(10)
    await post.owe()
    await post.passes(10)
    assert post.watch.ages() == {"oldest_inbox_seconds": None, "oldest_unsent_seconds": 20}
    assert post.watch.queues.outbox == {"queued": 2, "sending": 0, "failed": 0, "blocked": 0}


async def test_a_watch_that_fell_asleep_vouches_for_nothing(post: Post) -> None:
    await post.watch.look()
    await post.watch.ping()
    post.seconds += 31
    with pytest.raises(StoreError):
        await post.watch.ping()


async def test_a_watch_that_stumbles_goes_on(
    post: Post, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.watch._EVERY_SECONDS", 0.01)
    told, tries = asyncio.Event(), iter([KeyError("a text that is not there"), None])

    async def say(_admin: int, _word: Word) -> None:
        if error := next(tries):
            raise error
        told.set()

    watch = Watch(post.store.database, post.store.clock, [ADMIN], say=say, meter=post.meter)
    post.store.clock.advance(DAY)
    tasks = Tasks()
    tasks.start("watch", watch.run())
    async with asyncio.timeout(5):
        await told.wait()
    await tasks.stop()
    assert "could not look at everything" in caplog.text
