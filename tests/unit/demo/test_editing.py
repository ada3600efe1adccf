"""Edits, deletion and reactions: own messages, real changes, known messages only."""

from datetime import timedelta
from typing import Any

import pytest

from bot.demo.chats import Chat, User
from bot.demo.refusals import Json
from bot.domain.clock import FixedClock
from tests.unit.demo.api import PRESS_ME, Api


@pytest.fixture
async def sent(api: Api, parent: User) -> Json:
    message: Json = await api.ok("sendMessage", chat_id=parent.id, text="old", reply_markup=PRESS_ME)
    return message


def place(message: Json) -> dict[str, Any]:
    return {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}


async def test_an_edit_changes_the_message_in_its_place(api: Api, sent: Json) -> None:
    edited = await api.ok("editMessageText", **place(sent), text="<b>new</b>", parse_mode="HTML")

    assert (edited["text"], edited["message_id"]) == ("new", sent["message_id"])
    assert edited["edit_date"] >= sent["date"]
    assert api.world.messages(sent["chat"]["id"])[-1] == edited
    assert sent["text"] == "old"


async def test_an_edit_without_a_keyboard_takes_the_keyboard_away(api: Api, sent: Json) -> None:
    assert "reply_markup" not in await api.ok("editMessageText", **place(sent), text="new")


async def test_an_edit_that_changes_nothing_is_refused(api: Api, sent: Json) -> None:
    refusal = await api.refused("editMessageText", **place(sent), text=" old ", reply_markup=PRESS_ME)

    assert refusal == (
        "400 Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message"
    )
    assert "not modified" in await api.refused("editMessageReplyMarkup", **place(sent), reply_markup=PRESS_ME)


async def test_a_keyboard_alone_can_be_changed(api: Api, sent: Json) -> None:
    edited = await api.ok("editMessageReplyMarkup", **place(sent))

    assert "reply_markup" not in edited
    assert "edit_date" not in edited
    assert edited["text"] == "old"


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"message_id": 99}, "message to edit not found"),
        ({"message_id": 1}, "message can't be edited"),
        ({"chat_id": 555}, "chat not found"),
        ({"chat_id": None}, "chat_id is empty"),
        ({"message_id": None}, "message identifier is not specified"),
        ({"inline_message_id": "x"}, "MESSAGE_ID_INVALID"),
        ({"business_connection_id": "x"}, "business connection not found"),
        ({"text": ""}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "<b>", "parse_mode": "HTML"}, "can't parse entities"),
        ({"reply_markup": {"remove_keyboard": True}}, "unknown parameter"),
    ],
)
async def test_an_edit_that_cannot_be_done_is_refused(
    api: Api, sent: Json, params: dict[str, Any], reason: str
) -> None:
    refusal = await api.refused("editMessageText", **place(sent) | {"text": "new"} | params)

    assert refusal.startswith("400 Bad Request: ")
    assert reason in refusal


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(api: Api, parent: User) -> None:
    sent = await api.ok("sendMessage", chat_id=parent.id, text="x", reply_markup={"force_reply": True})

    assert "can't be edited" in await api.refused("editMessageText", **place(sent), text="new")


async def test_a_forwarded_message_cannot_be_edited(api: Api, parent: User) -> None:
    sent = await api.ok("forwardMessage", chat_id=parent.id, from_chat_id=parent.id, message_id=1)

    assert "can't be edited" in await api.refused("editMessageText", **place(sent), text="new")


async def test_a_caption_is_edited_where_there_is_a_file(api: Api, parent: User, sent: Json) -> None:
    voice = api.world.files.add("voice", b"ogg").file_id
    spoken = await api.ok("sendVoice", chat_id=parent.id, voice=voice, caption="old")

    edited = await api.ok("editMessageCaption", **place(spoken), caption="new")
    assert edited["caption"] == "new"
    assert "caption" not in await api.ok("editMessageCaption", **place(spoken))
    assert "no text in the message" in await api.refused("editMessageText", **place(spoken), text="x")
    assert "no caption in the message" in await api.refused("editMessageCaption", **place(sent), caption="x")


async def test_a_deleted_message_is_gone(api: Api, sent: Json) -> None:
    assert await api.ok("deleteMessage", **place(sent)) is True

    assert sent["message_id"] not in api.world.chat(sent["chat"]["id"]).messages
    assert await api.refused("deleteMessage", **place(sent)) == (
        "400 Bad Request: message to delete not found"
    )
    assert "message to edit not found" in await api.refused("editMessageText", **place(sent), text="x")


async def test_a_message_older_than_two_days_cannot_be_deleted(
    api: Api, sent: Json, clock: FixedClock
) -> None:
    clock.advance(timedelta(hours=48, seconds=1))

    assert "can't be deleted for everyone" in await api.refused("deleteMessage", **place(sent))


async def test_in_a_group_only_an_administrator_deletes_what_others_wrote(
    api: Api, group: Chat, operator: User
) -> None:
    message = api.world.send_text(operator, group, "x")
    assert "message can't be deleted" in await api.refused("deleteMessage", **place(message))

    api.world.set_member(group, api.world.bot, "administrator", by=operator)
    await api.ok("deleteMessage", **place(message))


async def test_a_reaction_is_told_to_those_who_watch(api: Api, sent: Json) -> None:
    seen: list[Json] = []
    api.world.subscribe(seen.append)
    thumb = [{"type": "emoji", "emoji": "👍"}]

    await api.ok("setMessageReaction", **place(sent), reaction=thumb)

    assert seen == [
        {
            "type": "reaction",
            "chat_id": sent["chat"]["id"],
            "message_id": sent["message_id"],
            "reaction": thumb,
        }
    ]


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"message_id": 99}, "message to react not found"),
        ({"reaction": [{"type": "emoji", "emoji": "🚗"}]}, "REACTION_INVALID"),
        ({"reaction": [{"type": "paid"}]}, "REACTION_INVALID"),
        ({"reaction": [{"type": "emoji", "emoji": "👍"}] * 2}, "REACTIONS_TOO_MANY"),
    ],
)
async def test_a_reaction_that_bots_cannot_set_is_refused(
    api: Api, sent: Json, params: dict[str, Any], reason: str
) -> None:
    assert reason in await api.refused("setMessageReaction", **place(sent) | params)
