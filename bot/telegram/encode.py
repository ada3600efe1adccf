"""Messages as Bot API calls: method and parameters, as plain JSON."""

from __future__ import annotations

import base64
from typing import Any

from bot.domain.messages import (
    Button,
    CopyText,
    Delete,
    Edit,
    File,
    Leave,
    Link,
    Message,
    NewFile,
    Post,
    Rows,
    Text,
)
from bot.telegram.callbacks import pack

_METHODS = {
    "photo": "sendPhoto",
    "voice": "sendVoice",
    "document": "sendDocument",
    "video": "sendVideo",
    "audio": "sendAudio",
    "animation": "sendAnimation",
    "video_note": "sendVideoNote",
}


def encode(message: Message) -> tuple[str, dict[str, Any]]:
    """Return the call that says a message, without its chat.

    A file that the bot brings itself stands as `{"name": …, "base64": …}`: the client uploads it.
    Where a message points at an earlier `Post`, the id stands as `{"post": row id}`: the sender puts
    Telegram's number in when it is known.
    """
    match message:
        case Text():
            params = {
                **_words(message.html),
                **_keyboard(message.rows, stays=message.stays),
                **_reply(message.reply_to),
            }
            return "sendMessage", params
        case Edit():
            params = {"message_id": _target(message.message), **_words(message.html)}
            return "editMessageText", {**params, **_keyboard(message.rows)}
        case File():
            params = {message.kind: message.file_id, **_reply(message.reply_to), **_caption(message.caption)}
            return _METHODS[message.kind], params
        case NewFile(name, content, caption):
            document = {"name": name, "base64": base64.b64encode(content).decode()}
            return "sendDocument", {"document": document, **_caption(caption)}
        case Leave():
            return "leaveChat", {}
        case Delete(messages):
            return "deleteMessages", {"message_ids": list(messages)}


def _words(html: str) -> dict[str, Any]:
    return {"text": str(html), "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _caption(html: str | None) -> dict[str, Any]:
    return {} if html is None else {"caption": str(html), "parse_mode": "HTML"}


def _keyboard(rows: Rows, *, stays: bool = False) -> dict[str, Any]:
    if not rows:
        return {}
    return {"reply_markup": {"inline_keyboard": [[_button(each, stays) for each in row] for row in rows]}}


def _button(button: Button, stays: bool) -> dict[str, Any]:
    match button.does:
        case Link(url):
            return {"text": button.label, "url": url}
        case CopyText(text):
            return {"text": button.label, "copy_text": {"text": text}}
        case action:
            return {"text": button.label, "callback_data": pack(action, stays=stays)}


def _reply(target: int | Post | None) -> dict[str, Any]:
    if target is None:
        return {}
    return {"reply_parameters": {"message_id": _target(target), "allow_sending_without_reply": True}}


def _target(message: int | Post) -> Any:
    return {"post": message.id} if isinstance(message, Post) else message
