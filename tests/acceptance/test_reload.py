"""Officials edit files while the bot runs: good changes serve at once, broken ones harm nobody."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import reloading
from bot.domain.clock import FixedClock
from tests.acceptance.folders import CAMPS, TITLE, change
from tests.acceptance.stage import Stage, play


async def until_told(office: Stage, words: str) -> str:
    """Wait until the admin is told something with these words; return it."""

    def told() -> list[str]:
        texts = [each.get("text", "") for each in office.admin.messages]
        return [text for text in texts if words in text]

    await office.world.until(lambda: bool(told()))
    return told()[-1]


async def test_a_changed_file_serves_and_the_admins_are_told_the_difference(
    office: Stage, content: Path
) -> None:
    phone = office.phone(lang="ru")
    change(content, CAMPS, f"title: {TITLE}", "title: Куда поехать летом")
    told = await until_told(office, "Мазмұн жаңарды")
    assert "орысша мәтін: +1 жол, −1 жол" in told
    (answer,) = await phone.says("/start t_camps")
    assert answer["text"].startswith("Куда поехать летом")


async def test_a_broken_file_leaves_the_old_answer_and_the_admins_hear_what_is_wrong_and_where(
    office: Stage, content: Path
) -> None:
    phone = office.phone(lang="ru")
    change(content, CAMPS, f"title: {TITLE}\n", "")
    told = await until_told(office, "қате бар")
    assert f"{CAMPS}:2 title жазылмаған" in told
    (answer,) = await phone.says("/start t_camps")
    assert answer["text"].startswith(TITLE)
    (status,) = await office.admin.says("/content")
    assert f"{CAMPS}:2" in status["text"]
    shutil.copy2(Path(__file__).parents[2] / "content" / CAMPS, content / CAMPS)
    await until_told(office, "қате түзелді")


async def test_a_text_that_is_renamed_in_all_languages_is_missed_and_the_old_one_is_still_said(
    office: Stage, content: Path
) -> None:
    for lang in ("kk", "ru", "en"):
        change(content, f"texts/{lang}.ftl", "\nbutton-home =", "\nbutton-house =")
    assert "button-home" in await until_told(office, "қате бар")
    assert await office.phone(lang="ru").says("/start t_camps")


async def test_a_bot_started_on_a_broken_folder_serves_the_last_good_version_and_tells_the_admins(
    office: Stage, content: Path
) -> None:
    await office.stop_bot()
    change(content, CAMPS, f"title: {TITLE}\n", "")
    await office.start_bot()
    await until_told(office, "бұрынғы нұсқа көрсетіле береді")
    (answer,) = await office.phone(lang="ru").says("/start t_camps")
    assert answer["text"].startswith(TITLE)


async def test_what_changed_while_the_bot_was_stopped_is_told_at_its_start(
    office: Stage, content: Path
) -> None:
    await office.restart()
    await office.stop_bot()
    change(content, CAMPS, f"title: {TITLE}", "title: Куда поехать летом")
    await office.start_bot()
    told = await until_told(office, "Мазмұн жаңарды")
    assert "орысша мәтін: +1 жол, −1 жол" in told
    assert sum("Мазмұн жаңарды" in each.get("text", "") for each in office.admin.messages) == 1


async def test_a_folder_that_is_taken_away_and_comes_back_is_followed(
    office: Stage, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = content.with_name("away")
    shutil.move(content, away)
    await reloading.look(office.app)
    await until_told(office, "мұндай қалта жоқ")
    change(away, CAMPS, f"title: {TITLE}", "title: Куда поехать летом")
    shutil.move(away, content)
    await reloading.look(office.app)
    (answer,) = await office.phone(lang="ru").says("/start t_camps")
    assert answer["text"].startswith("Куда поехать летом")


async def test_a_changed_description_of_the_bot_is_told_to_telegram(office: Stage, content: Path) -> None:
    change(content, "texts/ru.ftl", "command-start = ", "command-start = 0 ")
    await until_told(office, "Мазмұн жаңарды")
    await office.world.until(
        lambda: any(
            command["description"].startswith("0 ")
            for call in office.world.calls.of("setMyCommands")
            for command in call.params["commands"]
        )
    )


async def test_admins_hear_once_30_days_before_an_answer_runs_out_and_once_when_it_has(
    tmp_path: Path, content: Path
) -> None:
    change(content, "topics/camps/topic.yaml", "valid_until: null", "valid_until: 2026-12-31")
    clock = FixedClock(datetime(2026, 11, 30, 5, tzinfo=UTC))

    async with play(tmp_path / "data", clock, content_dir=content) as office:
        await office.admin.says("/start")
        told = _counting(office, "valid_until")

        async def a_day_passes(days: int = 1) -> int:
            clock.advance(timedelta(days=days))
            await reloading.remind(office.app)
            await office.settle()
            return told()

        assert told() == 0
        assert await a_day_passes() == 1
        assert "31.12.2026 күніне дейін жарамды" in office.admin.last["text"]
        assert await a_day_passes() == 1
        await office.restart()
        assert await a_day_passes(29) == 1
        assert await a_day_passes() == 2
        assert "мерзімі 31.12.2026 күні өтті" in office.admin.last["text"]
        assert await a_day_passes() == 2


def _counting(office: Stage, words: str) -> Callable[[], int]:
    return lambda: sum(words in each.get("text", "") for each in office.admin.messages)
