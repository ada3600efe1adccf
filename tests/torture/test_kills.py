"""SIGKILL at random moments while appeals are filed: none lost, none doubled (proof 1; 10 too)."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import pytest

from tests.reading import teach
from tests.torture.authors import Crowd
from tests.torture.lives import begin_real
from tests.torture.oracle import assert_nothing_lost_or_doubled, assert_stored, finish
from tests.torture.scene import FULL, Scene, seeded, size

_AUTHORS = 24
_CALLS_PER_APPEAL = 11
_WITH_WORK = 0.95


@pytest.mark.timeout(2_600)
@pytest.mark.parametrize("lane", range(4 if FULL else 1))
async def test_killed_at_random_moments_the_bot_loses_no_appeal_and_doubles_none(
    lives: Scene, figure: Callable[[str], None], lane: int
) -> None:
    kills, appeals = size(22, 250), size(70, 2_500)
    dice = seeded("kills")
    crowd = Crowd(lives.world, _AUTHORS, appeals)
    crowd.begin()
    with_work = 0
    for done in range(kills):
        share = max(crowd.quota.left, 0) / (kills - done) * _CALLS_PER_APPEAL
        until = len(lives.world.calls) + int(share * dice.uniform(0.1, 1.9)) + dice.randrange(12)
        await lives.start(hands=2)
        await lives.served(until)
        await _moment(dice)
        await lives.kill()
        with_work += lives.pending() > 0
    await finish(lives, crowd, all_begun=True)
    line = assert_nothing_lost_or_doubled(lives, crowd, most_repeats=kills)
    await assert_stored(lives.data_dir, crowd.sent)
    figure(f"{kills} kills, {with_work} with work pending; {line}")
    assert with_work >= kills * _WITH_WORK, "the kills hit an idle bot: the run is void"


@pytest.mark.timeout(2_600)
async def test_the_real_command_killed_twenty_times_loses_no_appeal_and_doubles_none(
    lives: Scene, figure: Callable[[str], None]
) -> None:
    """Every life is `abai-bala run` in a process of its own, with Telegram's real limits."""
    kills = size(20, 66)
    teach(lives.data_dir)
    dice = seeded("real kills")
    crowd = Crowd(lives.world, _AUTHORS, kills * 20)
    crowd.begin()
    with_work = 0
    for _ in range(kills):
        await lives.start(begin_real)
        await lives.served(len(lives.world.calls) + dice.randrange(10, 80))
        await _moment(dice)
        await lives.kill()
        with_work += lives.pending() > 0
    await finish(lives, crowd)
    line = assert_nothing_lost_or_doubled(lives, crowd, most_repeats=kills)
    await assert_stored(lives.data_dir, crowd.sent)
    figure(f"{kills} kills of the real command, {with_work} with work pending; {line}")
    assert len(crowd.sent) >= kills, "too few appeals for so many kills: the run is void"
    assert with_work >= kills * _WITH_WORK, "the kills hit an idle bot: the run is void"


async def _moment(dice: random.Random) -> None:
    """Let a moment go by, so that no kill waits for one of our answers."""
    await asyncio.sleep(dice.uniform(0, 0.1))
