"""Groups and admins: who may add the bot, what it says, what happens without an operators' group."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import app as composition
from bot.demo.faults import Fault
from tests.acceptance.stage import Phone, Stage, play
from tests.unit.storage.store import write


async def test_added_by_an_admin_the_bot_answers_with_the_line_for_env(stage: Stage) -> None:
    group = stage.world.add_group("Жаңа топ", members=[stage.admin_user], added_by=stage.admin_user)
    await stage.settle()
    (line,) = [each for each in stage.world.messages(group) if "OPERATORS_CHAT_ID" in each.get("text", "")]
    assert f"OPERATORS_CHAT_ID={group.id}" in line["text"]


async def test_added_by_anyone_else_the_bot_leaves(stage: Stage) -> None:
    stranger = stage.world.add_user("Бөтен", "kk")
    group = stage.world.add_group("Бөтен топ", members=[stranger], added_by=stranger)
    await stage.settle()
    assert not group.has(stage.world.bot.id)
    assert not any("text" in each for each in stage.world.messages(group))


async def test_a_supergroup_that_may_be_the_operators_own_is_not_left(tmp_path: Path) -> None:
    async with play(tmp_path) as stage:
        basic = stage.world.add_group("Операторлар", members=[stage.operator_user], kind="group")
        await stage.restart(operators_chat_id=basic.id)
        upgraded, strange = (
            stage.world.add_group("Операторлар", [stage.operator_user], stage.operator_user, kind=kind)
            for kind in ("supergroup", "group")
        )
        await stage.settle()
        assert [each.has(stage.world.bot.id) for each in (upgraded, strange)] == [True, False]
        assert not any("text" in each for each in stage.world.messages(upgraded))


async def test_commands_in_another_group_are_refused(stage: Stage) -> None:
    await stage.phone(lang="kk").files("Құпия мәтін")
    group = stage.world.add_group("Жаңа топ", members=[stage.admin_user], added_by=stage.admin_user)
    await stage.settle()
    intruder = Phone(stage, stage.admin_user, group.id)
    (refused,) = await intruder.says("/appeals")
    assert "операторлар тобы емес" in refused["text"]
    (told,) = await intruder.says("/id")
    assert str(stage.admin_user.id) in told["text"]
    assert await intruder.says("жай сөз", reply_to=refused) == []


async def test_operators_buttons_do_nothing_in_another_group(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    number = await author.files("Құпия мәтін")
    (preview,) = await stage.operator.says("Жауап", reply_to=stage.operator.last)
    group = stage.world.add_group("Жаңа топ", members=[stage.admin_user], added_by=stage.admin_user)
    await stage.settle()
    intruder = Phone(stage, stage.admin_user, group.id)
    send = preview["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    before = len(author.messages)
    for data in (send, send.replace("rs:", "rn:"), "q:0", f"c:{number}"):
        await intruder.forges(data, intruder.last)
        assert "ескірген" in intruder.toast
    assert len(author.messages) == before
    assert not any(number in each.get("text", "") for each in intruder.messages)


@pytest.mark.parametrize("status", ["administrator", "member"])
async def test_another_group_is_told_nothing_when_the_bots_standing_changes(
    stage: Stage, status: str
) -> None:
    stage.world.remove_bot_from(stage.group, by=stage.admin_user)
    await stage.phone(lang="kk").files("Құпия мәтін")
    group = stage.world.add_group("Жаңа топ", members=[stage.admin_user], added_by=stage.admin_user)
    await stage.settle()
    before = len(stage.world.messages(group))
    stage.world.set_member(group, stage.world.bot, "restricted", by=stage.operator_user)
    stage.world.set_member(group, stage.world.bot, status, by=stage.operator_user)
    await stage.settle()
    assert len(stage.world.messages(group)) == before


async def test_id_tells_ones_own_id(stage: Stage) -> None:
    phone = stage.phone(lang="en")
    (told,) = await phone.says("/id")
    assert told["text"] == f"Your Telegram ID: {phone.user.id}"


async def test_without_a_group_admins_are_warned_and_appeals_carded_once_it_appears(tmp_path: Path) -> None:
    async with play(tmp_path, operators_chat_id=None) as stage:
        await stage.admin.says("/start")
        await stage.restart()
        assert "OPERATORS_CHAT_ID" in stage.admin.last["text"]
        numbers = [await stage.phone(lang="kk").files(f"Мәтін {n}") for n in range(3)]
        assert not any("AB-" in each.get("text", "") for each in stage.operator.messages)
        await stage.restart(operators_chat_id=stage.group.id)
        cards = [each["text"] for each in stage.operator.messages if "AB-" in each.get("text", "")]
        assert [next(n for n in numbers if n in card) for card in cards] == numbers
        await stage.restart()
        assert sum("AB-" in each.get("text", "") for each in stage.operator.messages) == 3


async def test_an_unreachable_group_is_told_to_admins_and_its_cards_come_when_the_bot_is_added(
    stage: Stage,
) -> None:
    await stage.admin.says("/start")
    stage.world.remove_bot_from(stage.group, by=stage.admin_user)
    number = await stage.phone(lang="kk").files("Мәтін")
    assert "Операторлар тобына хабар жетпейді" in stage.admin.last["text"]
    await stage.restart()
    assert "Операторлар тобына хабар жетпейді" in stage.admin.last["text"]
    stage.world.add_bot_to(stage.group, by=stage.admin_user)
    await stage.settle()
    assert sum(number in each.get("text", "") for each in stage.operator.messages) == 1


async def test_an_admin_who_never_wrote_is_no_trouble(stage: Stage) -> None:
    stage.world.remove_bot_from(stage.group, by=stage.admin_user)
    await stage.restart()
    assert stage.admin.messages == []


async def test_commands_and_descriptions_are_told_in_three_languages_once(stage: Stage) -> None:
    citizen = stage.phone(lang="ru")
    names = [each["command"] for each in stage.world.commands_for(citizen.user, citizen.chat)]
    assert names == ["start", "help", "appeal", "status", "language", "privacy", "hide"]
    told = len(stage.world.calls.of("setMyCommands", "setMyDescription", "setMyShortDescription"))
    assert told == 16
    first = next(n for n, call in enumerate(stage.world.calls) if call.method == "getUpdates")
    assert all(call.method != "setMyCommands" for call in list(stage.world.calls)[:first])
    await stage.restart()
    assert len(stage.world.calls.of("setMyCommands", "setMyDescription", "setMyShortDescription")) == told


async def test_an_introduction_that_meets_trouble_is_made_all_the_same(tmp_path: Path) -> None:
    async with play(tmp_path) as stage:
        await stage.phone(lang="kk").files("Мәтін")
        await stage.stop_bot()
        (tmp_path / "abai-bala.db").unlink()
        before = len(stage.world.calls)
        for kind, method in (
            ("500", "getMe"),
            ("lost", "getMe"),
            ("500", "getChat"),
            ("429", "getChat"),
            ("500", "setMyCommands"),
        ):
            stage.world.faults.add(Fault(kind, method=method, retry_after=1))
        await stage.start_bot()
        assert "Операторлар тобына хабар жетпейді" not in str(stage.admin.messages)
        told = [call for call in list(stage.world.calls)[before:] if call.method == "setMyCommands"]
        assert sum(call.error_code is None for call in told) == 8


async def test_a_refused_part_of_the_profile_harms_no_other_and_is_told_at_the_next_start(
    tmp_path: Path,
) -> None:
    async with play(tmp_path) as stage:
        await stage.stop_bot()
        (tmp_path / "abai-bala.db").unlink()
        stage.world.faults.add(Fault("chat_not_found", method="setMyCommands"))
        taken = []
        for _ in range(3):
            before = len(stage.world.calls)
            await stage.restart()
            told = [call for call in list(stage.world.calls)[before:] if call.method == "setMyCommands"]
            taken.append([call.error_code is None for call in told])
        assert taken == [[False] + [True] * 7, [True], []]


async def test_a_getme_that_hangs_blames_no_command_with_the_bots_name(tmp_path: Path) -> None:
    async with play(tmp_path) as stage:
        await stage.stop_bot()
        silent = stage.world.faults.add(Fault("timeout", method="getMe", times=None))
        stage.world.send_text(stage.operator_user, stage.group, "/id@abai_bala_bot")
        async with composition.running(stage.settings, stage.clock) as app:
            await stage.world.until(lambda: not stage.world.updates.pending() and silent.hits)
            await write(app.parts.database)
        silent.times = 0
        await stage.start_bot()
        assert str(stage.operator_user.id) in stage.operator.last["text"]
        async with stage.app.parts.database.read() as connection:
            attempts = await connection.exec_driver_sql("SELECT max(attempts) FROM inbox")
            assert attempts.scalar() == 0
