from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.files import media
from bot.domain.actions import Action, OpenTopic
from bot.domain.markup import Html, escape
from bot.domain.messages import Button, CopyText, Edit, File, FileKind, Leave, Link, Message, Post, Text
from bot.telegram.encode import encode
from tests.unit.telegram.edge import Edge
from tests.unit.telegram.test_callbacks import longest

ROWS = (
    (Button("topic", OpenTopic("bullying")), Button("page", Link("https://egov.kz/a?b=1&c"))),
    (Button("111", CopyText("111")),),
    *((Button(kind.__name__, longest(kind)),) for kind in get_args(Action)),
)


async def say(edge: Edge, message: Message) -> object:
    method, params = encode(message)
    return await edge.api.call(method, {"chat_id": edge.parent.id, **params})


async def test_a_text_with_every_kind_of_button_is_taken_by_telegram(edge: Edge) -> None:
    await say(edge, Text(Html("<b>Сәлем</b> &amp; 😀"), ROWS))
    shown = edge.world.messages(edge.parent)[-1]
    assert shown["text"] == "Сәлем & 😀"
    assert shown["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    keyboard = shown["reply_markup"]["inline_keyboard"]
    assert keyboard[0][0] == {"text": "topic", "callback_data": "t:bullying"}
    assert keyboard[0][1] == {"text": "page", "url": "https://egov.kz/a?b=1&c"}
    assert keyboard[1] == [{"text": "111", "copy_text": {"text": "111"}}]
    assert len(keyboard) == len(ROWS)


async def test_an_edit_takes_its_messages_place_and_its_buttons_go(edge: Edge) -> None:
    await say(edge, Text(Html("old"), ROWS))
    message_id = edge.world.messages(edge.parent)[-1]["message_id"]
    await say(edge, Edit(message_id, Html("new")))
    shown = edge.world.messages(edge.parent)[-1]
    assert (shown["message_id"], shown["text"]) == (message_id, "new")
    assert "reply_markup" not in shown


async def test_an_answer_stands_under_its_message_or_alone_when_that_is_gone(edge: Edge) -> None:
    await say(edge, Text(Html("under"), reply_to=1))
    assert edge.world.messages(edge.parent)[-1]["reply_to_message"]["message_id"] == 1
    await say(edge, Text(Html("alone"), reply_to=987))
    assert "reply_to_message" not in edge.world.messages(edge.parent)[-1]


@pytest.mark.parametrize("kind", get_args(FileKind))
async def test_a_file_that_telegram_keeps_is_sent_again_by_its_id(edge: Edge, kind: FileKind) -> None:
    kept = edge.world.files.add(kind, b"bytes")
    edge.world.send_raw(edge.parent, edge.parent, media(kept))
    caption = None if kind == "video_note" else Html("<i>AB-2026-000001</i>")
    await say(edge, File(kind, kept.file_id, caption, reply_to=1))
    shown = edge.world.messages(edge.parent)[-1]
    assert shown[kind]
    assert shown["from"]["is_bot"]
    assert "forward_origin" not in shown
    assert shown.get("caption") == (None if kind == "video_note" else "AB-2026-000001")


async def test_a_group_is_left(edge: Edge) -> None:
    group = edge.world.add_group("Топ", members=[edge.parent])
    method, params = encode(Leave())
    await edge.api.call(method, {"chat_id": group.id, **params})
    assert not edge.world.chat(group).has(edge.world.bot.id)


@pytest.mark.parametrize("message", [Edit(Post("row-1"), Html("x")), Text(Html("x"), reply_to=Post("row-1"))])
def test_a_post_stands_by_its_row_until_telegram_numbered_it(message: Message) -> None:
    _, params = encode(message)
    target = params["message_id"] if isinstance(message, Edit) else params["reply_parameters"]["message_id"]
    assert target == {"post": "row-1"}


@given(st.text(min_size=1))
def test_html_leaves_as_plain_text_that_json_can_carry(text: str) -> None:
    _, params = encode(Text(escape(text)))
    assert type(params["text"]) is str
    assert params["parse_mode"] == "HTML"
