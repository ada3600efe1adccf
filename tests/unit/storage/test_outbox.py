from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.markup import Html
from bot.domain.messages import Edit, Post, Text
from bot.storage import outbox, sending
from bot.storage.outbox import Delivery, Kind, Owed
from bot.storage.sending import Head
from tests.unit.storage.store import NOON, Store, open_store

SECOND = timedelta(seconds=1)


async def owe(store: Store, chat: int, text: str, kind: Kind = "turn", appeal_id: str | None = None) -> str:
    async with store.unit() as unit:
        row_id = await outbox.add(unit, chat, Text(Html(text)), kind=kind, appeal_id=appeal_id)
        await unit.commit()
    return row_id


async def heads(store: Store, *chats: int) -> list[Head]:
    hashed = [store.vault.hash("chat", chat) for chat in chats or range(498, 510)]
    async with store.database.read() as connection:
        return await sending.heads(connection, store.vault, hashed)


async def claim(store: Store, *chats: int) -> list[Owed]:
    """Claim the first message of each chat in which none is being sent."""
    seqs = [head.seq for head in sorted(await heads(store, *chats), key=lambda head: (head.rank, head.seq))]
    busy = [seq for (seq,) in await store.rows("SELECT seq FROM outbox WHERE state = 'sending'")]
    async with store.database.write() as connection:
        return await sending.claim(connection, store.vault, [each for each in seqs if each not in busy])


async def settle(store: Store, row: Owed, state: outbox.State = "sent", failure: str | None = None) -> None:
    async with store.database.write() as connection:
        await sending.settle(connection, row, state, NOON, failure=failure)


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


async def test_a_chat_is_as_urgent_as_the_most_urgent_message_that_waits_there(store: Store) -> None:
    kinds: list[Kind] = ["turn", "card", "reply", "receipt", "notice", "danger"]
    for chat, kind in enumerate(kinds, 500):
        await owe(store, chat, kind, kind)
    await owe(store, 501, "danger behind a card", "danger")
    ranks = {head.chat: head.rank.name for head in await heads(store)}
    assert [ranks[store.vault.hash("chat", chat)] for chat in range(500, 506)] == [
        *("REPLY", "DANGER", "REPLY", "RECEIPT", "REST", "DANGER")
    ]
    assert words(await claim(store, 501)) == ["card"], "order inside a chat is kept"


async def test_a_head_tells_a_group_from_a_person(store: Store) -> None:
    await owe(store, 500, "x")
    await owe(store, -500, "x")
    groups = {head.chat: head.group for head in await heads(store, 500, -500)}
    assert groups == {store.vault.hash("chat", 500): False, store.vault.hash("chat", -500): True}


async def test_a_postponed_message_keeps_its_place_and_its_moment(store: Store) -> None:
    await owe(store, 500, "first")
    await owe(store, 500, "second")
    (first,) = await claim(store)
    async with store.database.write() as connection:
        await sending.postpone(connection, first, NOON + 5 * SECOND, "too-fast")
    (head,) = await heads(store)
    assert (head.seq, head.not_before) == (first.seq, NOON + 5 * SECOND)
    (again,) = await claim(store)
    assert (again.params["text"], again.attempts, again.failure) == ("first", 1, "too-fast")


async def test_what_a_killed_process_was_sending_is_queued_again(store: Store) -> None:
    await owe(store, 500, "first")
    await claim(store)
    async with open_store(store.path) as restarted:
        assert await claim(restarted) == []
        async with restarted.database.write() as connection:
            await sending.release(connection)
        (row,) = await claim(restarted)
        assert (row.params["text"], row.attempts) == ("first", 1)


@pytest.mark.parametrize(("state", "failure"), [("sent", None), ("failed", "dropped")])
async def test_what_is_sent_or_dropped_loses_its_words(
    store: Store, state: outbox.State, failure: str | None
) -> None:
    await owe(store, 500, "CANARY" * 100)
    (row,) = await claim(store)
    (sealed,) = (await store.rows("SELECT payload_sealed FROM outbox"))[0]
    assert b"CANARY" not in store.on_disk()
    await settle(store, row, state, failure)
    assert await store.rows("SELECT state, failure, payload_sealed, settled_at FROM outbox") == [
        (state, failure, None, 1788246000000)
    ]
    assert sealed[-32:] not in store.on_disk()
    assert await claim(store) == []


async def test_what_could_not_be_delivered_keeps_its_words_encrypted(store: Store) -> None:
    await owe(store, 500, "CANARY")
    (row,) = await claim(store)
    await settle(store, row, "blocked", "blocked")
    ((sealed,),) = await store.rows("SELECT payload_sealed FROM outbox")
    assert store.vault.queues.open_json(sealed, "outbox", "payload", row.id)["params"]["text"] == "CANARY"
    assert await claim(store) == []


async def test_unsent_rows_are_counted_by_chat(store: Store) -> None:
    for chat in (500, 500, 501, 502):
        await owe(store, chat, "x")
    rows = await claim(store)
    await settle(store, rows[-1])
    async with store.database.read() as connection:
        unsent = await sending.unsent(connection)
    assert unsent == {store.vault.hash("chat", 500): 2, store.vault.hash("chat", 501): 1}


async def test_of_a_cards_queued_edits_only_the_newest_is_sent(store: Store) -> None:
    appeal = await store.filed()

    async def edit(message: int | Post, words: str, chat: int = -500, kind: Kind = "card-edit") -> str:
        async with store.unit() as unit:
            row_id = await outbox.add(unit, chat, Edit(message, Html(words)), kind=kind, appeal_id=appeal.id)
            await unit.commit()
        return row_id

    first = await edit(Post("a"), "one")
    assert await edit(Post("a"), "two") == first
    others = [
        await edit(Post("b"), "another card"),
        await edit(7, "a number"),
        await edit(7, "a number elsewhere", -501),
    ]
    assert len({first, *others}) == 4
    assert len(store.owed) == 4
    (row, _) = await claim(store, -500, -501)
    assert (row.id, row.params["text"]) == (first, "two")
    assert await edit(Post("a"), "three") not in {first, *others}, "the one on its way is not touched"


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
    card = (await claim(store, 500))[0]
    await settle(store, card, "failed", "not-found")
    assert await told()
    store.clock.advance(SECOND)
    await owe(store, 500, "card", "card")
    (card,) = await claim(store)
    async with store.database.write() as connection:
        await sending.settle(connection, card, "sent", NOON + SECOND)
    assert not await told()
