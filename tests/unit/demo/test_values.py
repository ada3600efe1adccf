"""Parameters are checked against the table of the Bot API."""

from typing import Any

import pytest

from bot.demo.chats import User
from bot.demo.kinds import kind
from bot.demo.methods import PERFORM
from bot.demo.table import METHODS, OBJECTS
from tests.unit.demo.api import Api

REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": 7_200_100_001}, "message text is empty"),
    (
        "sendMessage",
        {"chat_id": 7_200_100_001, "text": "x", "disable_web_page_preview": True},
        "unknown parameter",
    ),
    ("sendMessage", {"chat_id": 7_200_100_001, "text": 5}, 'parameter "text" must be of type str'),
    ("sendMessage", {"chat_id": "someone", "text": "x"}, 'parameter "chat_id" must be of type chat'),
    ("sendMessage", {"chat_id": True, "text": "x"}, 'parameter "chat_id" must be of type chat'),
    (
        "sendMessage",
        {"chat_id": 7_200_100_001, "text": "x", "protect_content": "maybe"},
        "must be of type bool",
    ),
    (
        "sendMessage",
        {"chat_id": 7_200_100_001, "text": "x", "reply_markup": "{"},
        "can't parse reply markup JSON object",
    ),
    (
        "sendMessage",
        {"chat_id": 7_200_100_001, "text": "x", "reply_markup": {"buttons": []}},
        "object expected as",
    ),
    ("sendMessage", {"chat_id": 7_200_100_001, "text": "x", "reply_markup": []}, "object expected as"),
    (
        "sendMessage",
        {"chat_id": 7_200_100_001, "text": "x", "reply_markup": {"force_reply": False}},
        "of type true",
    ),
    (
        "sendMessage",
        {"chat_id": 7_200_100_001, "text": "x", "link_preview_options": {"off": True}},
        "unknown parameter",
    ),
    ("sendMessage", {"chat_id": 7_200_100_001, "text": "x", "link_preview_options": 5}, "object expected as"),
    (
        "sendMessage",
        {"chat_id": 7_200_100_001, "text": "x", "reply_parameters": {}},
        'message_id" is required',
    ),
    ("sendMessage", {"chat_id": 7_200_100_001, "text": "\ud800"}, "strings must be encoded in UTF-8"),
    (
        "sendMessage",
        {"chat_id": 7_200_100_001, "text": "x", "entities": [{"type": "huge", "offset": 0, "length": 1}]},
        "entities[0].type",
    ),
    (
        "sendMessage",
        {
            "chat_id": 7_200_100_001,
            "text": "x",
            "reply_markup": {"force_reply": True, "input_field_placeholder": ""},
        },
        "must be 1..64 characters",
    ),
    ("sendChatAction", {"chat_id": 7_200_100_001, "action": "thinking"}, "wrong parameter action in request"),
    ("sendChatAction", {"chat_id": 7_200_100_001, "action": 5}, 'parameter "action" must be of type str'),
    ("sendLocation", {"chat_id": 7_200_100_001, "latitude": 91, "longitude": 0}, "must be -90..90"),
    (
        "sendLocation",
        {"chat_id": 7_200_100_001, "latitude": "north", "longitude": 0},
        "must be of type float",
    ),
    (
        "sendContact",
        {"chat_id": 7_200_100_001, "phone_number": "", "first_name": "x"},
        "must be 1.. characters",
    ),
    ("getUpdates", {"limit": 0}, "must be 1..100"),
    ("getUpdates", {"limit": 101}, "must be 1..100"),
    ("getUpdates", {"timeout": -1}, "must be 0.."),
    ("getUpdates", {"allowed_updates": ["massage"]}, "unknown update types: massage"),
    ("getUpdates", {"allowed_updates": "message"}, "can't parse allowed updates JSON object"),
    ("getFile", {}, "invalid file_id"),
    ("deleteMessage", {"chat_id": 7_200_100_001}, "message identifier is not specified"),
    (
        "sendMediaGroup",
        {"chat_id": 7_200_100_001, "media": [{"type": "photo", "media": "x"}]},
        "must be 2..10 items",
    ),
    ("setMyDescription", {"description": "x" * 513}, "must be 0..512 characters"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "must be 0..120 characters"),
    ("setMyName", {"name": "x" * 65}, "must be 0..64 characters"),
]


@pytest.mark.parametrize(("method", "params", "reason"), REFUSALS)
async def test_what_the_table_does_not_allow_is_refused(
    api: Api, parent: User, method: str, params: dict[str, Any], reason: str
) -> None:
    refusal = await api.refused(method, **params)

    assert refusal.startswith("400 Bad Request: ")
    assert reason in refusal


async def test_null_means_not_given(api: Api, parent: User) -> None:
    await api.ok("sendMessage", chat_id=parent.id, text="x", reply_markup=None, parse_mode=None)


async def test_an_empty_structured_parameter_means_not_given(api: Api, parent: User) -> None:
    await api.ok("sendMessage", chat_id=str(parent.id), text="x", reply_markup="", protect_content="")


async def test_numbers_may_come_as_strings(api: Api, parent: User) -> None:
    sent = await api.ok("sendLocation", chat_id=str(parent.id), latitude="50.4", longitude="80.2")

    assert sent["location"] == {"latitude": 50.4, "longitude": 80.2}


def test_every_method_of_the_table_is_done_by_a_function() -> None:
    assert METHODS.keys() == PERFORM.keys()


def test_every_kind_in_the_table_is_known() -> None:
    plain = {"int", "float", "bool", "true", "str", "chat", "file", "json", "array", "choice"}
    kinds = [one.kind for known in (*METHODS.values(), *OBJECTS.values()) for one in known.values()]
    while kinds:
        found = kinds.pop()
        assert found.name in plain | OBJECTS.keys()
        kinds.extend(found.parts)


def test_a_misspelt_kind_is_an_error_at_import() -> None:
    with pytest.raises(ValueError, match="not a kind"):
        kind("str(")
