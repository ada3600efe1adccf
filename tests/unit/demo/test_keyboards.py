"""Keyboards are taken or refused as Telegram does."""

from typing import Any

import pytest

from bot.demo.chats import Chat, User
from tests.unit.demo.api import Api, inline

HOOK = {"text": "A"}


@pytest.mark.parametrize(
    "action",
    [
        {"callback_data": "x"},
        {"callback_data": "қ" * 32},
        {"url": "https://gov.kz/page"},
        {"url": "gov.kz"},
        {"url": "tg://resolve?domain=abai_bala_bot"},
        {"copy_text": {"text": "111"}},
        {"web_app": {"url": "https://gov.kz"}},
        {"login_url": {"url": "https://gov.kz"}},
        {"switch_inline_query": ""},
        {"callback_data": "x", "style": "danger"},
    ],
)
async def test_a_button_with_one_good_action_is_taken(api: Api, parent: User, action: dict[str, Any]) -> None:
    button = HOOK | action
    sent = await api.ok("sendMessage", chat_id=parent.id, text="x", reply_markup=inline(button))

    assert sent["reply_markup"] == inline(button)


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        (HOOK, "Text buttons are unallowed in the inline keyboard"),
        (HOOK | {"callback_data": "x", "url": "https://gov.kz"}, "exactly one action is allowed"),
        (HOOK | {"callback_data": ""}, "BUTTON_DATA_INVALID"),
        (HOOK | {"callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        (HOOK | {"callback_data": "қ" * 33}, "BUTTON_DATA_INVALID"),
        (HOOK | {"copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        (HOOK | {"copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        (
            HOOK | {"url": "tel:112"},
            "inline keyboard button URL 'tel:112' is invalid: Unsupported URL protocol",
        ),
        (HOOK | {"url": "mailto:a@gov.kz"}, "Unsupported URL protocol"),
        (HOOK | {"url": "javascript:alert(1)"}, "Unsupported URL protocol"),
        (HOOK | {"url": "https://"}, "Wrong HTTP URL"),
        (HOOK | {"url": "nowhere"}, "Wrong HTTP URL"),
        (HOOK | {"url": "https://gov .kz"}, "Wrong HTTP URL"),
        (HOOK | {"web_app": {"url": "http://gov.kz"}}, "Only HTTPS links are allowed"),
        (HOOK | {"login_url": {"url": "http://gov.kz"}}, "Only HTTPS links are allowed"),
        (HOOK | {"callback_data": "x", "style": "purple"}, "must be one of danger, success, primary"),
        (HOOK | {"callback_data": "x", "color": "red"}, "unknown parameter"),
        ({"text": "", "callback_data": "x"}, "must be 1.. characters"),
        ({"callback_data": "x"}, "is required"),
    ],
)
async def test_a_button_that_telegram_does_not_take_is_refused(
    api: Api, parent: User, button: dict[str, Any], reason: str
) -> None:
    refusal = await api.refused("sendMessage", chat_id=parent.id, text="x", reply_markup=inline(button))

    assert refusal.startswith("400 Bad Request: ")
    assert reason in refusal


async def test_a_hundred_buttons_are_taken_and_one_more_is_not(api: Api, parent: User) -> None:
    button = HOOK | {"callback_data": "x"}
    rows = [[button] * 5] * 20
    await api.ok("sendMessage", chat_id=parent.id, text="x", reply_markup={"inline_keyboard": rows})

    too_many = {"inline_keyboard": [*rows, [button]]}
    refusal = await api.refused("sendMessage", chat_id=parent.id, text="x", reply_markup=too_many)
    assert "more than 100 buttons" in refusal


async def test_a_row_of_nine_buttons_is_refused(api: Api, parent: User) -> None:
    row = [HOOK | {"callback_data": "x"}] * 9
    refusal = await api.refused("sendMessage", chat_id=parent.id, text="x", reply_markup=inline(*row))

    assert "more than 8 buttons in a row" in refusal


async def test_an_empty_keyboard_is_no_keyboard(api: Api, parent: User) -> None:
    sent = await api.ok("sendMessage", chat_id=parent.id, text="x", reply_markup={"inline_keyboard": [[]]})

    assert "reply_markup" not in sent


async def test_a_web_app_button_in_a_group_is_refused(api: Api, group: Chat) -> None:
    button = HOOK | {"web_app": {"url": "https://gov.kz"}}

    assert "BUTTON_TYPE_INVALID" in await api.refused(
        "sendMessage", chat_id=group.id, text="x", reply_markup=inline(button)
    )


async def test_a_reply_keyboard_stands_until_it_is_removed(api: Api, parent: User) -> None:
    keyboard = {"keyboard": [[{"text": "Phone", "request_contact": True}]], "resize_keyboard": True}
    room = api.world.chat(parent)

    sent = await api.ok("sendMessage", chat_id=parent.id, text="x", reply_markup=keyboard)
    assert room.reply_keyboard == keyboard
    assert "reply_markup" not in sent
    await api.ok("sendMessage", chat_id=parent.id, text="x", reply_markup={"remove_keyboard": True})
    assert room.reply_keyboard is None


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x", "request_contact": True, "request_location": True}, "at most one action"),
        ({"text": "x", "request_secret": True}, "unknown parameter"),
        ({"text": ""}, "must be 1.. characters"),
    ],
)
async def test_a_reply_button_that_telegram_does_not_take_is_refused(
    api: Api, parent: User, button: dict[str, Any], reason: str
) -> None:
    keyboard = {"keyboard": [[button]]}

    assert reason in await api.refused("sendMessage", chat_id=parent.id, text="x", reply_markup=keyboard)


async def test_asking_for_a_contact_in_a_group_is_refused(api: Api, group: Chat) -> None:
    keyboard = {"keyboard": [[{"text": "x", "request_contact": True}]]}

    assert "private chats only" in await api.refused(
        "sendMessage", chat_id=group.id, text="x", reply_markup=keyboard
    )


async def test_force_reply_is_kept_as_the_keyboard(api: Api, parent: User) -> None:
    ask = {"force_reply": True, "input_field_placeholder": "text"}
    await api.ok("sendMessage", chat_id=parent.id, text="x", reply_markup=ask)

    assert api.world.chat(parent).reply_keyboard == ask
