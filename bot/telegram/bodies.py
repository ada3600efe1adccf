"""What a person sent, as the words and files of an appeal."""

from __future__ import annotations

from aiogram.types import Message

from bot.domain.appeals import Attachment, Body
from bot.domain.messages import FileKind

_KINDS: tuple[FileKind, ...] = ("animation", "document", "voice", "video", "audio", "video_note")
"""An animation also carries a `document` (Bot API, Message.animation), so it is looked at first."""


def body_of(message: Message) -> Body:
    """Return text or caption, byte for byte, and the file; empty for kinds that hold neither."""
    return Body(message.text or message.caption or "", tuple(_files(message)))


def _files(message: Message) -> list[Attachment]:
    if message.photo:
        return [Attachment("photo", max(message.photo, key=lambda size: size.width).file_id)]
    for kind in _KINDS:
        file = getattr(message, kind)
        if file is not None:
            return [Attachment(kind, file.file_id)]
    return []
