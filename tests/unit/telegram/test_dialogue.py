from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.dialogues import NOTHING, Dialogue, Dialogues
from bot.telegram.dialogue import TurnStorage
from bot.telegram.states import Form
from tests.unit.storage.store import Store, open_store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path / "abai-bala.db") as store:
        yield store


async def test_a_state_is_kept_exactly_when_the_turn_is(store: Store) -> None:
    dialogues = Dialogues()
    for committed in (False, True):
        async with store.unit() as unit:
            storage = await TurnStorage.open(dialogues, unit, 500)
            state = storage.context(42)
            assert await state.get_state() is None
            await state.set_state(Form.writing)
            await state.update_data(draft="x")
            assert await state.get_state() == "Form:writing"
            await storage.keep()
            if committed:
                await unit.commit()
    async with store.unit() as unit:
        assert await dialogues.get(unit, 500) == Dialogue("Form:writing", {"draft": "x"})


async def test_a_turn_that_changes_nothing_writes_nothing(store: Store) -> None:
    async with store.unit() as unit:
        storage = await TurnStorage.open(Dialogues(), unit, 500)
        state = storage.context(42)
        await state.set_state(Form.paused)
        await state.set_data({"a": 1})
        await state.clear()
        await storage.keep()
        await storage.close()
        assert not unit.wrote


async def test_a_plain_word_is_a_state_too_and_clearing_leaves_nothing(store: Store) -> None:
    dialogues = Dialogues()
    for plain in ("plain", None):
        async with store.unit() as unit:
            storage = await TurnStorage.open(dialogues, unit, 500)
            await storage.context(42).set_state(plain)
            await storage.keep()
            await unit.commit()
    async with store.unit() as unit:
        assert await dialogues.get(unit, 500) == NOTHING


async def test_what_a_turn_does_to_its_data_in_place_leaves_the_memory_alone(store: Store) -> None:
    dialogues = Dialogues()
    async with store.unit() as unit:
        await dialogues.put(unit, 500, Dialogue("s", {"files": ["a"]}))
        await unit.commit()
    async with store.unit() as unit:
        storage = await TurnStorage.open(dialogues, unit, 500)
        data = await storage.context(42).get_data()
        data["files"].append("b")
        data["more"] = True
        await storage.keep()
        assert not unit.wrote
        assert await dialogues.get(unit, 500) == Dialogue("s", {"files": ["a"]})
        await storage.context(42).set_data(data)
        await storage.keep()
        assert unit.wrote


async def test_a_damaged_dialogue_starts_anew(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    async with store.unit() as unit:
        await Dialogues().put(unit, 500, Dialogue("s", {"a": 1}))
        await unit.commit()
    await store.run("UPDATE dialogues SET data_sealed = x'01'")
    async with store.unit() as unit:
        assert await Dialogues().get(unit, 500) == NOTHING
    assert [each.message for each in caplog.records] == ["A stored dialogue is damaged: its chat starts anew"]
