from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.markup import Html
from bot.domain.messages import Text
from bot.storage import inbox, outbox, queues
from tests.unit.storage.store import NOON, Store

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


async def owe(store: Store, chat: int = 500) -> None:
    async with store.unit() as unit:
        await outbox.add(unit, chat, Text(Html("хат")), kind="turn")
        await unit.commit()


async def hear(store: Store, number: int = 1) -> None:
    raw = {"update_id": number, "message": {"message_id": number, "chat": {"id": 500}, "text": "а"}}
    await inbox.receive(store.database, store.vault, [raw], [], store.clock.now())


async def look(store: Store) -> queues.Queues:
    async with store.database.read() as connection:
        return await queues.look(connection, store.clock.now())


async def jump(store: Store, by: timedelta) -> None:
    """Let the clock jump, and the rows follow it five seconds later."""
    store.clock.advance(by + 5 * SECOND)
    async with store.database.write() as connection:
        await queues.shift(connection, by, store.clock.now())


async def due(store: Store) -> list[float]:
    """Return in how many seconds each row may be sent, oldest row first."""
    rows = await store.rows("SELECT not_before FROM outbox ORDER BY seq")
    return [at / 1000 - store.clock.now().timestamp() for (at,) in rows]


async def postpone(store: Store, seq: int, until: datetime) -> None:
    await store.run(f"UPDATE outbox SET not_before = {round(until.timestamp() * 1000)} WHERE seq = {seq}")  # noqa: S608


async def test_what_waits_is_counted_and_the_oldest_of_it_told(store: Store) -> None:
    await hear(store, 1)
    await owe(store)
    store.clock.advance(SECOND)
    await hear(store, 2)
    await owe(store)
    await store.run("UPDATE outbox SET state = 'sent' WHERE seq = 1")
    await store.run("UPDATE inbox SET state = 'parked' WHERE seq = 1")
    seen = await look(store)
    assert seen.inbox == {"new": 1, "parked": 1}
    assert seen.outbox == {"queued": 1, "sending": 0, "failed": 0, "blocked": 0}
    assert seen.oldest_new == seen.oldest_unsent == seen.oldest_flowing == NOON + SECOND


async def test_chats_that_telegram_slows_down_do_not_count_as_flowing_until_their_time_has_come(
    store: Store,
) -> None:
    await owe(store, 500)
    await postpone(store, 1, NOON + 30 * SECOND)
    await store.run("UPDATE outbox SET failure = 'too-fast'")
    store.clock.advance(SECOND)
    await owe(store, 501)
    assert (await look(store)).oldest_flowing == NOON + SECOND
    assert (await look(store)).oldest_unsent == NOON
    store.clock.advance(30 * SECOND)
    assert (await look(store)).oldest_flowing == NOON


async def test_counting_looks_at_no_row_that_is_done(store: Store) -> None:
    """However many are: the plan searches an index by state and scans no table."""
    plan = await store.rows(
        f"EXPLAIN QUERY PLAN {queues._COUNTS.compile(compile_kwargs={'literal_binds': True})}"
    )
    steps = " | ".join(str(row[-1]) for row in plan)
    assert "ix_inbox_state_seq (state=?)" in steps
    assert "ix_outbox_state_rank_seq (state=?)" in steps
    assert "SCAN inbox" not in steps
    assert "SCAN outbox" not in steps


async def test_after_a_jump_in_either_direction_rows_are_as_old_and_wait_as_long_as_before(
    store: Store,
) -> None:
    for by in (DAY, -DAY, 2 * DAY, timedelta(minutes=-2)):
        await store.run("DELETE FROM outbox")
        await store.run("DELETE FROM inbox")
        store.clock.advance(60 * SECOND)
        await hear(store)
        await owe(store)
        await owe(store)
        since = store.clock.now()
        store.clock.advance(60 * SECOND)
        await store.run("UPDATE outbox SET seq = seq - (SELECT min(seq) FROM outbox) + 1")
        await postpone(store, 2, store.clock.now() + 100 * SECOND)
        await jump(store, by)
        seen = await look(store)
        assert seen.oldest_new == seen.oldest_unsent == since + by
        assert await due(store) == [-65, 95]


async def test_what_was_written_after_the_jump_stays_as_it_is(store: Store) -> None:
    for by in (DAY, -DAY):
        await store.run("DELETE FROM outbox")
        store.clock.advance(by)
        await owe(store)
        store.clock.advance(5 * SECOND)
        async with store.database.write() as connection:
            await queues.shift(connection, by, store.clock.now())
        assert await due(store) == [-5]


async def test_a_try_put_off_after_the_jump_waits_for_five_minutes_at_most(store: Store) -> None:
    await owe(store)
    store.clock.advance(60 * SECOND + DAY)
    await postpone(store, 1, store.clock.now() + 2 * SECOND)
    async with store.database.write() as connection:
        await queues.shift(connection, DAY, store.clock.now())
    assert await due(store) == [300]


async def test_at_a_start_no_row_waits_for_a_moment_that_a_wrong_clock_has_named(store: Store) -> None:
    for seconds in (0, 1800, 5400):
        await owe(store)
        await postpone(store, len(await due(store)), NOON + seconds * SECOND)
    async with store.database.write() as connection:
        await queues.free(connection, NOON)
    assert await due(store) == [0, 1800, 0]
    store.clock.advance(-DAY)
    async with store.database.write() as connection:
        await queues.free(connection, NOON - DAY)
    assert await due(store) == [0, 0, 0]
