"""Cards tell all that was said, whatever the group missed meanwhile, and nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.demo.faults import Fault
from bot.domain.clock import FixedClock
from tests.acceptance.stage import JPEG, Phone, Stage, play

OUTAGE = "Операторлар тобына хабар жетпейді"


def after(stage: Stage, message: dict[str, Any]) -> list[dict[str, Any]]:
    """What the bot wrote into the group since."""
    return [
        each
        for each in stage.operator.messages
        if each["message_id"] > message["message_id"] and each["from"]["id"] == stage.world.bot.id
    ]


def saying(stage: Stage, words: str, phone: Phone | None = None) -> list[dict[str, Any]]:
    return [each for each in (phone or stage.operator).messages if words in each.get("text", "")]


async def test_what_was_added_while_the_group_was_out_of_reach_comes_with_the_card(stage: Stage) -> None:
    author = stage.phone()
    number = await author.files("Тамақ суық")
    card, receipt = stage.operator.last, author.message_with(number)
    stage.world.remove_bot_from(stage.group, by=stage.admin_user)
    await author.says("Әлі де суық", reply_to=receipt)
    await author.sends_file("photo", JPEG, caption="Суретін қараңыз", reply_to=receipt)
    stage.world.add_bot_to(stage.group, by=stage.admin_user)
    await stage.settle()
    again, told, photo = [
        each for each in after(stage, card) if "Операторлар тобы" not in each.get("text", "")
    ]
    assert "Тамақ суық" in again["text"]
    assert told["text"].index("Әлі де суық") < told["text"].index("Суретін қараңыз")
    assert photo["photo"]
    assert {each["reply_to_message"]["message_id"] for each in (told, photo)} == {again["message_id"]}
    before = len(stage.operator.messages)
    await stage.restart()
    assert len(stage.operator.messages) == before


async def test_a_card_posted_late_tells_what_was_added_before_there_was_a_group(tmp_path: Path) -> None:
    async with play(tmp_path, operators_chat_id=None) as stage:
        author = stage.phone()
        number = await author.files("Тамақ суық")
        await author.says("Әлі де суық", reply_to=author.message_with(number))
        await stage.restart(operators_chat_id=stage.group.id)
        assert len(saying(stage, "Тамақ суық")) == 1
        assert len(saying(stage, "Әлі де суық")) == 1


async def test_an_addition_to_an_appeal_without_a_card_brings_the_whole_card(stage: Stage) -> None:
    author = stage.phone()
    stage.world.faults.add(Fault("chat_not_found", method="sendMessage", chat_id=stage.group.id, times=1))
    number = await author.files("Тамақ суық")
    assert saying(stage, "Тамақ суық") == []
    await author.says("Әлі де суық", reply_to=author.message_with(number))
    (card,), (told,) = saying(stage, "Тамақ суық"), saying(stage, "Әлі де суық")
    assert told["reply_to_message"]["message_id"] == card["message_id"]


@pytest.mark.parametrize("status", ["member", "administrator"])
async def test_the_group_is_caught_up_with_as_soon_as_the_bot_may_write_there(
    stage: Stage, status: str
) -> None:
    stage.world.set_member(stage.group, stage.world.bot, "restricted", by=stage.admin_user)
    await stage.phone().files("Тамақ суық")
    assert saying(stage, "Тамақ суық") == []
    stage.world.set_member(stage.group, stage.world.bot, status, by=stage.admin_user)
    await stage.settle()
    assert len(saying(stage, "Тамақ суық")) == 1


async def test_no_change_of_the_bots_standing_posts_anything_twice(stage: Stage) -> None:
    author = stage.phone()
    number = await author.files("Тамақ суық")
    await author.says("Әлі де суық", reply_to=author.message_with(number))
    before = len(stage.operator.messages)
    for status in ("administrator", "member", "restricted", "member"):
        stage.world.set_member(stage.group, stage.world.bot, status, by=stage.admin_user)
        await stage.settle()
    assert len(stage.operator.messages) == before


async def test_a_card_that_missed_its_reply_shows_it_when_the_group_is_back(stage: Stage) -> None:
    author = stage.phone()
    await author.files("Тамақ суық")
    card = stage.operator.last
    await stage.operator.says("Жауап", reply_to=card)
    stage.world.set_member(stage.group, stage.world.bot, "restricted", by=stage.admin_user)
    stage.world.faults.add(
        Fault("chat_not_found", method="editMessageText", chat_id=stage.group.id, times=None)
    )
    await stage.operator.taps("📨 Авторға жіберу")
    assert "жауап күтуде" in stage.operator.again(card)["text"]
    stage.world.faults.clear()
    stage.world.set_member(stage.group, stage.world.bot, "member", by=stage.admin_user)
    await stage.settle()
    assert "жеткізілді" in stage.operator.again(card)["text"]


async def test_a_card_shown_again_tells_the_whole_story_with_its_days(tmp_path: Path) -> None:
    async with play(tmp_path, FixedClock(datetime(2026, 11, 23, 5, tzinfo=UTC))) as stage:
        author = stage.phone()
        number = await author.files("Тамақ суық")
        card = stage.operator.last
        await stage.operator.says("Тексердік " * 100, reply_to=card)
        await stage.operator.taps("📨 Авторға жіберу")
        await stage.operator.says("Директорға айттық", reply_to=card)
        await stage.operator.taps("📝 Ескертпе етіп қалдыру")
        await stage.operator.says("Жіберілмеген жауап", reply_to=card)
        await author.says("Әлі де суық", reply_to=author.message_with(number))
        (queue,) = await stage.operator.says("/appeals")
        await stage.operator.taps(number, queue)
        again, told = after(stage, queue)
        assert "Тамақ суық" in again["text"]
        for line in ("23.11.2026, оператордың жауабы", "23.11.2026, операторлардың ескертпесі\nДиректорға"):
            assert line in told["text"]
        assert f"{number} · 23.11.2026, автор қосып жазды" in told["text"]
        assert told["text"].count("Тексердік") < 50
        assert "Тексердік…" in told["text"]
        assert "Жіберілмеген" not in told["text"]
        (preview,) = await stage.operator.says("Жауап", reply_to=told)
        assert number in preview["text"]


async def test_a_story_too_long_for_one_message_goes_on_in_the_next(stage: Stage) -> None:
    author = stage.phone()
    number = await author.files("Тамақ суық")
    receipt = author.message_with(number)
    for letter in "абв":
        await author.says(letter * 4_000, reply_to=receipt)
    (queue,) = await stage.operator.says("/appeals")
    await stage.operator.taps(number, queue)
    _, *told = after(stage, queue)
    shown = "".join(each["text"] for each in told)
    assert all(shown.count(letter * 100) == 40 for letter in "абв")


async def test_a_card_that_was_on_its_way_while_the_reply_went_shows_the_reply(stage: Stage) -> None:
    author = stage.phone()
    number = await author.files("Тамақ суық")
    (queue,) = await stage.operator.says("/appeals")
    (preview,) = await stage.operator.says("Жауап", reply_to=saying(stage, "Тамақ суық")[0])
    stage.world.faults.add(Fault("429", method="sendMessage", chat_id=stage.group.id, times=1, retry_after=1))
    stage.world.press(stage.operator_user, stage.group.id, queue["message_id"], label=number)
    await stage.world.until(lambda: stage.world.faults[0].hits)
    await stage.operator.taps("📨 Авторға жіберу", preview)
    cards = saying(stage, "Тамақ суық")
    assert len(cards) == 2
    assert all("жеткізілді" in each["text"] for each in cards)


async def test_a_file_that_did_not_reach_the_group_is_told_on_its_card_until_it_does(stage: Stage) -> None:
    author = stage.phone()
    number = await author.files("Тамақ суық")
    card, receipt = stage.operator.last, author.message_with(number)
    stage.world.faults.add(Fault("chat_not_found", method="sendPhoto", chat_id=stage.group.id, times=1))
    await author.sends_file("photo", JPEG, caption="Суретін қараңыз", reply_to=receipt)
    assert "бір бөлігі мұнда жетпеді" in stage.operator.again(card)["text"]
    (queue,) = await stage.operator.says("/appeals")
    await stage.operator.taps(number, queue)
    assert stage.operator.last["photo"]
    assert len(saying(stage, "Тамақ суық")) == 2
    assert saying(stage, "мұнда жетпеді") == []


async def test_an_addition_that_was_lost_comes_with_the_next_one(stage: Stage) -> None:
    author = stage.phone()
    number = await author.files("Тамақ суық")
    receipt = author.message_with(number)
    stage.world.faults.add(Fault("chat_not_found", method="sendMessage", chat_id=stage.group.id, times=1))
    await author.says("Бірінші қосымша", reply_to=receipt)
    await author.says("Екінші қосымша", reply_to=receipt)
    (told,) = saying(stage, "Бірінші қосымша")
    assert "Екінші қосымша" in told["text"]
    await author.says("Үшінші қосымша", reply_to=receipt)
    assert len(saying(stage, "Тамақ суық")) == 2


async def test_a_number_on_a_card_is_copied_by_a_tap(stage: Stage) -> None:
    number = await stage.phone().files("Тамақ суық")
    card = stage.operator.last
    (code,) = [each for each in card["entities"] if each["type"] == "code"]
    units = card["text"].encode("utf-16-le")[code["offset"] * 2 : (code["offset"] + code["length"]) * 2]
    assert units.decode("utf-16-le") == number


async def test_admins_hear_of_an_outage_once_and_of_the_next_one_again(stage: Stage) -> None:
    await stage.admin.says("/start")
    author = stage.phone()
    number = await author.files("Бірінші")
    receipt = author.message_with(number)
    for outage in (1, 2):
        stage.world.remove_bot_from(stage.group, by=stage.admin_user)
        await author.files("Тамақ суық")
        await author.says("Әлі де суық", reply_to=receipt)
        await author.files("Су жоқ")
        assert len(saying(stage, OUTAGE, stage.admin)) == outage
        stage.world.add_bot_to(stage.group, by=stage.admin_user)
        await stage.settle()


async def test_an_outage_that_was_told_at_the_start_is_not_told_with_each_card(stage: Stage) -> None:
    await stage.admin.says("/start")
    stage.world.remove_bot_from(stage.group, by=stage.admin_user)
    await stage.restart()
    await stage.phone().files("Тамақ суық")
    assert len(saying(stage, OUTAGE, stage.admin)) == 1


async def test_an_addition_that_cannot_be_posted_is_told_to_admins(stage: Stage) -> None:
    await stage.admin.says("/start")
    author = stage.phone()
    number = await author.files("Тамақ суық")
    stage.world.remove_bot_from(stage.group, by=stage.admin_user)
    await author.says("Әлі де суық", reply_to=author.message_with(number))
    assert OUTAGE in stage.admin.last["text"]
