"""Killed at each named point of the road: the same result as without a kill (proof 2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.torture.authors import Crowd
from tests.torture.lives import KILLED
from tests.torture.mischief import POINTS
from tests.torture.oracle import assert_nothing_lost_or_doubled, assert_stored, finish
from tests.torture.scene import Scene, seeded, size

_MOST_PASSAGES = 6


@pytest.mark.timeout(900)
async def test_killed_at_every_point_of_the_road_the_bot_loses_nothing_and_doubles_nothing(
    lives: Scene, figure: Callable[[str], None]
) -> None:
    dice, each = seeded("fail points"), size(2, 20)
    points = list(POINTS) * each
    dice.shuffle(points)
    crowd = Crowd(lives.world, people=12, appeals=10_000)
    crowd.begin()
    for point in points:
        await lives.start(hands=1, fail={"point": point, "passage": dice.randint(1, _MOST_PASSAGES)})
        # Authors never run out of appeals: a point that does not end its life is one that is not reached.
        assert await lives.died(point) == KILLED, lives.last_words()
    await finish(lives, crowd)
    line = assert_nothing_lost_or_doubled(lives, crowd, most_repeats=len(points))
    await assert_stored(lives.data_dir, crowd.sent)
    figure(f"{len(POINTS)} points, {each} kills at each; {line}")
