from __future__ import annotations

import asyncio
import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.limits import Pace
from bot.domain.markup import Html
from bot.domain.messages import Edit, Post, Text
from bot.storage import appeals, outbox, owed, sending
from bot.storage.outbox import Owed
from bot.storage.unit import UnitOfWork
from tests.unit.delivery.road import Road
from tests.unit.storage.store import open_store


async def send_all(road: Road) -> None:
    while await road.sender.send_due():
        pass


async def outcomes(road: Road) -> list[tuple[object, ...]]:
    return await road.store.rows("SELECT state, failure, attempts FROM outbox ORDER BY seq")


async def test_what_is_owed_is_sent_in_its_chats_order(road: Road) -> None:
    parent, other = road.parent(), road.parent("Болат")
    for words in ("one", "two", "three"):
        await road.owe(parent.id, words)
    await road.owe(other.id, "to another")
    assert road.sender.owing == {
        road.store.vault.hash("chat", parent.id): 3,
        road.store.vault.hash("chat", other.id): 1,
    }
    assert await road.sender.send_due() == 2
    await send_all(road)
    assert road.heard(parent) == ["one", "two", "three"]
    assert road.heard(other) == ["to another"]
    assert not road.sender.owing
    await road.sender.drained()
    assert [state for _, state, _ in road.settled] == ["sent"] * 4
    assert all(message_id for *_, message_id in road.settled)


async def test_too_fast_is_tried_again_at_its_moment_and_not_before(road: Road) -> None:
    parent = road.parent()
    road.fault("429", retry_after=7)
    await road.owe(parent.id, "one")
    await road.owe(parent.id, "two")
    await send_all(road)
    assert await outcomes(road) == [("queued", "too-fast", 1), ("queued", None, 0)]
    road.store.clock.advance(timedelta(seconds=6, milliseconds=999))
    assert await road.sender.send_due() == 0
    road.store.clock.advance(timedelta(milliseconds=1))
    await send_all(road)
    assert road.heard(parent) == ["one", "two"]


@pytest.mark.parametrize("kind", ["500", "502"])
async def test_a_server_in_trouble_is_waited_for(road: Road, kind: str) -> None:
    parent = road.parent()
    road.fault(kind, times=2)  # type: ignore[arg-type]
    await road.owe(parent.id, "one")
    for _ in range(3):
        await send_all(road)
        road.store.clock.advance(timedelta(seconds=2))
    assert road.heard(parent) == ["one"]
    assert await outcomes(road) == [("sent", None, 2)]


async def test_an_answer_that_was_lost_means_rather_twice_than_never(road: Road) -> None:
    parent = road.parent()
    road.fault("lost")
    await road.owe(parent.id, "receipt 7", "receipt")
    await send_all(road)
    assert await outcomes(road) == [("queued", "no-answer", 1)]
    road.store.clock.advance(timedelta(seconds=1))
    await send_all(road)
    assert road.heard(parent) == ["receipt 7", "receipt 7"]
    assert road.settled == [("receipt", "sent", road.world.messages(parent)[-1]["message_id"])]


async def test_a_person_who_blocked_the_bot_is_a_state_and_frees_the_chat(road: Road) -> None:
    parent = road.parent()
    road.fault("blocked")
    await road.owe(parent.id, "one", "reply")
    await road.owe(parent.id, "two")
    await send_all(road)
    assert await outcomes(road) == [("blocked", "blocked", 0), ("sent", None, 0)]
    assert road.settled == [("reply", "blocked", None), ("turn", "sent", 2)]
    await road.sender.drained()


async def test_a_chat_that_is_gone_fails_and_says_why(road: Road) -> None:
    await road.owe(987, "one")
    await send_all(road)
    assert [state for state, *_ in await outcomes(road)] in (["failed"], ["blocked"])
    await road.sender.drained()


async def test_a_damaged_row_fails_with_its_word_and_frees_its_chat(road: Road) -> None:
    parent = road.parent()
    for words in ("one", "two", "three"):
        await road.owe(parent.id, words, "reply")
    await road.store.run("UPDATE outbox SET payload_sealed = x'00' WHERE seq = 1")
    await road.store.run(
        "UPDATE outbox SET payload_sealed = (SELECT payload_sealed FROM outbox WHERE seq = 3) WHERE seq = 2"
    )
    await send_all(road)
    assert await outcomes(road) == [("failed", "damaged", 0), ("failed", "damaged", 0), ("sent", None, 0)]
    assert [state for _, state, _ in road.settled] == ["failed", "failed", "sent"]
    assert road.heard(parent) == ["three"]
    assert not road.sender.owing


async def test_an_unchanged_edit_counts_as_sent(road: Road) -> None:
    parent = road.parent()
    shown = await road.api.call("sendMessage", {"chat_id": parent.id, "text": "same"})
    await road.owe(parent.id, Edit(shown["message_id"], Html("same")))
    await send_all(road)
    assert await outcomes(road) == [("sent", None, 0)]


async def test_a_post_is_pointed_at_by_the_number_telegram_gave_it(road: Road) -> None:
    parent = road.parent()
    appeal = await road.store.filed(author=parent.id)

    async def on_settled(unit: UnitOfWork, row: Owed) -> None:
        *_, message_id = road.settled[-1]
        if row.kind == "card" and message_id:
            await appeals.remember_post(
                unit, row.id, kind="card", appeal_id=appeal.id, chat=parent.id, message_id=message_id
            )

    road.on_settled = on_settled
    card = await road.owe(parent.id, "card", "card")
    await road.owe(parent.id, Text(Html("under it"), reply_to=Post(card)), "under")
    await road.owe(parent.id, Edit(Post(card), Html("card, edited")), "card-edit")
    await send_all(road)
    assert road.heard(parent) == ["card, edited", "under it"]
    shown, under = road.world.messages(parent)[-2:]
    assert under["reply_to_message"]["message_id"] == shown["message_id"]


async def test_an_edit_of_what_was_never_posted_fails_and_an_answer_to_it_stands_alone(road: Road) -> None:
    parent = road.parent()
    await road.owe(parent.id, Edit(Post("never"), Html("x")), "card-edit")
    await road.owe(parent.id, Text(Html("alone"), reply_to=Post("never")), "under")
    await road.owe(parent.id, Text(Html("plain"), reply_to=1))
    await send_all(road)
    assert await outcomes(road) == [("failed", "not-found", 0), ("sent", None, 0), ("sent", None, 0)]
    assert road.heard(parent) == ["alone", "plain"]
    assert road.called("editMessageText") == []
    assert "reply_parameters" not in road.called("sendMessage")[0]


async def test_what_follows_a_message_is_committed_with_its_state(road: Road) -> None:
    parent = road.parent()

    async def on_settled(unit: UnitOfWork, row: Owed) -> None:
        await outbox.add(unit, row.params["chat_id"], Text(Html("follows")), kind="notice")
        road.on_settled = None

    road.on_settled = on_settled
    await road.owe(parent.id, "one")
    await send_all(road)
    assert road.heard(parent) == ["one", "follows"]


async def test_what_follows_a_message_may_fail_and_it_is_still_sent_once(road: Road) -> None:
    parent = road.parent()

    async def on_settled(unit: UnitOfWork, row: Owed) -> None:
        await outbox.add(unit, row.params["chat_id"], Text(Html("undone")), kind="notice")
        raise KeyError("no such text")

    road.on_settled = on_settled
    await road.owe(parent.id, "one")
    await send_all(road)
    assert road.heard(parent) == ["one"]
    assert await outcomes(road) == [("sent", None, 0)]
    assert not road.sender.owing


async def test_trouble_while_recording_sends_nothing_again(road: Road) -> None:
    parent, other = road.parent(), road.parent("Болат")

    async def on_settled(_unit: UnitOfWork, _row: Owed) -> None:
        raise OSError("disk")

    road.on_settled = on_settled
    await road.owe(parent.id, "one")
    await road.owe(other.id, "other")
    assert await road.sender.send_due() == 2
    with pytest.raises(OSError, match="disk"):
        await road.sender.send_due()
    assert await road.states("outbox") == ["sending"] * 2
    road.on_settled = None
    await send_all(road)
    assert road.heard(parent) == ["one"]
    assert road.heard(other) == ["other"]
    assert await outcomes(road) == [("sent", None, 0)] * 2
    assert not road.sender.owing


async def test_what_a_killed_process_was_sending_is_sent(road: Road) -> None:
    parent = road.parent()
    await road.owe(parent.id, "one")
    await road.owe(parent.id, "two")
    async with road.store.database.write() as connection:
        await sending.claim(connection, road.store.vault, [1])
    async with open_store(road.store.path) as store:
        restarted = Road(store, road.world, road.api)
        await restarted.sender.recover()
        assert restarted.sender.owing.total() == 2
        await send_all(restarted)
        await restarted.sender.drained()
    assert road.heard(parent) == ["one", "two"]


async def test_recovering_nothing_leaves_the_sender_drained(road: Road) -> None:
    await road.sender.recover()
    await road.sender.drained()


async def test_the_running_sender_wakes_for_what_is_owed(road: Road) -> None:
    parent = road.parent()
    road.tasks.start("sender", road.sender.run())
    await road.sender.drained()
    for words in ("one", "two"):
        await road.owe(parent.id, words)
        async with asyncio.timeout(5):
            await road.sender.drained()
    assert road.heard(parent) == ["one", "two"]


async def test_the_running_sender_forgets_what_was_counted_and_is_not_there(road: Road) -> None:
    road.sender.owed(["a chat whose unit was not committed after all"])
    road.tasks.start("sender", road.sender.run())
    async with asyncio.timeout(5):
        await road.sender.drained()
    assert not road.sender.owing


async def test_the_running_sender_comes_back_when_a_postponed_message_is_due(road: Road) -> None:
    parent = road.parent()
    road.fault("429", retry_after=1)
    await road.owe(parent.id, "one")
    road.tasks.start("sender", road.sender.run())
    async with asyncio.timeout(5):
        while await outcomes(road) != [("queued", "too-fast", 1)]:
            pass
    road.store.clock.advance(timedelta(seconds=1))
    async with asyncio.timeout(5):
        await road.sender.drained()
    assert road.heard(parent) == ["one"]


async def test_finishing_records_what_is_on_its_way_and_begins_nothing_else(road: Road) -> None:
    parent = road.parent()
    on_its_way, let_go = asyncio.Event(), asyncio.Event()
    call = road.sender._call

    async def slow_call(*args: object) -> object:
        result = await call(*args)
        on_its_way.set()
        await let_go.wait()
        return result

    road.sender._call = slow_call
    for words in ("one", "two"):
        await road.owe(parent.id, words)
    road.tasks.start("sender", road.sender.run())
    await on_its_way.wait()
    async with asyncio.TaskGroup() as group:
        group.create_task(road.sender.finish())
        await asyncio.sleep(0)
        let_go.set()
    await road.tasks.stop()
    assert road.heard(parent) == ["one"]
    assert await outcomes(road) == [("sent", None, 0), ("queued", None, 0)]


async def test_the_running_sender_waits_out_a_locked_database(
    road: Road, caplog: pytest.LogCaptureFixture
) -> None:
    parent = road.parent()
    await road.owe(parent.id, "one")
    async with road.store.database.write() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout=10")
    other = sqlite3.connect(road.store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    road.tasks.start("sender", road.sender.run())
    await road.until(lambda _: "cannot be read or written (OperationalError)" in caplog.text)
    other.close()
    async with asyncio.timeout(5):
        await road.sender.drained()
    assert road.heard(parent) == ["one"]


async def test_a_slow_chat_holds_up_no_other(road: Road) -> None:
    slow, others = road.parent(), [road.parent(f"{n}") for n in range(30)]
    let_go = asyncio.Event()
    call = road.sender._call

    async def slow_call(method: str, params: dict[str, object]) -> object:
        if params["chat_id"] == slow.id:
            await let_go.wait()
        return await call(method, params)

    road.sender._call = slow_call
    await road.owe(slow.id, "slow")
    for other in others:
        for words in ("one", "two", "three"):
            await road.owe(other.id, words)
    road.tasks.start("sender", road.sender.run())
    async with asyncio.timeout(10):
        await road.world.until(lambda: all(len(road.heard(other)) == 3 for other in others))
        assert road.heard(slow) == []
        let_go.set()
        await road.sender.drained()
    assert road.heard(slow) == ["slow"]


async def test_no_more_calls_are_on_their_way_than_there_are_hands(road: Road) -> None:
    parents = [road.parent(f"{n}") for n in range(9)]
    road.sender._at_once = 4
    on_their_way, most = 0, 0
    call = road.sender._call

    async def counted(*args: object) -> object:
        nonlocal on_their_way, most
        on_their_way += 1
        most = max(most, on_their_way)
        result = await call(*args)
        on_their_way -= 1
        return result

    road.sender._call = counted
    for parent in parents:
        await road.owe(parent.id, "one")
    road.tasks.start("sender", road.sender.run())
    async with asyncio.timeout(10):
        await road.sender.drained()
    assert most == 4
    assert all(road.heard(parent) == ["one"] for parent in parents)


async def test_a_group_that_moved_is_sent_what_it_was_owed(road: Road) -> None:
    owner = road.parent()
    group = road.world.add_group("desk", [owner])
    new = road.world.upgrade(group)
    for words in ("one", "two"):
        await road.owe(group.id, words)
    await send_all(road)
    await road.sender.drained()
    assert road.moved == [(group.id, new.id)]
    assert [each["text"] for each in road.world.messages(new) if "text" in each] == ["one", "two"]
    assert [state for state, *_ in await outcomes(road)] == ["sent", "sent"]


async def test_a_move_that_cannot_be_followed_fails_and_says_so(road: Road) -> None:
    group = road.world.add_group("desk", [road.parent()])
    road.world.upgrade(group)

    async def fail(_unit: UnitOfWork, _old: int, _new: int) -> None:
        raise KeyError("no such text")

    road.sender._records._follow = fail
    await road.owe(group.id, "one")
    await send_all(road)
    assert await outcomes(road) == [("failed", "not-found", 0)]
    assert not road.sender.owing


async def test_an_order_to_drop_ends_a_message_unsent(road: Road) -> None:
    parent = road.parent()
    await road.owe(parent.id, "one", "reply")
    await road.store.run("UPDATE outbox SET failure = 'dropped'")
    await send_all(road)
    assert road.heard(parent) == []
    assert road.settled == [("reply", "failed", None)]
    assert await outcomes(road) == [("failed", "dropped", 0)]


async def test_what_another_program_changes_is_noticed(road: Road) -> None:
    parent = road.parent()
    road.fault("blocked")
    await road.owe(parent.id, "one")
    await send_all(road)
    road.sender._looked_at = -100.0
    assert await road.sender.send_due() == 0
    async with road.store.database.write() as connection:
        await owed.retry(connection, [1], road.store.clock.now())
    assert await road.sender.send_due() == 0
    road.sender._looked_at = -100.0
    assert await road.sender.send_due() == 1
    assert road.heard(parent) == ["one"]
    assert not road.sender.owing


async def test_a_row_that_is_gone_when_its_turn_comes_is_passed_over(road: Road) -> None:
    parent = road.parent()
    road.fault("429", retry_after=1)
    for words in ("one", "two"):
        await road.owe(parent.id, words)
    await send_all(road)
    await road.store.run("UPDATE outbox SET state = 'failed' WHERE seq = 1")
    road.store.clock.advance(timedelta(seconds=1))
    await send_all(road)
    await send_all(road)
    assert road.heard(parent) == ["two"]
    await road.sender.drained()


async def test_a_claim_whose_commit_was_done_though_its_answer_was_lost_is_sent_once(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = road.parent()
    await road.owe(parent.id, "one")
    places = sending.places

    async def lost(connection: AsyncConnection, *args: object) -> None:
        await connection.commit()
        raise OSError("the answer is lost")

    monkeypatch.setattr(sending, "places", lost)
    with pytest.raises(OSError, match="lost"):
        await road.sender.send_due()
    assert await road.states("outbox") == ["sending"]
    monkeypatch.setattr(sending, "places", places)
    await send_all(road)
    assert road.heard(parent) == ["one"]
    assert await outcomes(road) == [("sent", None, 0)]
    await road.sender.drained()


async def test_a_groups_minute_is_known_after_a_restart(road: Road) -> None:
    group = road.world.add_group("desk", [road.parent()])
    road.pace = Pace(apart=0)
    first = Road(road.store, road.world, road.api, pace=Pace(apart=0))
    for number in range(20):
        await first.owe(group.id, f"{number}", "card")
    await send_all(first)
    assert len(road.world.messages(group)) == 18
    second = Road(road.store, road.world, road.api, pace=Pace(apart=0))
    await second.sender.recover()
    assert await second.sender.send_due() == 0
    wait = second.sender.wait()
    assert wait is not None
    assert 50 < wait <= 60
