from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from uuid6 import uuid7

from bot.domain.appeals import Appeal, Attachment, Body, EntryKind, Status
from bot.domain.markup import Html
from bot.domain.messages import Text
from bot.errors import SealError
from bot.storage import appeals, outbox, sending
from bot.storage.unit import UnitOfWork
from tests.unit.storage.store import NOON, Store, open_store

GROUP = -1001234567890
AUTHOR = 7001234567
BODY = Body("Баламды күнде мазақтайды 😀\n", (Attachment("photo", "photo-CANARY"),))


async def say(
    store: Store, appeal: Appeal, kind: EntryKind, body: Body = BODY, source: tuple[int, int] = (AUTHOR, 1)
) -> str | None:
    async with store.unit() as unit:
        entry_id = await appeals.say(unit, appeal, kind, body, source)
        await unit.commit()
    return entry_id


async def post(store: Store, appeal: Appeal, chat: int, message_id: int, kind: str = "card") -> str:
    post_id = str(uuid7())
    async with store.unit() as unit:
        await appeals.remember_post(
            unit, post_id, kind=kind, appeal_id=appeal.id, chat=chat, message_id=message_id
        )
        await unit.commit()
    return post_id


async def test_a_filed_appeal_comes_back_as_it_was_sent(store: Store) -> None:
    appeal = await store.filed(author=AUTHOR)
    assert appeal == Appeal(
        id=appeal.id,
        number="AB-2026-000001",
        author=AUTHOR,
        lang="kk",
        category="bullying",
        place="semey",
        topic="",
        status="open",
        promised_days=15,
        due_on=date(2026, 9, 22),
        filed_at=NOON,
        answered_at=None,
    )
    async with store.unit() as unit:
        assert await appeals.get(unit, appeal.number) == appeal
        assert await appeals.by_id(unit, appeal.id) == appeal
        assert await appeals.of_draft(unit, "draft") == appeal
        assert await appeals.get(unit, "AB-2026-000002") is None
        assert await appeals.of_draft(unit, "another") is None


async def test_the_same_draft_is_filed_once(store: Store) -> None:
    assert await store.file("draft") is not None
    assert await store.file("draft") is None
    assert await store.rows("SELECT count(*) FROM appeals") == [(1,)]


async def test_the_database_itself_refuses_a_draft_twice(store: Store) -> None:
    await store.filed("one")
    await store.filed("two")
    with pytest.raises(IntegrityError):
        await store.run("UPDATE appeals SET draft_id = 'one'")


async def test_numbers_have_no_gaps_whatever_was_undone_or_sent_twice(store: Store) -> None:
    numbers = [(await store.filed("one")).number]
    await store.file("one")
    async with store.unit() as unit:
        filing = appeals.Filing(
            "undone", 500, "kk", "bullying", "semey", "", "1", 15, date(2026, 9, 22), 2026
        )
        assert await appeals.file(unit, filing)
    numbers += [(await store.filed(draft)).number for draft in ("two", "three")]
    assert numbers == ["AB-2026-000001", "AB-2026-000002", "AB-2026-000003"]


async def test_numbers_begin_anew_each_year_and_go_on_after_a_restart(store: Store) -> None:
    await store.filed("one")
    assert (await store.filed("two", year=2027)).number == "AB-2027-000001"
    async with open_store(store.path) as restarted:
        assert (await restarted.filed("three")).number == "AB-2026-000002"


async def test_an_author_sees_their_own_appeals_newest_first_and_a_stranger_none(store: Store) -> None:
    first, second = await store.filed("one", AUTHOR), await store.filed("two", AUTHOR)
    await store.filed("three", AUTHOR + 1)
    async with store.unit() as unit:
        assert await appeals.of_author(unit, AUTHOR) == [second, first]
        assert await appeals.of_author(unit, AUTHOR + 2) == []


async def test_open_appeals_wait_with_the_one_due_first_at_the_top(store: Store) -> None:
    for draft, due in (("late", "2026-10-01"), ("soon", "2026-09-02"), ("also-late", "2026-10-01")):
        await store.filed(draft)
        await store.run(f"UPDATE appeals SET due_on = '{due}' WHERE draft_id = '{draft}'")  # noqa: S608
    answered = await store.filed("answered")
    async with store.unit() as unit:
        await appeals.move(unit, answered, "answered")
        assert [each.number[-1] for each in await appeals.waiting(unit)] == ["2", "1", "3"]


async def test_the_first_answers_moment_is_kept(store: Store) -> None:
    appeal = await store.filed()
    statuses: list[Status] = ["answered", "open", "answered"]
    for status in statuses:
        store.clock.advance(timedelta(hours=1))
        async with store.unit() as unit:
            await appeals.move(unit, await appeals.by_id(unit, appeal.id), status)
            await unit.commit()
    async with store.unit() as unit:
        answered = await appeals.by_id(unit, appeal.id)
    assert (answered.status, answered.answered_at) == ("answered", datetime(2026, 9, 1, 8, tzinfo=UTC))


async def test_entries_are_told_in_order_byte_for_byte(store: Store) -> None:
    appeal = await store.filed()
    first = await say(store, appeal, "statement")
    await say(store, appeal, "reply", Body("Жауап"), (GROUP, 1))
    async with store.unit() as unit:
        said = await appeals.said(unit, appeal)
        assert [(each.kind, each.body) for each in said] == [("statement", BODY), ("reply", Body("Жауап"))]
        assert await appeals.entry(unit, first or "") == said[0]
        assert said[0].at == NOON
        assert await appeals.entry(unit, "none") is None


async def test_a_message_makes_one_entry_however_often_it_comes(store: Store) -> None:
    appeal, other = await store.filed("one"), await store.filed("two")
    assert await say(store, appeal, "statement")
    assert await say(store, appeal, "addition") is None
    assert await say(store, other, "statement") is None
    assert await say(store, appeal, "addition", source=(AUTHOR, 2))
    assert await store.rows("SELECT count(*) FROM entries") == [(2,)]


async def test_a_proposed_reply_is_decided_once(store: Store) -> None:
    appeal = await store.filed()
    proposed = await say(store, appeal, "proposed")
    statement = await say(store, appeal, "statement", source=(AUTHOR, 2))
    assert proposed
    assert statement
    async with store.unit() as unit:
        assert await appeals.decide(unit, proposed, "reply")
        assert not await appeals.decide(unit, proposed, "note")
        assert not await appeals.decide(unit, statement, "reply")
        assert not await appeals.decide(unit, "none", "reply")
        assert [each.kind for each in await appeals.said(unit, appeal)] == ["reply", "statement"]


async def places(unit: UnitOfWork, *posts: str) -> dict[str, list[int]]:
    return await sending.places(await unit.reading(), unit.vault, posts)


async def test_a_post_is_found_by_its_place_and_its_number_by_the_post(store: Store) -> None:
    appeal = await store.filed()
    post_id = await post(store, appeal, GROUP, 77)
    async with store.unit() as unit:
        assert await appeals.appeal_of_message(unit, GROUP, 77) == appeal
        assert await appeals.appeal_of_message(unit, GROUP, 78) is None
        assert await appeals.appeal_of_message(unit, AUTHOR, 77) is None
        assert await places(unit, post_id, "none") == {post_id: [GROUP, 77]}


async def test_a_post_delivered_again_stands_where_it_came_last(store: Store) -> None:
    appeal = await store.filed()
    async with store.unit() as unit:
        for message_id in (77, 78):
            await appeals.remember_post(
                unit, "post", kind="card", appeal_id=appeal.id, chat=GROUP, message_id=message_id
            )
        assert await places(unit, "post") == {"post": [GROUP, 78]}


async def test_the_audit_says_who_did_what_without_content(store: Store) -> None:
    appeal = await store.filed()
    async with store.unit() as unit:
        await appeals.note_deed(unit, appeal.id, AUTHOR, "filed")
        await appeals.note_deed(unit, None, 0, "started")
        await unit.commit()
    assert await store.rows("SELECT appeal_id, actor_hash, deed FROM audit ORDER BY seq") == [
        (appeal.id, store.vault.hash("chat", AUTHOR), "filed"),
        (None, store.vault.hash("chat", 0), "started"),
    ]


async def test_no_word_name_or_id_lies_readable_in_the_file(store: Store) -> None:
    appeal = await store.filed(author=AUTHOR)
    await say(store, appeal, "statement")
    await post(store, appeal, GROUP, 987654321)
    async with store.unit() as unit:
        await outbox.add(unit, AUTHOR, Text(Html("Айгүл CANARY")), kind="receipt", appeal_id=appeal.id)
        await appeals.note_deed(unit, appeal.id, AUTHOR, "filed")
        await unit.commit()
    held = store.on_disk()
    assert appeal.number.encode() in held, "the scan sees what is not encrypted"
    for canary in ("мазақтайды", "CANARY", "Айгүл", str(AUTHOR), str(abs(GROUP)), "987654321"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert canary.encode(encoding) not in held
    for number in (AUTHOR, abs(GROUP)):
        assert number.to_bytes(8, "big").lstrip(b"\0") not in held


async def test_words_and_author_moved_between_appeals_do_not_open(store: Store) -> None:
    mine, other = await store.filed("one"), await store.filed("two", AUTHOR)
    await say(store, mine, "statement")
    await store.run(f"UPDATE entries SET appeal_id = '{other.id}'")  # noqa: S608
    async with store.unit() as unit:
        with pytest.raises(SealError):
            await appeals.said(unit, other)
    await store.run(
        "UPDATE appeals SET author_sealed = (SELECT author_sealed FROM appeals WHERE draft_id = 'one')"
    )
    async with store.unit() as unit:
        with pytest.raises(SealError):
            await appeals.get(unit, other.number)
