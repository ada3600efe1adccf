"""Criteria of delivery that need the whole bot and one person: 9 (poison) and 17 (restarts in dialogues)."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from io import StringIO
from typing import Any

import pytest

from bot.commands import parked as commands
from bot.opening import beside
from bot.services import filing
from tests.acceptance.stage import Phone, Stage

WORDS = "Асханада тамақ суық"


async def to_category(phone: Phone) -> None:
    await phone.says("/appeal")


async def to_place(phone: Phone) -> None:
    await to_category(phone)
    await phone.taps("Мектептегі тамақ")


async def to_text(phone: Phone) -> None:
    await to_place(phone)
    await phone.taps("Аягөз ауданы")


async def to_preview(phone: Phone) -> None:
    await to_text(phone)
    await phone.says(WORDS)


async def to_pause(phone: Phone) -> None:
    await to_preview(phone)
    await phone.says("/help")


def receipts(phone: Phone) -> list[str]:
    return [each["text"] for each in phone.messages if "Өтінішіңіз қабылданды" in each.get("text", "")]


async def finish(phone: Phone, *left: str) -> None:
    """Do what is left of the form, and nothing that was done before."""
    for step in left:
        await (phone.says(WORDS) if step == WORDS else phone.taps(step))
    (receipt,) = receipts(phone)
    assert "AB-2026-000001" in receipt
    (shown,) = await phone.says("/status AB-2026-000001")
    assert all(each in shown["text"] for each in (WORDS, "Мектептегі тамақ · Аягөз ауданы"))


@pytest.mark.parametrize(
    ("to", "left"),
    [
        (to_category, ("Мектептегі тамақ", "Аягөз ауданы", WORDS, "✅ Жіберу")),
        (to_place, ("Аягөз ауданы", WORDS, "✅ Жіберу")),
        (to_text, (WORDS, "✅ Жіберу")),
        (to_preview, ("✅ Жіберу",)),
        (to_pause, ("✅ Жіберу",)),
    ],
    ids=["category", "place", "text", "preview", "paused"],
)
async def test_17_a_restart_at_any_step_of_the_form_asks_for_nothing_again(
    stage: Stage, to: Callable[[Phone], Awaitable[None]], left: tuple[str, ...]
) -> None:
    phone = stage.phone()
    await to(phone)
    await stage.restart()
    await finish(phone, *left)


async def test_17_a_restart_while_words_are_changed_keeps_the_old_ones_until_the_new_ones_come(
    stage: Stage,
) -> None:
    phone = stage.phone()
    await to_preview(phone)
    await phone.taps("Қайта жазу")
    await stage.restart()
    await finish(phone, WORDS, "✅ Жіберу")


async def test_17_a_restart_before_an_addition_still_joins_it_to_its_appeal(stage: Stage) -> None:
    phone = stage.phone()
    number = await phone.files("Тамақ суық")
    await phone.taps(number)
    await phone.taps("Қосып жазу")
    await stage.restart()
    (told,) = await phone.says("Бүгін де суық")
    assert number in told["text"]
    (shown,) = await phone.says(f"/status {number}")
    assert "Бүгін де суық" in shown["text"]


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return what lets filing fail this many times after all that it writes is written."""

    def fail(times: int) -> None:
        file, left = filing.send, [times]

        async def failing(*args: Any) -> Any:
            filed = await file(*args)
            if left[0]:
                left[0] -= 1
                raise ValueError(WORDS)
            return filed

        monkeypatch.setattr(filing, "send", failing)

    return fail


async def test_9_a_handler_that_fails_three_times_and_then_works_files_one_appeal(
    stage: Stage, fails: Callable[[int], None]
) -> None:
    phone = stage.phone()
    stage.app.worker._again_after = (0, 0, 0, 0)
    await to_preview(phone)
    fails(3)
    await finish(phone, "✅ Жіберу")


async def test_9_a_handler_that_always_fails_parks_the_update_whole_tells_who_must_know_and_loses_no_word(
    stage: Stage, fails: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = stage.phone()
    stage.app.worker._again_after = (0, 0, 0, 0)
    await stage.admin.says("/start")
    await to_preview(phone)
    fails(100)
    await phone.taps("✅ Жіберу")
    assert receipts(phone) == []
    assert "өңдей алмадым" in phone.last["text"]
    assert "бөлек сақталды" in stage.admin.last["text"]
    out = StringIO()
    async with beside(stage.settings, stage.clock) as (database, vault):
        await commands.list_parked(database, vault, out)
        seq = int(out.getvalue().split()[0])
        await commands.show_parked(database, vault, [seq], out, reveal=True)
        shown = out.getvalue()
        assert json.loads(shown[shown.index("{") :])["callback_query"]["data"].startswith("fs:")
        monkeypatch.undo()
        await commands.retry_parked(database, [seq], out)
    await stage.app.worker.take_up_retried()
    await stage.settle()
    await finish(phone)
