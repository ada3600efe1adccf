"""What was counted, in the text format that Prometheus reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from bot.meter import SECONDS, Meter
from bot.web.metrics import Now

_NAME = "abai_bala_"


def text(meter: Meter, now: Now) -> tuple[bytes, str]:
    """Return the page and its content type. The registry is this call's own: nothing is global."""
    registry = CollectorRegistry()
    registry.register(_Families([*_counted(meter), _turn_seconds(meter), *_waiting(now)]))
    return generate_latest(registry), CONTENT_TYPE_PLAIN_0_0_4


class _Families(Collector):
    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _counted(meter: Meter) -> Iterator[Metric]:
    slowed = sum(count for (_, outcome), count in meter.calls.items() if outcome == "too-fast")
    yield _counter("updates", "Updates stored, by kind.", ["kind"], _single(meter.updates))
    yield _counter("turns", "Turns, by how they ended.", ["outcome"], _single(meter.turns))
    yield _counter("calls", "Calls to Telegram, by what they do.", ["method", "outcome"], meter.calls)
    yield _counter("too_fast", "Calls that Telegram answered with 429.", [], {(): slowed})
    yield _counter("alarms", "Alarms raised, by what they are about.", ["about"], _single(meter.alarms))


def _counter(
    name: str, words: str, labels: Sequence[str], counts: Mapping[tuple[str, ...], int]
) -> CounterMetricFamily:
    family = CounterMetricFamily(_NAME + name, words, labels=labels)
    for values, count in counts.items():
        family.add_metric(values, count)
    return family


def _turn_seconds(meter: Meter) -> HistogramMetricFamily:
    bounds = [*map(str, SECONDS), "+Inf"]
    return HistogramMetricFamily(
        _NAME + "turn_seconds",
        "From the beginning of a turn to its answer or its commit.",
        buckets=list(zip(bounds, accumulate(meter.turn_seconds), strict=True)),
        sum_value=meter.turn_seconds_sum,
    )


def _waiting(now: Now) -> Iterator[Metric]:
    yield _gauge("inbox_rows", "Updates that are not done, by state.", _single(now.inbox))
    yield _gauge("outbox_rows", "Messages that are not sent, by state.", _single(now.outbox))
    for name, seconds in now.ages.items():
        yield GaugeMetricFamily(_NAME + name, "For how long the oldest row has waited.", value=seconds or 0)
    yield GaugeMetricFamily(_NAME + "store_well", "1 while the database takes writes.", value=now.store_well)


def _gauge(name: str, words: str, counts: Mapping[tuple[str, ...], int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(_NAME + name, words, labels=["state"])
    for values, count in counts.items():
        family.add_metric(values, count)
    return family


def _single(counts: Mapping[str, int]) -> dict[tuple[str, ...], int]:
    return {(label,): count for label, count in counts.items()}
