"""The form of an appeal."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.domain.actions import (
    Action,
    ChangeDraft,
    DeleteDraft,
    DropDraft,
    PickCategory,
    PickPlace,
    ResumeDraft,
    SendAppeal,
    SendQuestion,
    StartAnother,
    StartAppeal,
)
from bot.domain.appeals import Draft
from bot.domain.markup import Html
from bot.domain.messages import Say, Screen
from bot.services import attaching, filing
from bot.services.filing import NOWHERE, Origin
from bot.services.turn import Turn
from bot.storage import appeals
from bot.telegram import drafts
from bot.telegram.bodies import body_of, parts_of
from bot.telegram.filters import Does, Private, Words
from bot.telegram.saying import new, over, toast
from bot.telegram.states import Form

_ANOTHER = StartAnother()


def router() -> Router:
    router = Router(name="form")
    router.message.filter(Private())
    router.edited_message.filter(Private())
    router.callback_query.filter(Private())
    router.message.register(command, Command("appeal"))
    router.message.register(written, Form.writing, Words())
    router.edited_message.register(rewritten, Form.writing)
    router.edited_message.register(rewritten, Form.paused)
    router.callback_query.register(started, Does(StartAppeal, StartAnother))
    router.callback_query.register(asked, Does(SendQuestion))
    router.callback_query.register(moved, Does(PickCategory, PickPlace, ChangeDraft, ResumeDraft))
    router.callback_query.register(sent, Does(SendAppeal))
    router.callback_query.register(dropped, Does(DropDraft, DeleteDraft))
    return router


async def begin(turn: Turn, state: FSMContext, origin: Origin = NOWHERE, another: Action = _ANOTHER) -> Say:
    """Begin an appeal, or go on with the one whose words are already there.

    What was sent before any choice goes with it. About another topic, ask; `another` is what its button does
    then.
    """
    draft = await drafts.read(state)
    if draft is None or not draft.parts:
        draft = filing.begin(turn, origin)
    elif origin.topic and not (draft.topic or draft.category or draft.place):
        draft = replace(filing.begin(turn, origin), id=draft.id, parts=draft.parts)
    elif origin.topic and origin.topic != draft.topic:
        await drafts.pause(state)
        return new(filing.ask_other(turn, draft, another))
    elif origin.opening:
        draft = replace(draft, opening=origin.opening)
    return new(await drafts.show(turn, state, draft))


async def command(message: Message, turn: Turn, state: FSMContext) -> Say:
    return await begin(turn, state)


async def started(
    query: CallbackQuery, action: StartAppeal | StartAnother, turn: Turn, state: FSMContext
) -> Say:
    origin = Origin(action.topic)
    if isinstance(action, StartAnother):
        return over(query, await drafts.show(turn, state, filing.begin(turn, origin)))
    return await begin(turn, state, origin, StartAnother(action.topic))


async def asked(query: CallbackQuery, turn: Turn, state: FSMContext) -> Say:
    """Put a question without an answer into the draft: the message that the tapped one replies to."""
    question = query.message.reply_to_message if isinstance(query.message, Message) else None
    if question is None:
        return await begin(turn, state)
    draft = await drafts.read(state)
    longer = attaching.keep(turn, draft, parts_of(question))
    if longer is None:
        return new(attaching.refused(turn, draft.id if draft else ""))
    return new(await drafts.show(turn, state, longer))


async def moved(
    query: CallbackQuery,
    action: PickCategory | PickPlace | ChangeDraft | ResumeDraft,
    turn: Turn,
    state: FSMContext,
) -> Say:
    draft = await _mine(state, action.draft)
    if draft is None:
        return toast(turn.label("toast-old-button"))
    return over(query, await drafts.show(turn, state, _moved(turn, draft, action)))


async def written(message: Message, turn: Turn, state: FSMContext) -> Say:
    draft = await drafts.read(state) or filing.begin(turn)
    if not body_of(message):
        return _again(turn, draft, "form-only-words")
    longer = filing.write(draft, *parts_of(message))
    if longer is None:
        return _again(turn, draft, "form-too-long")
    return new(await drafts.show(turn, state, longer))


async def rewritten(message: Message, turn: Turn, state: FSMContext) -> Say | None:
    """Take an edit of one of the draft's own messages over into the draft."""
    draft, body = await drafts.read(state), body_of(message)
    if draft is None or not body or message.message_id not in {part.message_id for part in draft.parts}:
        return None
    changed = filing.write(draft, *parts_of(message))
    if changed is None:
        return _again(turn, draft, "form-too-long")
    return new(await drafts.show(turn, state, changed))


async def sent(query: CallbackQuery, action: SendAppeal, turn: Turn, state: FSMContext) -> Say:
    draft = await _mine(state, action.draft)
    if draft is None:
        known = await appeals.of_draft(turn.unit, action.draft)
        if known is None or known.author != turn.chat:
            return toast(turn.label("toast-old-button"))
        return over(query, await filing.sent(turn, known), turn.label("toast-sent", number=known.number))
    draft = filing.current(turn, draft)
    if draft.step != "preview" or draft.consent != filing.consent_version(turn):
        return over(query, await drafts.show(turn, state, draft), turn.label("toast-look-again"))
    appeal = await filing.send(turn, draft)
    await state.clear()
    return over(query, await filing.sent(turn, appeal), turn.label("toast-sent", number=appeal.number))


async def dropped(
    query: CallbackQuery, action: DropDraft | DeleteDraft, turn: Turn, state: FSMContext
) -> Say:
    draft = await _mine(state, action.draft)
    if draft is None:
        return toast(turn.label("toast-old-button"))
    if isinstance(action, DropDraft) and draft.parts:
        return over(query, filing.ask_drop(turn, draft))
    await state.clear()
    return over(query, filing.dropped(turn))


async def _mine(state: FSMContext, draft_id: str) -> Draft | None:
    draft = await drafts.read(state)
    return draft if draft and draft.id == draft_id else None


def _moved(turn: Turn, draft: Draft, action: PickCategory | PickPlace | ChangeDraft | ResumeDraft) -> Draft:
    match action:
        case PickCategory():
            return filing.pick_category(turn, draft, action.category)
        case PickPlace():
            return filing.pick_place(turn, draft, action.place)
        case ChangeDraft():
            return draft.at(action.step)
        case ResumeDraft():
            return draft.at("preview")


def _again(turn: Turn, draft: Draft, text_id: str) -> Say:
    """Say what is wrong and ask for the same thing again."""
    screen = filing.step(turn, filing.current(turn, draft))
    return new(Screen(Html(f"{turn.text(text_id)}\n\n{screen.html}"), screen.rows))
