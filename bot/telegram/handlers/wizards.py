"""Wizards: each tap puts the next question, or the outcome, in the place of the last."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.domain.actions import OpenWizard, WriteOutcome, WriteOutcomeAnew
from bot.domain.messages import Say
from bot.services import answers, filing, wizards
from bot.services.filing import Origin
from bot.services.turn import Turn
from bot.telegram import drafts
from bot.telegram.filters import Does, Private
from bot.telegram.handlers import form
from bot.telegram.saying import over


def router() -> Router:
    router = Router(name="wizards")
    router.callback_query.filter(Private())
    router.callback_query.register(opened, Does(OpenWizard))
    router.callback_query.register(written, Does(WriteOutcome, WriteOutcomeAnew))
    return router


async def opened(query: CallbackQuery, action: OpenWizard, turn: Turn, state: FSMContext) -> Say:
    """Go to where the button leads; one of changed questions begins anew."""
    draft = await drafts.pause(state)
    wizard = wizards.find(turn, action.wizard)
    if wizard is None:
        return over(query, answers.home(turn, draft), turn.label("toast-old-button"))
    stop = wizards.stop(turn, wizard, action.version, action.path)
    if stop is None:
        return over(query, wizards.first(turn, wizard), turn.label("toast-wizard-changed"))
    return over(query, wizards.screen(turn, wizard, stop))


async def written(
    query: CallbackQuery, action: WriteOutcome | WriteOutcomeAnew, turn: Turn, state: FSMContext
) -> Say:
    """Begin an appeal with the outcome's rule; beside an unsent one about other things, ask."""
    origin = _origin(turn, action)
    if origin is None:
        return await opened(query, OpenWizard(action.wizard, action.version, action.path), turn, state)
    if isinstance(action, WriteOutcomeAnew):
        return over(query, await drafts.show(turn, state, filing.begin(turn, origin)))
    another = WriteOutcomeAnew(action.wizard, action.version, action.path)
    return await form.begin(turn, state, origin, another)


def _origin(turn: Turn, action: WriteOutcome | WriteOutcomeAnew) -> Origin | None:
    wizard = wizards.find(turn, action.wizard)
    stop = wizards.stop(turn, wizard, action.version, action.path) if wizard else None
    return wizards.origin(turn, wizard, stop) if wizard and stop else None
