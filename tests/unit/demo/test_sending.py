"""Messages of the bot: kept as Telegram keeps them, refused where Telegram refuses."""

import io
import json
from typing import Any

import aiohttp
import pytest

from bot.demo.chats import Chat, User
from bot.demo.refusals import Json
from tests.unit.demo.api import PRESS_ME, Api

JPEG = b"\xff\xd8\xff\xe0 picture"


async def upload(api: Api, method: str, files: dict[str, bytes], **params: Any) -> Json:
    form = aiohttp.FormData({name: str(value) for name, value in params.items()}, default_to_multipart=True)
    for name, data in files.items():
        form.add_field(name, data, filename=f"{name}.bin", content_type="application/pdf")
    async with api.session.post(api.address(method), data=form) as answer:
        body: Json = await answer.json()
        return body


async def test_html_is_kept_as_text_and_entities(api: Api, parent: User) -> None:
    sent = await api.ok("sendMessage", chat_id=parent.id, text="Сәлем, <b>Айгүл</b>!", parse_mode="HTML")

    assert sent["text"] == "Сәлем, Айгүл!"
    assert sent["entities"] == [{"type": "bold", "offset": 7, "length": 5}]
    assert sent["from"]["id"] == 42
    assert api.world.messages(parent)[-1] == sent


async def test_a_text_of_4096_units_after_entities_is_taken_and_one_more_is_not(
    api: Api, parent: User
) -> None:
    most = "<b>" + "&lt;" * 4096 + "</b>"
    await api.ok("sendMessage", chat_id=parent.id, text=most, parse_mode="HTML")

    too_long = "𝄞" * 2048 + "x"
    assert await api.refused("sendMessage", chat_id=parent.id, text=too_long) == (
        "400 Bad Request: message is too long"
    )


@pytest.mark.parametrize("text", ["", "   \n", "<b></b>", "\x00\t"])
async def test_a_text_without_anything_to_see_is_empty(api: Api, parent: User, text: str) -> None:
    assert await api.refused("sendMessage", chat_id=parent.id, text=text, parse_mode="HTML") == (
        "400 Bad Request: message text is empty"
    )


async def test_white_space_around_the_text_goes_and_entities_move_along(api: Api, parent: User) -> None:
    sent = await api.ok("sendMessage", chat_id=parent.id, text=" \n<b>a </b>\r\n <i> </i>", parse_mode="HTML")

    assert (sent["text"], sent["entities"]) == ("a", [{"type": "bold", "offset": 0, "length": 1}])


async def test_links_commands_and_mentions_are_found(api: Api, parent: User) -> None:
    text = "/start@abai_bala_bot https://gov.kz/a, @egov_bot a@gov.kz #мектеп <code>/no</code>"
    sent = await api.ok("sendMessage", chat_id=parent.id, text=text, parse_mode="html")

    assert [one["type"] for one in sent["entities"]] == [
        "bot_command",
        "url",
        "mention",
        "email",
        "hashtag",
        "code",
    ]


async def test_a_command_in_bold_is_still_a_command(api: Api, parent: User) -> None:
    sent = await api.ok("sendMessage", chat_id=parent.id, text="<b>/help</b>", parse_mode="HTML")

    assert [one["type"] for one in sent["entities"]] == ["bold", "bot_command"]


async def test_given_entities_are_kept_and_must_lie_in_the_text(api: Api, parent: User) -> None:
    bold = {"type": "bold", "offset": 0, "length": 2}
    sent = await api.ok("sendMessage", chat_id=parent.id, text="ab", entities=[bold])
    assert sent["entities"] == [bold]

    assert "beyond the end" in await api.refused("sendMessage", chat_id=parent.id, text="a", entities=[bold])


async def test_another_parse_mode_is_refused(api: Api, parent: User) -> None:
    assert "unsupported parse_mode" in await api.refused(
        "sendMessage", chat_id=parent.id, text="*a*", parse_mode="MarkdownV2"
    )


async def test_a_wrong_tag_is_refused_over_http(api: Api, parent: User) -> None:
    refusal = await api.refused("sendMessage", chat_id=parent.id, text="a<br>", parse_mode="HTML")

    assert refusal == '400 Bad Request: can\'t parse entities: Unsupported start tag "br" at byte offset 1'


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"business_connection_id": "x"}, "business connection not found"),
        ({"direct_messages_topic_id": 1}, "not a direct messages chat"),
        ({"ephemeral_message_parameters": {"receiver_user_id": 1}}, "ephemeral"),
        ({"suggested_post_parameters": {}}, "suggested posts"),
        ({"message_thread_id": 5}, "message thread not found"),
    ],
)
async def test_what_the_chat_does_not_have_is_refused(
    api: Api, parent: User, params: dict[str, Any], reason: str
) -> None:
    assert reason in await api.refused("sendMessage", chat_id=parent.id, text="x", **params)


async def test_a_message_effect_is_for_private_chats_only(api: Api, parent: User, group: Chat) -> None:
    effect = {"text": "x", "message_effect_id": "5104841245755180586"}

    assert (await api.ok("sendMessage", chat_id=parent.id, **effect))["effect_id"]
    assert "private chats only" in await api.refused("sendMessage", chat_id=group.id, **effect)


async def test_a_forum_thread_takes_messages_once_it_exists(api: Api, operator: User) -> None:
    forum = api.world.add_group("Форум", [operator], forum=True)
    api.world.send_text(operator, forum, "in the thread", thread=7)

    sent = await api.ok("sendMessage", chat_id=forum.id, text="x", message_thread_id=7)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (7, True)
    assert "thread not found" in await api.refused(
        "sendMessage", chat_id=forum.id, text="x", message_thread_id=8
    )


async def test_a_reply_carries_what_it_answers_without_what_that_answered(api: Api, parent: User) -> None:
    first = await api.ok("sendMessage", chat_id=parent.id, text="first")
    answer = api.world.send_text(parent, parent, "second", reply_to=first)
    third = await api.ok(
        "sendMessage",
        chat_id=parent.id,
        text="third",
        reply_parameters={"message_id": answer["message_id"], "quote": "eco"},
    )

    assert answer["reply_to_message"] == first
    assert third["reply_to_message"]["text"] == "second"
    assert "reply_to_message" not in third["reply_to_message"]
    assert third["quote"] == {"text": "eco", "position": 1, "is_manual": True}


async def test_a_reply_to_an_unknown_message_is_refused_unless_allowed(api: Api, parent: User) -> None:
    reply: Json = {"message_id": 99}
    assert await api.refused("sendMessage", chat_id=parent.id, text="x", reply_parameters=reply) == (
        "400 Bad Request: message to be replied not found"
    )
    reply["allow_sending_without_reply"] = True
    sent = await api.ok("sendMessage", chat_id=parent.id, text="x", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_a_quote_that_is_not_in_the_message_is_refused(api: Api, parent: User) -> None:
    reply = {"message_id": 1, "quote": "absent"}
    assert "QUOTE_TEXT_INVALID" in await api.refused(
        "sendMessage", chat_id=parent.id, text="x", reply_parameters=reply
    )


async def test_a_reply_into_another_chat_is_external(api: Api, parent: User, group: Chat) -> None:
    reply = {"message_id": 1, "chat_id": parent.id}
    sent = await api.ok("sendMessage", chat_id=group.id, text="x", reply_parameters=reply)

    assert sent["external_reply"]["message_id"] == 1
    assert "reply_to_message" not in sent


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("sendVoice", "voice"),
        ("sendAudio", "audio"),
        ("sendVideo", "video"),
        ("sendVideoNote", "video_note"),
        ("sendAnimation", "animation"),
        ("sendDocument", "document"),
        ("sendSticker", "sticker"),
    ],
)
async def test_each_kind_of_file_is_uploaded_kept_and_sent_again_by_its_id(
    api: Api, parent: User, method: str, kind: str
) -> None:
    first = (await upload(api, method, {kind: b"data"}, chat_id=parent.id))["result"]
    again = await api.ok(method, chat_id=parent.id, **{kind: first[kind]["file_id"]})

    assert api.world.files[first[kind]["file_id"]].data == b"data"
    assert again[kind]["file_id"] == first[kind]["file_id"]


async def test_a_photo_comes_in_sizes_with_its_caption(api: Api, parent: User) -> None:
    sent = await upload(
        api,
        "sendPhoto",
        {"photo": JPEG},
        chat_id=parent.id,
        caption="<i>a</i>",
        parse_mode="HTML",
        has_spoiler=True,
        show_caption_above_media=True,
        reply_markup=json.dumps(PRESS_ME),
    )

    photo = sent["result"]
    assert [size["width"] for size in photo["photo"]] == [90, 800]
    assert (photo["caption"], photo["caption_entities"]) == (
        "a",
        [{"type": "italic", "offset": 0, "length": 1}],
    )
    assert photo["has_media_spoiler"]
    assert photo["show_caption_above_media"]
    assert photo["reply_markup"] == PRESS_ME
    for size in photo["photo"]:
        await api.ok("sendPhoto", chat_id=parent.id, photo=size["file_id"])


async def test_a_photo_that_is_no_picture_is_refused(api: Api, parent: User) -> None:
    refusal = await upload(api, "sendPhoto", {"photo": b"text"}, chat_id=parent.id)

    assert refusal["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_an_empty_file_is_refused(api: Api, parent: User) -> None:
    refusal = await upload(api, "sendDocument", {"document": b""}, chat_id=parent.id)

    assert refusal["description"] == "Bad Request: file must be non-empty"


async def test_a_photo_over_ten_megabytes_is_too_large(api: Api, parent: User) -> None:
    form = aiohttp.FormData({"chat_id": str(parent.id)}, default_to_multipart=True)
    form.add_field("photo", JPEG + bytes(900_000), filename="a.jpg")
    small = await (await api.session.post(api.address("sendPhoto"), data=form)).json()
    assert small["ok"]

    form = aiohttp.FormData({"chat_id": str(parent.id)}, default_to_multipart=True)
    form.add_field("photo", io.BytesIO(JPEG + bytes(10 * 1024 * 1024)), filename="a.jpg")
    big = await (await api.session.post(api.address("sendPhoto"), data=form)).json()
    assert big["error_code"] == 413


async def test_a_caption_over_1024_units_is_too_long(api: Api, parent: User) -> None:
    voice = api.world.files.add("voice", b"ogg").file_id
    await api.ok("sendVoice", chat_id=parent.id, voice=voice, caption="x" * 1024)

    assert await api.refused("sendVoice", chat_id=parent.id, voice=voice, caption="x" * 1025) == (
        "400 Bad Request: message caption is too long"
    )


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("https://gov.kz/a.jpg", "failed to get HTTP URL content"),
        ("attach://absent", "can't find attached file"),
        ("invented", "wrong file identifier/HTTP URL specified"),
        ("voice-0", "can't use file of type Voice as Photo"),
    ],
)
async def test_a_photo_from_nowhere_is_refused(api: Api, parent: User, given: str, reason: str) -> None:
    api.world.files.add("voice", b"ogg")

    assert reason in await api.refused("sendPhoto", chat_id=parent.id, photo=given)


async def test_an_album_is_one_group_in_order(api: Api, parent: User) -> None:
    known = api.world.files.add("photo", JPEG).file_id
    media = [
        {"type": "photo", "media": "attach://one", "caption": "<b>c</b>", "parse_mode": "HTML"},
        {"type": "photo", "media": known},
    ]
    answer = await upload(api, "sendMediaGroup", {"one": JPEG}, chat_id=parent.id, media=json.dumps(media))

    first, second = answer["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], first["message_id"] + 1) == ("c", second["message_id"])


async def test_an_album_of_documents_and_photos_is_refused(api: Api, parent: User) -> None:
    media = [{"type": "photo", "media": "x"}, {"type": "document", "media": "y"}]

    assert "can't be mixed" in await api.refused("sendMediaGroup", chat_id=parent.id, media=media)


async def test_an_album_item_of_an_unknown_type_is_refused(api: Api, parent: User) -> None:
    media = [{"type": "sticker", "media": "x"}] * 2

    assert "object expected" in await api.refused("sendMediaGroup", chat_id=parent.id, media=media)


async def test_a_contact_is_kept(api: Api, parent: User) -> None:
    sent = await api.ok("sendContact", chat_id=parent.id, phone_number="111", first_name="Көмек")

    assert sent["contact"] == {"phone_number": "111", "first_name": "Көмек"}


async def test_a_copy_has_the_content_but_neither_keyboard_nor_author(
    api: Api, parent: User, group: Chat
) -> None:
    original = api.world.send_file(parent, parent, "document", b"data", caption="old", file_name="a.pdf")
    copied = await api.ok(
        "copyMessage", chat_id=group.id, from_chat_id=parent.id, message_id=original["message_id"]
    )

    [copy] = api.world.messages(group)
    assert copied == {"message_id": copy["message_id"]}
    assert (copy["document"], copy["caption"], copy["from"]["id"]) == (original["document"], "old", 42)
    assert "forward_origin" not in copy


async def test_a_copy_may_have_its_own_caption_and_keyboard(api: Api, parent: User) -> None:
    original = api.world.send_file(parent, parent, "voice", b"ogg", caption="old")
    await api.ok(
        "copyMessage",
        chat_id=parent.id,
        from_chat_id=parent.id,
        message_id=original["message_id"],
        caption="<b>new</b>",
        parse_mode="HTML",
        reply_markup=PRESS_ME,
    )

    copy = api.world.messages(parent)[-1]
    assert (copy["caption"], copy["reply_markup"]) == ("new", PRESS_ME)


async def test_a_forward_names_its_origin(api: Api, parent: User, group: Chat) -> None:
    forward = {"chat_id": group.id, "from_chat_id": parent.id, "message_id": 1}
    sent = await api.ok("forwardMessage", **forward)

    assert sent["text"] == "/start"
    assert sent["forward_origin"]["sender_user"]["id"] == parent.id
    assert (
        await api.refused("forwardMessage", **forward | {"message_id": 9})
        == "400 Bad Request: message to forward not found"
    )


@pytest.mark.parametrize(("method", "word"), [("copyMessage", "copied"), ("forwardMessage", "forwarded")])
async def test_what_is_protected_can_be_neither_copied_nor_forwarded(
    api: Api, parent: User, method: str, word: str
) -> None:
    sent = await api.ok("sendMessage", chat_id=parent.id, text="x", protect_content=True)
    ids = {"chat_id": parent.id, "from_chat_id": parent.id, "message_id": sent["message_id"]}

    assert await api.refused(method, **ids) == f"400 Bad Request: message can't be {word}"


async def test_a_service_message_cannot_be_copied(api: Api, operator: User) -> None:
    group = api.world.add_group("Топ", [operator], added_by=operator)

    ids = {"chat_id": group.id, "from_chat_id": group.id, "message_id": 1}
    assert await api.refused("copyMessage", **ids) == "400 Bad Request: message can't be copied"
    assert await api.refused("copyMessage", **ids | {"message_id": 9}) == (
        "400 Bad Request: message to copy not found"
    )
