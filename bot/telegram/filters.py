"""Which updates a handler is for."""

from __future__ import annotations

import re
from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, TelegramObject

from bot.domain.actions import Action
from bot.domain.appeals import Appeal, Body, Entry
from bot.services.turn import Turn
from bot.storage import appeals
from bot.telegram.bodies import body_of, words_of

_COMMAND = re.compile(r"/[A-Za-z]")


class Does(Filter):
    """A tapped button with one of these actions."""

    def __init__(self, *actions: type[Action]) -> None:
        self._actions = actions

    async def __call__(self, event: TelegramObject, action: Action | None) -> bool:  # noqa: ARG002
        return isinstance(action, self._actions)


class InDanger(Filter):
    """Words that say someone is in danger now."""

    async def __call__(self, message: Message, turn: Turn) -> bool:
        words = message.text or words_of(message)
        return bool(words) and turn.catalogue.understanding.of(words).level == "danger"


class Words(Filter):
    """What a person says or sends, and no command: the form must not swallow those."""

    async def __call__(self, message: Message) -> bool:
        return not _COMMAND.match(message.text or "")


class AboutAppeal(Filter):
    """A reply to a message about one of the author's own appeals: to a receipt or to an answer.

    Or messages of an album that come late, when the others joined an appeal already.
    """

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Appeal]:
        under, appeal = message.reply_to_message, None
        if under:
            appeal = await appeals.appeal_of_message(turn.unit, turn.chat, under.message_id)
        elif message.media_group_id:
            entry = await appeals.entry_of(turn.unit, turn.chat, "album", message.media_group_id)
            appeal = await appeals.by_id(turn.unit, entry.appeal_id) if entry else None
        return {"appeal": appeal} if appeal and appeal.author == turn.chat else False


class OfAppeal(Filter):
    """A message of the author's that is part of an appeal already, as it reads after an edit."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Entry]:
        entry = await appeals.entry_of(turn.unit, turn.chat, message.message_id)
        body = body_of(message)
        if entry is None or body in (Body(), entry.body):
            return False
        return {"entry": entry} if not message.media_group_id or _adds(body, entry.body) else False


def _adds(body: Body, known: Body) -> bool:
    """Tell whether a message of an album says what the album as a whole did not."""
    return f"\n{body.text}\n" not in f"\n{known.text}\n" or not set(body.files) <= set(known.files)


class Private(Filter):
    """A private chat with a person."""

    async def __call__(self, event: TelegramObject) -> bool:
        return _chat_type(event) == "private"


class ByAdmin(Filter):
    """One of the admins, in their private chat."""

    async def __call__(self, event: TelegramObject, turn: Turn) -> bool:  # noqa: ARG002
        return turn.chat in turn.desk.admins


class AtDesk(Filter):
    """The operators' group, and nothing else."""

    async def __call__(self, event: TelegramObject, turn: Turn) -> bool:  # noqa: ARG002
        return turn.chat == turn.desk.operators


def _chat_type(event: Any) -> str | None:
    message = event.message if isinstance(event, CallbackQuery) else event
    return message.chat.type if isinstance(message, Message | ChatMemberUpdated) or message else None
