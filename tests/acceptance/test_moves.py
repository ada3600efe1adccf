"""A group that becomes a supergroup gets another id, and Telegram refuses the old one."""

from __future__ import annotations

from typing import Any

from bot.demo.chats import Chat
from tests.acceptance.stage import Phone, Stage


def in_group(stage: Stage, group: Chat) -> Phone:
    return Phone(stage, stage.operator_user, group.id)


def own(stage: Stage, group: Chat) -> list[dict[str, Any]]:
    """Return what the bot wrote in a group."""
    return [each for each in stage.world.messages(group) if each["from"]["id"] == stage.world.bot.id]


def told(stage: Stage) -> list[str]:
    """Return the lines for `.env` that the admin was told."""
    return [each["text"] for each in stage.admin.messages if "OPERATORS_CHAT_ID=-" in each.get("text", "")]


def upgraded_unseen(stage: Stage) -> Chat:
    """Upgrade the group while no update about it reaches the bot."""
    new = stage.world.add_group(stage.group.title, bot=False)
    new.statuses = dict(stage.group.statuses)
    stage.group.upgraded_to = new.id
    return new


async def test_the_desk_moves_with_its_group_and_the_admins_hear_the_new_line_once(stage: Stage) -> None:
    await stage.admin.says("/start")
    author = stage.phone()
    await author.files("Тамақ суық")
    new = stage.world.upgrade(stage.group)
    await stage.settle()
    (card,) = own(stage, new)
    assert "Тамақ суық" in card["text"]
    assert [f"OPERATORS_CHAT_ID={new.id}" in text for text in told(stage)] == [True]
    operator = in_group(stage, new)
    await operator.says("Тексердік", reply_to=card)
    await operator.taps("📨 Авторға жіберу")
    assert "Тексердік" in author.last["text"]
    assert "жеткізілді" in operator.again(card)["text"]
    before = len(own(stage, new))
    await stage.restart()
    assert len(own(stage, new)) == before
    await stage.phone("Болат").files("Су жоқ")
    assert "Су жоқ" in own(stage, new)[-1]["text"]
    assert len(told(stage)) == 1


async def test_a_move_that_only_a_refusal_tells_of_takes_along_what_is_owed(stage: Stage) -> None:
    await stage.admin.says("/start")
    author = stage.phone()
    number = await author.files("Тамақ суық")
    old_card, before = stage.operator.last, len(own(stage, stage.group))
    new = upgraded_unseen(stage)
    await author.says("Әлі де суық", reply_to=author.message_with(number))
    texts = [each["text"] for each in own(stage, new)]
    assert sum("Әлі де суық" in text for text in texts) == 1
    assert sum("Тамақ суық" in text for text in texts) == 1
    assert len(told(stage)) == 1
    assert len(own(stage, stage.group)) == before
    assert stage.operator.again(old_card) == old_card
    assert stage.app.desk.operators == new.id
    async with stage.app.parts.database.read() as connection:
        states = (await connection.exec_driver_sql("SELECT DISTINCT state FROM outbox")).scalars()
        assert set(states) <= {"sent", "failed"}


async def test_the_language_of_the_group_moves_with_it(stage: Stage) -> None:
    await stage.operator.says("/language")
    await stage.operator.taps("English")
    new = stage.world.upgrade(stage.group)
    await stage.settle()
    (helped,) = await in_group(stage, new).says("/help")
    assert "Operators" in helped["text"]


async def test_a_service_message_that_comes_again_changes_nothing(stage: Stage) -> None:
    await stage.admin.says("/start")
    new = stage.world.upgrade(stage.group)
    await stage.settle()
    stage.world.send_raw(stage.operator_user, stage.group, {"migrate_to_chat_id": new.id})
    await stage.settle()
    assert len(told(stage)) == 1
    assert stage.app.desk.operators == new.id


async def test_a_group_that_moved_while_the_bot_was_down_is_found_at_the_start(stage: Stage) -> None:
    await stage.admin.says("/start")
    await stage.phone().files("Тамақ суық")
    await stage.stop_bot()
    new = upgraded_unseen(stage)
    await stage.start_bot()
    (card,) = own(stage, new)
    assert "Тамақ суық" in card["text"]
    assert len(told(stage)) == 1
    assert "хабар жетпейді" not in stage.admin.last["text"]


async def test_the_new_group_is_shown_the_operators_commands(stage: Stage) -> None:
    new = stage.world.upgrade(stage.group)
    await stage.settle()
    await stage.app.tasks.ended("commands")
    shown = [each["command"] for each in stage.world.commands_for(stage.operator_user, new)]
    assert "appeals" in shown
