"""What the bot does to messages that stand: edits, deletion, reactions."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.demo.keyboards import read_markup
from bot.demo.methods.rooms import known_room, open_room
from bot.demo.refusals import Json, Refused, bad
from bot.demo.wording import read_caption, read_text

if TYPE_CHECKING:
    from bot.demo.chats import Chat
    from bot.demo.world import World

_DELETABLE_FOR = timedelta(hours=48)
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
_CAPTIONED = ("photo", "voice", "audio", "video", "animation", "document")
# Bot API, ReactionTypeEmoji.emoji: the reactions a bot may set.
_REACTION_LINES = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 "
    "🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 "
    "🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
_REACTIONS = frozenset(_REACTION_LINES.split())


def edit_message_text(world: World, params: Json) -> Json:
    room, message = _own(world, params)
    fields = read_text(params)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    fields["link_preview_options"] = params.get("link_preview_options")
    return _edit(world, room, message, fields, params)


def edit_message_caption(world: World, params: Json) -> Json:
    room, message = _own(world, params)
    if not message.keys() & set(_CAPTIONED):
        raise bad("there is no caption in the message to edit")
    above = {"show_caption_above_media": params.get("show_caption_above_media") or None}
    return _edit(world, room, message, read_caption(params) | above, params)


def edit_message_reply_markup(world: World, params: Json) -> Json:
    room, message = _own(world, params)
    return _edit(world, room, message, {}, params)


def _own(world: World, params: Json) -> tuple[Chat, Json]:
    """Return the bot's own message that the call is about."""
    if "inline_message_id" in params:
        raise bad("MESSAGE_ID_INVALID")
    if "business_connection_id" in params:
        raise bad("business connection not found")
    for name, refusal in (
        ("chat_id", "chat_id is empty"),
        ("message_id", "message identifier is not specified"),
    ):
        if name not in params:
            raise bad(refusal)
    room = open_room(world, params["chat_id"])
    message = room.messages.get(params["message_id"])
    if message is None:
        raise bad("message to edit not found")
    mine = message["from"]["id"] == world.bot.id
    if not mine or "forward_origin" in message or message["message_id"] in room.sealed:
        raise bad("message can't be edited")
    return room, message


def _edit(world: World, room: Chat, message: Json, fields: Json, params: Json) -> Json:
    """Replace content and keyboard; without `reply_markup` the keyboard goes."""
    markup = read_markup(params.get("reply_markup"), private=room.private)
    new = fields | {"reply_markup": markup}
    if all((message.get(name) or None) == (value or None) for name, value in new.items()):
        raise bad(_SAME)
    return world.replace(room, message, new | ({"edit_date": world.seconds()} if fields else {}))


def delete_message(world: World, params: Json) -> bool:
    """Delete an own message, any in a private chat, and as an administrator any in a group."""
    room = open_room(world, params["chat_id"])
    message = room.messages.get(params["message_id"])
    if message is None:
        raise bad("message to delete not found")
    own = message["from"]["id"] == world.bot.id
    if not (own or room.private or room.statuses[world.bot.id] == "administrator"):
        raise bad("message can't be deleted")
    if world.seconds() - message["date"] > _DELETABLE_FOR.total_seconds():
        raise bad("message can't be deleted for everyone")
    world.drop(room, message["message_id"])
    return True


def delete_messages(world: World, params: Json) -> bool:
    """Delete what `delete_message` may; what is not there, or too old, is passed over."""
    room = open_room(world, params["chat_id"])
    for message_id in sorted(set(params["message_ids"]) & room.messages.keys()):
        with suppress(Refused):
            delete_message(world, {**params, "message_id": message_id})
    return True


def set_message_reaction(world: World, params: Json) -> bool:
    room = known_room(world, params["chat_id"])
    if params["message_id"] not in room.messages:
        raise bad("message to react not found")
    reaction = params.get("reaction", [])
    if len(reaction) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(one["type"] != "emoji" or one.get("emoji") not in _REACTIONS for one in reaction):
        raise bad("REACTION_INVALID")
    world.tell("reaction", room.id, message_id=params["message_id"], reaction=reaction)
    return True
