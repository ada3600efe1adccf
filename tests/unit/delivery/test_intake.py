from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from bot.delivery.intake import ALLOWED, Intake
from bot.delivery.trouble import UNREACHABLE
from bot.demo.server import BotApiServer
from bot.domain.updates import Raw
from bot.errors import ApiError, ConnectionFailedError
from bot.tasks import Tasks
from bot.telegram.client import BotApi
from tests.unit.delivery import driven
from tests.unit.delivery.road import Road


def offsets(road: Road) -> list[int | None]:
    return [each.get("offset") for each in road.called("getUpdates")]


async def until_done(road: Road, rows: int) -> None:
    await road.until(lambda states: states == ["done"] * rows)


async def test_an_update_travels_from_the_poll_to_its_answer(road: Road) -> None:
    parent = road.parent()
    road.runs()
    road.world.send_text(parent, parent, "x")
    await road.world.until(lambda: road.heard(parent) == ["re: x"])
    await until_done(road, 1)


async def test_the_offset_moves_only_behind_the_commit(road: Road) -> None:
    parent = road.parent()
    seen: list[tuple[list[int | None], int]] = []

    async def store(updates: list[Raw]) -> None:
        seen.append((offsets(road), len(road.world.updates.pending())))
        await road.worker.store(updates)

    intake = Intake(road.api.call, store, poll_seconds=1)
    road.world.send_text(parent, parent, "x")
    road.tasks.start("intake", intake.run())
    await road.world.until(lambda: not road.world.updates.pending())
    assert seen == [([None], 1)]
    first = road.world.updates.next_id
    assert await road.states("inbox") == ["new"]
    road.world.send_text(parent, parent, "y")
    await road.world.until(lambda: not road.world.updates.pending())
    assert offsets(road)[:2] == [None, first]


async def test_a_failed_store_keeps_the_offset_and_loses_nothing(
    road: Road, caplog: pytest.LogCaptureFixture
) -> None:
    parent = road.parent()
    await road.store.run("ALTER TABLE inbox RENAME TO away")
    for words in ("one", "two"):
        road.world.send_text(parent, parent, words)
    road.runs()
    sentence = "The database cannot store updates (OperationalError); Telegram keeps them"
    await road.until(lambda _: sentence in caplog.text, table="outbox")
    assert len(road.world.updates.pending()) == 2
    await road.store.run("ALTER TABLE away RENAME TO inbox")
    await road.world.until(lambda: road.heard(parent) == ["re: one", "re: two"])
    assert set(offsets(road)[:2]) == {None}


async def test_another_copy_of_the_bot_is_told_in_one_sentence_and_waited_out(
    road: Road, caplog: pytest.LogCaptureFixture
) -> None:
    parent = road.parent()
    road.fault("409", "getUpdates")
    road.world.send_text(parent, parent, "x")
    road.runs()
    await road.world.until(lambda: road.heard(parent) == ["re: x"])
    sentence = "Another copy of the bot is running with this token; stop one of them"
    assert [each.message for each in caplog.records if each.levelname == "WARNING"] == [sentence]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("502", "Telegram answers getUpdates with error 502; trying again"),
        ("lost", UNREACHABLE),
    ],
)
async def test_telegram_in_trouble_is_waited_out(
    road: Road, caplog: pytest.LogCaptureFixture, kind: str, sentence: str
) -> None:
    parent = road.parent()
    road.fault(kind, "getUpdates")  # type: ignore[arg-type]
    road.world.send_text(parent, parent, "x")
    road.runs()
    await road.world.until(lambda: road.heard(parent) == ["re: x"])
    assert [each.message for each in caplog.records if each.levelname == "WARNING"] == [sentence]


async def test_a_poll_asks_for_its_kinds_each_time_and_first_without_waiting(road: Road) -> None:
    road.runs()
    await road.intake.started.wait()
    await road.world.until(lambda: len(road.called("getUpdates")) > 1)
    first, second = road.called("getUpdates")[:2]
    assert first["allowed_updates"] == second["allowed_updates"] == list(ALLOWED)
    assert (first["timeout"], second["timeout"]) == (0, 1)


async def test_numbers_that_restart_at_random_lose_and_repeat_nothing(road: Road) -> None:
    parent = road.parent()
    road.runs()
    road.world.send_text(parent, parent, "one")
    await road.world.until(lambda: road.heard(parent) == ["re: one"] and not road.world.updates.pending())
    road.world.updates.renumber(1_900_000_000)
    road.world.send_text(parent, parent, "two")
    await road.world.until(lambda: road.heard(parent) == ["re: one", "re: two"])


async def test_intake_is_unwell_until_telegram_answered_and_after_a_long_silence(road: Road) -> None:
    with pytest.raises(ConnectionFailedError):
        await road.intake.ping()
    road.tasks.start("intake", road.intake.run())
    await road.intake.started.wait()
    await road.intake.ping()
    await road.tasks.stop()
    road.intake._answered_at -= 18
    with pytest.raises(ConnectionFailedError):
        await road.intake.ping()


async def test_one_batch_may_hold_junk_beside_messages(road: Road) -> None:
    parent = road.parent()
    road.world.emit({"message": {"text": "half \ud83d"}})
    road.world.emit({"message": None})
    road.world.send_text(parent, parent, "x")
    road.runs()
    await road.world.until(lambda: road.heard(parent) == ["re: x"])


async def test_a_server_that_goes_away_and_returns_is_polled_again(road: Road) -> None:
    parent = road.parent()
    server = BotApiServer(road.world)
    await server.start()
    port = server.port
    await server.stop()
    api = BotApi(road.world.token, f"http://127.0.0.1:{port}")
    calls: list[Any] = []

    async def call(method: str, params: dict[str, Any], **options: Any) -> Any:
        calls.append(method)
        return await api.call(method, params, **options)

    intake = Intake(call, road.worker.store, poll_seconds=1)
    road.works()
    road.tasks.start("intake", intake.run())
    road.world.send_text(parent, parent, "x")
    await road.until(lambda _: calls)
    again = BotApiServer(road.world, port=port)
    await again.start()
    await road.world.until(lambda: road.heard(parent) == ["re: x"])
    await road.tasks.stop()
    await again.stop()
    await api.close()


def polled_through(troubles: list[Exception]) -> None:
    """Poll, in no time, a server that answers with these errors and then is well."""

    async def poll() -> None:
        well = asyncio.Event()

        async def call(*_args: object, **_options: object) -> list[Raw]:
            if troubles:
                raise troubles.pop(0)
            if well.is_set():
                await asyncio.Event().wait()
            well.set()
            return []

        async def store(_updates: list[Raw]) -> None:
            """Nothing comes."""

        tasks = Tasks()
        tasks.start("intake", Intake(call, store).run())
        await well.wait()
        await asyncio.sleep(1)
        await tasks.stop()

    driven.run(poll())


def test_an_outage_is_told_in_one_line_however_long_it_is_and_its_end_in_another(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    polled_through([ConnectionFailedError("x")] * 3_000)
    assert [each.message for each in caplog.records] == [UNREACHABLE, "Over: Telegram cannot be reached"]


def test_a_token_that_telegram_does_not_know_is_named(caplog: pytest.LogCaptureFixture) -> None:
    polled_through([ApiError(401, "Unauthorized")] * 2)
    sentence = "Telegram does not know BOT_TOKEN (error 401); get the right one from @BotFather"
    assert [each.message for each in caplog.records] == [sentence]
