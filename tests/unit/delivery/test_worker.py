from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.domain.actions import OpenTopic
from bot.domain.markup import Html
from bot.domain.messages import Button, Edit, Say, Text
from bot.domain.updates import Raw
from bot.errors import ConnectionFailedError
from bot.storage import database as storage
from bot.storage.unit import UnitOfWork
from tests.unit.delivery.road import Road, echo, says, text_of, writing_echo
from tests.unit.storage.store import open_store

_EFFECT = text("INSERT INTO counters (name, value) VALUES ('effect', 1)")
_COUNTED = text(
    "INSERT INTO counters (name, value) VALUES ('effects', 1) ON CONFLICT DO UPDATE SET value = value + 1"
)


async def effects(road: Road) -> int:
    return len(await road.store.rows("SELECT * FROM counters WHERE name = 'effect'"))


async def test_one_chats_turns_keep_their_order_while_others_go_on_beside_them(road: Road) -> None:
    first, second = road.parent(), road.parent("Болат")
    order: list[str] = []
    free = asyncio.Event()

    async def handle(update: Raw, _unit: UnitOfWork) -> Say | None:
        if text_of(update) == "a1":
            await free.wait()
        order.append(text_of(update))
        if text_of(update) == "b2":
            free.set()
        return None

    road.handle = handle
    await road.worker.store(
        [
            road.update(who, words)
            for who, words in ((first, "a1"), (first, "a2"), (second, "b1"), (second, "b2"))
        ]
    )
    road.works()
    await road.done()
    assert order == ["b1", "b2", "a1", "a2"]


async def test_a_reading_turn_is_answered_at_once_without_a_transaction(road: Road) -> None:
    parent = road.parent()
    await road.worker.store([road.update(parent, "question")])
    road.works()
    await road.worker.drained()
    assert road.heard(parent) == ["re: question"]
    assert await road.states("outbox") == []
    assert await road.states("inbox") == ["new"], "its mark waits for company"


async def test_the_mark_of_a_reading_turn_rides_in_the_next_batch(road: Road) -> None:
    parent = road.parent()
    await road.worker.store([road.update(parent, "one")])
    road.works()
    await road.worker.drained()
    await road.worker.store([road.update(parent, "two")])
    assert (await road.states("inbox"))[0] == "done"


async def test_the_mark_of_a_reading_turn_is_committed_soon_when_no_batch_comes(road: Road) -> None:
    parent = road.parent()
    road.tasks.start("marks", road.worker.run_marks())
    road.works()
    await road.worker.store([road.update(parent, "one")])
    await road.worker.drained()
    await road.until(lambda states: states == ["done"])


async def test_marks_that_meet_trouble_are_not_forgotten(road: Road) -> None:
    parent = road.parent()
    await road.worker.store([road.update(parent, "one")])
    road.works()
    await road.worker.drained()
    await road.store.run("ALTER TABLE inbox RENAME TO away")
    with pytest.raises(OperationalError, match="no such table"):
        await road.worker.store([])
    tried = asyncio.Event()
    flush = road.worker.flush

    async def flush_and_tell() -> None:
        try:
            await flush()
        finally:
            tried.set()

    road.worker.flush = flush_and_tell  # type: ignore[method-assign]
    road.tasks.start("marks", road.worker.run_marks())
    await tried.wait()
    await road.store.run("ALTER TABLE away RENAME TO inbox")
    await road.until(lambda states: states == ["done"])


async def test_effects_reply_and_done_of_a_writing_turn_are_one_commit(road: Road) -> None:
    parent = road.parent()
    seen: list[tuple[int, list[str], list[str]]] = []

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        await (await unit.writing()).execute(_EFFECT)

        async def look() -> None:
            seen.append((await effects(road), await road.states("outbox"), await road.states("inbox")))

        await look()
        return says("one", "two")

    road.handle = handle
    await road.worker.store([road.update(parent, "x")])
    road.works()
    await road.done()
    seen.append((await effects(road), await road.states("outbox"), await road.states("inbox")))
    assert seen == [(0, [], ["new"]), (1, ["queued", "queued"], ["done"])]
    assert road.heard(parent) == [], "the sender speaks, not the turn"
    await road.sender.send_due()
    await road.sender.send_due()
    assert road.heard(parent) == ["one", "two"]


async def test_a_reading_turn_waits_behind_what_its_chat_is_owed(road: Road) -> None:
    parent = road.parent()
    await road.owe(parent.id, "receipt", "receipt")
    await road.worker.store([road.update(parent, "x")])
    road.works()
    await road.done()
    assert road.heard(parent) == []
    while await road.sender.send_due():
        pass
    assert road.heard(parent) == ["receipt", "re: x"]


async def test_a_turn_without_words_is_done_all_the_same(road: Road) -> None:
    async def handle(_update: Raw, _unit: UnitOfWork) -> Say | None:
        return None

    road.handle = handle
    await road.worker.store([road.update(road.parent(), "x"), {"update_id": 5, "poll": {"id": "1"}}])
    road.works()
    await road.done()
    assert await road.states("inbox") == ["done", "done"]


@pytest.mark.parametrize("kind", ["429", "500", "502", "lost"])
async def test_a_direct_answer_that_meets_trouble_becomes_owed(road: Road, kind: str) -> None:
    parent = road.parent()

    async def handle(_update: Raw, _unit: UnitOfWork) -> Say:
        return says("one", "two", "three")

    road.handle = handle
    road.fault(kind, every=2)  # type: ignore[arg-type]
    await road.worker.store([road.update(parent, "x")])
    road.works()
    await road.done()
    assert await road.states("inbox") == ["done"]
    assert await road.states("outbox") == ["queued", "queued"]
    while await road.sender.send_due():
        pass
    assert road.heard(parent) == ["one", "two", *(["two"] if kind == "lost" else []), "three"]


async def test_a_direct_answer_that_telegram_refuses_is_not_tried_again(road: Road) -> None:
    parent = road.parent()
    road.fault("blocked")
    await road.worker.store([road.update(parent, "x")])
    road.works()
    await road.done()
    assert await road.states("inbox") == ["done"]
    assert await road.states("outbox") == []


async def test_a_direct_answer_without_a_valid_token_becomes_owed(road: Road) -> None:
    parent = road.parent()
    token, road.world.token = road.world.token, "42:REVOKED"
    await road.worker.store([road.update(parent, "x")])
    road.works()
    await road.done()
    assert await road.states("outbox") == ["queued"]
    road.world.token = token
    await road.sender.send_due()
    assert road.heard(parent) == ["re: x"]


async def test_an_edit_that_changes_nothing_counts_as_said(
    road: Road, caplog: pytest.LogCaptureFixture
) -> None:
    parent = road.parent()
    shown = await road.api.call("sendMessage", {"chat_id": parent.id, "text": "same"})

    async def handle(_update: Raw, _unit: UnitOfWork) -> Say:
        return Say((Edit(shown["message_id"], Html("same")),))

    road.handle = handle
    await road.worker.store([road.update(parent, "x")])
    road.works()
    await road.done()
    assert await road.states("outbox") == []
    assert not caplog.records


async def test_a_tapped_button_is_answered_with_the_toast_after_the_commit(road: Road) -> None:
    parent = road.parent()
    message_id = await road.button(parent)

    async def handle(_update: Raw, unit: UnitOfWork) -> Say:
        await (await unit.writing()).execute(_EFFECT)
        unit.after_commit(lambda: answered.append(road.world.answers(query)))
        return Say((), "saved")

    answered: list[object] = []
    road.handle = handle
    query = road.world.press(parent, parent, message_id, data="h")
    await road.worker.store([each.raw for each in road.world.updates.pending()])
    road.works()
    await road.done()
    assert answered == [None]
    assert (road.world.answers(query) or {})["text"] == "saved"


async def test_a_toast_is_cut_to_what_telegram_takes(road: Road) -> None:
    async def handle(_update: Raw, _unit: UnitOfWork) -> Say:
        return Say((), "қ" * 250)

    road.handle = handle
    query = {"id": "1", "from": {"id": road.parent().id}, "chat_instance": "1", "data": "h"}
    await road.worker.store([{"update_id": 1, "callback_query": query}])
    road.works()
    await road.done()
    assert [each["text"] for each in road.called("answerCallbackQuery")] == ["қ" * 200]


@pytest.mark.parametrize("kind", ["500", "429", "lost"])
async def test_a_button_that_cannot_be_answered_harms_nobody(road: Road, kind: str) -> None:
    parent = road.parent()

    async def handle(_update: Raw, _unit: UnitOfWork) -> Say:
        return says("done")

    road.handle = handle
    road.fault(kind, "answerCallbackQuery")  # type: ignore[arg-type]
    query = {"id": "1", "from": {"id": parent.id}, "chat_instance": "1", "data": "h"}
    await road.worker.store([{"update_id": 1, "callback_query": query}])
    road.works()
    await road.done()
    assert road.heard(parent) == ["done"]
    assert await road.states("inbox") == ["done"]


async def test_an_update_that_fails_five_times_is_parked_its_author_told_and_the_chat_goes_on(
    road: Road,
) -> None:
    parent = road.parent()
    tries: list[str] = []

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        tries.append(text_of(update))
        if text_of(update) == "poison":
            await (await unit.writing()).execute(_EFFECT)
            raise KeyError(text_of(update))
        return says("well")

    road.handle = handle
    await road.worker.store([road.update(parent, "poison"), road.update(parent, "next")])
    road.works()
    await road.done()
    assert tries == ["poison"] * 5 + ["next"]
    assert await road.store.rows("SELECT state, attempts, failure FROM inbox ORDER BY seq") == [
        ("parked", 5, "KeyError"),
        ("done", 0, None),
    ]
    assert await effects(road) == 0
    while await road.sender.send_due():
        pass
    assert road.heard(parent) == ["parked", "well"]


async def test_an_update_that_fails_twice_and_then_works_has_its_effect_once(road: Road) -> None:
    parent = road.parent()
    tries: list[int] = []

    async def handle(_update: Raw, unit: UnitOfWork) -> Say:
        await (await unit.writing()).execute(_EFFECT)
        tries.append(1)
        if len(tries) < 3:
            raise RuntimeError
        return says("well")

    road.handle = handle
    await road.worker.store([road.update(parent, "x")])
    road.works()
    await road.done()
    assert await effects(road) == 1
    assert await road.store.rows("SELECT state, attempts FROM inbox") == [("done", 2)]


async def test_attempts_are_counted_over_a_restart(road: Road) -> None:
    async def handle(_update: Raw, _unit: UnitOfWork) -> Say:
        raise RuntimeError

    road.handle = handle
    await road.worker.store([road.update(road.parent(), "x")])
    await road.store.run("UPDATE inbox SET attempts = 4")
    restarted = Road(road.store, road.world, road.api, handle)
    await restarted.worker.recover()
    restarted.works()
    await restarted.done()
    await restarted.tasks.stop()
    assert await road.store.rows("SELECT state, attempts FROM inbox") == [("parked", 5)]


async def test_a_handler_that_hangs_is_cut_off_and_holds_up_nobody(road: Road) -> None:
    parent, other = road.parent(), road.parent("Болат")
    road.seconds = 0.05
    road.__post_init__()

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        if text_of(update) == "hang":
            await unit.writing()
            await asyncio.Event().wait()
        return await writing_echo(update, unit)

    road.handle = handle
    await road.worker.store([road.update(parent, "hang"), road.update(other, "x")])
    road.works()
    await road.done()
    assert await road.store.rows("SELECT state, attempts, failure FROM inbox ORDER BY seq") == [
        ("parked", 5, "hangs"),
        ("done", 0, None),
    ]


async def test_a_parked_tap_stops_its_button_from_waiting(road: Road) -> None:
    parent = road.parent()
    message_id = await road.button(parent)

    async def handle(_update: Raw, _unit: UnitOfWork) -> Say:
        raise RuntimeError

    road.handle = handle
    query = road.world.press(parent, parent, message_id, data="h")
    await road.worker.store([each.raw for each in road.world.updates.pending()])
    road.works()
    await road.done()
    assert await road.states("inbox") == ["parked"]
    assert road.world.answers(query) is not None


@pytest.mark.parametrize(
    "junk",
    [
        {"update_id": 1},
        {"update_id": 1, "message": 5},
        {"update_id": 1, "callback_query": 7},
        {"update_id": 1, "callback_query": {"data": "h"}},
        {"update_id": 1, "message": {"message_id": 1, "chat": {"id": 500}, "caption": "half \ud83d"}},
    ],
)
async def test_junk_is_parked_and_its_neighbours_are_answered(road: Road, junk: Raw) -> None:
    parent = road.parent()
    await road.worker.store([junk, road.update(parent, "x")])
    road.works()
    await road.done()
    assert await road.states("inbox") == ["parked", "done"]
    assert road.heard(parent) == ["re: x"]


async def test_a_message_that_cannot_be_encoded_parks_its_update_and_not_the_bot(road: Road) -> None:
    parent = road.parent()

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        if text_of(update) == "writing":
            await unit.writing()
        return Say((Text(Html("x"), ((Button("b", OpenTopic("long" * 20)),),)),))

    road.handle = handle
    await road.worker.store([road.update(parent, "reading"), road.update(parent, "writing")])
    road.works()
    await road.done()
    assert await road.store.rows("SELECT state, failure FROM inbox") == [("parked", "ValueError")] * 2


async def test_effects_that_the_database_refuses_park_their_update(road: Road) -> None:
    async def handle(_update: Raw, unit: UnitOfWork) -> Say | None:
        await (await unit.writing()).exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        await (await unit.writing()).execute(
            text("INSERT INTO audit (at, appeal_id, actor_hash, deed) VALUES (1, 'none', 'x', 'x')")
        )
        return None

    road.handle = handle
    await road.worker.store([road.update(road.parent(), "x")])
    road.works()
    await road.done()
    assert await road.store.rows("SELECT state, failure FROM inbox") == [("parked", IntegrityError.__name__)]
    assert await road.store.rows("SELECT * FROM audit") == []


async def test_a_notice_of_parking_that_fails_does_not_bring_the_update_back(road: Road) -> None:
    parent = road.parent()

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        if text_of(update) == "poison":
            raise RuntimeError
        return await echo(update, unit)

    async def on_parked(_unit: UnitOfWork, _chat: int) -> None:
        raise KeyError("no such text")

    road.handle, road.on_parked = handle, on_parked
    await road.worker.store([road.update(parent, "poison"), road.update(parent, "x")])
    road.works()
    await road.done()
    assert await road.states("inbox") == ["parked", "done"]
    assert road.heard(parent) == ["re: x"]


async def test_a_locked_database_parks_nothing_and_all_turns_follow_when_it_is_free(road: Road) -> None:
    parent = road.parent()
    road.handle = writing_echo
    await road.worker.store([road.update(parent, "one"), road.update(parent, "two")])
    async with road.store.database.write() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout=10")
    other = sqlite3.connect(road.store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    tried = asyncio.Event()

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        tried.set()
        return await writing_echo(update, unit)

    road.handle = handle
    road.works()
    await tried.wait()
    tried.clear()
    await tried.wait()
    other.close()
    await road.done()
    assert await road.store.rows("SELECT state, attempts FROM inbox") == [("done", 0)] * 2
    assert await road.states("outbox") == ["queued", "queued"]


async def test_a_poisonous_update_is_counted_only_once_the_database_takes_the_count(road: Road) -> None:
    tries: list[int] = []

    async def handle(_update: Raw, _unit: UnitOfWork) -> Say:
        tries.append(1)
        if len(tries) == 1:
            await road.store.run("ALTER TABLE inbox RENAME TO away")
        if len(tries) == 2:
            await road.store.run("ALTER TABLE away RENAME TO inbox")
        raise RuntimeError

    road.handle = handle
    await road.worker.store([road.update(road.parent(), "x")])
    road.works()
    await road.done()
    assert len(tries) == 6
    assert await road.store.rows("SELECT state, attempts FROM inbox") == [("parked", 5)]


async def test_trouble_while_parking_is_waited_out(road: Road) -> None:
    tries: list[int] = []

    async def handle(_update: Raw, _unit: UnitOfWork) -> Say:
        raise RuntimeError

    async def on_parked(_unit: UnitOfWork, _chat: int) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("disk")

    road.handle, road.on_parked = handle, on_parked
    await road.worker.store([road.update(road.parent(), "x")])
    road.works()
    await road.done()
    assert len(tries) == 2
    assert await road.store.rows("SELECT state, attempts FROM inbox") == [("parked", 5)]


async def test_a_full_disk_parks_nothing_and_the_turn_follows_when_there_is_room(road: Road) -> None:
    full = asyncio.Event()

    async def handle(_update: Raw, unit: UnitOfWork) -> Say:
        connection = await unit.writing()
        if not full.is_set():
            pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar()
            await connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            full.set()
        else:
            await connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        return says("x" * 4000, *("y" * 4000 for _ in range(10)))

    road.handle = handle
    await road.worker.store([road.update(road.parent(), "x")])
    road.works()
    await road.done()
    assert full.is_set()
    assert await road.store.rows("SELECT state, attempts FROM inbox") == [("done", 0)]
    assert len(await road.states("outbox")) == 11


async def test_waiting_for_the_writer_longer_than_a_handler_may_take_counts_for_nobody(road: Road) -> None:
    road.seconds = 0.05
    road.__post_init__()
    tried = asyncio.Event()

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        tried.set()
        return await writing_echo(update, unit)

    road.handle = handle
    await road.worker.store([road.update(road.parent(), "x")])
    async with road.store.database.write():
        road.works()
        for _ in range(2):
            await tried.wait()
            tried.clear()
    await road.done()
    assert await road.store.rows("SELECT state, attempts FROM inbox") == [("done", 0)]


async def test_finishing_ends_the_turns_in_hand_with_their_marks_and_begins_no_other(road: Road) -> None:
    parent, other = road.parent(), road.parent("Болат")
    begun, let_go = asyncio.Event(), asyncio.Event()

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        begun.set()
        await let_go.wait()
        return await echo(update, unit)

    road.handle = handle
    await road.worker.store(
        [road.update(parent, "one"), road.update(parent, "two"), road.update(other, "three")]
    )
    road.works(turns=1)
    await begun.wait()
    async with asyncio.TaskGroup() as group:
        group.create_task(road.worker.finish())
        await asyncio.sleep(0)
        let_go.set()
    await road.tasks.stop()
    assert await road.states("inbox") == ["done", "new", "new"]
    assert (road.heard(parent), road.heard(other)) == (["re: one"], [])


async def test_telegram_out_of_reach_of_a_handler_counts_for_nobody(road: Road) -> None:
    tries: list[int] = []

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        tries.append(1)
        if len(tries) == 1:
            raise ConnectionFailedError
        return await echo(update, unit)

    road.handle = handle
    await road.worker.store([road.update(road.parent(), "x")])
    road.works()
    await road.done()
    assert await road.store.rows("SELECT state, attempts FROM inbox") == [("done", 0)]


async def test_what_a_killed_process_left_is_taken_up_in_order(road: Road) -> None:
    parent = road.parent()
    await road.worker.store([road.update(parent, "one"), road.update(parent, "two")])
    async with open_store(road.store.path) as store:
        restarted = Road(store, road.world, road.api)
        await restarted.worker.recover()
        restarted.works()
        await restarted.done()
        await restarted.tasks.stop()
    assert road.heard(parent) == ["re: one", "re: two"]
    assert await road.states("inbox") == ["done", "done"]


async def test_an_update_stored_twice_is_answered_once(road: Road) -> None:
    parent = road.parent()
    update = road.update(parent, "x")
    road.works()
    await road.worker.store([update, update])
    await road.worker.store([{**update, "update_id": 1}])
    await road.done()
    assert road.heard(parent) == ["re: x"]


@pytest.fixture
def lose_next_answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what makes the next commit happen and its answer get lost."""

    def lost_after(owner: Any, name: str) -> None:
        commit = getattr(owner, name)

        def commit_and_break(*args: Any) -> None:
            monkeypatch.undo()
            commit(*args)
            raise OSError("lost")

        monkeypatch.setattr(owner, name, commit_and_break)

    def lose() -> None:
        lost_after(Connection, "_commit_impl")
        lost_after(storage, "_transaction")

    return lose


async def test_a_batch_whose_commit_lost_its_answer_has_its_turns_when_it_comes_again(
    road: Road, lose_next_answer: Callable[[], None]
) -> None:
    parent = road.parent()
    road.works()
    batch = [road.update(parent, "one"), road.update(parent, "two")]
    lose_next_answer()
    with pytest.raises(OSError, match="lost"):
        await road.worker.store(batch)
    assert await road.states("inbox") == ["new", "new"]
    await road.worker.store([*batch, road.update(parent, "three")])
    await road.done()
    assert road.heard(parent) == ["re: one", "re: two", "re: three"]
    assert await road.states("inbox") == ["done"] * 3


async def test_a_turn_whose_commit_lost_its_answer_has_its_effects_once(
    road: Road, lose_next_answer: Callable[[], None]
) -> None:
    parent = road.parent()
    remembered: list[str] = []

    async def handle(update: Raw, unit: UnitOfWork) -> Say:
        await (await unit.writing()).execute(_COUNTED)
        unit.after_commit(lambda: remembered.append("after"))
        if not remembered:
            lose_next_answer()
        remembered.append("turn")
        return says("well")

    road.handle = handle
    await road.worker.store([road.update(parent, "x")])
    road.works()
    await road.done()
    assert remembered == ["turn", "turn", "after"]
    assert await road.store.rows("SELECT value FROM counters") == [(1,)]
    assert await road.states("inbox") == ["done"]
    while await road.sender.send_due():
        pass
    assert road.heard(parent) == ["well"]
    assert not road.sender.owing


async def test_a_parking_whose_commit_lost_its_answer_is_told_once(
    road: Road, lose_next_answer: Callable[[], None]
) -> None:
    parent = road.parent()
    told: list[int] = []

    async def handle(_update: Raw, _unit: UnitOfWork) -> Say:
        raise RuntimeError

    async def on_parked(_unit: UnitOfWork, chat: int) -> None:
        if not told:
            lose_next_answer()
        told.append(chat)

    road.handle, road.on_parked = handle, on_parked
    await road.worker.store([road.update(parent, "x")])
    road.works()
    await road.done()
    assert len(told) == 2
    assert await road.store.rows("SELECT state, attempts FROM inbox") == [("parked", 5)]
    assert await road.states("outbox") == ["queued"]


async def test_what_belongs_to_no_chat_holds_up_nothing_else_of_no_chat(road: Road) -> None:
    free = asyncio.Event()
    order: list[str] = []

    async def handle(update: Raw, _unit: UnitOfWork) -> Say | None:
        if update["poll"]["id"] == "1":
            await free.wait()
        order.append(update["poll"]["id"])
        free.set()
        return None

    road.handle = handle
    await road.worker.store([{"update_id": n, "poll": {"id": str(n)}} for n in (1, 2)])
    road.works()
    await road.done()
    assert order == ["2", "1"]
