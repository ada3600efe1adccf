"""Days, terms and order are right whatever the system's clock and time zone do."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.clock import FixedClock
from tests.acceptance.stage import play

DAY = timedelta(days=1)


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Qyzylorda", "Pacific/Kiritimati"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let the machine stand in another time zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


async def test_days_are_kazakhstans_wherever_the_machine_stands(tmp_path: Path, zone: str) -> None:
    """Half past one at night on Tuesday, 1 September, while it is still August in UTC."""
    clock = FixedClock(datetime(2026, 8, 31, 20, 30, tzinfo=UTC))
    async with play(tmp_path, clock) as stage:
        author = stage.phone(lang="kk")
        await author.files("Тамақ суық", "Баланы жәбірлеу")
        (receipt,) = [each["text"] for each in author.messages if "қабылданды" in each["text"]]
        assert "Жіберілген күні: 01.09.2026" in receipt
        assert "3 жұмыс күні, 04.09.2026" in receipt


@pytest.mark.parametrize("jump", [DAY, -DAY], ids=["forward", "back"])
@pytest.mark.parametrize("restart", [False, True], ids=["running", "started anew"])
async def test_a_jump_by_a_day_keeps_promises_drafts_and_the_order_of_what_was_said(
    tmp_path: Path, jump: timedelta, *, restart: bool
) -> None:
    clock = FixedClock(datetime(2026, 9, 8, 5, tzinfo=UTC))
    async with play(tmp_path, clock) as stage:
        await stage.admin.says("/start")
        author = stage.phone(lang="kk")
        first = await author.files("Бірінші хабар")
        await author.says("/appeal")
        await author.taps("Мектептегі тамақ")
        clock.advance(jump)
        if restart:
            await stage.restart()
        await stage.app.watch.look()
        await author.taps("Семей қаласы")
        await author.says("Екінші хабар")
        await author.taps("✅ Жіберу")
        receipts = [each for each in author.messages if "қабылданды" in each.get("text", "")]
        assert first in receipts[0]["text"]
        assert f"{first[:-1]}{int(first[-1]) + 1}" in receipts[1]["text"]
        await author.says("Қосымша", reply_to=receipts[0])
        (shown,) = await author.says(f"/status {first}")
        assert "11.09.2026" in shown["text"]
        assert shown["text"].index("Бірінші хабар") < shown["text"].index("Қосымша")
        assert ("сағаты кенет" in stage.admin.last.get("text", "")) is not restart
