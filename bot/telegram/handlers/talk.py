"""Whatever no other router took: free questions, files, odd kinds of messages, buttons out of date."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.domain.actions import OpenMine, OpenWizard, StartAppeal
from bot.domain.appeals import Draft, Part, parse_number
from bot.domain.messages import SILENCE, Say, Screen
from bot.services import answers, attaching, following, wizards
from bot.services.feedback import Notebook
from bot.services.turn import Turn
from bot.telegram import drafts
from bot.telegram.bodies import body_of, parts_of, words_of
from bot.telegram.filters import Private, Words
from bot.telegram.handlers import form
from bot.telegram.saying import new, toast


def router() -> Router:
    router = Router(name="talk")
    router.message.filter(Private())
    router.message.register(talk, Words())
    router.message.register(unknown_command)
    router.callback_query.register(old_button)
    return router


async def talk(message: Message, turn: Turn, state: FSMContext, notebook: Notebook) -> Say:
    """Answer a question from content, and an appeal's number with how it stands; keep a file.

    A typed label of the menu opens what its button opens. A question without an answer is noted for the
    admins.
    """
    if not message.text:
        return await attached(message, turn, state)
    if parse_number(message.text):
        return new(await following.status(turn, message.text))
    if typed := answers.typed(turn, message.text):
        told, action = typed
        return await _pressed(told, state, action)
    if (found := answers.found(turn, message.text)) is None:
        await notebook.note(turn, message.text)
        return Say((answers.not_found(turn).new(reply_to=message.message_id),))
    return new(found)


async def _pressed(turn: Turn, state: FSMContext, action: answers.Pressed) -> Say:
    if isinstance(action, StartAppeal):
        return await form.begin(turn, state)
    draft = await drafts.pause(state)
    screen: Screen | None
    match action:
        case OpenMine():
            screen = await following.mine(turn)
        case OpenWizard(slug):
            wizard = wizards.find(turn, slug)
            screen = wizards.first(turn, wizard) if wizard else None
        case _:
            screen = answers.opened(turn, action, draft)
    return new(screen or answers.home(turn, draft))


async def attached(message: Message, turn: Turn, state: FSMContext) -> Say:
    """Keep a file for an appeal, after the answer to the words under it; one's own number is its appeal."""
    draft, words, parts = await drafts.read(state), words_of(message), parts_of(message)
    if not body_of(message):
        return new(attaching.not_text(turn, draft.id if draft else ""))
    appeal = await following.own(turn, words) if parse_number(words) else None
    if appeal:
        await following.add(turn, appeal, parts)
        await following.confirm(turn, appeal)
        return SILENCE
    answer = answers.found(turn, words) if answers.knows(turn, words) else None
    told = await _keep(turn, state, draft, parts)
    return Say((answer.new(), told.new())) if answer else new(told)


async def _keep(turn: Turn, state: FSMContext, draft: Draft | None, parts: Sequence[Part]) -> Screen:
    """Keep messages in the draft; return what to say of it."""
    kept = attaching.keep(turn, draft, parts)
    if kept is None:
        return attaching.refused(turn, draft.id if draft else "")
    await drafts.keep(state, kept)
    return attaching.kept(turn, kept, joined=draft is not None)


async def unknown_command(message: Message, turn: Turn) -> Say:
    """Say what the bot can do; whatever was begun stays as it is."""
    return new(answers.unknown_command(turn))


async def old_button(query: CallbackQuery, turn: Turn) -> Say:
    """Say kindly that a button is out of date; what it hung on stays as it is."""
    return toast(turn.label("toast-old-button"))
