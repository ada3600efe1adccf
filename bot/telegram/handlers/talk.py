"""Whatever no other router took: free questions, files, odd kinds of messages, buttons out of date."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.domain.appeals import parse_number
from bot.domain.messages import Say
from bot.services import answers, filing, following
from bot.services.feedback import Notebook
from bot.services.turn import Turn
from bot.telegram import drafts
from bot.telegram.bodies import parts_of, words_of
from bot.telegram.filters import Private, Words
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

    A question without an answer is noted for the admins.
    """
    words = words_of(message)
    draft = await drafts.read(state)
    if parse_number(words):
        return new(await following.status(turn, words))
    if message.text or answers.knows(turn, words):
        if (found := answers.found(turn, words)) is None:
            await notebook.note(turn, words)
        return new(found or answers.not_found(turn))
    kept = filing.keep(turn, draft, parts_of(message))
    if kept is None:
        return new(answers.not_text(turn, draft.id if draft else ""))
    await drafts.write(state, kept)
    await drafts.pause(state)
    return new(answers.file_kept(turn, kept.id))


async def unknown_command(message: Message, turn: Turn) -> Say:
    """Say what the bot can do; whatever was begun stays as it is."""
    return new(answers.unknown_command(turn))


async def old_button(query: CallbackQuery, turn: Turn) -> Say:
    """Say kindly that a button is out of date; what it hung on stays as it is."""
    return toast(turn.label("toast-old-button"))
