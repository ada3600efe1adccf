from __future__ import annotations

import os

import pytest

from bot.errors import KeyFileError
from bot.storage import profile, roots
from bot.storage.crypto import Secret
from tests.unit.storage.store import NOON, SECRETS, Store


async def test_the_root_is_made_once(store: Store) -> None:
    again = await roots.unlock(store.database, SECRETS, NOON)
    assert again.hash("chat", 500) == store.vault.hash("chat", 500)
    assert await store.rows("SELECT count(*), min(secret_id) FROM roots") == [(1, "s1")]


async def test_a_foreign_key_file_is_refused_and_changes_nothing(store: Store) -> None:
    before = store.on_disk()
    for foreign in (Secret("other", SECRETS[0].key), Secret("s1", os.urandom(32))):
        with pytest.raises(KeyFileError):
            await roots.unlock(store.database, [foreign], NOON)
    assert store.on_disk() == before


async def test_no_key_lies_in_the_database(store: Store) -> None:
    assert SECRETS[0].key not in store.on_disk()


async def test_what_telegram_was_told_is_remembered_by_its_digest(store: Store) -> None:
    async with store.unit() as unit:
        assert await profile.told(unit) == {}
        for digest in ("old", "new"):
            await profile.remember(unit, "setMyCommands|kk", digest)
        await profile.remember(unit, "setMyDescription|", "other")
        await unit.commit()
    async with store.unit() as unit:
        assert await profile.told(unit) == {"setMyCommands|kk": "new", "setMyDescription|": "other"}
