"""What a chat is in the middle of, in memory and on disk."""

from __future__ import annotations

import logging
from typing import Any, NamedTuple

from sqlalchemy import delete, select

from bot.errors import SealError
from bot.storage.crypto import Vault
from bot.storage.memory import Memory
from bot.storage.tables import dialogues
from bot.storage.unit import UnitOfWork
from bot.storage.upsert import upsert

_log = logging.getLogger(__name__)


class Dialogue(NamedTuple):
    """`state` is "" outside any form; `data` is what the form holds so far."""

    state: str
    data: dict[str, Any]


NOTHING = Dialogue("", {})


def _opened(vault: Vault, key: str, row: Any) -> Dialogue:
    try:
        return Dialogue(row.state, vault.queues.open_json(row.data_sealed, "dialogues", "data", key))
    except SealError:
        _log.error("A stored dialogue is damaged: its chat starts anew")
        return NOTHING


class Dialogues:
    def __init__(self) -> None:
        self._memory: Memory[Dialogue] = Memory()

    async def get(self, unit: UnitOfWork, chat: int) -> Dialogue:
        key = unit.vault.hash("chat", chat)
        if key in self._memory:
            return self._memory[key]
        connection = await unit.reading()
        row = (await connection.execute(select(dialogues).where(dialogues.c.chat_hash == key))).first()
        dialogue = NOTHING
        if row:
            dialogue = _opened(unit.vault, key, row)
        if not unit.wrote:  # else it may be undone
            self._memory.learn(key, dialogue)
        return dialogue

    async def put(self, unit: UnitOfWork, chat: int, dialogue: Dialogue) -> None:
        """Write a chat's dialogue; an empty one leaves no row behind."""
        key = unit.vault.hash("chat", chat)
        connection = await unit.writing()
        if dialogue == NOTHING:
            await connection.execute(delete(dialogues).where(dialogues.c.chat_hash == key))
        else:
            sealed = unit.vault.queues.seal_json(dialogue.data, "dialogues", "data", key)
            row = {"chat_hash": key, "state": dialogue.state, "data_sealed": sealed, "changed_at": unit.now}
            await upsert(connection, dialogues, row)
        unit.after_commit(lambda: self._memory.put(key, dialogue))
