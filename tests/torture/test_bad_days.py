"""Telegram on a bad day: answers lost, 429, 5xx and 409 in the middle of filing (proofs 11, 12, 18)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.demo.faults import Fault
from tests.torture.authors import Crowd
from tests.torture.oracle import assert_nothing_lost_or_doubled, assert_stored, finish
from tests.torture.scene import Scene, size

Figure = Callable[[str], None]


@pytest.mark.timeout(900)
async def test_a_fifth_of_the_answers_lost_repeats_no_more_than_was_lost(
    lives: Scene, figure: Figure
) -> None:
    lost = lives.world.faults.add(Fault("lost", method="sendMessage", times=None, every=5))
    crowd = Crowd(lives.world, people=size(20, 100), appeals=size(20, 500))
    line = await _file(lives, crowd, lambda: lost.hits)
    sends = len(lives.world.calls.of("sendMessage"))
    figure(f"{lost.hits} of {sends} answers lost; {line}")
    assert lost.hits >= sends // 6


@pytest.mark.timeout(900)
async def test_a_storm_of_429_loses_nothing_and_no_chat_is_written_to_too_early(
    lives: Scene, figure: Figure
) -> None:
    wait = size(1, 3)
    storm = Fault("429", method="sendMessage", times=None, every=3, retry_after=wait)
    lives.world.faults.add(storm)
    crowd = Crowd(lives.world, people=size(10, 100), appeals=size(10, 200))
    line = await _file(lives, crowd, lambda: 0)
    early = _too_early(lives, timedelta(seconds=wait))
    figure(f"{storm.hits} times 429; {len(early)} calls before their moment; {line}")
    assert not early, early[:3]


@pytest.mark.timeout(900)
async def test_polls_that_end_with_409_or_5xx_file_each_appeal_once(lives: Scene, figure: Figure) -> None:
    kinds = ("409", "500", "502", "503", "lost")
    faults = [Fault(kind, method="getUpdates", times=size(1, 3), every=2) for kind in kinds]
    lives.world.faults.extend(faults)
    crowd = Crowd(lives.world, people=size(10, 50), appeals=size(10, 200))
    line = await _file(lives, crowd, lambda: 0)
    figure(f"{sum(each.hits for each in faults)} polls failed; {line}")
    assert all(each.hits for each in faults), [each.kind for each in faults if not each.hits]


async def _file(lives: Scene, crowd: Crowd, lost: Callable[[], int]) -> str:
    """Let the crowd file all its appeals; return the figures."""
    crowd.begin()
    await lives.start()
    await lives.until(lambda: crowd.quota.left <= 0 and crowd.at_rest)
    assert await lives.stop() == 0
    await finish(lives, crowd)
    line = assert_nothing_lost_or_doubled(lives, crowd, most_repeats=lost())
    await assert_stored(lives.data_dir, crowd.sent)
    return line


def _too_early(lives: Scene, wait: timedelta) -> list[str]:
    """Return the calls that came to a chat within the time that a 429 had named for it."""
    free: dict[int, datetime] = {}
    early = []
    for call in lives.world.calls.of("sendMessage"):
        chat = call.params["chat_id"]
        if chat in free and call.at < free[chat]:
            early.append(f"{call.line()} {(free[chat] - call.at).total_seconds():.2f} s early")
        if call.error_code == 429:
            free[chat] = call.at + wait
    return early
