"""Where the bot may write, what it hears, and what it is told about chats and members."""

from typing import Any

import pytest

from bot.demo.chats import STATUSES, Chat, User, membership
from bot.demo.world import World
from tests.unit.demo.api import Api


async def test_a_stranger_cannot_be_written_to_first(api: Api) -> None:
    stranger = api.world.add_user("Айгүл")

    assert await api.refused("sendMessage", chat_id=stranger.id, text="x") == (
        "403 Forbidden: bot can't initiate conversation with a user"
    )
    api.world.send_text(stranger, stranger, "/start")
    await api.ok("sendMessage", chat_id=stranger.id, text="x")


async def test_who_blocked_the_bot_cannot_be_reached_until_unblocked(api: Api, parent: User) -> None:
    api.world.block(parent)
    calls: dict[str, dict[str, Any]] = {
        "sendMessage": {"text": "x"},
        "sendChatAction": {"action": "typing"},
        "editMessageText": {"text": "x", "message_id": 1},
    }
    for method, params in calls.items():
        assert await api.refused(method, chat_id=parent.id, **params) == (
            "403 Forbidden: bot was blocked by the user"
        )
    api.world.unblock(parent)
    await api.ok("sendMessage", chat_id=parent.id, text="x")

    standings = [update["my_chat_member"]["new_chat_member"]["status"] for update in await api.updates()]
    assert standings == ["kicked", "member"]


@pytest.mark.parametrize("chat_id", [555, -1009, 42, "@nobody"])
async def test_an_unknown_chat_is_not_found(api: Api, chat_id: Any) -> None:
    assert await api.refused("sendMessage", chat_id=chat_id, text="x") == "400 Bad Request: chat not found"


async def test_a_group_is_found_by_its_username(api: Api, group: Chat) -> None:
    group.username = "AbaiOperators"

    sent = await api.ok("sendMessage", chat_id="@abaioperators", text="x")
    assert sent["chat"]["id"] == group.id


async def test_a_group_the_bot_never_was_in_is_not_found(api: Api, operator: User) -> None:
    group = api.world.add_group("Бөтен", [operator], bot=False)

    assert "chat not found" in await api.refused("sendMessage", chat_id=group.id, text="x")


@pytest.mark.parametrize(
    ("kind", "status", "refusal"),
    [
        ("supergroup", "kicked", "403 Forbidden: bot was kicked from the supergroup chat"),
        ("group", "kicked", "403 Forbidden: bot was kicked from the group chat"),
        ("group", "left", "403 Forbidden: bot is not a member of the group chat"),
        ("group", "restricted", "400 Bad Request: not enough rights to send text messages to the chat"),
    ],
)
async def test_where_the_bot_is_no_full_member_it_cannot_write(
    api: Api, operator: User, kind: str, status: str, refusal: str
) -> None:
    group = api.world.add_group("Топ", [operator], kind=kind)
    api.world.set_member(group, api.world.bot, status, by=operator)

    assert await api.refused("sendMessage", chat_id=group.id, text="x") == refusal


async def test_being_added_and_removed_comes_as_updates(api: Api, operator: User) -> None:
    group = api.world.add_group("Топ", [operator], added_by=operator)
    api.world.remove_bot_from(group, by=operator)

    added, welcomed, removed = await api.updates()
    assert added["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert added["my_chat_member"]["from"]["id"] == operator.id
    assert welcomed["message"]["new_chat_members"][0]["id"] == 42
    assert removed["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_who_adds_the_bot_becomes_a_member_of_the_group(world: World, parent: User) -> None:
    group = world.add_group("Топ", added_by=parent)

    assert group.has(parent.id)


async def test_a_bot_that_leaves_hears_of_it_and_cannot_write(api: Api, group: Chat) -> None:
    await api.ok("leaveChat", chat_id=group.id)

    [update] = await api.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "left"
    assert "403 Forbidden: bot is not a member" in await api.refused("leaveChat", chat_id=group.id)


async def test_a_private_chat_cannot_be_left(api: Api, parent: User) -> None:
    assert "can't be changed in private chats" in await api.refused("leaveChat", chat_id=parent.id)


async def test_an_upgraded_group_names_its_new_id(api: Api, operator: User) -> None:
    old = api.world.add_group("Топ", [operator], kind="group")
    new = api.world.upgrade(old)

    body = await api.call("sendMessage", {"chat_id": old.id, "text": "x"})
    assert body["parameters"] == {"migrate_to_chat_id": new.id}
    assert "upgraded to a supergroup chat" in body["description"]
    await api.ok("sendMessage", chat_id=new.id, text="x")
    to_new, from_old = await api.updates()
    assert to_new["message"]["migrate_to_chat_id"] == new.id
    assert from_old["message"]["migrate_from_chat_id"] == old.id


HEARD = [
    ("/id", True),
    ("/id@abai_bala_bot now", True),
    ("/id@ABAI_bala_bot", True),
    ("/id@other_bot", False),
    ("hello", False),
    ("@abai_bala_bot hello", False),
    ("see /id", False),
    ("/", False),
]


@pytest.mark.parametrize(("text", "heard"), HEARD)
async def test_in_privacy_mode_only_commands_for_the_bot_are_heard(
    api: Api, group: Chat, operator: User, text: str, heard: bool
) -> None:
    api.world.send_text(operator, group, text)

    assert await api.heard() == ([f"message:{text}"] if heard else [])


async def test_in_privacy_mode_replies_to_the_bot_are_heard_and_to_others_not(
    api: Api, group: Chat, operator: User
) -> None:
    card = await api.ok("sendMessage", chat_id=group.id, text="card")
    unheard = api.world.send_text(operator, group, "chatter")
    api.world.send_text(operator, group, "about the chatter", reply_to=unheard["message_id"])
    api.world.send_file(operator, group, "photo", b"jpg", caption="answer", reply_to=card)

    [update] = await api.updates()
    assert update["message"]["caption"] == "answer"


async def test_in_privacy_mode_service_messages_are_heard(api: Api, group: Chat, operator: User) -> None:
    api.world.send_raw(operator, group, {"new_chat_title": "Жаңа"})

    assert len(await api.updates()) == 1


async def test_an_administrator_bot_hears_everything(api: Api, group: Chat, operator: User) -> None:
    api.world.set_member(group, api.world.bot, "administrator", by=operator)
    api.world.send_text(operator, group, "hello")

    assert await api.heard() == ["my_chat_member:", "message:hello"]


async def test_without_privacy_mode_everything_is_heard(api: Api, group: Chat, operator: User) -> None:
    api.world.privacy = False
    api.world.send_text(operator, group, "hello")

    assert await api.heard() == ["message:hello"]
    assert (await api.ok("getMe"))["can_read_all_group_messages"] is True


async def test_a_group_without_the_bot_is_not_heard(api: Api, operator: User) -> None:
    group = api.world.add_group("Бөтен", [operator], bot=False)
    api.world.send_text(operator, group, "/start")

    assert await api.updates() == []


async def test_an_anonymous_admin_and_a_channel_write_in_their_own_name(
    world: World, group: Chat, operator: User
) -> None:
    anonymous = world.send_text(operator, group, "x", sender_chat=group)
    channel = world.send_text(
        operator, group, "x", sender_chat={"id": -1009, "type": "channel", "title": "К"}
    )

    assert (anonymous["from"]["username"], anonymous["sender_chat"]["id"]) == ("GroupAnonymousBot", group.id)
    assert (channel["from"]["username"], channel["sender_chat"]["type"]) == ("Channel_Bot", "channel")


async def test_a_chat_is_described(api: Api, parent: User, group: Chat) -> None:
    private = await api.ok("getChat", chat_id=parent.id)
    shared = await api.ok("getChat", chat_id=group.id)

    assert (private["first_name"], private["type"]) == ("Айгүл", "private")
    assert (shared["title"], shared["permissions"]["can_send_messages"]) == ("Операторлар", True)


async def test_members_have_their_standing(api: Api, parent: User, group: Chat, operator: User) -> None:
    async def standing(chat_id: int, user_id: int) -> str:
        member = await api.ok("getChatMember", chat_id=chat_id, user_id=user_id)
        return str(member["status"])

    assert await standing(group.id, operator.id) == "creator"
    assert await standing(group.id, parent.id) == "left"
    assert await standing(group.id, 42) == "member"
    assert await standing(parent.id, parent.id) == "member"
    assert await standing(parent.id, operator.id) == "left"
    assert "user not found" in await api.refused("getChatMember", chat_id=group.id, user_id=999)


async def test_administrators_are_listed_for_groups_only(
    api: Api, parent: User, group: Chat, operator: User
) -> None:
    api.world.set_member(group, api.world.bot, "administrator", by=operator)

    admins = await api.ok("getChatAdministrators", chat_id=group.id)
    assert [(one["user"]["id"], one["status"]) for one in admins] == [
        (operator.id, "creator"),
        (42, "administrator"),
    ]
    assert "no administrators" in await api.refused("getChatAdministrators", chat_id=parent.id)


@pytest.mark.parametrize("status", STATUSES)
def test_each_standing_is_written_for_its_user(status: str) -> None:
    member = membership({"id": 1}, status)

    assert (member["status"], member["user"]) == (status, {"id": 1})
