from __future__ import annotations

import time
from uuid import UUID

import pytest
import uuid6

from bot.domain.markup import Html
from bot.domain.messages import Text
from bot.storage import outbox
from bot.storage.row_ids import RowIds
from tests.unit.storage.store import Store

DAY_NANOSECONDS = 86_400 * 10**9


def set_back(monkeypatch: pytest.MonkeyPatch, nanoseconds: int) -> None:
    """Set the system's clock back under a process that starts anew."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() - nanoseconds)
    monkeypatch.setattr(uuid6, "_last_v7_timestamp", None)


def test_ids_are_version_7_and_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = RowIds()
    made = [ids.new() for _ in range(100)]
    set_back(monkeypatch, DAY_NANOSECONDS)
    made += [ids.new() for _ in range(100)]
    assert made == sorted(made)
    assert len(set(made)) == 200
    assert {UUID(each).version for each in made} == {7}


async def test_after_a_clock_set_back_and_a_start_new_rows_still_come_after_the_old(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    appeal = await store.filed()
    async with store.unit() as unit:
        before = await outbox.add(unit, 500, Text(Html("бірінші")), kind="receipt")
        await outbox.add(unit, 500, Text(Html("көрініс")), kind="preview", row_id=f"preview-{before}")
        await unit.commit()
    set_back(monkeypatch, DAY_NANOSECONDS)
    store.database.row_ids = RowIds()
    async with store.database.write() as connection:
        await store.database.row_ids.continue_after(connection)
    async with store.unit() as unit:
        after = await outbox.add(unit, 500, Text(Html("екінші")), kind="receipt")
        await unit.commit()
    assert before < after
    assert (await store.filed("other")).id > appeal.id


async def test_a_new_database_has_nothing_to_go_on_from(store: Store) -> None:
    async with store.database.write() as connection:
        await store.database.row_ids.continue_after(connection)
    assert UUID(store.database.row_ids.new()).version == 7
