"""The bot's names, descriptions, commands and menu button, per language and scope."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.demo.methods.rooms import known_room
from bot.demo.refusals import Json, bad
from bot.domain.markup import utf16_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.demo.profile import ScopeKey
    from bot.demo.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_DESCRIPTION_LIMIT = 256
_DEFAULT_BUTTON: Json = {"type": "default"}


def _language(params: Json) -> str:
    language: str = params.get("language_code", "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("invalid language code specified")
    return language


def _scope(world: World, params: Json) -> ScopeKey:
    scope = params.get("scope", {"type": "default"})
    kind = scope["type"]
    if not kind.startswith("chat"):
        return (kind, 0, 0)
    if "chat_id" not in scope:
        raise bad("chat_id is empty")
    room = known_room(world, scope["chat_id"])
    if kind != "chat" and room.private:
        raise bad(f"can't use {kind} scope in private chats")
    if kind == "chat_member" and scope.get("user_id") not in world.users:
        raise bad("user not found")
    return (kind, room.id, scope["user_id"] if kind == "chat_member" else 0)


def set_my_commands(world: World, params: Json) -> bool:
    key = (_scope(world, params), _language(params))
    for command in params["commands"]:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(command["description"]) <= _DESCRIPTION_LIMIT:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile.commands[key] = params["commands"]
    world.tell("profile")
    return True


def get_my_commands(world: World, params: Json) -> list[Json]:
    return world.profile.commands.get((_scope(world, params), _language(params)), [])


def delete_my_commands(world: World, params: Json) -> bool:
    world.profile.commands.pop((_scope(world, params), _language(params)), None)
    world.tell("profile")
    return True


def text_setter(kind: str) -> Callable[[World, Json], bool]:
    def set_text(world: World, params: Json) -> bool:
        world.profile.set_text(kind, params.get(kind, ""), _language(params))
        world.tell("profile")
        return True

    return set_text


def text_getter(kind: str) -> Callable[[World, Json], Json]:
    return lambda world, params: {kind: world.profile.text(kind, _language(params))}


def set_chat_menu_button(world: World, params: Json) -> bool:
    button = params.get("menu_button", _DEFAULT_BUTTON)
    if button["type"] == "web_app" and not {"text", "web_app"} <= button.keys():
        raise bad("menu button text and web_app are required")
    chat_id = params.get("chat_id", 0)
    if chat_id and not known_room(world, chat_id).private:
        raise bad("chat not found")
    world.profile.menu_buttons[chat_id] = button
    world.tell("profile")
    return True
