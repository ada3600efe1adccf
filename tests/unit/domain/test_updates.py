from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import updates
from bot.domain.updates import chat_of, identity

MESSAGE = {
    "message_id": 7,
    "date": 1,
    "chat": {"id": 500, "type": "private"},
    "from": {"id": 600},
    "text": "x",
}
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.sampled_from(["chat", "id", "from", "message"]), inner)
    ),
    max_leaves=8,
)
KINDS = st.sampled_from(["message", "edited_message", "callback_query", "poll", "my_chat_member", "other"])


def backwards(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: backwards(value[key]) for key in reversed(value)}
    return value


@pytest.mark.parametrize(
    "update",
    [
        {"message": MESSAGE},
        {"edited_message": MESSAGE},
        {"callback_query": {"id": "9", "from": {"id": 1}, "data": "x"}},
        {"my_chat_member": {"chat": {"id": -5}, "from": {"id": 1}, "date": 3}},
    ],
)
def test_identity_outlives_another_update_id_and_order_of_keys(update: dict[str, Any]) -> None:
    first = identity({"update_id": 1, **update})
    assert identity({"update_id": 99, **update}) == first
    assert identity(backwards({"update_id": 2, **update})) == first


def test_identity_of_a_message_is_its_place_whatever_it_says() -> None:
    assert identity({"message": MESSAGE}) == ("message", "500", "7")
    assert identity({"message": MESSAGE | {"text": "y"}}) == ("message", "500", "7")
    assert identity({"message": MESSAGE | {"chat": {"id": 501}}}) != identity({"message": MESSAGE})


def test_an_edit_is_another_update_and_so_is_each_of_its_wordings() -> None:
    edit = identity({"edited_message": MESSAGE})
    assert edit != identity({"message": MESSAGE})
    assert identity({"edited_message": MESSAGE | {"text": "y"}}) != edit
    assert identity({"edited_message": dict(MESSAGE)}) == edit


def test_identity_of_a_tap_is_its_query() -> None:
    assert identity({"callback_query": {"id": "9", "message": MESSAGE}}) == ("callback", "9")


def test_identity_of_anything_else_is_its_content() -> None:
    joined = {"chat": {"id": -5}, "from": {"id": 1}, "date": 3}
    assert identity({"my_chat_member": joined}) != identity({"my_chat_member": joined | {"date": 4}})


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"update_id": 1, "message": MESSAGE}, "500"),
        ({"update_id": 1, "edited_message": MESSAGE}, "500"),
        ({"channel_post": {"message_id": 1, "chat": {"id": -100}}}, "-100"),
        ({"callback_query": {"id": "9", "from": {"id": 600}, "message": MESSAGE}}, "500"),
        ({"callback_query": {"id": "9", "from": {"id": 600}, "inline_message_id": "z"}}, "600"),
        ({"my_chat_member": {"chat": {"id": -5}, "from": {"id": 1}}}, "-5"),
        ({"chat_join_request": {"chat": {"id": -5}, "from": {"id": 1}}}, "-5"),
        ({"message_reaction": {"chat": {"id": 500}, "user": {"id": 1}}}, "500"),
        ({"inline_query": {"id": "1", "from": {"id": 600}}}, "600"),
        ({"poll_answer": {"poll_id": "1", "user": {"id": 600}}}, "600"),
        ({"business_connection": {"id": "1", "user": {"id": 600}}}, "600"),
        ({"poll": {"id": "1"}}, ""),
        ({"message": {"chat": {"id": "500"}}}, ""),
        ({"message": {"chat": {"id": True}}}, ""),
        ({"message": 5}, ""),
        ({}, ""),
    ],
)
def test_chat_of_each_kind_of_update(update: dict[str, Any], chat: str) -> None:
    assert chat_of(update) == chat


@given(st.dictionaries(KINDS | st.text(max_size=5), JSON, max_size=3))
def test_no_junk_raises(update: dict[str, Any]) -> None:
    parts = identity(update)
    assert all(isinstance(part, str) for part in parts)
    assert identity(json.loads(json.dumps(update))) == parts
    chat = chat_of(update)
    assert chat == str(int(chat or 0)) or not chat


def test_of_a_tapped_message_only_what_names_it_and_what_it_answers_is_kept() -> None:
    chat = {"id": 500, "type": "private"}
    known = {"message_id": 7, "date": 1, "chat": chat, "reply_to_message": MESSAGE}
    message = {**known, "text": "x" * 4096, "reply_markup": {}}
    tap = {
        "update_id": 1,
        "callback_query": {"id": "9", "from": {"id": 500}, "message": message, "data": "h"},
    }
    pared = updates.pared(tap)
    assert pared["callback_query"] == {
        "id": "9",
        "from": {"id": 500},
        "message": known,
        "data": "h",
    }
    assert message["text"]
    assert (updates.identity(pared), updates.chat_of(pared)) == (updates.identity(tap), updates.chat_of(tap))


@pytest.mark.parametrize(
    "odd", [{"callback_query": 5}, {"callback_query": {"message": 5}}, {"message": {"text": "x"}}]
)
def test_what_is_no_tap_on_a_message_stays_as_it_came(odd: dict[str, Any]) -> None:
    assert updates.pared(odd) == odd
