"""The order in which routers see an update, listed once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import Update, User

from bot.domain.messages import Say
from bot.domain.updates import Raw
from bot.errors import ConnectionFailedError
from bot.services.content.editing import Upload
from bot.services.feedback import Notebook
from bot.services.turn import Desk
from bot.storage.content.keeper import Keeper
from bot.storage.dialogues import Dialogues
from bot.storage.people import People
from bot.storage.unit import UnitOfWork
from bot.telegram.handlers import content as content_
from bot.telegram.handlers import danger, feedback, following, form, groups, menu, talk, wizards
from bot.telegram.handlers import desk as operators
from bot.telegram.middleware import TurnMiddleware

_ORDER = (operators, groups, danger, menu, wizards, following, feedback, form, content_, talk)
"""Groups first, for they know no citizen's handler; then danger before everything; the fallback last.

A reply to a message about an appeal joins it even while a form is open: `following` stands before `form`.
"""


def build(content: Keeper, desk: Desk, people: People, dialogues: Dialogues) -> Dispatcher:
    """Compose the dispatcher. aiogram's own FSM is off: `TurnMiddleware` binds it to the unit of work."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.update.outer_middleware(TurnMiddleware(lambda: content.catalogue, desk, people, dialogues))
    dispatcher["content"] = content
    dispatcher["notebook"] = Notebook()
    dispatcher.include_routers(*(each.router() for each in _ORDER))
    return dispatcher


class _KnownBot(Bot):
    """Serves aiogram's filters alone: handlers return what to say and call nothing."""

    def __init__(self, token: str, own: Callable[[], Raw | None]) -> None:
        super().__init__(token)
        self._own = own

    async def me(self) -> User:
        """Return the bot's own user, which commands with a @mention are compared with.

        Raises ConnectionFailedError, which the road waits out, until Telegram has told who the bot is.
        """
        if self._me is None:
            own = self._own()
            if own is None:
                raise ConnectionFailedError("Telegram has not yet told who the bot is")
            self._me = User.model_validate(own)
        return self._me


def handle_with(
    dispatcher: Dispatcher,
    token: str,
    own: Callable[[], Raw | None],
    upload: Callable[[Raw], Awaitable[Upload | None]],
) -> Callable[[Raw, UnitOfWork], Awaitable[Say | None]]:
    """Return the callable that takes a raw update through the dispatcher inside a unit of work.

    `own` returns the bot's own user, None while Telegram has not told it: a turn calls nobody for it.
    `upload` brings the content file that comes with an update.
    """
    bot = _KnownBot(token, own)

    async def handle(raw: Raw, unit: UnitOfWork) -> Say | None:
        update = Update.model_validate(raw, context={"bot": bot})
        said: Any = await dispatcher.feed_update(bot, update, unit=unit, upload=await upload(raw))
        return None if said is UNHANDLED else said

    return handle
