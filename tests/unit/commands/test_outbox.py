from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from bot.commands import outbox as commands
from bot.domain.markup import Html
from bot.domain.messages import Text
from bot.storage import outbox, sending
from bot.storage.outbox import Kind
from tests.unit.storage.store import Store, open_store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path / "abai-bala.db") as store:
        yield store


async def owe(store: Store, chat: int, kind: Kind = "turn", appeal_id: str | None = None) -> int:
    async with store.unit() as unit:
        await outbox.add(unit, chat, Text(Html("CANARY")), kind=kind, appeal_id=appeal_id)
        await unit.commit()
    ((seq,),) = await store.rows("SELECT max(seq) FROM outbox")
    return int(seq)


async def end(store: Store, seq: int, state: outbox.State, failure: str | None = None) -> None:
    async with store.database.write() as connection:
        (row,) = await sending.claim(connection, store.vault, [seq])
        await sending.settle(connection, row, state, store.clock.now(), failure=failure)


async def listed(store: Store) -> list[str]:
    out = StringIO()
    assert await commands.list_outbox(store.database, store.clock, out) == 0
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


async def changes(store: Store) -> int:
    async with store.database.read() as connection:
        return await sending.changes_outside(connection)


async def test_what_has_not_arrived_is_listed_without_a_word_of_it(store: Store) -> None:
    assert await listed(store) == ["0 unsent, 0 not delivered"]
    appeal = await store.filed(author=500)
    blocked, sent = await owe(store, 500, "reply", appeal.id), await owe(store, 501)
    await end(store, blocked, "blocked", "blocked")
    await end(store, sent, "sent")
    store.clock.advance(timedelta(hours=3, minutes=5))
    await owe(store, 500, "receipt", appeal.id)
    store.clock.advance(timedelta(seconds=70))
    assert await listed(store) == [
        "number kind state why tries age appeal",
        f"1 reply blocked blocked 0 3 h {appeal.number}",
        f"3 receipt queued - 0 1 min {appeal.number}",
        "1 unsent, 1 not delivered",
    ]


async def test_a_message_that_failed_is_sent_again_with_all_its_attempts(store: Store) -> None:
    seq = await owe(store, 500)
    await end(store, seq, "failed", "refused")
    out = StringIO()
    assert await commands.retry_outbox(store.database, store.clock, [seq], out) == 0
    assert out.getvalue() == "1 is sent again\n"
    assert await store.rows("SELECT state, failure, attempts, settled_at FROM outbox") == [
        ("queued", None, 0, None)
    ]
    assert await changes(store) == 1
    async with store.database.write() as connection:
        (row,) = await sending.claim(connection, store.vault, [seq])
    assert row.params["text"] == "CANARY"


async def test_dropping_deletes_what_failed_and_orders_the_end_of_what_is_queued(store: Store) -> None:
    failed, queued = await owe(store, 500), await owe(store, 501)
    await end(store, failed, "failed", "refused")
    out = StringIO()
    assert await commands.drop_outbox(store.database, store.clock, [failed, queued], out) == 0
    assert out.getvalue() == "1 is given up\n2 is given up\n"
    assert await store.rows("SELECT state, failure, payload_sealed IS NULL FROM outbox ORDER BY seq") == [
        ("failed", "refused", 1),
        ("queued", "dropped", 0),
    ]
    assert len(await listed(store)) == 3


async def test_what_cannot_be_changed_is_told_and_stays_as_it_is(store: Store) -> None:
    sent, on_its_way, dropped = [await owe(store, chat) for chat in (500, 501, 502)]
    await end(store, sent, "sent")
    await end(store, dropped, "failed", "dropped")
    async with store.database.write() as connection:
        await sending.claim(connection, store.vault, [on_its_way])
    for change in (commands.retry_outbox, commands.drop_outbox):
        out = StringIO()
        seqs = [sent, on_its_way, 99] + ([dropped] if change is commands.retry_outbox else [])
        assert await change(store.database, store.clock, seqs, out) == 1
        assert out.getvalue().splitlines()[:3] == [
            "1 is sent already",
            "2 is being sent; try again in a moment",
            "99 is not known",
        ]
    assert await changes(store) == 0
