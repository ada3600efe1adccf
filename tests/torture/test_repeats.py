"""Updates that come again, out of order, and under numbers that fall: one effect each (proofs 5 and 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from aiohttp import ClientSession

from bot.demo.chats import User
from bot.demo.refusals import Json
from tests.torture.authors import Crowd
from tests.torture.oracle import assert_stored
from tests.torture.scene import Scene, seeded, size

_TIMES = 5


@pytest.mark.timeout(600)
async def test_every_update_delivered_five_times_out_of_order_by_polls_and_pushes_has_one_effect(
    lives: Scene, figure: Callable[[str], None]
) -> None:
    dice = seeded("repeats")
    crowd = Crowd(lives.world, people=size(40, 500), appeals=size(40, 500))
    crowd.begin()
    await lives.start()
    await lives.until(lambda: crowd.quota.left <= 0 and crowd.at_rest)
    await lives.rest()
    assert await lives.stop() == 0
    added = {_adds(lives, author.user): author.user for author in crowd.authors}
    originals = [each.raw for each in lives.world.updates.pending()]
    lives.world.updates.scramble(_TIMES - 1, dice)
    half = len(lives.world.updates.pending()) // 2
    await lives.start()
    await lives.until(lambda: len(lives.world.updates.pending()) < half)
    assert await lives.stop() == 0
    await _pushed(lives, originals)
    _assert_one_effect_each(lives, added)
    ((entries,),) = lives.rows("SELECT count(*) FROM entries WHERE kind = 'addition'")
    assert entries == len(added)
    figure(f"{len(originals)} updates × {_TIMES}, out of order, polled and pushed: one effect each")


async def _pushed(lives: Scene, originals: list[Json]) -> None:
    """Let the server push what is left, and push everything once more ourselves at the same time."""
    url, secret = f"http://127.0.0.1:{lives.port}/hook", "x" * 40
    lives.environment |= {"WEBHOOK_URL": url, "WEBHOOK_SECRET": secret}
    await lives.start()
    await lives.until(lambda: lives.world.webhook.url)
    async with ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": secret}) as session:
        for raw in originals:
            async with session.post(url, json=raw) as answer:
                assert answer.status == 200
    await lives.rest()
    assert await lives.stop() == 0


def _adds(lives: Scene, user: User) -> str:
    """Let a person add to the appeal, by answering the receipt, and ask for help; return what was added."""
    receipt = next(each for each in lives.world.messages(user) if "Өтінішіңіз қабылданды" in each["text"])
    text = f"Қосымша {user.id}."
    lives.world.send_text(user, user, text, reply_to=receipt)
    lives.world.send_text(user, user, "/help")
    return text


def _assert_one_effect_each(lives: Scene, added: dict[str, User]) -> None:
    told = [call.params for call in lives.world.calls.of("sendMessage") if call.ok]
    cards = Counter(text for each in told for text in added if each["text"].endswith(text))
    assert cards == Counter(added.keys()), "each addition stands once in the operators' group"
    for user in added.values():
        mine = [each["text"] for each in told if each["chat_id"] == user.id]
        assert sum("Қосылды" in each for each in mine) == 1
        assert sum("Бот не істей алады" in each for each in mine) == 1


@pytest.mark.timeout(300)
async def test_numbers_that_fall_at_random_lose_nothing_also_over_a_kill(
    lives: Scene, figure: Callable[[str], None]
) -> None:
    dice = seeded("falling numbers")
    people = [lives.world.add_user(f"P{number}", "kk") for number in range(20)]
    await lives.start()
    for week in range(5):
        for person in people:
            lives.world.send_text(person, person, "/help")
        await lives.until(partial(_all_helped, lives, people, week + 1))
        await lives.rest()
        if week % 2:
            await lives.kill()
            await lives.start()
        fallen = dice.randrange(1, lives.world.updates.next_id - 1_000)
        lives.world.updates.renumber(fallen)
    assert [_helped(lives, each) for each in people] == [5] * len(people)
    assert await lives.stop() == 0
    await assert_stored(lives.data_dir, [])
    figure(f"{5 * len(people)} of {5 * len(people)} updates answered, their numbers fell 4 times")


def _all_helped(lives: Scene, people: list[User], times: int) -> bool:
    return all(_helped(lives, each) >= times for each in people)


def _helped(lives: Scene, person: User) -> int:
    return sum("Бот не істей алады" in each.get("text", "") for each in lives.world.messages(person))
