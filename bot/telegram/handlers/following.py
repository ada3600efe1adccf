"""After sending: my appeals, status, adding; a reply to a message about an appeal joins it."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.domain.actions import AddToAppeal, OpenAppeal, OpenMine
from bot.domain.appeals import Appeal, Entry
from bot.domain.messages import SILENCE, Say, Screen
from bot.services import following
from bot.services.feedback import Notebook
from bot.services.turn import Turn
from bot.telegram import drafts
from bot.telegram.bodies import body_of, parts_of
from bot.telegram.filters import AboutAppeal, Does, OfAppeal, Private, Words
from bot.telegram.handlers import talk
from bot.telegram.saying import new, over
from bot.telegram.states import Following


def router() -> Router:
    router = Router(name="following")
    router.message.filter(Private())
    router.edited_message.filter(Private())
    router.callback_query.filter(Private())
    router.message.register(command, Command("status"))
    router.message.register(replied, Words(), AboutAppeal())
    router.message.register(added, Following.adding, Words())
    router.edited_message.register(edited, OfAppeal())
    router.callback_query.register(open_mine, Does(OpenMine))
    router.callback_query.register(open_appeal, Does(OpenAppeal))
    router.callback_query.register(ask_addition, Does(AddToAppeal))
    return router


async def command(message: Message, command: CommandObject, turn: Turn, state: FSMContext) -> Say:
    """Tell how an appeal stands, or list them when no number is given."""
    await drafts.pause(state)
    typed = (command.args or "").strip()
    return new(await (following.status(turn, typed) if typed else following.mine(turn)))


async def open_mine(query: CallbackQuery, action: OpenMine, turn: Turn, state: FSMContext) -> Say:
    await drafts.pause(state)
    return over(query, await following.mine(turn, action.page))


async def open_appeal(query: CallbackQuery, action: OpenAppeal, turn: Turn, state: FSMContext) -> Say:
    await drafts.pause(state)
    return over(query, await following.status(turn, action.number))


async def ask_addition(query: CallbackQuery, action: AddToAppeal, turn: Turn, state: FSMContext) -> Say:
    appeal = await following.own(turn, action.number)
    if appeal is None:
        return over(query, await following.status(turn, action.number))
    await drafts.pause(state)
    await state.update_data(number=appeal.number)
    await state.set_state(Following.adding)
    return new(following.ask_addition(turn, appeal))


async def added(message: Message, turn: Turn, state: FSMContext, notebook: Notebook) -> Say:
    """Join what comes next to the appeal."""
    appeal = await following.own(turn, (await state.get_data())["number"])
    if appeal is None:
        await drafts.pause(state)
        return await talk.talk(message, turn, state, notebook)
    if not body_of(message):
        return new(Screen(turn.text("form-only-words"), following.ask_addition(turn, appeal).rows))
    await drafts.pause(state)
    return await replied(message, appeal, turn, state, notebook)


async def replied(message: Message, appeal: Appeal, turn: Turn, state: FSMContext, notebook: Notebook) -> Say:
    """Join a reply to the receipt or to an operator's answer to its appeal, whatever else is open."""
    if not body_of(message):
        return await talk.talk(message, turn, state, notebook)
    await following.add(turn, appeal, parts_of(message))
    await following.confirm(turn, appeal)
    return SILENCE


async def edited(message: Message, entry: Entry, turn: Turn) -> Say:
    """Join an edit of a message that is part of an appeal to it."""
    appeal = await following.correct(turn, entry, body_of(message), message.message_id)
    await following.confirm(turn, appeal, "corrected")
    return SILENCE
