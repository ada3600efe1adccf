from __future__ import annotations

from bot.storage.dialogues import NOTHING, Dialogue, Dialogues
from bot.storage.memory import Memory
from bot.storage.people import People
from tests.unit.storage.store import Store, open_store

DRAFT = Dialogue("Form:writing", {"draft": {"text": "Құпия-КАНАРЕЙКА"}})


def test_memory_forgets_what_was_used_longest_ago() -> None:
    memory: Memory[int] = Memory(most=2)
    memory.put("a", 1)
    memory.put("b", 2)
    assert memory["a"] == 1
    memory.put("c", 3)
    assert [key in memory for key in "abc"] == [True, False, True]


def test_what_was_put_meanwhile_is_newer_than_what_was_read() -> None:
    memory: Memory[str] = Memory()
    memory.put("a", "put")
    memory.learn("a", "read before")
    memory.learn("b", "read")
    assert (memory["a"], memory["b"]) == ("put", "read")


async def test_a_chosen_language_is_remembered_over_a_restart(store: Store) -> None:
    people = People()
    async with store.unit() as unit:
        assert await people.language(unit, 500) is None
        await people.choose(unit, 500, "ru")
        await unit.commit()
        await people.choose(unit, 500, "en")
        await unit.commit()
    async with store.unit() as unit:
        assert await people.language(unit, 500) == "en"
        assert await people.language(unit, 501) is None
    async with open_store(store.path) as restarted, restarted.unit() as unit:
        assert await People().language(unit, 500) == "en"


async def test_a_choice_that_was_undone_is_not_remembered(store: Store) -> None:
    people = People()
    async with store.unit() as unit:
        await people.choose(unit, 500, "ru")
        assert await people.language(unit, 500) == "ru"
    async with store.unit() as unit:
        assert await people.language(unit, 500) is None


async def test_a_known_language_and_dialogue_need_no_database(store: Store) -> None:
    people, dialogues = People(), Dialogues()
    async with store.unit() as unit:
        await people.language(unit, 500)
        await dialogues.get(unit, 500)
    await store.database.close()
    await store.run("DROP TABLE people")
    await store.run("DROP TABLE dialogues")
    async with store.unit() as unit:
        assert await people.language(unit, 500) is None
        assert await dialogues.get(unit, 500) == NOTHING


async def test_a_dialogue_is_kept_over_a_restart_and_unreadable_in_the_file(store: Store) -> None:
    dialogues = Dialogues()
    async with store.unit() as unit:
        assert await dialogues.get(unit, 500) == NOTHING
        await dialogues.put(unit, 500, DRAFT)
        await unit.commit()
    async with store.unit() as unit:
        assert await dialogues.get(unit, 500) == DRAFT
    assert "КАНАРЕЙКА".encode() not in store.on_disk()
    async with open_store(store.path) as restarted, restarted.unit() as unit:
        assert await Dialogues().get(unit, 500) == DRAFT


async def test_a_dialogue_that_was_undone_is_not_remembered(store: Store) -> None:
    dialogues = Dialogues()
    async with store.unit() as unit:
        await dialogues.put(unit, 500, DRAFT)
        assert await dialogues.get(unit, 500) == DRAFT
    async with store.unit() as unit:
        assert await dialogues.get(unit, 500) == NOTHING


async def test_an_ended_dialogue_leaves_no_row(store: Store) -> None:
    dialogues = Dialogues()
    for dialogue in (DRAFT, NOTHING):
        async with store.unit() as unit:
            await dialogues.put(unit, 500, dialogue)
            await unit.commit()
    assert await store.rows("SELECT * FROM dialogues") == []
