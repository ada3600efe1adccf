"""The draft in a chat's dialogue: whatever else its author looks at, it stays until sent or dropped."""

from __future__ import annotations

from aiogram.fsm.context import FSMContext

from bot.domain.appeals import Draft
from bot.domain.messages import Screen
from bot.services import filing
from bot.services.turn import Turn
from bot.telegram.states import Form


async def read(state: FSMContext) -> Draft | None:
    """Return the unsent draft, being written or paused, or None."""
    draft = (await state.get_data()).get("draft")
    return Draft.from_json(draft) if draft else None


async def write(state: FSMContext, draft: Draft) -> None:
    await state.set_state(Form.writing)
    await state.set_data({"draft": draft.to_json()})


async def keep(state: FSMContext, draft: Draft) -> None:
    """Keep the draft and stay where the chat is: only an open form takes what comes next."""
    is_open = await state.get_state() == Form.writing.state
    await write(state, draft)
    if not is_open:
        await pause(state)


async def show(turn: Turn, state: FSMContext, draft: Draft) -> Screen:
    """Keep the draft and show its step."""
    draft = filing.shown(turn, draft)
    await write(state, draft)
    return filing.step(turn, draft)


async def pause(state: FSMContext) -> str:
    """Leave whatever the chat is in the middle of; return the draft's id, or "" when there is none."""
    draft = await read(state)
    if draft is None:
        await state.clear()
        return ""
    await state.set_state(Form.paused)
    await state.set_data({"draft": draft.to_json()})
    return draft.id
