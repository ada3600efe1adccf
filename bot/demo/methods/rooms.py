"""Finding the chat a call is about, and what the bot may know and do in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.chats import MEMBER_RIGHTS, Chat, membership
from bot.demo.refusals import Json, bad, forbidden

if TYPE_CHECKING:
    from bot.demo.world import World

_GIFTS = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"
_ADMINS = ("creator", "administrator")


def known_room(world: World, chat_id: int | str) -> Chat:
    """Return a chat that the bot has met; anything else is "chat not found"."""
    room = world.chats.get(_number(world, chat_id))
    if room is None:
        raise bad("chat not found")
    if room.upgraded_to is not None:
        raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=room.upgraded_to)
    if not room.private and room.statuses.get(world.bot.id) is None:
        raise bad("chat not found")
    return room


def open_room(world: World, chat_id: int | str) -> Chat:
    """Return a chat that the bot may write in now, or refuse as Telegram words it."""
    room = known_room(world, chat_id)
    if room.private:
        person = world.users[room.id]
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        return room
    status = room.statuses[world.bot.id]
    if status == "restricted":
        raise bad("not enough rights to send text messages to the chat")
    _must_be_inside(room, status)
    return room


def _must_be_inside(room: Chat, status: str) -> None:
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {room.type} chat")
    if status == "left":
        raise forbidden(f"bot is not a member of the {room.type} chat")


def _inside(world: World, chat_id: int | str) -> Chat:
    room = known_room(world, chat_id)
    if not room.private:
        _must_be_inside(room, room.statuses[world.bot.id])
    return room


def _number(world: World, chat_id: int | str) -> int:
    if isinstance(chat_id, int):
        return chat_id
    name = chat_id.removeprefix("@").lower()
    named = (room.id for room in world.chats.values() if not room.private and room.username)
    return next((one for one in named if (world.chats[one].username or "").lower() == name), 0)


def get_chat(world: World, params: Json) -> Json:
    room = _inside(world, params["chat_id"])
    full = room.raw() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS.split(), False),
    }
    return full if room.private else full | {"permissions": dict.fromkeys(MEMBER_RIGHTS, True)}


def get_chat_member(world: World, params: Json) -> Json:
    room, user_id = _inside(world, params["chat_id"]), params["user_id"]
    if user_id == world.bot.id:
        return membership(world.bot.raw(), room.statuses.get(user_id, "member"))
    if user_id not in world.users:
        raise bad("user not found")
    standing = "member" if room.private and room.id == user_id else room.statuses.get(user_id, "left")
    return membership(world.users[user_id].raw(), standing)


def get_chat_administrators(world: World, params: Json) -> list[Json]:
    room = _inside(world, params["chat_id"])
    if room.private:
        raise bad("there are no administrators in the private chat")
    people = {world.bot.id: world.bot, **world.users}
    admins = [(user_id, status) for user_id, status in room.statuses.items() if status in _ADMINS]
    return [membership(people[user_id].raw(), status) for user_id, status in admins]


def leave_chat(world: World, params: Json) -> bool:
    room = _inside(world, params["chat_id"])
    if room.private:
        raise bad("chat member status can't be changed in private chats")
    world.set_member(room, world.bot, "left")
    return True
