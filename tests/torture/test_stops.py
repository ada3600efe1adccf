"""SIGTERM under load: what is in hand is recorded, the rest is on disk for the next start (proof 3)."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import pytest

from tests.torture.authors import Crowd
from tests.torture.oracle import assert_nothing_lost_or_doubled, assert_stored, finish
from tests.torture.scene import Scene, seeded, size

_SECONDS = 10.0


@pytest.mark.timeout(900)
async def test_stopped_under_load_the_bot_ends_in_time_and_nothing_is_lost_or_said_twice(
    lives: Scene, figure: Callable[[str], None]
) -> None:
    dice, stops = seeded("stops"), size(5, 100)
    crowd = Crowd(lives.world, people=16, appeals=10_000)
    crowd.begin()
    took = []
    for _ in range(stops):
        until = len(lives.world.calls) + dice.randrange(10, 60)
        await lives.start()
        await lives.served(until)
        began = monotonic()
        assert await lives.stop() == 0, lives.last_words()
        took.append(monotonic() - began)
    await finish(lives, crowd)
    line = assert_nothing_lost_or_doubled(lives, crowd, most_repeats=0)
    await assert_stored(lives.data_dir, crowd.sent)
    figure(f"{stops} stops, the longest took {max(took):.1f} s (≤ {_SECONDS:.0f}); {line}")
    assert max(took) <= _SECONDS
