"""Telegram's twenty a minute in a group, whenever the bot is started anew (proof 13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.limits import Limits
from tests.unit.delivery.test_limits import most_within
from tests.unit.delivery.test_pledges import open_post

_CARDS = 60
_MOST = 18


@pytest.mark.parametrize("before", [1, 10, 18, 25])
async def test_a_group_is_sent_18_in_any_minute_also_across_restarts(tmp_path: Path, before: int) -> None:
    async with open_post(tmp_path, Limits(chat_burst=1_000)) as post:
        (group,) = post.groups(1)
        await post.owe([(group.id, "card")] * _CARDS)
        await post.run(until=lambda: len(post.calls()) >= before)
        await post.restart()
        await post.run()
        sent = post.sent()[group.id]
        assert len(sent) == _CARDS
        assert most_within(sent, 60.0) <= _MOST
        assert not [each for each in post.calls() if not each.ok], "the server found it too fast"
