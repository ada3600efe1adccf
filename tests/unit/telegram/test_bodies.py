from __future__ import annotations

from typing import Any, get_args

import pytest
from aiogram.types import Message

from bot.demo.files import Files, media
from bot.domain.appeals import Attachment, Body
from bot.domain.messages import FileKind
from bot.telegram.bodies import body_of

HEAD = {"message_id": 1, "date": 1, "chat": {"id": 500, "type": "private"}}


def read(fields: dict[str, Any]) -> Body:
    return body_of(Message.model_validate(HEAD | fields))


def test_text_is_taken_byte_for_byte() -> None:
    assert read({"text": " Сәлем\n\n<b>😀 "}) == Body(" Сәлем\n\n<b>😀 ")


@pytest.mark.parametrize("kind", get_args(FileKind))
def test_a_file_is_taken_with_its_caption(kind: FileKind) -> None:
    kept = Files().add(kind, b"x", file_name="a.gif")
    assert read(media(kept) | {"caption": "сурет"}) == Body("сурет", (Attachment(kind, kept.file_id),))


def test_of_a_photos_sizes_the_largest_is_taken() -> None:
    sizes = [
        {"file_id": f"f{width}", "file_unique_id": f"u{width}", "width": width, "height": 10}
        for width in (90, 1280, 320)
    ]
    assert read({"photo": sizes}) == Body("", (Attachment("photo", "f1280"),))


@pytest.mark.parametrize(
    "fields",
    [
        media(Files().add("sticker", b"x")),
        {"location": {"latitude": 50.4, "longitude": 80.2}},
        {"contact": {"phone_number": "+7", "first_name": "A"}},
        {},
    ],
    ids=["sticker", "location", "contact", "unknown"],
)
def test_what_holds_neither_words_nor_a_file_is_empty(fields: dict[str, Any]) -> None:
    assert not read(fields)
