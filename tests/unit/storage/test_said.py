from __future__ import annotations

from datetime import timedelta

from bot.domain.markup import Html
from bot.domain.messages import Screen
from bot.storage import inbox, outbox, sending
from bot.storage.inbox_driver import Mark
from bot.storage.said import said
from tests.unit.storage.store import NOON, Store
from tests.unit.storage.test_inbox import message, put

HOUR = timedelta(hours=1)


async def known(store: Store, chat: int = 500, since: timedelta = 48 * HOUR) -> list[int]:
    async with store.unit() as unit:
        return sorted(await said(unit, chat, NOON - since))


async def test_what_came_and_what_was_answered_is_known_by_chat(store: Store) -> None:
    first, _, other = await put(store, message(1), message(2), message(4, chat=501))
    marks = [Mark(first.seq, "3 6"), Mark(other.seq, "5")]
    await inbox.receive(store.database, store.vault, [], marks, store.clock.now())
    assert await known(store) == [1, 2, 3, 6]
    assert await known(store, chat=501) == [4, 5]


async def test_what_was_owed_is_known_once_it_is_sent(store: Store) -> None:
    async with store.unit() as unit:
        for text in ("first", "second"):
            await outbox.add(unit, 500, Screen(Html(text)).new(), kind="turn")
        await unit.commit()
    async with store.database.write() as connection:
        (row,) = await sending.claim(connection, store.vault, [1])
        await sending.settle(connection, row, "sent", NOON, message_id=9)
    assert await known(store) == [9]
    assert await known(store, chat=501) == []


async def test_what_is_older_is_left_out(store: Store) -> None:
    await put(store, message(1))
    assert await known(store, since=-HOUR) == []
