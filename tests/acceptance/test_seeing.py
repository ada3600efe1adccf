"""What those who run the bot see: health, figures and alarms, from the running bot itself."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot.delivery.alarms import Outage
from bot.demo.faults import Fault
from bot.domain.clock import FixedClock
from bot.storage.database import TROUBLE
from tests.acceptance.stage import Stage, play
from tests.unit.storage.store import write


async def asked(stage: Stage, page: str) -> tuple[int, str]:
    url = f"http://127.0.0.1:{stage.app.web_port}/{page}"
    async with ClientSession() as client, client.get(url) as answer:
        return answer.status, await answer.text()


async def health(stage: Stage) -> tuple[int, dict[str, Any]]:
    url = f"http://127.0.0.1:{stage.app.web_port}/healthz"
    async with ClientSession() as client, client.get(url) as answer:
        return answer.status, await answer.json()


async def figures(stage: Stage) -> dict[tuple[str, ...], float]:
    _, page = await asked(stage, "metrics")
    return {
        (sample.name.removeprefix("abai_bala_"), *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


@asynccontextmanager
async def locked(stage: Stage) -> AsyncIterator[None]:
    """Hold the database as another program may; the bot gives up waiting after 20 ms."""
    async with stage.app.parts.database.write() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout=20")
    other = sqlite3.connect(stage.settings.database_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def impatient(stage: Stage) -> None:
    """Let an outage begin at the first sign of it and be over at the first good look."""
    stage.app.watch._store = Outage(0, 0)
    stage.app.watch._late = Outage(0, 0)


async def test_a_failing_store_shows_in_health_and_is_told_past_the_outbox_in_the_admins_language(
    stage: Stage,
) -> None:
    impatient(stage)
    await stage.admin.says("/start")
    await stage.admin.says("/language")
    await stage.admin.taps("Русский")
    await stage.app.watch.look()
    assert (await health(stage))[0] == 200
    async with locked(stage):
        await stage.app.watch.look()
        assert "База данных не принимает записи" in stage.admin.last["text"]
        code, states = await health(stage)
        assert (code, states["store"], states["intake"]) == (503, "StoreError", "ok")
        assert (await figures(stage))["store_well",] == 0
        told = len(stage.admin.messages)
        await stage.app.watch.look()
        assert len(stage.admin.messages) == told
    await stage.app.watch.look()
    await stage.app.watch.look()
    assert "База данных снова работает" in stage.admin.last["text"]
    assert (await health(stage))[0] == 200
    assert (await figures(stage))["alarms_total", "store"] == 1


async def test_a_full_disk_is_told_though_rows_can_still_be_changed_in_place(stage: Stage) -> None:
    """The watch's own write fits, an update does not: what the intake meets counts."""
    impatient(stage)
    await stage.admin.says("/start")
    phone = stage.phone(lang="kk")
    await phone.says("/start")
    await stage.app.watch.look()
    async with stage.app.parts.database.write() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar()
        await connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    before = stage.app.parts.database.pulse.failures
    for _ in range(20):
        stage.world.send_text(phone.user, phone.chat, "/help " + "х" * 4000)
    await stage.world.until(lambda: stage.app.parts.database.pulse.failures > before)
    await write(stage.app.parts.database)
    await stage.app.watch.look()
    assert "Дерекқорға жазу мүмкін болмай тұр" in stage.admin.last["text"]
    async with stage.app.parts.database.write() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    await stage.settle()
    await stage.app.watch.look()
    await stage.app.watch.look()
    assert "Дерекқор қайта істеп тұр" in stage.admin.last["text"]


async def test_a_write_that_fails_anywhere_shows_in_health_at_once(stage: Stage) -> None:
    async with locked(stage):
        with pytest.raises(TROUBLE):
            async with stage.app.unit() as unit:
                await unit.writing()
        assert (await health(stage))[0] == 503
    await write(stage.app.parts.database)
    assert (await health(stage))[0] == 200


async def test_messages_that_telegram_does_not_take_are_told_as_late_once_they_go_again(
    tmp_path: Path,
) -> None:
    """Through the outage the alarm can reach nobody; health and figures show it, and then it is said."""
    clock = FixedClock(datetime(2026, 9, 1, 7, tzinfo=UTC))
    async with play(tmp_path, clock=clock) as stage:
        impatient(stage)
        await stage.admin.says("/start")
        phone = stage.phone(lang="kk")
        await phone.says("/start")
        await stage.app.watch.look()
        outage = stage.world.faults.add(Fault("500", method="sendMessage", times=None))
        stage.world.send_text(phone.user, phone.chat, "/help")
        await stage.world.until(lambda: outage.hits > 0)
        await stage.app.worker.drained()
        stage.app.watch._wall += timedelta(seconds=61)  # time goes by; it does not jump
        clock.advance(timedelta(seconds=61))
        await stage.app.watch.look()
        assert (await health(stage))[1]["oldest_unsent_seconds"] == pytest.approx(61, abs=1)
        assert (await figures(stage))["alarms_total", "late"] == 1
        stage.world.faults.remove(outage)
        clock.advance(timedelta(seconds=30))
        await stage.settle()
        await stage.app.watch.look()
        late, over = [each["text"] for each in stage.admin.messages][-2:]
        assert "кешігіп тұр" in late
        assert "Кешіккен хабарлар жіберілді" in over


async def test_figures_count_what_the_bot_did_and_hold_nothing_personal(stage: Stage) -> None:
    phone = stage.phone("Құпия-Айгүл", lang="kk")
    await phone.says("/start")
    number = await phone.files("Құпия мәтін")
    stage.world.faults.add(Fault("429", method="sendMessage", retry_after=1))
    await phone.says("/help")
    await stage.app.worker.flush()  # marks of turns that only read are written a moment later
    await stage.app.watch.look()
    _, page = await asked(stage, "metrics")
    shown = await figures(stage)
    assert shown["updates_total", "callback_query"] == 3
    assert shown["turns_total", "done"] == shown["turn_seconds_count",] >= 7
    assert shown["too_fast_total",] == shown["calls_total", "send", "too-fast"] == 1
    assert shown["calls_total", "send", "ok"] >= 6
    assert shown["inbox_rows", "new"] == shown["outbox_rows", "queued"] == 0
    words = re.sub(r" [\d.e+-]+$", "", page, flags=re.MULTILINE)  # a clock's digits may be anybody's number
    assert "updates_total" in words
    for secret in ("ұпия", number, str(phone.chat), str(stage.group.id).lstrip("-"), "42:TEST"):
        assert secret not in words


async def test_health_and_figures_ask_the_database_nothing(stage: Stage) -> None:
    """A thousand askers cost the database no more than one."""
    await stage.app.watch.look()
    async with stage.app.parts.database.write():  # nobody else can write meanwhile, and reading is not tried
        for _ in range(50):
            assert (await asked(stage, "healthz"))[0] == 200
            assert (await asked(stage, "metrics"))[0] == 200
