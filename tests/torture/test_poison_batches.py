"""Poison among good updates: it is set aside, encrypted and counted, and holds nobody up (proof 7)."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from itertools import pairwise
from typing import Any

import pytest

from bot.demo.refusals import Json
from tests.torture.scene import Scene, seeded, size

_CANARY = "құпия-канарейка"
_IDLE_SECONDS = 2.0
_JUNK: tuple[Any, ...] = (None, True, -1, 2**70, 0.5, "", "\ud800", "x" * 5_000, [], {}, [[]], {"id": {}})


@pytest.mark.timeout(300)
async def test_poison_among_good_updates_is_set_aside_and_all_the_good_are_answered(
    lives: Scene, figure: Callable[[str], None]
) -> None:
    dice = seeded("poison")
    good, bad = size(100, 1_000), size(60, 200)
    people = [lives.world.add_user(f"P{number}", "kk") for number in range(good)]
    poison = [*_known_poison(people[0].id), *(_fuzzed(dice, people[0].id, n) for n in range(bad))]
    steps: list[Callable[[], object]] = [
        partial(lives.world.send_text, person, person, "/help") for person in people[1:]
    ]
    steps += [partial(lives.world.emit, raw) for raw in poison]
    dice.shuffle(steps)
    for step in steps:
        step()
    await lives.start(impatient={})
    await lives.rest()
    assert await lives.stop() == 0, lives.last_words()
    for person in people[1:]:
        assert any("Бот не істей алады" in each.get("text", "") for each in lives.world.messages(person))
    parked = lives.rows("SELECT payload_sealed FROM inbox WHERE state = 'parked'")
    assert len(parked) >= len(_known_poison(0))
    assert all(payload for (payload,) in parked)
    assert _CANARY.encode() not in lives.database_path.read_bytes()
    assert _CANARY not in lives.log.read_text()
    idle = _longest_idle(lives)
    figure(f"{good - 1} good among {len(poison)} bad, {len(parked)} parked; polls at most {idle:.1f} s apart")
    assert idle <= _IDLE_SECONDS


def _longest_idle(lives: Scene) -> float:
    """How long the bot did not ask for updates while some were waiting."""
    polls = [call.at for call in lives.world.calls.of("getUpdates") if call.result]
    return max((late - early).total_seconds() for early, late in pairwise(polls))


def _known_poison(chat: int) -> list[Json]:
    head: Json = {
        "date": 1_700_000_000,
        "chat": {"id": chat, "type": "private", "first_name": "X"},
        "from": {"id": chat, "is_bot": False, "first_name": "X"},
        "text": _CANARY,
    }
    hidden = {"forward_origin": {"type": "hidden_user", "date": 1_700_000_000}}
    return [
        {"message": {"message_id": 900_001, **head, **hidden}},
        {"message": {"message_id": 900_002, **head, "story": {}}},
        {"message": {"message_id": 900_003, **head, "entities": [{"type": "bold"}]}},
        {"message": {"message_id": 900_004, "text": _CANARY}},
        {"edited_message": {"message_id": 900_005, **head, **hidden}},
    ]


def _fuzzed(dice: random.Random, chat: int, number: int) -> Json:
    """Return a plausible update with a few of its values replaced by junk, or of a kind nobody knows."""
    raw: Json = dice.choice(_known_poison(chat))
    raw = json.loads(json.dumps(raw))
    message = next(iter(raw.values()))
    message["message_id"] = 910_000 + number
    for _ in range(dice.randint(1, 3)):
        holder = dice.choice([message, message.get("chat") or message, message.get("from") or message])
        if isinstance(holder, dict) and holder:
            holder[dice.choice(list(holder))] = _junk(dice)
    if dice.random() < 0.2:
        return {f"kind_{number}": message}
    return {next(iter(raw)): message, "callback_query": {"id": _junk(dice)}} | (
        raw if dice.random() < 0.5 else {}
    )


def _junk(dice: random.Random) -> Any:
    return deepcopy(dice.choice(_JUNK))  # else one put into another would hold itself
