"""What people do in the world, how tests wait for it, and what a demo keeps."""

import asyncio
import json
from datetime import timedelta

import pytest

from bot.demo.chats import Chat, User
from bot.demo.refusals import Json
from bot.demo.world import World
from bot.domain.clock import FixedClock
from tests.unit.demo.api import PRESS_ME, Api, inline


@pytest.fixture
async def menu(api: Api, parent: User) -> Json:
    markup = inline({"text": "A", "callback_data": "a"}, {"text": "B", "url": "https://gov.kz"})
    message: Json = await api.ok("sendMessage", chat_id=parent.id, text="menu", reply_markup=markup)
    return message


async def test_ids_are_the_same_at_every_run(world: World) -> None:
    first, own, third = world.add_user("A"), world.add_user("B", user_id=7_000_000), world.add_user("C")
    groups = [world.add_group("G", [first]), world.add_group("H", [first])]
    basic = world.add_group("I", [first], kind="group")

    assert (first.id, own.id, third.id) == (7_200_100_001, 7_000_000, 7_200_100_003)
    assert [group.id for group in groups] == [-1_001_000_000_001, -1_001_000_000_002]
    assert (basic.id, basic.type) == (-5001, "group")


async def test_a_press_carries_the_message_as_it_stands_now(api: Api, parent: User, menu: Json) -> None:
    ids = {"chat_id": parent.id, "message_id": menu["message_id"]}
    await api.ok("editMessageText", **ids, text="other", reply_markup=PRESS_ME)

    query_id = api.world.press(parent, parent, menu["message_id"], label="Press me")

    [update] = await api.updates()
    query = update["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (query_id, "pressed", parent.id)
    assert query["message"]["text"] == "other"
    assert query["message"]["reply_markup"] == PRESS_ME


async def test_a_button_that_is_not_there_or_asks_nothing_cannot_be_pressed(
    api: Api, parent: User, menu: Json
) -> None:
    with pytest.raises(LookupError, match="the message has: 'A', 'B'"):
        api.world.press(parent, parent, menu["message_id"], label="C")
    with pytest.raises(LookupError, match="2 buttons fit None"):
        api.world.press(parent, parent, menu["message_id"])
    with pytest.raises(LookupError, match="asks the bot nothing"):
        api.world.press(parent, parent, menu["message_id"], label="B")


async def test_forged_data_and_presses_on_deleted_messages_arrive(api: Api, parent: User, menu: Json) -> None:
    await api.ok("deleteMessage", chat_id=parent.id, message_id=menu["message_id"])
    api.world.press(parent, parent, menu["message_id"], data="forged")

    [update] = await api.updates()
    assert update["callback_query"]["data"] == "forged"
    assert update["callback_query"]["message"]["date"] == 0


async def test_a_query_is_answered_once(api: Api, parent: User, menu: Json) -> None:
    query_id = api.world.press(parent, parent, menu["message_id"], label="A")
    assert api.world.answers(query_id) is None
    assert [query.id for query in api.world.queries.unanswered()] == [query_id]

    await api.ok("answerCallbackQuery", callback_query_id=query_id, text="Done", show_alert=True)

    assert api.world.answers(query_id) == {"callback_query_id": query_id, "text": "Done", "show_alert": True}
    assert api.world.queries.unanswered() == []
    assert await api.refused("answerCallbackQuery", callback_query_id=query_id) == (
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


async def test_a_query_answered_too_late_or_never_asked_is_refused(
    api: Api, parent: User, menu: Json, clock: FixedClock
) -> None:
    query_id = api.world.press(parent, parent, menu["message_id"], label="A")
    clock.advance(timedelta(seconds=61))

    assert "query is too old" in await api.refused("answerCallbackQuery", callback_query_id=query_id)
    assert "query is too old" in await api.refused("answerCallbackQuery", callback_query_id="1")


async def test_a_toast_that_telegram_does_not_show_is_refused(api: Api, parent: User, menu: Json) -> None:
    query_id = api.world.press(parent, parent, menu["message_id"], label="A")

    assert "MESSAGE_TOO_LONG" in await api.refused(
        "answerCallbackQuery", callback_query_id=query_id, text="x" * 201
    )
    assert "URL_INVALID" in await api.refused(
        "answerCallbackQuery", callback_query_id=query_id, url="https://gov.kz"
    )
    await api.ok("answerCallbackQuery", callback_query_id=query_id, text="x" * 200)


async def test_who_blocked_the_bot_or_is_not_in_a_group_cannot_write_there(
    world: World, parent: User, group: Chat
) -> None:
    with pytest.raises(ValueError, match="is not in chat"):
        world.send_text(parent, group, "x")
    with pytest.raises(ValueError, match="is not in chat"):
        world.send_text(parent, world.add_user("B"), "x")
    world.block(parent)
    with pytest.raises(ValueError, match="unblock before writing"):
        world.send_text(parent, parent, "x")


@pytest.mark.parametrize(
    "fields", [{"sticker": {"file_id": "s"}}, {"location": {"latitude": 1.0}}, {"story": {}}]
)
async def test_a_message_of_any_kind_can_be_sent(api: Api, parent: User, fields: Json) -> None:
    api.world.send_raw(parent, parent, fields)

    [update] = await api.updates()
    assert fields.items() <= update["message"].items()


async def test_an_album_of_people_shares_its_group(api: Api, parent: User) -> None:
    for number in range(2):
        api.world.send_file(
            parent, parent, "photo", b"jpg", media_group_id="7", caption=None if number else "both"
        )

    first, second = (update["message"] for update in await api.updates())
    assert (first["media_group_id"], first["caption"]) == ("7", "both")
    assert second["media_group_id"] == "7"
    assert "caption" not in second


async def test_a_condition_that_comes_true_ends_the_wait(api: Api, parent: User) -> None:
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(api.world.until(lambda: len(api.world.messages(parent)) == 2))
        await api.ok("sendMessage", chat_id=parent.id, text="x")

    assert waiting.done()


async def test_a_condition_outside_the_world_is_seen_too(world: World) -> None:
    outside: list[int] = []
    asyncio.get_running_loop().call_later(0.01, outside.append, 1)

    await world.until(lambda: outside, timeout=5)


async def test_a_wait_in_vain_tells_the_last_calls_without_what_was_said(api: Api, parent: User) -> None:
    await api.ok("sendMessage", chat_id=parent.id, text="secret")
    await api.refused("sendMessage", chat_id=555, text="secret")
    await api.refused("sendMessage", chat_id=555)

    with pytest.raises(TimeoutError) as told:
        await api.world.until(lambda: False, timeout=0.01)

    assert "sendMessage(chat_id=7200100001) → ok" in str(told.value)
    assert "→ Bad Request: chat not found" in str(told.value)
    assert "secret" not in str(told.value)


async def test_a_wait_in_vain_without_calls_says_so(world: World) -> None:
    with pytest.raises(TimeoutError, match="last calls:\n  none"):
        await world.until(lambda: False, timeout=0.01)


async def test_whoever_watches_is_told_each_change_in_order(api: Api, parent: User) -> None:
    seen: list[Json] = []
    end = api.world.subscribe(seen.append)
    sent = await api.ok("sendMessage", chat_id=parent.id, text="x", reply_markup=PRESS_ME)
    ids = {"chat_id": parent.id, "message_id": sent["message_id"]}
    query_id = api.world.press(parent, parent, sent["message_id"])
    await api.ok("answerCallbackQuery", callback_query_id=query_id, text="toast")
    await api.ok("editMessageText", **ids, text="y")
    await api.ok("deleteMessage", **ids)
    await api.ok("sendChatAction", chat_id=parent.id, action="typing")
    api.world.block(parent)
    end()
    api.world.unblock(parent)

    kinds = ["message", "callback_answer", "edit", "delete", "action", "chat"]
    assert [event["type"] for event in seen] == kinds
    assert {event["chat_id"] for event in seen} == {parent.id}
    assert seen[0]["message"] == sent
    assert (seen[1]["query_id"], seen[1]["text"], seen[1]["show_alert"]) == (query_id, "toast", False)


async def test_changes_are_kept_from_the_moment_they_are_asked_for(world: World, parent: User) -> None:
    changes = world.changes()
    world.send_text(parent, parent, "one")
    world.send_text(parent, parent, "two")

    texts = [(await anext(changes))["message"]["text"] for _ in range(2)]
    assert texts == ["one", "two"]


async def test_a_kept_world_comes_back_as_it_was(
    api: Api, world: World, parent: User, group: Chat, menu: Json
) -> None:
    sent = world.send_file(parent, parent, "photo", b"\xff\xd8\xff", caption="a")
    query_id = world.press(parent, parent, menu["message_id"], label="A")
    await api.ok("answerCallbackQuery", callback_query_id=query_id, text="t")
    await api.ok("setMyCommands", commands=[{"command": "a", "description": "A"}], language_code="kk")
    await api.ok("setChatMenuButton", menu_button={"type": "commands"})
    await api.ok("sendMessage", chat_id=parent.id, text="x", reply_markup={"force_reply": True})

    saved = json.loads(json.dumps(world.dump()))
    loaded = World.load(saved, world.clock)

    assert loaded.dump() == world.dump()
    assert loaded.users == world.users
    assert loaded.chats == world.chats
    assert loaded.answers(query_id) == world.answers(query_id)
    assert loaded.files[sent["photo"][-1]["file_id"]].data == b"\xff\xd8\xff"
    assert loaded.updates.pending() == world.updates.pending()
    assert loaded.commands_for(parent, parent) == world.commands_for(parent, parent)
    assert loaded.add_user("New").id not in world.users
    new = loaded.press(parent, parent, menu["message_id"], label="A")
    assert new != query_id
