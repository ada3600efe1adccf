"""What can be told of an update from its raw JSON, before and without parsing it into models."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, TypeAlias, TypeGuard

_NAMES_A_MESSAGE = ("message_id", "date", "chat", "message_thread_id", "reply_to_message")

Raw: TypeAlias = Mapping[str, Any]
"""An Update as the Bot API sends it."""

_MESSAGES = ("message", "channel_post", "business_message")
_EDITS = ("edited_message", "edited_channel_post", "edited_business_message")


def identity(update: Raw) -> tuple[str, ...]:
    """Return what makes an update itself, however often and under whatever `update_id` it comes.

    Telegram's own ids where there are some; an edit adds its content; anything else is its content.
    (`update_id` may restart at random after a quiet week: Bot API, Update.)
    """
    for kind in _MESSAGES:
        message = _mapping(update.get(kind))
        if "message_id" in message:
            return ("message", str(_chat_id(message)), str(message["message_id"]))
    for kind in _EDITS:
        message = _mapping(update.get(kind))
        if "message_id" in message:
            return ("edit", str(_chat_id(message)), str(message["message_id"]), _digest(message))
    query = _mapping(update.get("callback_query"))
    if "id" in query:
        return ("callback", str(query["id"]))
    return ("content", _digest({key: value for key, value in update.items() if key != "update_id"}))


def chat_of(update: Raw) -> str:
    """Return the id of the chat whose turns this update keeps in order; else its sender's id, or ""."""
    for key, event in update.items():
        if key == "update_id" or not isinstance(event, Mapping):
            continue
        found = _chat_id(event) or _chat_id(_mapping(event.get("message")))
        found = found or _mapping(event.get("from")).get("id") or _mapping(event.get("user")).get("id")
        return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""
    return ""


def private_message(update: Raw) -> int | None:
    """Return the id of the message that an update of a private chat brings, or whose button it taps."""
    for event in (update.get("message"), _mapping(update.get("callback_query")).get("message")):
        message = _mapping(event)
        chat, found = _chat_id(message), message.get("message_id")
        if _whole(chat) and _whole(found):
            return found
    return None


def pared(update: Raw) -> Raw:
    """Return the update without what a tap says of the bot's own message.

    Which one it is stays, and what it replies to. Telegram sends the tapped message whole, words and
    keyboard: most of what would be stored and parsed.
    """
    query = _mapping(update.get("callback_query"))
    message = _mapping(query.get("message"))
    if not message:
        return update
    kept = {name: message[name] for name in _NAMES_A_MESSAGE if name in message}
    return {**update, "callback_query": {**query, "message": kept}}


def album_of(update: Raw) -> str:
    """Return what names the album that a new message is part of; "" when it is part of none."""
    message = _mapping(update.get("message"))
    album = message.get("media_group_id")
    return album if isinstance(album, str) and isinstance(message.get("message_id"), int) else ""


def joined(updates: Sequence[Raw]) -> Raw:
    """Return the updates of one album as one: its first message, with the others in it as its `album`."""
    if len(updates) == 1:
        return updates[0]
    first, *others = sorted(updates, key=lambda each: int(each["message"]["message_id"]))
    album = [each["message"] for each in others]
    return {**first, "message": {**first["message"], "album": album}}


def _chat_id(event: Raw) -> Any:
    return _mapping(event.get("chat")).get("id")


def _mapping(value: Any) -> Raw:
    return value if isinstance(value, Mapping) else {}


def _whole(value: Any) -> TypeGuard[int]:
    """Tell whether a value is a positive whole number of 52 bits, as Telegram's ids are (Bot API, Chat)."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 52


def _digest(value: Any) -> str:
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(canonical.encode()).hexdigest()
