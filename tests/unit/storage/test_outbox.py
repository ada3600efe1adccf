from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.markup import Html
from bot.domain.messages import Text
from bot.storage import outbox
from bot.storage.outbox import Delivery, Kind, Owed
from tests.unit.storage.store import NOON, Store, open_store

SECOND = timedelta(seconds=1)


async def owe(store: Store, chat: int, text: str, kind: Kind = "turn", appeal_id: str | None = None) -> str:
    async with store.unit() as unit:
        row_id = await outbox.add(unit, chat, Text(Html(text)), kind=kind, appeal_id=appeal_id)
        await unit.commit()
    return row_id


async def claim(store: Store, most: int = 10, now: datetime = NOON) -> list[Owed]:
    async with store.database.write() as connection:
        return await outbox.claim(connection, store.vault, now, most)


async def settle(store: Store, row: Owed, state: outbox.State = "sent", failure: str | None = None) -> None:
    async with store.database.write() as connection:
        await outbox.settle(connection, row, state, NOON, failure)


async def due(store: Store) -> datetime | None:
    async with store.database.read() as connection:
        return await outbox.next_due(connection)


def words(rows: list[Owed]) -> list[str]:
    return [row.params["text"] for row in rows]


async def test_a_row_carries_the_whole_call(store: Store) -> None:
    row_id = await owe(store, 500, "<b>x</b>", "receipt")
    (row,) = await claim(store)
    assert (row.id, row.kind, row.method, row.attempts) == (row_id, "receipt", "sendMessage", 0)
    assert (row.params["chat_id"], row.params["text"]) == (500, "<b>x</b>")


async def test_a_chats_next_message_waits_until_the_one_before_it_ended(store: Store) -> None:
    for text in ("first", "second", "third"):
        await owe(store, 500, text)
    (first,) = await claim(store)
    assert words([first]) == ["first"]
    assert await claim(store) == []
    await settle(store, first)
    (second,) = await claim(store)
    assert words([second]) == ["second"]
    await settle(store, second, "failed", "refused")
    assert words(await claim(store)) == ["third"]


async def test_danger_goes_before_receipts_before_replies_before_the_rest(store: Store) -> None:
    kinds: list[Kind] = ["turn", "card", "reply", "receipt", "notice", "danger"]
    for chat, kind in enumerate(kinds, 500):
        await owe(store, chat, kind, kind)
    assert words(await claim(store, most=4)) == ["danger", "receipt", "reply", "turn"]
    assert words(await claim(store)) == ["card", "notice"]


async def test_a_rank_does_not_overtake_inside_its_own_chat(store: Store) -> None:
    await owe(store, 500, "turn")
    await owe(store, 500, "danger", "danger")
    assert words(await claim(store)) == ["turn"]


async def test_a_postponed_message_keeps_its_chat_waiting_and_no_other(store: Store) -> None:
    await owe(store, 500, "first")
    await owe(store, 500, "second")
    (first,) = await claim(store)
    async with store.database.write() as connection:
        await outbox.postpone(connection, first, NOON + 5 * SECOND, "too-fast")
    await owe(store, 501, "other")
    assert words(await claim(store, now=NOON + 4 * SECOND)) == ["other"]
    (again,) = await claim(store, now=NOON + 5 * SECOND)
    assert (again.params["text"], again.attempts) == ("first", 1)


async def test_the_next_moment_to_send_is_that_of_a_row_that_may_go(store: Store) -> None:
    assert await due(store) is None
    await owe(store, 500, "first")
    await owe(store, 500, "second")
    assert await due(store) == NOON
    (first,) = await claim(store)
    assert await due(store) is None, "the second waits for the first, whenever it was due"
    async with store.database.write() as connection:
        await outbox.postpone(connection, first, NOON + 5 * SECOND, "no-answer")
    assert await due(store) == NOON + 5 * SECOND


async def test_what_a_killed_process_was_sending_is_queued_again(store: Store) -> None:
    await owe(store, 500, "first")
    await claim(store)
    async with open_store(store.path) as restarted:
        assert await claim(restarted) == []
        async with restarted.database.write() as connection:
            await outbox.release(connection)
        assert words(await claim(restarted)) == ["first"]


async def test_a_settled_row_keeps_its_state_and_loses_its_words(store: Store) -> None:
    await owe(store, 500, "CANARY" * 100)
    (row,) = await claim(store)
    (sealed,) = (await store.rows("SELECT payload_sealed FROM outbox"))[0]
    assert b"CANARY" not in store.on_disk()
    await settle(store, row, "blocked", "blocked")
    assert await store.rows("SELECT state, failure, payload_sealed, settled_at FROM outbox") == [
        ("blocked", "blocked", None, 1788246000000)
    ]
    assert sealed[-32:] not in store.on_disk()
    assert await claim(store) == []


async def test_unsent_chats_are_told_as_often_as_they_have_rows(store: Store) -> None:
    for chat in (500, 500, 501, 502):
        await owe(store, chat, "x")
    rows = await claim(store)
    await settle(store, rows[-1])
    async with store.database.read() as connection:
        unsent = await outbox.unsent_chats(connection)
    hashed = [store.vault.hash("chat", chat) for chat in (500, 500, 501)]
    assert sorted(unsent) == sorted(hashed)


async def test_the_oldest_unsent_message_is_found_while_it_is_being_sent(store: Store) -> None:
    async def oldest() -> datetime | None:
        async with store.database.read() as connection:
            return await outbox.oldest_unsent(connection)

    assert await oldest() is None
    await owe(store, 500, "first")
    store.clock.advance(SECOND)
    await owe(store, 501, "second")
    first, second = await claim(store, now=NOON + SECOND)
    assert await oldest() == NOON
    await settle(store, first)
    assert await oldest() == NOON + SECOND
    await settle(store, second)
    assert await oldest() is None


async def test_how_far_each_reply_came_is_told_with_its_further_parts(store: Store) -> None:
    appeal = await store.filed()
    old = await owe(store, 500, "old", "reply", appeal.id)
    newest = await owe(store, 501, "new", "reply", appeal.id)
    file = await owe(store, 501, "file", "reply-part", appeal.id)
    await owe(store, 502, "card", "card", appeal.id)
    first, second, _ = await claim(store)
    await settle(store, first)
    await settle(store, second, "failed", "refused")
    await claim(store)
    async with store.unit() as unit:
        assert await outbox.replies(unit, appeal.id) == [
            [Delivery(old, "sent", None)],
            [Delivery(newest, "failed", "refused"), Delivery(file, "sending", None)],
        ]
        assert await outbox.replies(unit, "another") == []


async def test_a_message_that_stands_for_something_is_owed_once(store: Store) -> None:
    async with store.unit() as unit:
        assert await outbox.add(unit, 500, Text(Html("x")), kind="turn", row_id="reply-1") == "reply-1"
        with pytest.raises(IntegrityError):
            await outbox.add(unit, 500, Text(Html("x")), kind="turn", row_id="reply-1")


async def test_an_outage_is_over_once_the_chat_takes_a_message(store: Store) -> None:
    async def told() -> bool:
        async with store.unit() as unit:
            return await outbox.owed_since_heard(unit, "outage", 500)

    assert not await told()
    await owe(store, 900, "the group is out of reach", "outage")
    assert await told()
    await owe(store, 500, "card", "card")
    (_, card) = await claim(store)
    await settle(store, card, "failed", "not-found")
    assert await told()
    store.clock.advance(SECOND)
    await owe(store, 500, "card", "card")
    (card,) = await claim(store, now=NOON + SECOND)
    async with store.database.write() as connection:
        await outbox.settle(connection, card, "sent", NOON + SECOND)
    assert not await told()
