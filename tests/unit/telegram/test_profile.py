from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from bot.storage.content.load import load
from bot.storage.content.shelf import UNTAUGHT
from bot.telegram.profile import calls
from tests.unit.telegram.edge import Edge

CONTENT = Path(__file__).parents[3] / "content"
GROUP = -1001


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(CONTENT, date(2026, 11, 23), shelf=UNTAUGHT)
    assert loaded.catalogue is not None
    return loaded.catalogue


async def test_telegram_takes_every_call_and_shows_each_language(edge: Edge, catalogue: Catalogue) -> None:
    group = edge.world.add_group("Операторлар", members=[edge.parent])
    for call in calls(catalogue, group.id):
        await edge.api.call(call.method, call.params)
    shown = {}
    for code in ("kk", "ru", "en", "de"):
        person = edge.world.add_user("A", code)
        commands = edge.world.commands_for(person, person)
        assert [each["command"] for each in commands] == [
            "start",
            "help",
            "appeal",
            "status",
            "language",
            "privacy",
            "hide",
        ]
        shown[code] = commands[0]["description"]
    assert shown["de"] == shown["kk"]
    assert len(set(shown.values())) == 3
    assert [each["command"] for each in edge.world.commands_for(edge.parent, group)] == [
        "appeals",
        "help",
        "language",
        "id",
    ]


def test_what_a_group_may_refuse_comes_last(catalogue: Catalogue) -> None:
    assert ["|chat|" in call.key for call in calls(catalogue, GROUP)] == [False] * 12 + [True] * 4


def test_without_a_group_nothing_is_said_of_operators(catalogue: Catalogue) -> None:
    keys = [call.key for call in calls(catalogue, None)]
    assert len(keys) == len(set(keys)) == 12
    assert not any("|chat|" in key for key in keys)


def test_a_digest_changes_with_the_call_alone(catalogue: Catalogue) -> None:
    first, again = calls(catalogue, GROUP), calls(replace(catalogue, digest="another"), GROUP)
    assert [call.digest for call in first] == [call.digest for call in again]
    assert len({call.digest for call in first}) == len(first)
    moved = {call.key: call.digest for call in calls(catalogue, GROUP - 1)}
    changed = [call.key for call in first if moved[call.key] != call.digest]
    assert changed == [f"setMyCommands|chat|{code}" for code in ("", "kk", "ru", "en")]
