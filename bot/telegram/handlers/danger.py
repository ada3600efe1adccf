"""A child in danger comes first: before any form, in the language written."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.domain.messages import OpenDanger, Say
from bot.domain.understanding.language import guess_language
from bot.services import answers, filing, following
from bot.services.turn import Turn
from bot.telegram import drafts
from bot.telegram.bodies import body_of
from bot.telegram.filters import Does, InDanger, Private
from bot.telegram.saying import new, over
from bot.telegram.states import Appeal, Following


def router() -> Router:
    router = Router(name="danger")
    router.message.filter(Private(), InDanger())
    router.edited_message.filter(Private(), InDanger())
    router.callback_query.filter(Private())
    router.message.register(in_form, Appeal.writing)
    router.message.register(in_addition, Following.adding)
    router.message.register(in_danger)
    router.edited_message.register(in_danger)
    router.callback_query.register(tapped, Does(OpenDanger))
    return router


async def in_form(message: Message, turn: Turn, state: FSMContext) -> Say:
    """Show the numbers; the words stay in the draft, one tap away."""
    draft = await drafts.read(state)
    written = draft and filing.write(draft, body_of(message), message.message_id)
    if written:
        await drafts.write(state, written)
    return new(answers.danger(_written(turn, message), written.id if written else ""))


async def in_addition(message: Message, turn: Turn, state: FSMContext) -> Say:
    """Show the numbers; the words join the appeal they were meant for."""
    appeal = await following.own(turn, (await state.get_data())["number"])
    if appeal:
        await following.add(turn, appeal, body_of(message), message.message_id)
    return new(answers.danger(_written(turn, message), await drafts.pause(state)))


async def in_danger(message: Message, turn: Turn, state: FSMContext) -> Say:
    draft = await drafts.read(state)
    return new(answers.danger(_written(turn, message), draft.id if draft else ""))


async def tapped(query: CallbackQuery, turn: Turn, state: FSMContext) -> Say:
    return over(query, answers.danger(turn, await drafts.pause(state)))


def _written(turn: Turn, message: Message) -> Turn:
    lang = guess_language(message.text or message.caption or "")
    return turn.speaking(lang or turn.lang)
