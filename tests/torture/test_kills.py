"""SIGKILL at random moments while appeals are filed: none lost, none doubled (proof 1)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.torture.authors import Crowd
from tests.torture.lives import begin_real
from tests.torture.oracle import assert_nothing_lost_or_doubled, assert_stored, finish
from tests.torture.scene import Scene, scene, seeded, size

_AUTHORS = 24
_CALLS_PER_APPEAL = 11
_WITH_WORK = 0.95

Figure = Callable[[str], None]


@pytest.mark.timeout(2_400)
@pytest.mark.parametrize("lane", range(size(1, 2)))
async def test_killed_at_random_moments_the_bot_loses_no_appeal_and_doubles_none(
    lives: Scene, figure: Figure, lane: int
) -> None:
    await _torture(lives, figure, kills=size(20, 470), appeals=size(70, 5_000))


@pytest.mark.timeout(2_400)
async def test_the_real_command_killed_at_random_moments_loses_no_appeal_and_doubles_none(
    tmp_path: Path, figure: Figure
) -> None:
    async with scene(tmp_path, begin_real) as lives:
        await _torture(lives, figure, kills=size(2, 60), appeals=size(20, 600))


async def _torture(lives: Scene, figure: Figure, *, kills: int, appeals: int) -> None:
    dice = seeded("kills")
    crowd = Crowd(lives.world, _AUTHORS, appeals)
    crowd.begin()
    with_work = 0
    for done in range(kills):
        share = max(crowd.quota.left, 0) / (kills - done) * _CALLS_PER_APPEAL
        until = len(lives.world.calls) + int(share * dice.uniform(0.1, 1.9)) + dice.randrange(12)
        await lives.start()
        await lives.served(until)
        await asyncio.sleep(dice.uniform(0, 0.03))  # so that no kill waits for one of our answers
        await lives.kill()
        with_work += lives.pending() > 0
    await finish(lives, crowd)
    line = assert_nothing_lost_or_doubled(lives, crowd, most_repeats=kills)
    await assert_stored(lives.data_dir, crowd.sent)
    figure(f"{kills} kills, {with_work} with work pending; {line}")
    assert with_work >= kills * _WITH_WORK, "the kills hit an idle bot: the run is void"
