"""Updates wait for the bot, go to one poll at a time, and are of the kinds it asked for."""

import asyncio
from datetime import timedelta
from random import Random

import pytest

from bot.demo.chats import Chat, User
from bot.demo.updates import Pending
from bot.domain.clock import FixedClock
from tests.unit.demo.api import PRESS_ME, Api


def texts(updates: list[dict[str, dict[str, str]]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def write(api: Api, person: User, count: int) -> None:
    for number in range(count):
        api.world.send_text(person, person, str(number))


async def test_an_update_comes_again_until_an_offset_confirms_it(api: Api, parent: User) -> None:
    write(api, parent, 3)

    first = await api.updates()
    assert texts(first) == ["0", "1", "2"]
    assert await api.updates() == first
    assert texts(await api.updates(offset=first[0]["update_id"] + 1)) == ["1", "2"]
    assert await api.updates(offset=first[2]["update_id"] + 1) == []
    assert await api.updates() == []


async def test_update_ids_are_sequential(api: Api, parent: User) -> None:
    write(api, parent, 3)

    ids = [update["update_id"] for update in await api.updates()]
    assert ids == list(range(ids[0], ids[0] + 3))


async def test_a_batch_is_as_small_as_asked_and_at_most_a_hundred(api: Api, parent: User) -> None:
    write(api, parent, 120)

    assert texts(await api.updates(limit=2)) == ["0", "1"]
    assert len(await api.updates()) == 100


async def test_a_negative_offset_forgets_all_but_the_last(api: Api, parent: User) -> None:
    write(api, parent, 5)

    assert texts(await api.updates(offset=-2)) == ["3", "4"]
    assert texts(await api.updates()) == ["3", "4"]


async def test_an_offset_far_in_the_future_confirms_nothing(api: Api, parent: User) -> None:
    write(api, parent, 1)

    assert texts(await api.updates(offset=2_000_000_000)) == ["0"]


async def test_updates_go_on_with_lower_numbers_after_a_quiet_week(api: Api, parent: User) -> None:
    write(api, parent, 1)
    last = (await api.updates())[0]["update_id"]
    await api.updates(offset=last + 1)

    api.world.updates.renumber(5)
    api.world.send_text(parent, parent, "after the week")

    [update] = await api.updates(offset=last + 1)
    assert update["update_id"] == 5


async def test_updates_older_than_a_day_are_gone(api: Api, parent: User, clock: FixedClock) -> None:
    write(api, parent, 1)
    clock.advance(timedelta(hours=23, minutes=59))
    assert len(await api.updates()) == 1

    clock.advance(timedelta(minutes=1))
    assert await api.updates() == []


async def test_a_long_poll_answers_as_soon_as_something_happens(api: Api, parent: User) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(api.updates(timeout=50))
        await api.world.until(lambda: api.world.calls.of("getUpdates"))
        api.world.send_text(parent, parent, "now")

    assert texts(poll.result()) == ["now"]


async def test_a_long_poll_without_news_ends_empty(api: Api) -> None:
    assert await api.updates(timeout=1) == []


async def test_a_second_poll_ends_the_older_one_with_a_conflict(api: Api, parent: User) -> None:
    async with asyncio.TaskGroup() as group:
        older = group.create_task(api.refused("getUpdates", timeout=50))
        await api.world.until(lambda: api.world.calls.of("getUpdates"))
        newer = group.create_task(api.updates(timeout=50))
        await api.world.until(older.done)
        api.world.send_text(parent, parent, "for the newer")

    assert older.result() == (
        "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
        "running"
    )
    assert texts(newer.result()) == ["for the newer"]


async def test_a_poll_whose_client_left_is_no_conflict_and_loses_nothing(api: Api, parent: User) -> None:
    waiting = api.world.updates.signal._waiting  # the webhook's pusher is always among them
    poll = asyncio.ensure_future(api.updates(timeout=50))  # noqa: TID251
    await api.world.until(lambda: len(waiting) == 2)
    poll.cancel()
    await api.world.until(lambda: len(waiting) == 1)
    api.world.send_text(parent, parent, "kept")

    assert texts(await api.updates(timeout=50)) == ["kept"]
    assert [call.ok for call in api.world.calls] == [None, True]


async def test_kinds_not_asked_for_are_not_kept_and_the_choice_stays(
    api: Api, parent: User, operator: User
) -> None:
    await api.updates(allowed_updates=["callback_query"])
    sent = await api.ok("sendMessage", chat_id=parent.id, text="x", reply_markup=PRESS_ME)
    write(api, parent, 1)
    api.world.press(parent, parent, sent["message_id"])

    assert await api.heard() == ["callback_query:pressed"]
    await api.updates(allowed_updates=[])
    write(api, parent, 1)
    assert await api.heard() == ["callback_query:pressed", "message:0"]


async def test_a_choice_does_not_touch_updates_made_before_it(api: Api, parent: User) -> None:
    write(api, parent, 1)

    assert len(await api.updates(allowed_updates=["poll"])) == 1


async def test_members_changes_and_reactions_come_only_when_asked_for(
    api: Api, group: Chat, operator: User, parent: User
) -> None:
    api.world.set_member(group, api.world.bot, "administrator", by=operator)
    await api.updates(offset=-1)
    group.statuses[parent.id] = "left"
    api.world.updates.clear()

    api.world.set_member(group, parent, "member")
    api.world.emit({"message_reaction": {"chat": group.raw(), "message_id": 1}})
    assert await api.updates() == []
    await api.updates(allowed_updates=["chat_member", "message_reaction"])
    api.world.set_member(group, parent, "kicked", by=operator)
    api.world.emit({"message_reaction": {"chat": group.raw(), "message_id": 1}})
    assert await api.heard() == ["chat_member:", "message_reaction:"]


async def test_any_raw_update_can_be_emitted_even_one_of_the_future_or_a_repeat(api: Api) -> None:
    first = api.world.emit({"poll": {"id": "1"}})
    assert first is not None
    api.world.emit({"time_travel": {}})
    api.world.emit({"update_id": first["update_id"], "poll": {"id": "1"}})

    updates = await api.updates()
    assert updates[0] == updates[2] == first
    assert "time_travel" in updates[1]


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": {"chat": {"id": 7}, "from": {"id": 8}}}, 7),
        ({"callback_query": {"chat_instance": "1", "message": {"chat": {"id": 7}}, "from": {"id": 8}}}, 7),
        ({"callback_query": {"chat_instance": "1", "from": {"id": 8}}}, 8),
        ({"poll_answer": {"from": {"id": 8}}}, 8),
        ({"poll": {"id": "1"}}, 0),
        ({}, 0),
    ],
)
def test_an_update_belongs_to_its_chat_or_else_to_its_author(
    clock: FixedClock, update: dict[str, object], chat: int
) -> None:
    assert Pending(1, clock.now(), {"update_id": 1, **update}).chat_key == chat


async def test_an_edited_message_comes_as_such_and_stands_edited(api: Api, parent: User) -> None:
    written = api.world.send_text(parent, parent, "old")
    api.world.edit_text(parent, written["message_id"], parent, "/new")

    assert await api.heard() == ["message:old", "edited_message:/new"]
    shown = api.world.messages(parent)[-1]
    assert (shown["text"], shown["entities"][0]["type"]) == ("/new", "bot_command")
    assert shown["edit_date"]


async def test_an_edited_caption_comes_as_such(api: Api, parent: User) -> None:
    written = api.world.send_file(parent, parent, "photo", b"jpg", caption="old https://gov.kz")
    edited = api.world.edit_text(parent, written["message_id"], parent, "new")

    assert edited["caption"] == "new"
    assert "caption_entities" not in edited


async def test_what_people_delete_disappears_without_an_update(api: Api, parent: User) -> None:
    written = api.world.send_text(parent, parent, "oops")
    await api.updates(offset=-1)
    api.world.updates.clear()
    api.world.delete(parent, written["message_id"], parent)

    assert await api.updates() == []
    assert written not in api.world.messages(parent)


async def test_a_person_edits_and_deletes_only_their_own(
    api: Api, group: Chat, operator: User, parent: User
) -> None:
    card = await api.ok("sendMessage", chat_id=group.id, text="card")
    with pytest.raises(ValueError, match="own messages"):
        api.world.edit_text(operator, card["message_id"], group, "x")
    with pytest.raises(ValueError, match="own messages"):
        api.world.delete(operator, card["message_id"], group)


async def test_scrambled_updates_come_as_often_as_asked_under_new_numbers(api: Api, parent: User) -> None:
    for number in range(4):
        api.world.send_text(parent, parent, str(number))
    api.world.updates.scramble(5, Random(7))

    got = await api.updates()
    ids = [each["update_id"] for each in got]
    texts = [each["message"]["text"] for each in got]
    assert ids == sorted(set(ids))
    assert sorted(texts) == sorted(["0", "1", "2", "3"] * 5)
    assert texts != sorted(texts)


async def test_the_server_tells_what_an_offset_would_confirm(api: Api, parent: User) -> None:
    for number in range(3):
        api.world.send_text(parent, parent, str(number))
    first = (await api.updates())[0]["update_id"]

    assert texts([each.raw for each in api.world.updates.below(first + 2)]) == ["0", "1"]
    assert api.world.updates.below(first + 1_000) == api.world.updates.below(-1) == []


async def test_a_witness_sees_a_call_before_it_is_performed(api: Api, parent: User) -> None:
    seen: list[tuple[str, int]] = []
    api.world.witness(lambda call: seen.append((call.method, len(api.world.messages(parent)))))
    await api.ok("sendMessage", chat_id=parent.id, text="x")
    assert seen == [("sendMessage", 1)]
