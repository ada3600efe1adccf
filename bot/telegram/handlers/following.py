"""After sending: my appeals, status, adding; a reply to a message about an appeal joins it."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.domain.messages import AddToAppeal, OpenAppeal, OpenMine, Say, Screen
from bot.services import answers, following
from bot.services.turn import Turn
from bot.storage import appeals
from bot.telegram import drafts
from bot.telegram.bodies import body_of
from bot.telegram.filters import Does, Private
from bot.telegram.handlers import talk
from bot.telegram.saying import new, over
from bot.telegram.states import Following


def router() -> Router:
    router = Router(name="following")
    router.message.filter(Private())
    router.callback_query.filter(Private())
    router.message.register(command, Command("status"))
    router.message.register(added, Following.adding)
    router.message.register(replied, F.reply_to_message)
    router.callback_query.register(open_mine, Does(OpenMine))
    router.callback_query.register(open_appeal, Does(OpenAppeal))
    router.callback_query.register(ask_addition, Does(AddToAppeal))
    return router


async def command(message: Message, command: CommandObject, turn: Turn, state: FSMContext) -> Say:
    """Tell how an appeal stands, or list them when no number is given."""
    await drafts.pause(state)
    number = (command.args or "").strip()
    return new(await (following.status(turn, number) if number else following.mine(turn)))


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
    await state.set_state(Following.adding)
    await state.update_data(number=appeal.number)
    return new(following.ask_addition(turn, appeal))


async def added(message: Message, turn: Turn, state: FSMContext) -> Say:
    appeal = await following.own(turn, (await state.get_data())["number"])
    if appeal is None:
        return new(answers.home(turn, await drafts.pause(state)))
    body = body_of(message)
    if not body:
        return new(Screen(turn.text("form-only-words"), following.ask_addition(turn, appeal).rows))
    await drafts.pause(state)
    return new(await following.add(turn, appeal, body, message.message_id))


async def replied(message: Message, turn: Turn, state: FSMContext) -> Say:
    """Join a reply to the receipt or to an operator's answer to its appeal."""
    under = message.reply_to_message
    appeal = under and await appeals.appeal_of_message(turn.unit, turn.chat, under.message_id)
    body = body_of(message)
    if appeal and body:
        return new(await following.add(turn, appeal, body, message.message_id))
    return await talk.talk(message, turn, state)
