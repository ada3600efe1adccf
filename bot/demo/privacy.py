"""Privacy mode: what a bot hears in a group (Bot API, "Privacy mode")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.chats import PRESENT, SPOKEN, Chat, User

if TYPE_CHECKING:
    from bot.demo.refusals import Json


def hears(bot: User, room: Chat, message: Json, *, privacy: bool) -> bool:
    """Tell whether the bot gets the message: all in private or as an administrator, else its own."""
    if room.private:
        return True
    status = room.statuses.get(bot.id)
    if status not in PRESENT:
        return False
    is_service = not SPOKEN & message.keys()
    if not privacy or status == "administrator" or is_service:
        return True
    answered = message.get("reply_to_message", {}).get("from", {})
    return answered.get("id") == bot.id or _is_command_for(bot, message)


def _is_command_for(bot: User, message: Json) -> bool:
    text = message.get("text", "")
    if not text.startswith("/") or not message.get("entities"):
        return False
    _, at, addressee = text[: message["entities"][0]["length"]].partition("@")
    return not at or addressee.lower() == (bot.username or "").lower()
