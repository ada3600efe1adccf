"""Each kind of message, in each state of the dialogue, gets exactly one reply and loses nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.storage.dialogues import Dialogue, Dialogues
from tests.acceptance.kinds import kinds
from tests.acceptance.stage import Phone, Stage, labels


async def _idle(phone: Phone) -> None:
    await phone.says("/start")


async def _category(phone: Phone) -> None:
    await phone.says("/appeal")


async def _place(phone: Phone) -> None:
    await _category(phone)
    await phone.taps("Мектептегі тамақ")


async def _text(phone: Phone) -> None:
    await _place(phone)
    await phone.taps("Семей қаласы")


async def _preview(phone: Phone) -> None:
    await _text(phone)
    await phone.says("Асханада тамақ суық.")


async def _paused(phone: Phone) -> None:
    await _preview(phone)
    await phone.says("/help")


async def _adding(phone: Phone) -> None:
    await phone.files("Асханада тамақ суық.")
    await phone.taps(labels(phone.last)[0])
    await phone.taps("Қосып жазу")


STATES: dict[str, Callable[[Phone], Awaitable[None]]] = {
    "idle": _idle,
    "category": _category,
    "place": _place,
    "text": _text,
    "preview": _preview,
    "paused": _paused,
    "adding": _adding,
}


def test_the_list_of_kinds_is_bot_api_10_3() -> None:
    assert len(kinds()) == 79
    assert {"text", "rich_message", "live_photo", "checklist", "gift", "paid_media"} <= set(kinds())


@pytest.mark.parametrize("state", STATES)
async def test_each_kind_gets_one_reply_and_the_state_is_kept(stage: Stage, state: str) -> None:
    silent: list[str] = []
    lost: list[str] = []
    phone = stage.phone()
    await STATES[state](phone)
    for name, fields in kinds().items():
        before = await _dialogue(stage, phone)
        replies = await phone.sends(fields)
        if len(replies) != 1 or replies[0]["message_id"] < phone.messages[-2]["message_id"]:
            silent.append(f"{name}: {len(replies)}")
        after = await _dialogue(stage, phone)
        if _core(before) != _core(after):
            lost.append(name)
            await STATES[state](phone)
    assert silent == []
    taken = {"text", "photo", "voice", "document", "video", "audio", "animation", "video_note", "live_photo"}
    begins = {"adding", "idle"}  # there a file joins an appeal, or begins one
    assert set(lost) <= (taken if state in begins else set())


async def _dialogue(stage: Stage, phone: Phone) -> Dialogue:
    """The dialogue as it is on disk, not as the bot remembers it."""
    async with stage.app.unit() as unit:
        return await Dialogues().get(unit, phone.chat)


def _core(dialogue: Dialogue) -> Any:
    """State and draft without its words, which grow as people write."""
    draft = dialogue.data.get("draft", {})
    return (
        dialogue.state,
        dialogue.data.get("number"),
        draft.get("id"),
        draft.get("category"),
        draft.get("place"),
    )
