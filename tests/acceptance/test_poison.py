"""Poison is parked, trouble is waited out, and what happened is told to those who should know."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.demo.faults import Fault
from bot.domain.markup import Html, utf16_length
from bot.domain.messages import Text
from bot.storage import outbox
from tests.acceptance.stage import Phone, Stage


def _unparsable(phone: Phone, message_id: int) -> dict[str, Any]:
    """A forward from a hidden user without a name: aiogram's models refuse it."""
    return {
        "message": {
            "message_id": message_id,
            "date": 1_700_000_000,
            "chat": {"id": phone.chat, "type": "private", "first_name": "X"},
            "from": {"id": phone.chat, "is_bot": False, "first_name": "X"},
            "forward_origin": {"type": "hidden_user", "date": 1_700_000_000},
            "text": "құпия-канарейка",
        }
    }


async def test_an_unparsable_update_is_parked_its_author_and_the_admins_are_told_and_the_chat_goes_on(
    stage: Stage, tmp_path: Path
) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/start")
    await stage.admin.says("/start")
    stage.app.worker._again_after = (0, 0, 0, 0)
    stage.world.emit(_unparsable(phone, 9_000))
    stage.world.emit(_unparsable(phone, 9_001))
    (help_,) = [each for each in await phone.says("/help") if "Бот не істей алады" in each["text"]]
    assert help_
    assert sum("өңдей алмадым" in each.get("text", "") for each in phone.messages) == 2
    assert "бөлек сақталды" in stage.admin.last["text"]
    with sqlite3.connect(tmp_path / "abai-bala.db") as database:
        rows = database.execute(
            "SELECT attempts, payload_sealed FROM inbox WHERE state = 'parked'"
        ).fetchall()
    assert [attempts for attempts, _ in rows] == [5, 5]
    assert all(payload and "құпия-канарейка".encode() not in payload for _, payload in rows)


async def test_who_never_chose_a_language_is_told_in_kazakh_and_russian(stage: Stage) -> None:
    phone = stage.phone(lang="ru")
    await phone.says("/start")
    stage.app.worker._again_after = ()
    stage.world.emit(_unparsable(phone, 9_000))
    await stage.settle()
    kazakh, russian = phone.last["text"].split("\n\n")
    assert "өңдей алмадым" in kazakh
    assert "не смог обработать" in russian


async def test_an_update_of_no_chat_and_of_an_unknown_kind_hold_nobody_up(stage: Stage) -> None:
    stage.app.worker._again_after = (0, 0, 0, 0)
    odd: list[dict[str, Any]] = [{"poll": {"id": "1"}}, {"nonsense": 1}, {"message": {}}]
    for update in [*odd, {"callback_query": {"id": "7"}}]:
        stage.world.updates.allowed = []
        stage.world.emit(update)
    (menu,) = await stage.phone(lang="en").says("/start")
    assert "Hello" in menu["text"]


async def test_nothing_that_people_wrote_is_logged_when_a_turn_fails(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    from bot.logs import TextFormatter  # noqa: PLC0415  (the formatter that the bot logs with)

    phone = stage.phone(lang="kk")
    await phone.says("/start")
    stage.app.worker._again_after = (0, 0, 0, 0)
    stage.world.emit(_unparsable(phone, 9_000))
    await stage.settle()
    logged = "\n".join(TextFormatter().format(record) for record in caplog.records)
    assert "A turn failed" in logged
    assert "ValidationError" in logged
    assert "құпия-канарейка" not in logged
    assert str(phone.chat) not in logged


async def test_a_second_copy_is_named_and_polling_goes_on(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    stage.world.faults.add(Fault("409", times=1))
    stage.world.faults.add(Fault("500", method="getUpdates", times=1))
    phone = stage.phone(lang="en")
    await phone.says("/start")
    (menu,) = await phone.says("/start")
    assert "Hello" in menu["text"]
    assert "Another copy of the bot is running" in caplog.text


async def test_what_a_killed_bot_left_undone_is_done_at_the_next_start(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/start")
    await stage.stop_bot()
    for n in range(3):
        stage.world.send_text(phone.user, phone.chat, f"/start {n}")
    await stage.start_bot()
    assert sum("Сәлеметсіз" in each["text"] for each in phone.messages) == 4


async def test_long_and_odd_texts_fit_every_message(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    texts = ["<&>" * 1365, "😀" * 2048, "{ $x } {{ mci(1) }} \u202e\u200d\u0001", "а\n" * 2000]
    for text in texts:
        number = await phone.files(
            text[:4096] if utf16_length(text) <= 4096 else text[:2048], "Мектептегі тамақ"
        )
        card = next(each for each in stage.operator.messages if number in each.get("text", ""))
        (preview,) = await stage.operator.says(text, reply_to=card)
        await stage.operator.forges(
            preview["reply_markup"]["inline_keyboard"][0][0]["callback_data"], preview
        )
        (shown,) = await phone.says(f"/status {number}")
        assert number in shown["text"]
    refused = [call.line() for call in stage.world.calls if call.error_code == 400]
    assert refused == []


async def test_a_stop_records_what_is_on_its_way_so_that_it_comes_once(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/start")
    call, let_go = stage.app.sender._call, asyncio.Event()

    async def slow_call(*args: Any, **options: Any) -> Any:
        result = await call(*args, **options)
        await let_go.wait()
        return result

    stage.app.sender._call = slow_call
    async with stage.app.unit() as unit:
        await outbox.add(unit, phone.chat, Text(Html("қолхат")), kind="receipt")
        await unit.commit()
    await stage.world.until(lambda: "қолхат" in phone.last["text"])
    async with asyncio.TaskGroup() as group:
        group.create_task(stage.stop_bot())
        await asyncio.sleep(0)
        let_go.set()
    await stage.start_bot()
    assert sum("қолхат" in each["text"] for each in phone.messages) == 1
