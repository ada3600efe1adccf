"""From polling to the webhook and back is one setting, and nothing said is lost on the way."""

from __future__ import annotations

import logging

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from tests.acceptance.stage import Phone, Stage

KEY = SecretStr("k" * 32)


def hook(stage: Stage) -> str:
    return f"http://127.0.0.1:{stage.settings.web_port}/hook"


async def write(stage: Stage, phone: Phone, *texts: str) -> None:
    """Write while the bot may be stopped."""
    for text in texts:
        stage.world.send_text(phone.user, phone.chat, text)


def statements(phone: Phone) -> int:
    return sum("AB-2026-" in each.get("text", "") and "қабылданды" in each["text"] for each in phone.messages)


async def test_from_polling_to_the_webhook_and_back_nothing_is_lost_and_nothing_comes_twice(
    stage: Stage,
) -> None:
    phone = stage.phone()
    await phone.says("/start")
    await stage.stop_bot()
    await write(stage, phone, "/start 1", "/start 2")
    await stage.restart(webhook_url=hook(stage), webhook_secret=KEY)
    assert stage.world.webhook.url == hook(stage)
    await phone.files("Тамақ суық")
    await stage.stop_bot()
    await write(stage, phone, "/start 3", "/start 4")
    await stage.restart(webhook_url=None, webhook_secret=None)
    assert stage.world.webhook.url == ""
    await phone.files("Автобус келмейді")
    assert sum("Сәлеметсіз" in each["text"] for each in phone.messages) == 5
    assert statements(phone) == 2
    calls = [each for each in stage.world.calls if each.method in ("setWebhook", "deleteWebhook")]
    assert [each.method for each in calls] == ["setWebhook", "deleteWebhook"]
    assert not any("drop_pending_updates" in each.params for each in calls)


async def test_a_webhook_left_by_an_earlier_life_is_told_of_and_removed(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    phone = stage.phone()
    await phone.says("/start")
    await stage.restart(webhook_url=hook(stage), webhook_secret=KEY)
    await stage.stop_bot()
    await write(stage, phone, "/start 1")
    caplog.set_level(logging.WARNING)
    await stage.restart(webhook_url=None, webhook_secret=None)
    await stage.settle()
    assert sum("Сәлеметсіз" in each["text"] for each in phone.messages) == 2
    assert "A webhook is set, and this bot polls: it is removed, its updates are kept" in caplog.text
    assert "Another copy" not in caplog.text


async def test_by_webhook_health_tells_of_intake_and_the_same_update_has_one_effect(stage: Stage) -> None:
    phone = stage.phone()
    await stage.restart(webhook_url=hook(stage), webhook_secret=KEY)
    await phone.says("/start")
    raw = {"update_id": 1, "message": phone.messages[0]}
    async with ClientSession() as client:
        health = f"http://127.0.0.1:{stage.settings.web_port}/healthz"
        async with client.get(health) as answer:
            assert answer.status == 200
        header = {"X-Telegram-Bot-Api-Secret-Token": KEY.get_secret_value()}
        for _ in range(5):
            async with client.post(hook(stage), json=raw, headers=header) as answer:
                assert answer.status == 200
    await stage.settle()
    assert len(phone.messages) == 2


async def test_while_the_database_cannot_store_updates_stay_at_telegram_and_come_later(stage: Stage) -> None:
    phone = stage.phone()
    await phone.says("/start")
    await stage.restart(webhook_url=hook(stage), webhook_secret=KEY)
    store, broken = stage.app.worker.store, True

    async def failing(updates: object) -> None:
        if broken:
            raise OSError("disk")
        await store(updates)  # type: ignore[arg-type]

    stage.app.intake._store = failing
    await write(stage, phone, "/start 1")
    await stage.world.until(lambda: stage.world.webhook.last_error_message)
    broken = False
    await stage.settle()
    assert sum("Сәлеметсіз" in each["text"] for each in phone.messages) == 2
