"""What a person sent, as the words and files of an appeal."""

from __future__ import annotations

from typing import Any

from aiogram.types import Message

from bot.domain.appeals import Attachment, Body, Part
from bot.domain.messages import FileKind

_KINDS: tuple[FileKind, ...] = ("animation", "document", "voice", "video", "audio", "video_note")
"""An animation also carries a `document` (Bot API, Message.animation), so it is looked at first."""


def body_of(message: Message) -> Body:
    """Return text or caption, byte for byte, and the files; empty for kinds that hold neither."""
    return Body().joined(*(part.body for part in parts_of(message)))


def words_of(message: Message) -> str:
    """Return text or caption; of an album all captions."""
    return body_of(message).text


def parts_of(message: Message) -> tuple[Part, ...]:
    """Return the message, and the others of its album (`bot.domain.updates.joined`), each as a part."""
    album: list[Any] = (message.model_extra or {}).get("album", [])
    messages = [message, *(Message.model_validate(each) for each in album)]
    return tuple(_part(each) for each in messages)


def _part(message: Message) -> Part:
    body = Body(message.text or message.caption or "", tuple(_files(message)))
    return Part(message.message_id, body, message.media_group_id or "")


def _files(message: Message) -> list[Attachment]:
    if message.photo:
        return [Attachment("photo", max(message.photo, key=lambda size: size.width).file_id)]
    for kind in _KINDS:
        file = getattr(message, kind)
        if file is not None:
            return [Attachment(kind, file.file_id)]
    return []
