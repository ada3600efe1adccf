"""The form of an appeal."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.domain.appeals import Draft
from bot.domain.markup import Html
from bot.domain.messages import (
    DropDraft,
    PickCategory,
    PickPlace,
    ResumeDraft,
    Say,
    Screen,
    SendAppeal,
    StartAppeal,
    StepBack,
)
from bot.services import filing
from bot.services.turn import Turn
from bot.storage import appeals
from bot.telegram import drafts
from bot.telegram.bodies import body_of
from bot.telegram.filters import Does, Private
from bot.telegram.saying import new, over, toast
from bot.telegram.states import Appeal


def router() -> Router:
    router = Router(name="form")
    router.message.filter(Private())
    router.edited_message.filter(Private())
    router.callback_query.filter(Private())
    router.message.register(command, Command("appeal"))
    router.message.register(written, Appeal.writing)
    router.edited_message.register(rewritten, Appeal.writing)
    router.callback_query.register(started, Does(StartAppeal))
    router.callback_query.register(picked, Does(PickCategory, PickPlace, StepBack, ResumeDraft))
    router.callback_query.register(sent, Does(SendAppeal))
    router.callback_query.register(dropped, Does(DropDraft))
    return router


async def begin(turn: Turn, state: FSMContext, topic: str = "") -> Say:
    """Begin an appeal, or go on with the one whose words are already there."""
    draft = await drafts.read(state)
    if draft is None or not draft.body:
        draft = filing.begin(turn, topic)
    await drafts.write(state, draft)
    return new(filing.step(turn, draft))


async def command(message: Message, turn: Turn, state: FSMContext) -> Say:
    return await begin(turn, state)


async def started(query: CallbackQuery, action: StartAppeal, turn: Turn, state: FSMContext) -> Say:
    return await begin(turn, state, action.topic)


async def picked(
    query: CallbackQuery,
    action: PickCategory | PickPlace | StepBack | ResumeDraft,
    turn: Turn,
    state: FSMContext,
) -> Say:
    draft = await _mine(state, action.draft)
    if draft is None:
        return toast(turn.label("toast-old-button"))
    moved = _moved(turn, draft, action)
    await drafts.write(state, moved)
    return over(query, filing.step(turn, moved))


async def written(message: Message, turn: Turn, state: FSMContext) -> Say:
    draft = await drafts.read(state)
    body = body_of(message)
    if draft is None or not body:
        return _again(turn, draft, "form-only-words")
    longer = filing.write(draft, body, message.message_id)
    if longer is None:
        return _again(turn, draft, "form-too-long")
    await drafts.write(state, longer)
    return new(filing.step(turn, longer))


async def rewritten(message: Message, turn: Turn, state: FSMContext) -> Say | None:
    """Take an edit of the draft's own message over into the draft."""
    draft, body = await drafts.read(state), body_of(message)
    if draft is None or draft.source != message.message_id or not body.text.strip():
        return None
    changed = filing.rewrite(draft, body)
    await drafts.write(state, changed)
    return new(filing.step(turn, changed))


async def sent(query: CallbackQuery, action: SendAppeal, turn: Turn, state: FSMContext) -> Say:
    draft = await _mine(state, action.draft)
    if draft is None or draft.step != "preview":
        known = await appeals.of_draft(turn.unit, action.draft)
        if known and known.author == turn.chat:
            return over(query, filing.sent(turn, known), turn.label("toast-sent", number=known.number))
        return toast(turn.label("toast-old-button"))
    result = await filing.send(turn, draft)
    await state.clear()
    number = result.appeal.number
    return over(query, filing.sent(turn, result.appeal), turn.label("toast-sent", number=number))


async def dropped(query: CallbackQuery, action: DropDraft, turn: Turn, state: FSMContext) -> Say:
    if await _mine(state, action.draft) is None:
        return toast(turn.label("toast-old-button"))
    await state.clear()
    return over(query, filing.dropped(turn))


async def _mine(state: FSMContext, draft_id: str) -> Draft | None:
    draft = await drafts.read(state)
    return draft if draft and draft.id == draft_id else None


def _moved(turn: Turn, draft: Draft, action: PickCategory | PickPlace | StepBack | ResumeDraft) -> Draft:
    match action:
        case PickCategory():
            return filing.pick_category(turn, draft, action.category)
        case PickPlace():
            return filing.pick_place(turn, draft, action.place)
        case StepBack():
            return draft.back()
        case ResumeDraft():
            return draft


def _again(turn: Turn, draft: Draft | None, text_id: str) -> Say:
    """Say what is wrong and ask for the same thing again."""
    screen = filing.step(turn, draft or filing.begin(turn))
    return new(Screen(Html(f"{turn.text(text_id)}\n\n{screen.html}"), screen.rows))
