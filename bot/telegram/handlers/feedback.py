"""Whether an answer helped, what was missing in it, and the admins' list of such gaps."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.domain.actions import OpenGaps, Rate, SkipMissing
from bot.domain.messages import Say
from bot.services import answers, feedback, gaps
from bot.services.feedback import Notebook
from bot.services.turn import Turn
from bot.telegram import drafts
from bot.telegram.filters import ByAdmin, Does, Private, Words
from bot.telegram.handlers import talk
from bot.telegram.saying import new, over, toast
from bot.telegram.states import Feedback


def router() -> Router:
    router = Router(name="feedback")
    router.message.filter(Private())
    router.callback_query.filter(Private())
    router.message.register(list_gaps, Command("gaps"), ByAdmin())
    router.message.register(told, Feedback.missing, Words())
    router.callback_query.register(rated, Does(Rate))
    router.callback_query.register(skipped, Does(SkipMissing))
    router.callback_query.register(open_gaps, Does(OpenGaps), ByAdmin())
    return router


async def rated(query: CallbackQuery, action: Rate, turn: Turn, state: FSMContext) -> Say:
    """Count a voice; the answer stays where it is, and one whom it did not help is asked what was missing."""
    if not await feedback.rate(turn, action.topic, helped=bool(action.helped)):
        return toast(turn.label("toast-old-button"))
    if action.helped:
        return toast(turn.label("toast-helped"))
    await state.update_data(topic=action.topic)
    await state.set_state(Feedback.missing)
    return new(feedback.ask_missing(turn, action.topic))


async def told(message: Message, turn: Turn, state: FSMContext, notebook: Notebook) -> Say:
    """Note what was missing; what is none of it is heard as if nothing had been asked."""
    if not message.text:
        return new(feedback.only_words(turn))
    topic = (await state.get_data())["topic"]
    await drafts.pause(state)
    if not feedback.tells_missing(turn, message.text):
        return await talk.talk(message, turn, state, notebook)
    await notebook.note(turn, message.text, topic)
    return new(feedback.thank(turn, topic, message.text))


async def skipped(query: CallbackQuery, turn: Turn, state: FSMContext) -> Say:
    return over(query, answers.home(turn, await drafts.pause(state)))


async def list_gaps(message: Message, turn: Turn, state: FSMContext) -> Say:
    await drafts.pause(state)
    return new(await gaps.show(turn))


async def open_gaps(query: CallbackQuery, action: OpenGaps, turn: Turn) -> Say:
    return over(query, await gaps.show(turn, action.page), turn.label("toast-refreshed"))
