"""Whatever no other router took: free questions, odd kinds of messages, buttons out of date."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.domain.messages import Say, Screen
from bot.services import answers
from bot.services.turn import Turn
from bot.telegram import drafts
from bot.telegram.filters import Private
from bot.telegram.saying import new, toast


def router() -> Router:
    router = Router(name="talk")
    router.message.register(talk, Private())
    router.callback_query.register(old_button)
    return router


async def talk(message: Message, turn: Turn, state: FSMContext) -> Say:
    """Answer a question from content; for what is no text, say what can be sent."""
    if message.text:
        return new(answers.found(turn, message.text))
    draft = await drafts.read(state)
    return new(Screen(turn.text("not-text"), answers.home(turn, draft.id if draft else "").rows))


async def old_button(query: CallbackQuery, turn: Turn) -> Say:
    """Say kindly that a button is out of date; what it hung on stays as it is."""
    return toast(turn.label("toast-old-button"))
