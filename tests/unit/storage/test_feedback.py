from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.gaps import Tally
from bot.storage import feedback
from tests.unit.storage.store import Store

SECRET = "Аягөздегі бассейн қанша тұрады"


async def note(store: Store, words: str, topic: str = "") -> bool:
    async with store.unit() as unit:
        noted = await feedback.note(unit, topic, "kk", words)
        await unit.commit()
    return noted


async def rate(store: Store, chat: int, *, helped: bool, topic: str = "camps") -> None:
    async with store.unit() as unit:
        await feedback.rate(unit, chat, topic, helped=helped)
        await unit.commit()


async def forget(store: Store) -> None:
    async with store.database.write() as connection:
        await feedback.forget(connection, store.clock.now())


async def test_one_person_has_one_voice_a_day_on_a_topic_and_may_change_it(store: Store) -> None:
    for helped in (True, False, False):
        await rate(store, 1, helped=helped)
    await rate(store, 2, helped=True)
    await rate(store, 1, helped=False, topic="rights")
    store.clock.advance(timedelta(days=1))
    await rate(store, 1, helped=False)
    async with store.unit() as unit:
        assert await feedback.tallies(unit) == [Tally("camps", 1, 2), Tally("rights", 0, 1)]


async def test_a_topic_that_helped_everybody_is_no_gap(store: Store) -> None:
    await rate(store, 1, helped=True)
    async with store.unit() as unit:
        assert await feedback.tallies(unit) == []


async def test_words_are_listed_with_how_often_they_came_the_most_frequent_first(store: Store) -> None:
    await note(store, "Мөлшері жазылмаған", "camps")
    store.clock.advance(timedelta(minutes=1))
    for spelling in (SECRET, SECRET.upper() + "?", "аягоздеги бассейн канша турады"):
        await note(store, spelling)
    async with store.unit() as unit:
        often, once = await feedback.listed(unit)
    assert (often.topic, often.words, often.times, often.at) == ("", SECRET, 3, store.clock.now())
    assert (once.topic, once.words, once.times) == ("camps", "Мөлшері жазылмаған", 1)


async def test_the_disk_holds_neither_the_words_nor_the_voice_of_anybody(store: Store) -> None:
    await note(store, SECRET)
    await rate(store, 987_654_321, helped=False)
    on_disk = store.on_disk()
    assert SECRET.encode() not in on_disk
    assert b"987654321" not in on_disk
    assert store.vault.hash("chat", 987_654_321).encode() not in on_disk


@pytest.mark.parametrize("words", ["?!", "🙏", "  ", "+7 701 123 45 67"])
async def test_what_holds_no_word_is_not_kept(store: Store, words: str) -> None:
    assert not await note(store, words)
    assert await store.rows("SELECT * FROM gaps") == []


async def test_a_damaged_gap_is_left_out_and_the_others_are_listed(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    await note(store, "бірінші")
    await store.run("UPDATE gaps SET words_sealed = x'00'")
    await note(store, "екінші")
    async with store.unit() as unit:
        assert [each.words for each in await feedback.listed(unit)] == ["екінші"]
    assert "damaged" in caplog.text


async def test_after_ninety_days_the_list_is_empty_at_once_and_then_the_disk(store: Store) -> None:
    await note(store, SECRET)
    await rate(store, 1, helped=False)
    store.clock.advance(timedelta(days=89))
    await forget(store)
    assert len(await store.rows("SELECT id FROM gaps UNION ALL SELECT voice_hash FROM voices")) == 2
    store.clock.advance(timedelta(days=1))
    async with store.unit() as unit:
        assert (await feedback.listed(unit), await feedback.tallies(unit)) == ([], [])
    await forget(store)
    assert await store.rows("SELECT id FROM gaps UNION ALL SELECT voice_hash FROM voices") == []


async def test_no_more_than_the_newest_are_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "MOST_GAPS", 2)
    for words in ("бір", "екі", "үш"):
        await note(store, words)
        store.clock.advance(timedelta(minutes=1))
    await note(store, "бір")
    await forget(store)
    async with store.unit() as unit:
        assert {each.words for each in await feedback.listed(unit)} == {"бір", "үш"}
