"""What a handler is given: its turn, the chat's dialogue, and what a tapped button means."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Chat, TelegramObject, Update, User

from bot.domain.catalogue import Catalogue
from bot.domain.language import DEFAULT, Lang, of_client
from bot.services.turn import Desk, Turn
from bot.storage.dialogues import Dialogues
from bot.storage.people import People
from bot.storage.unit import UnitOfWork
from bot.telegram.callbacks import unpack
from bot.telegram.dialogue import TurnStorage

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class TurnMiddleware(BaseMiddleware):
    """Binds an update to its unit of work: `turn`, `state`, `raw_state` and `action` for its handlers."""

    def __init__(
        self, catalogue: Callable[[], Catalogue], desk: Desk, people: People, dialogues: Dialogues
    ) -> None:
        self._catalogue = catalogue
        self._desk = desk
        self._people = people
        self._dialogues = dialogues

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        chat: Chat | None = data.get("event_chat")
        unit: UnitOfWork = data["unit"]
        if chat is None or not isinstance(event, Update):
            return None
        lang = await self._language(unit, chat, data.get("event_from_user"))
        storage = await TurnStorage.open(self._dialogues, unit, chat.id)
        state = storage.context(data["bot"].id)
        data.update(
            turn=Turn(unit, self._catalogue(), self._people, self._desk, chat.id, lang),
            state=state,
            raw_state=await state.get_state(),
            action=unpack(event.event.data) if isinstance(event.event, CallbackQuery) else None,
        )
        said = await handler(event, data)
        await storage.keep()
        return said

    async def _language(self, unit: UnitOfWork, chat: Chat, user: User | None) -> Lang:
        chosen = await self._people.language(unit, chat.id)
        if chosen:
            return chosen
        return of_client(user.language_code) if user and chat.type == "private" else DEFAULT
