"""aiogram's FSMContext inside the unit of work: a state is kept exactly when the turn is."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from bot.storage.dialogues import Dialogue, Dialogues
from bot.storage.unit import UnitOfWork


class TurnStorage(BaseStorage):
    """One chat's dialogue during one turn; `keep` writes it when it changed.

    Copies go in and out: what a turn that fails did to its data must not show in the next one.
    """

    def __init__(self, dialogues: Dialogues, unit: UnitOfWork, chat: int, found: Dialogue) -> None:
        self._dialogues = dialogues
        self._unit = unit
        self._chat = chat
        self._found = found
        self._state = found.state
        self._data = deepcopy(found.data)

    @classmethod
    async def open(cls, dialogues: Dialogues, unit: UnitOfWork, chat: int) -> TurnStorage:
        return cls(dialogues, unit, chat, await dialogues.get(unit, chat))

    def context(self, bot_id: int) -> FSMContext:
        return FSMContext(self, StorageKey(bot_id=bot_id, chat_id=self._chat, user_id=self._chat))

    async def keep(self) -> None:
        """Write the dialogue into the turn's transaction, if the turn changed it."""
        now = Dialogue(self._state, self._data)
        if now != self._found:
            await self._dialogues.put(self._unit, self._chat, now)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:  # noqa: ARG002
        self._state = (state.state if isinstance(state, State) else state) or ""

    async def get_state(self, key: StorageKey) -> str | None:  # noqa: ARG002
        return self._state or None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:  # noqa: ARG002
        self._data = deepcopy(dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:  # noqa: ARG002
        return deepcopy(self._data)

    async def close(self) -> None:
        """Nothing is open: the turn owns the transaction."""
