from __future__ import annotations

from typing import Any

import pytest

from bot.storage import inbox
from bot.storage.inbox import Received
from tests.unit.storage.store import NOON, Store, open_store

CANARY = "Қанарейка-екі-мың-жиырма-алты"


def message(message_id: int, text: str = "x", chat: int = 500, update_id: int = 1) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "Айгүл"}
    body = {"message_id": message_id, "chat": {"id": chat, "type": "private"}, "from": person, "text": text}
    return {"update_id": update_id, "message": body}


async def put(store: Store, *updates: dict[str, Any]) -> list[Received]:
    return await inbox.receive(store.database, store.vault, updates, [], store.clock.now())


async def waiting(store: Store) -> list[Received]:
    async with store.database.write() as connection:
        return await inbox.pending(connection, store.vault, store.clock.now())


async def test_what_is_stored_comes_back_in_order_as_it_came(store: Store) -> None:
    updates = [message(2), message(1), message(1, chat=501), message(3, "half \ud83d")]
    stored = await put(store, *updates)
    assert [each.update for each in stored] == updates
    assert await waiting(store) == stored
    assert stored[0].chat == store.vault.hash("chat", 500) != stored[2].chat
    assert stored[0].received_at == NOON


async def test_the_same_update_is_stored_once_however_often_it_comes(store: Store) -> None:
    assert len(await put(store, message(1), message(1), message(1, update_id=99))) == 1
    tap = {"callback_query": {"id": "9", "from": {"id": 500}, "data": "h"}}
    assert len(await put(store, {"update_id": 5, **tap}, {"update_id": 6, **tap})) == 1
    assert len(await waiting(store)) == 2


async def test_an_update_that_was_done_long_ago_is_still_known(store: Store) -> None:
    (row,) = await put(store, message(1))
    async with store.database.write() as connection:
        await inbox.mark_done(connection, [row.seq], NOON)
    assert await put(store, message(1, update_id=70)) == []
    assert await waiting(store) == []


async def test_what_waits_since_it_came_before_is_returned_again_in_its_place(store: Store) -> None:
    first, second = await put(store, message(1), message(2))
    first.attempts = 2
    async with store.database.write() as connection:
        await inbox.count_attempt(connection, [first.seq], 2, "KeyError")
        await inbox.mark_done(connection, [second.seq], NOON)
    again = await put(store, message(3), message(2), message(1), message(1))
    assert [(each.seq, each.attempts) for each in again] == [(first.seq, 2), (3, 0)]
    assert again[0] == first


async def test_what_belongs_to_no_chat_waits_for_nothing_else(store: Store) -> None:
    polls = await put(store, {"update_id": 1, "poll": {"id": "1"}}, {"update_id": 2, "poll": {"id": "2"}})
    assert len({each.chat for each in polls}) == 2


async def test_a_parked_update_stays_parked(store: Store) -> None:
    (row,) = await put(store, message(1))
    async with store.database.write() as connection:
        assert await inbox.park(connection, [row.seq], row.attempts, "hangs", NOON) == 1
        assert await inbox.mark_done(connection, [row.seq], NOON) == 0
        assert await inbox.park(connection, [row.seq], row.attempts, "KeyError", NOON) == 0
    assert await store.rows("SELECT state, failure, payload_sealed IS NULL FROM inbox") == [
        ("parked", "hangs", 0)
    ]


async def test_a_stored_update_survives_the_process(store: Store) -> None:
    stored = await put(store, message(1))
    async with open_store(store.path) as restarted:
        assert await waiting(restarted) == stored


async def test_done_leaves_no_byte_of_what_was_said_and_before_it_was_unreadable(store: Store) -> None:
    (row,) = await put(store, message(1, CANARY * 50))
    sealed = (await store.rows("SELECT payload_sealed FROM inbox"))[0][0]
    before = store.on_disk()
    assert sealed[-64:] in before
    assert CANARY.encode() not in before
    async with store.database.write() as connection:
        await inbox.mark_done(connection, [row.seq], NOON)
    assert await store.rows("SELECT state, payload_sealed, settled_at FROM inbox") == [
        ("done", None, 1788246000000)
    ]
    after = store.on_disk()
    assert not any(sealed[at : at + 32] in after for at in range(0, len(sealed) - 32, 32))


async def test_no_marks_change_nothing(store: Store) -> None:
    stored = await put(store, message(1))
    async with store.database.write() as connection:
        await inbox.mark_done(connection, [], NOON)
    assert await waiting(store) == stored


async def test_an_attempt_is_remembered_over_a_restart(store: Store) -> None:
    (row,) = await put(store, message(1))
    row.attempts = 3
    async with store.database.write() as connection:
        await inbox.count_attempt(connection, [row.seq], row.attempts, "KeyError")
    assert [each.attempts for each in await waiting(store)] == [3]
    assert await store.rows("SELECT state, failure FROM inbox") == [("new", "KeyError")]


async def test_a_parked_update_is_out_of_the_way_and_still_there_encrypted(store: Store) -> None:
    (row,) = await put(store, message(1, CANARY))
    row.attempts = 5
    async with store.database.write() as connection:
        await inbox.park(connection, [row.seq], row.attempts, "hangs", NOON)
    assert await waiting(store) == []
    ((state, failure, attempts, sealed),) = await store.rows(
        "SELECT state, failure, attempts, payload_sealed FROM inbox"
    )
    assert (state, failure, attempts) == ("parked", "hangs", 5)
    assert CANARY.encode() not in store.on_disk()
    assert store.vault.queues.open_json(sealed, "inbox", "payload", row.identity) == row.update


@pytest.mark.parametrize("damage", ["(SELECT payload_sealed FROM inbox WHERE seq = 1)", "x'00'", "NULL"])
async def test_what_does_not_open_is_parked_and_the_rest_is_taken_up(store: Store, damage: str) -> None:
    first, *_ = await put(store, message(1), message(2), message(3))
    await store.run(f"UPDATE inbox SET payload_sealed = {damage} WHERE seq > 1")  # noqa: S608
    assert await waiting(store) == [first]
    assert await store.rows("SELECT state, failure FROM inbox ORDER BY seq") == [
        ("new", None),
        ("parked", "damaged"),
        ("parked", "damaged"),
    ]


@pytest.mark.parametrize(
    ("update", "message_id"),
    [
        (message(7), 7),
        ({"callback_query": {"id": "9", "message": message(8)["message"]}}, 8),
        (message(7, chat=-100), None),
        ({"edited_message": message(7)["message"]}, None),
        ({"message": {"message_id": True, "chat": {"id": 5}}}, None),
        ({"message": {"message_id": 1 << 70, "chat": {"id": 5}}}, None),
        ({"message": {"message_id": "7", "chat": {"id": 5}}}, None),
        ({"message": None, "callback_query": {"message": 5}}, None),
    ],
)
async def test_what_stands_in_a_private_chat_is_known_by_its_id(
    store: Store, update: dict[str, Any], message_id: int | None
) -> None:
    await put(store, {"update_id": 1, **update})
    assert await store.rows("SELECT message_id FROM inbox") == [(message_id,)]
