"""Names, descriptions and commands, per language and scope."""

from typing import Any

import pytest

from bot.demo.chats import Chat, User
from bot.demo.refusals import Json
from bot.demo.world import World
from tests.unit.demo.api import Api


def menu(*names: str) -> list[Json]:
    return [{"command": name, "description": name.title()} for name in names]


async def test_commands_are_kept_per_scope_and_language(api: Api, parent: User) -> None:
    scope = {"type": "chat", "chat_id": parent.id}
    await api.ok("setMyCommands", commands=menu("start"))
    await api.ok("setMyCommands", commands=menu("bastau"), language_code="kk")
    await api.ok("setMyCommands", commands=menu("appeal"), scope=scope)

    assert await api.ok("getMyCommands") == menu("start")
    assert await api.ok("getMyCommands", language_code="kk") == menu("bastau")
    assert await api.ok("getMyCommands", scope=scope) == menu("appeal")
    assert await api.ok("getMyCommands", scope=scope, language_code="ru") == []
    await api.ok("deleteMyCommands", scope=scope)
    assert await api.ok("getMyCommands", scope=scope) == []


async def test_people_see_the_narrowest_menu_in_their_language(
    api: Api, world: World, parent: User, operator: User, group: Chat
) -> None:
    world.set_member(group, parent, "member")
    await api.ok("setMyCommands", commands=menu("default"))
    await api.ok("setMyCommands", commands=menu("groups"), scope={"type": "all_group_chats"})
    await api.ok("setMyCommands", commands=menu("admins"), scope={"type": "all_chat_administrators"})
    await api.ok(
        "setMyCommands", commands=menu("jeke"), scope={"type": "all_private_chats"}, language_code="kk"
    )

    assert world.commands_for(parent, parent) == menu("jeke")
    assert world.commands_for(operator, operator) == menu("default")
    assert world.commands_for(parent, group) == menu("groups")
    assert world.commands_for(operator, group) == menu("admins")
    member = {"type": "chat_member", "chat_id": group.id, "user_id": parent.id}
    await api.ok("setMyCommands", commands=menu("own"), scope=member)
    assert world.commands_for(parent, group) == menu("own")


async def test_without_commands_there_is_no_menu(world: World, parent: User) -> None:
    assert world.commands_for(parent, parent) == []


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"commands": menu("Start")}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("/start")}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("x" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "a", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": menu(*["a"] * 101)}, "must be 0..100 items"),
        ({"commands": [], "language_code": "kaz"}, "invalid language code"),
        ({"commands": [], "scope": {"type": "everyone"}}, "scope.type"),
        ({"commands": [], "scope": {"type": "chat"}}, "chat_id is empty"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 555}}, "chat not found"),
        (
            {"commands": [], "scope": {"type": "chat_administrators", "chat_id": 7_200_100_001}},
            "in private chats",
        ),
        ({"commands": [], "scope": {"type": "chat_member", "chat_id": -1001000000001}}, "user not found"),
    ],
)
async def test_commands_that_telegram_does_not_take_are_refused(
    api: Api, parent: User, group: Chat, params: dict[str, Any], reason: str
) -> None:
    assert reason in await api.refused("setMyCommands", **params)


@pytest.mark.parametrize(
    ("setter", "getter", "field"),
    [
        ("setMyName", "getMyName", "name"),
        ("setMyDescription", "getMyDescription", "description"),
        ("setMyShortDescription", "getMyShortDescription", "short_description"),
    ],
)
async def test_a_text_in_a_language_stands_before_the_text_for_all(
    api: Api, setter: str, getter: str, field: str
) -> None:
    await api.ok(setter, **{field: "for all"})
    await api.ok(setter, **{field: "қазақша"}, language_code="kk")

    assert await api.ok(getter) == {field: "for all"}
    assert await api.ok(getter, language_code="kk") == {field: "қазақша"}
    assert await api.ok(getter, language_code="ru") == {field: "for all"}
    await api.ok(setter, **{field: ""}, language_code="kk")
    assert await api.ok(getter, language_code="kk") == {field: "for all"}


async def test_the_name_is_the_one_given_until_changed(api: Api) -> None:
    assert (await api.ok("getMe"))["first_name"] == "Abai Bala"
    await api.ok("setMyName", name="Абай Бала")
    assert (await api.ok("getMe"))["first_name"] == "Абай Бала"


async def test_the_menu_button_is_kept_per_chat(api: Api, parent: User, group: Chat) -> None:
    await api.ok("setChatMenuButton", menu_button={"type": "commands"})
    await api.ok("setChatMenuButton", chat_id=parent.id)

    assert api.world.profile.menu_buttons == {0: {"type": "commands"}, parent.id: {"type": "default"}}
    assert "chat not found" in await api.refused("setChatMenuButton", chat_id=group.id)
    assert "are required" in await api.refused("setChatMenuButton", menu_button={"type": "web_app"})
