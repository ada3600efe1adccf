from __future__ import annotations

from uuid6 import uuid7

from bot.domain.appeals import Appeal
from bot.domain.markup import Html
from bot.domain.messages import Post, Text
from bot.storage import appeals, cards, outbox
from bot.storage.outbox import Kind
from tests.unit.storage.store import Store

GROUP = -1001234567890


async def post(store: Store, appeal: Appeal, chat: int, message_id: int, kind: str = "card") -> str:
    post_id = str(uuid7())
    async with store.unit() as unit:
        await appeals.remember_post(
            unit, post_id, kind=kind, appeal_id=appeal.id, chat=chat, message_id=message_id
        )
        await unit.commit()
    return post_id


async def test_cards_are_those_of_the_appeal_in_that_chat_oldest_first(store: Store) -> None:
    appeal, other = await store.filed("one"), await store.filed("two")
    mine = [await post(store, appeal, GROUP, number) for number in (11, 12)]
    await post(store, appeal, GROUP, 13, kind="under")
    await post(store, appeal, GROUP - 1, 14)
    await post(store, other, GROUP, 15)
    async with store.unit() as unit:
        assert await cards.standing(unit, appeal.id, GROUP) == [Post(each) for each in mine]


async def test_appeals_without_a_card_in_the_group_are_found_until_one_is_on_its_way(store: Store) -> None:
    carded, coming, failed, answered, bare = [
        await store.filed(draft) for draft in ("carded", "coming", "failed", "answered", "bare")
    ]
    await post(store, carded, GROUP, 1)
    await post(store, bare, GROUP - 1, 2)
    kinds: list[tuple[Appeal, Kind]] = [(coming, "card"), (failed, "card"), (bare, "receipt")]
    async with store.unit() as unit:
        for appeal, kind in kinds:
            await outbox.add(unit, GROUP, Text(Html("x")), kind=kind, appeal_id=appeal.id)
        await appeals.move(unit, answered, "answered")
        await unit.commit()
    await store.run(f"UPDATE outbox SET state = 'failed' WHERE appeal_id = '{failed.id}'")  # noqa: S608
    async with store.unit() as unit:
        found = await cards.uncarded(unit, GROUP)
    assert [each.number for each in found] == [failed.number, bare.number]


async def fail(store: Store, row_id: str, failure: str = "not-found") -> None:
    await store.run(f"UPDATE outbox SET state = 'failed', failure = '{failure}' WHERE id = '{row_id}'")  # noqa: S608


async def owe(store: Store, appeal: Appeal, kind: Kind, chat: int = GROUP) -> str:
    async with store.unit() as unit:
        row_id = await outbox.add(unit, chat, Text(Html("x")), kind=kind, appeal_id=appeal.id)
        await unit.commit()
    return row_id


async def test_an_addition_that_failed_is_found_until_a_later_card_tells_it(store: Store) -> None:
    appeal, other = await store.filed("one"), await store.filed("two")
    for each in (appeal, other):
        await post(store, each, GROUP, 11)
        await owe(store, each, "card")
    await owe(store, other, "addition")
    await fail(store, await owe(store, appeal, "addition"))
    async with store.unit() as unit:
        assert await cards.uncarded(unit, GROUP) == [appeal]
        assert await cards.uncarded(unit, GROUP - 1) == [appeal, other], "another group knows nothing"
    card = await owe(store, appeal, "card")
    async with store.unit() as unit:
        assert await cards.uncarded(unit, GROUP) == []
    await fail(store, card)
    async with store.unit() as unit:
        assert await cards.uncarded(unit, GROUP) == [appeal]


async def test_a_card_that_missed_a_change_is_stale_until_a_later_change_comes(store: Store) -> None:
    appeal, deleted = await store.filed("one"), await store.filed("two")
    await fail(store, await owe(store, deleted, "card-edit"), "refused")
    await fail(store, await owe(store, appeal, "card-edit"))
    async with store.unit() as unit:
        assert await cards.stale(unit, GROUP) == [appeal]
    await owe(store, appeal, "card-edit")
    async with store.unit() as unit:
        assert await cards.stale(unit, GROUP) == []


async def test_the_card_to_write_under_stands_or_is_on_its_way(store: Store) -> None:
    async def newest() -> Post | None:
        async with store.unit() as unit:
            return await cards.newest(unit, appeal.id, GROUP)

    appeal = await store.filed()
    await owe(store, appeal, "card", GROUP - 1)
    assert await newest() is None
    standing = await post(store, appeal, GROUP, 11)
    assert await newest() == Post(standing)
    coming = await owe(store, appeal, "card")
    assert await newest() == Post(coming)
    await fail(store, coming)
    assert await newest() == Post(standing)
