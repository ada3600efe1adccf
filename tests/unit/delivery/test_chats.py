from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.delivery.chats import Chats, Taken
from bot.storage.inbox import Received
from tests.unit.delivery import driven

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def row(seq: int, chat: str = "a", album: str = "", message_id: int = 0) -> Received:
    message: dict[str, Any] = {"message_id": message_id or seq, "text": str(seq)}
    if album:
        message["media_group_id"] = album
    return Received(seq, f"i{seq}", chat, {"update_id": seq, "message": message}, 0, NOON)


def timed(play: Callable[[Chats], Coroutine[Any, Any, float]]) -> float:
    """Play with chats whose albums are complete after a second; return what the play measures."""

    async def begin() -> float:
        return await play(Chats(1.0, lambda raw: raw["message"]["text"] == "3"))

    return driven.run(begin())


def now() -> float:
    return asyncio.get_running_loop().time()


def numbers(taken: Taken) -> list[int]:
    """Return the message ids of a turn as its handler sees them."""
    message = taken.update["message"]
    return [message["message_id"], *(each["message_id"] for each in message.get("album", []))]


async def all_turns(chats: Chats) -> list[list[int]]:
    turns = []
    while not chats.idle.is_set():
        taken = await chats.turn()
        turns.append(taken.seqs)
        chats.done(taken)
    return turns


async def test_a_chat_goes_to_the_end_of_the_ring_after_each_turn_so_that_none_starves() -> None:
    chats = Chats(1.0)
    for seq in range(1, 5):
        chats.offer(row(seq, "flooder"))
    chats.offer(row(5, "b"))
    chats.offer(row(6, "c"))
    assert await all_turns(chats) == [[1], [5], [6], [2], [3], [4]]


async def test_an_album_is_one_turn_in_the_order_of_its_messages_however_they_came() -> None:
    chats = Chats(0.0)
    for seq, number in ((1, 12), (2, 10), (3, 11)):
        chats.offer(row(seq, album="g", message_id=number))
    taken = await chats.turn()
    assert sorted(taken.seqs) == [1, 2, 3]
    assert numbers(taken) == [10, 11, 12]


async def test_what_stands_between_an_album_keeps_its_turn_behind_it() -> None:
    chats = Chats(0.0)
    chats.offer(row(1, album="g"))
    chats.offer(row(2))
    chats.offer(row(3, album="g"))
    chats.offer(row(4, album="h"))
    chats.offer(row(5, album="h"))
    assert await all_turns(chats) == [[1, 3], [2], [4, 5]]


async def test_what_is_urgent_goes_before_the_ring_with_what_its_chat_wrote_before() -> None:
    chats = Chats(1.0, lambda raw: raw["message"]["text"] == "6")
    for seq, chat in ((1, "a"), (2, "b"), (3, "c"), (4, "c"), (5, "d"), (6, "c"), (7, "c")):
        chats.offer(row(seq, chat))
    assert await all_turns(chats) == [[3], [4], [6], [1], [2], [5], [7]]


async def test_what_is_urgent_does_not_end_the_rest_of_an_update_that_failed() -> None:
    chats = Chats(1.0, lambda _: True)
    chats.offer(row(1))
    chats.again(await chats.turn(), 60.0)
    chats.offer(row(2))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await chats.turn()


def test_an_album_waits_for_more_until_none_came_for_a_second() -> None:
    async def play(chats: Chats) -> float:
        chats.offer(row(1, album="g"))
        asyncio.get_running_loop().call_later(0.9, chats.offer, row(2, album="g"))
        asyncio.get_running_loop().call_later(1.5, chats.offer, row(3))
        taken = await chats.turn()
        assert taken.seqs == [1, 2]
        return now()

    assert timed(play) == pytest.approx(1.9)


def test_a_whole_album_of_ten_waits_for_nothing() -> None:
    async def play(chats: Chats) -> float:
        for seq in range(1, 11):
            chats.offer(row(seq, album="g"))
        assert len((await chats.turn()).rows) == 10
        return now()

    assert timed(play) == 0.0


def test_while_an_album_waits_other_chats_have_their_turns() -> None:
    async def play(chats: Chats) -> float:
        chats.offer(row(1, album="g"))
        chats.offer(row(2, "b"))
        assert (await chats.turn()).seqs == [2]
        return now()

    assert timed(play) == 0.0


def test_what_comes_late_is_a_turn_of_its_own_and_the_first_comes_again_as_it_was() -> None:
    async def play(chats: Chats) -> float:
        chats.offer(row(1, album="g"))
        taken = await chats.turn()
        chats.offer(row(2, album="g"))
        chats.again(taken, 5.0)
        assert await chats.turn() is taken
        at = now()
        chats.done(taken)
        assert (await chats.turn()).seqs == [2]
        return at

    assert timed(play) == pytest.approx(6.0)


def test_a_turn_that_rests_is_woken_by_what_cannot_wait_and_comes_but_once() -> None:
    async def play(chats: Chats) -> float:
        chats.offer(row(1))
        chats.again(await chats.turn(), 9.0, patient=True)
        chats.offer(row(2))
        asyncio.get_running_loop().call_later(1.0, chats.offer, row(3))
        taken = await chats.turn()
        assert (taken.seqs, chats.behind(taken)) == ([1], 2)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(20):
                await chats.turn()
        return 0.0

    assert timed(play) == 0.0


@pytest.mark.parametrize("junk", [{"media_group_id": 7}, {"media_group_id": "g", "message_id": "x"}])
async def test_junk_is_no_album(junk: dict[str, Any]) -> None:
    chats = Chats(9.0)
    for seq in (1, 2):
        chats.offer(Received(seq, f"i{seq}", "a", {"message": junk}, 0, NOON))
    assert await all_turns(chats) == [[1], [2]]
