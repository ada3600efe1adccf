from __future__ import annotations

from bot.domain.markup import Html
from bot.domain.messages import Edit, Message, Post, Text
from bot.storage import moves, outbox, sending
from tests.unit.storage.store import Store

OLD, NEW = -500, -1_000_000_500


async def owe(store: Store, *messages: Message) -> None:
    async with store.unit() as unit:
        for message in messages:
            await outbox.add(unit, OLD, message, kind="turn")
        await unit.commit()


async def move(store: Store) -> None:
    async with store.unit() as unit:
        await moves.readdress(unit, OLD, NEW)
        await unit.commit()


async def test_a_move_is_remembered_once_and_followed_from_anywhere_on_its_way(store: Store) -> None:
    async with store.unit() as unit:
        assert await moves.now_at(unit, OLD) == OLD
        assert await moves.remember(unit, OLD, NEW)
        assert not await moves.remember(unit, OLD, -1)
        assert await moves.remember(unit, NEW, -7)
        await unit.commit()
    async with store.unit() as unit:
        assert [await moves.now_at(unit, chat) for chat in (OLD, NEW, -7)] == [-7, -7, -7]
    assert str(NEW).encode() not in store.on_disk()


async def test_moves_in_a_circle_end(store: Store) -> None:
    async with store.unit() as unit:
        await moves.remember(unit, OLD, NEW)
        await moves.remember(unit, NEW, OLD)
        assert await moves.now_at(unit, OLD) in (OLD, NEW)


async def test_what_waits_is_readdressed_and_numbers_of_the_old_chat_are_forgotten(store: Store) -> None:
    await owe(
        store,
        Text(Html("under a number"), reply_to=7),
        Text(Html("under a post"), reply_to=Post("a")),
        Edit(7, Html("an edit of a number")),
        Edit(Post("a"), Html("an edit of a post")),
    )
    await store.run("UPDATE outbox SET payload_sealed = x'00' WHERE seq = 4")
    await move(store)
    after = store.vault.hash("chat", NEW)
    assert await store.rows("SELECT DISTINCT chat_hash FROM outbox") == [(after,)]
    assert store.owed[-5:] == [*[after] * 4, store.vault.hash("chat", OLD)]
    async with store.database.write() as connection:
        number, post, edit, damaged = await sending.claim(connection, store.vault, [1, 2, 3, 4])
    assert {each.params["chat_id"] for each in (number, post, edit)} == {NEW}
    assert "reply_parameters" not in number.params
    assert post.params["reply_parameters"]["message_id"] == {"post": "a"}
    assert not isinstance(edit.params["message_id"], int)
    assert damaged.method == ""


async def test_what_is_on_its_way_to_the_old_chat_comes_back_by_itself(store: Store) -> None:
    await owe(store, Text(Html("on its way")))
    async with store.database.write() as connection:
        await sending.claim(connection, store.vault, [1])
    await move(store)
    assert await store.rows("SELECT chat_hash FROM outbox") == [(store.vault.hash("chat", OLD),)]
