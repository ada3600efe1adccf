from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.delivery.intake import ALLOWED
from bot.delivery.pushed import PushedIntake
from bot.delivery.trouble import UNREACHABLE
from bot.errors import ConnectionFailedError, NotStoredError
from bot.web import webhook
from bot.web.server import serve
from tests.unit.delivery.road import Road

KEY = "k" * 32


@pytest.fixture
async def pushed(road: Road) -> AsyncIterator[PushedIntake]:
    """A road whose updates are pushed over HTTP."""

    async def take(update: object) -> None:
        await intake.take(update)  # type: ignore[arg-type]

    routes: list[web.AbstractRouteDef] = [*webhook.routes("/hook", KEY, take)]
    async with serve("127.0.0.1", 0, routes) as port:
        intake = PushedIntake(
            road.api.call,
            road.worker.store,
            url=f"http://127.0.0.1:{port}/hook",
            secret=KEY,
            look_seconds=0.02,
        )
        yield intake
        await road.tasks.stop()


def runs(road: Road, pushed: PushedIntake) -> None:
    road.works()
    road.tasks.start("intake", pushed.run())


async def test_a_pushed_update_travels_to_its_answer(road: Road, pushed: PushedIntake) -> None:
    parent = road.parent()
    road.world.send_text(parent, parent, "before")
    runs(road, pushed)
    await road.world.until(lambda: road.heard(parent) == ["re: before"])
    road.world.send_text(parent, parent, "after")
    await road.world.until(lambda: road.heard(parent) == ["re: before", "re: after"])


async def test_telegram_is_told_address_secret_and_kinds_and_to_drop_nothing(
    road: Road, pushed: PushedIntake
) -> None:
    runs(road, pushed)
    await pushed.started.wait()
    assert road.called("setWebhook") == [
        {
            "url": pushed.url,
            "secret_token": KEY,
            "allowed_updates": list(ALLOWED),
            "max_connections": 40,
        }
    ]


async def test_an_update_that_cannot_be_stored_is_pushed_again_until_it_is(
    road: Road, pushed: PushedIntake, caplog: pytest.LogCaptureFixture
) -> None:
    parent = road.parent()
    await road.store.run("ALTER TABLE inbox RENAME TO away")
    runs(road, pushed)
    road.world.send_text(parent, parent, "x")
    await road.world.until(lambda: road.world.webhook.last_error_message)
    assert "503" in (road.world.webhook.last_error_message or "")
    assert "The database cannot store updates (OperationalError); Telegram keeps them" in caplog.text
    await road.store.run("ALTER TABLE away RENAME TO inbox")
    await road.world.until(lambda: road.heard(parent) == ["re: x"])


async def test_before_it_runs_and_once_it_stopped_nothing_is_taken(road: Road, pushed: PushedIntake) -> None:
    update = road.update(road.parent(), "x")
    with pytest.raises(NotStoredError):
        await pushed.take(update)
    runs(road, pushed)
    await pushed.started.wait()
    await road.tasks.stop()
    with pytest.raises(NotStoredError):
        await pushed.take(update)
    assert await road.states("inbox") == []


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("502", "Telegram refuses WEBHOOK_URL with error 502; trying again"),
        ("lost", UNREACHABLE),
    ],
)
async def test_a_webhook_that_telegram_does_not_take_is_told_again(
    road: Road, pushed: PushedIntake, caplog: pytest.LogCaptureFixture, kind: str, sentence: str
) -> None:
    road.fault(kind, "setWebhook", times=1)  # type: ignore[arg-type]
    runs(road, pushed)
    await road.world.until(lambda: len(road.called("setWebhook")) == 2)
    await pushed.started.wait()
    assert [each.message for each in caplog.records if each.levelname == "WARNING"] == [sentence]


async def test_a_webhook_that_another_copy_took_away_is_set_again(
    road: Road, pushed: PushedIntake, caplog: pytest.LogCaptureFixture
) -> None:
    parent = road.parent()
    runs(road, pushed)
    await pushed.started.wait()
    await road.api.call("deleteWebhook")
    road.world.send_text(parent, parent, "x")
    await road.world.until(lambda: road.heard(parent) == ["re: x"])
    assert "Another copy of the bot took the webhook away; stop one of them" in caplog.text


async def test_intake_is_unwell_until_telegram_knows_where_to_push_and_while_it_cannot(
    road: Road, pushed: PushedIntake, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ConnectionFailedError):
        await pushed.ping()
    runs(road, pushed)
    await pushed.started.wait()
    await pushed.ping()
    told = road.parent()
    road.world.webhook.url = "http://127.0.0.1:9/hook"
    pushed.url = road.world.webhook.url
    road.world.send_text(told, told, "x")
    await road.world.until(lambda: road.world.webhook.last_error_message)
    looks = len(road.called("getWebhookInfo"))
    await road.world.until(lambda: len(road.called("getWebhookInfo")) > looks + 1)
    assert "Telegram cannot push to WEBHOOK_URL: Connection failed" in caplog.text
    await road.tasks.stop()
    pushed._seen_at -= 60
    with pytest.raises(ConnectionFailedError):
        await pushed.ping()


async def test_many_chats_pushed_at_once_keep_each_its_order(road: Road, pushed: PushedIntake) -> None:
    people = [road.parent(f"P{n}") for n in range(12)]
    runs(road, pushed)
    for number in range(4):
        for person in people:
            road.world.send_text(person, person, str(number))
    await road.world.until(lambda: all(road.heard(each) == [f"re: {n}" for n in range(4)] for each in people))
    async with asyncio.timeout(10):
        await road.done()
    assert await road.states("inbox") == ["done"] * 48
