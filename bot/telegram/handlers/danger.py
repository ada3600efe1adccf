"""A child in danger comes first: before any form, in the language written."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.domain.appeals import Appeal, Draft, Entry
from bot.domain.messages import Say, Screen
from bot.services import answers, attaching, desk, filing, following
from bot.services.turn import Turn
from bot.telegram import drafts
from bot.telegram.bodies import body_of, parts_of, words_of
from bot.telegram.filters import AboutAppeal, InDanger, OfAppeal, Private
from bot.telegram.saying import new
from bot.telegram.states import Feedback, Following, Form


def router() -> Router:
    router = Router(name="danger")
    router.message.filter(Private(), InDanger())
    router.edited_message.filter(Private(), InDanger())
    router.message.register(in_reply, AboutAppeal())
    router.message.register(in_form, Form.writing)
    router.message.register(in_addition, Following.adding)
    router.message.register(in_feedback, Feedback.missing)
    router.message.register(in_danger)
    router.edited_message.register(in_sent, OfAppeal())
    router.edited_message.register(in_edit)
    return router


async def in_reply(message: Message, appeal: Appeal, turn: Turn, state: FSMContext) -> Say:
    """Show the numbers; the words join the appeal that they reply to."""
    await following.add(turn, appeal, parts_of(message))
    return await _card(message, turn, state)


async def in_form(message: Message, turn: Turn, state: FSMContext) -> Say:
    """Show the numbers; the words stay in the draft, one tap away and not yet sent."""
    draft = await drafts.read(state) or filing.begin(turn)
    longer = filing.write(draft, *parts_of(message))
    await drafts.keep(state, longer or draft)
    return await _kept(message, turn, longer or draft, fits=longer is not None)


async def in_addition(message: Message, turn: Turn, state: FSMContext) -> Say:
    """Show the numbers; the words join the appeal they were meant for."""
    appeal = await following.own(turn, (await state.get_data())["number"])
    await drafts.pause(state)
    return await (in_reply(message, appeal, turn, state) if appeal else in_danger(message, turn, state))


async def in_feedback(message: Message, turn: Turn, state: FSMContext) -> Say:
    """Show the numbers; nobody waits any longer for what was missing in an answer."""
    await drafts.pause(state)
    return await in_danger(message, turn, state)


async def in_sent(message: Message, entry: Entry, turn: Turn, state: FSMContext) -> Say:
    """Show the numbers; the appeal that the message is part of takes the edit over."""
    await following.correct(turn, entry, body_of(message), message.message_id)
    return await _card(message, turn, state)


async def in_edit(message: Message, turn: Turn, state: FSMContext) -> Say:
    """Show the numbers; a draft takes the edit over."""
    draft = await drafts.read(state)
    if draft and message.message_id in {part.message_id for part in draft.parts}:
        return await in_form(message, turn, state)
    return await _card(message, turn, state)


async def in_danger(message: Message, turn: Turn, state: FSMContext) -> Say:
    """Show the numbers; a file and the words under it are kept for an appeal, one tap away."""
    if not body_of(message).files:
        return await _card(message, turn, state)
    draft = await drafts.read(state)
    kept = attaching.keep(turn, draft, parts_of(message))
    if kept:
        await drafts.keep(state, kept)
    return await _kept(message, turn, kept or draft, fits=kept is not None)


async def _card(message: Message, turn: Turn, state: FSMContext) -> Say:
    draft = await drafts.read(state)
    await desk.tell_of_danger(turn)
    return new(_numbers(turn, message, draft.id if draft else ""))


async def _kept(message: Message, turn: Turn, draft: Draft | None, *, fits: bool) -> Say:
    """Show the numbers, then what became of the message."""
    await desk.tell_of_danger(turn)
    card = _numbers(turn, message, draft.id if draft else "", kept=fits).new()
    return Say((card,)) if fits else Say((card, Screen(turn.text("form-too-long")).new()))


def _numbers(turn: Turn, message: Message, draft: str, *, kept: bool = False) -> Screen:
    """Return the card in the language written, in words for whoever writes."""
    understood = turn.catalogue.understanding.of(words_of(message))
    told = turn.speaking(understood.lang or turn.lang)
    return answers.danger(told, draft, kept=kept, to_child=understood.by_child)
