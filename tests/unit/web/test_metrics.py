from __future__ import annotations

import time

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families as parsed

from bot.errors import AbaiBalaError, ApiError, ConnectionFailedError, OutcomeUnknownError
from bot.meter import Meter
from bot.web import metrics
from bot.web.server import serve

NOTHING = metrics.Now({}, {}, {}, store_well=True)


async def scraped(meter: Meter, now: metrics.Now = NOTHING) -> dict[tuple[str, ...], float]:
    """Ask as Prometheus does; return each sample by its name and the values of its labels."""
    async with (
        serve("127.0.0.1", 0, metrics.routes(meter, lambda: now)) as port,
        ClientSession() as client,
        client.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        families = list(parsed(await answer.text()))
    assert all(family.documentation and family.type != "unknown" for family in families)
    return {
        (sample.name.removeprefix("abai_bala_"), *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


async def test_a_fresh_bot_shows_zeros_so_that_the_first_alarm_is_a_rise() -> None:
    samples = await scraped(Meter())
    assert samples["alarms_total", "store"] == samples["turns_total", "parked"] == 0
    assert samples["too_fast_total",] == samples["turn_seconds_count",] == 0


async def test_updates_are_counted_by_a_short_list_of_kinds() -> None:
    meter = Meter()
    meter.stored(
        [{"update_id": 1, "message": {}}, {"update_id": 2, "message": {}}, {"update_id": 3, "құпия": {}}]
    )
    samples = await scraped(meter)
    assert samples["updates_total", "message"] == 2
    assert samples["updates_total", "other"] == 1
    assert not any("құпия" in names for names in samples)


async def test_a_turns_seconds_stand_in_their_bucket_and_in_all_wider_ones() -> None:
    meter = Meter()
    meter.turn("done", time.monotonic())
    meter.turn("failed", time.monotonic() - 0.3)
    meter.turn("done", time.monotonic() - 3600)
    samples = await scraped(meter)
    assert (samples["turns_total", "done"], samples["turns_total", "failed"]) == (2, 1)
    buckets = [samples["turn_seconds_bucket", bound] for bound in ("0.005", "0.25", "0.5", "30.0", "+Inf")]
    assert buckets == [1, 1, 2, 2, 3]
    assert samples["turn_seconds_sum",] == pytest.approx(3600.3, abs=0.1)


@pytest.mark.parametrize(
    ("method", "error", "labels"),
    [
        ("getUpdates", None, ("poll", "ok")),
        ("sendPhoto", ApiError(429, "retry", retry_after=5), ("send", "too-fast")),
        ("editMessageText", ApiError(403, "bot was blocked"), ("edit", "blocked")),
        ("answerCallbackQuery", ApiError(400, "query is too old"), ("answer", "refused")),
        ("getMe", ApiError(502, "Bad Gateway"), ("other", "server-error")),
        ("sendMessage", ConnectionFailedError("x"), ("send", "not-reached")),
        ("sendMessage", OutcomeUnknownError("x"), ("send", "no-answer")),
    ],
)
async def test_calls_are_counted_by_what_they_do_and_how_they_end(
    method: str, error: AbaiBalaError | None, labels: tuple[str, str]
) -> None:
    meter = Meter()

    async def call(_method: str, _params: object = None) -> str:
        if error:
            raise error
        return "result"

    counted = meter.counting(call)
    if error:
        with pytest.raises(type(error)):
            await counted(method)
    else:
        assert await counted(method) == "result"
    samples = await scraped(meter)
    assert samples["calls_total", *labels] == 1
    assert samples["too_fast_total",] == (labels[1] == "too-fast")


async def test_what_waits_is_shown_by_state_and_age() -> None:
    ages = {"oldest_unsent_seconds": 61.5, "oldest_inbox_seconds": None}
    samples = await scraped(Meter(), metrics.Now({"parked": 2}, {"queued": 7}, ages, store_well=False))
    assert samples["inbox_rows", "parked"] == 2
    assert samples["outbox_rows", "queued"] == 7
    assert (samples["oldest_unsent_seconds",], samples["oldest_inbox_seconds",]) == (61.5, 0)
    assert samples["store_well",] == 0


async def test_two_bots_in_one_process_count_for_themselves() -> None:
    one, other = Meter(), Meter()
    one.stored([{"message": {}}])
    assert (await scraped(one))["updates_total", "message"] == 1
    assert ("updates_total", "message") not in await scraped(other)
