"""A topic with `valid_until` is shown through that day, and from the next one nothing leads to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.clock import FixedClock
from tests.acceptance.folders import change, copied
from tests.acceptance.stage import play

LAST_DAY = datetime(2026, 12, 10, 5, tzinfo=UTC)
QUESTION = "как записать ребенка в летний лагерь"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Content in which the answer on camps holds until 10 December 2026."""
    folder = copied(tmp_path / "content")
    change(folder, "topics/camps/topic.yaml", "valid_until: null", "valid_until: 2026-12-10")
    return folder


async def test_on_its_last_day_an_answer_is_there_and_the_day_after_nothing_leads_to_it(
    tmp_path: Path, content: Path
) -> None:
    clock = FixedClock(LAST_DAY)
    async with play(tmp_path / "data", clock, content_dir=content) as stage:
        phone = stage.phone(lang="ru")
        (shown,) = await phone.says(QUESTION)
        assert "лагер" in shown["text"].splitlines()[0].lower()
        (old,) = await phone.says("/start t_camps")
        assert _leads_to_camps(await phone.says("/start"))
        clock.advance(timedelta(days=1))
        assert not _leads_to_camps(await phone.says("/start"))
        (shown,) = await phone.says(QUESTION)
        assert shown["text"] != old["text"]
        assert not _leads_to_camps([shown])
        (shown,) = await phone.says("/start t_camps")
        assert shown["text"].startswith("Здравствуйте")


def _leads_to_camps(messages: list[dict[str, Any]]) -> bool:
    buttons = [
        button
        for each in messages
        for row in each.get("reply_markup", {}).get("inline_keyboard", [])
        for button in row
    ]
    return any(button.get("callback_data") == "t:camps" for button in buttons)
