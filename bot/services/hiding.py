"""The quiet exit: nothing that tells of trouble stays in the chat, as far as Telegram lets it be deleted."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.messages import Delete, Say, Screen
from bot.services.turn import Turn
from bot.storage import said

_DELETABLE = timedelta(hours=48)
"""Bot API, deleteMessage."""

_AT_ONCE = 100
"""Bot API, deleteMessages."""

_JUST_SAID = 100
"""Message ids before the command: what was answered a moment ago may not be on disk yet."""


async def hide(turn: Turn, command: int) -> Say:
    """Delete what both sides wrote, the newest first, and leave a neutral message.

    `command` is the id of the message that asks for it. Other chats' ids are not found in this one.
    """
    known = await said.said(turn.unit, turn.chat, turn.unit.now - _DELETABLE)
    known.update(range(max(1, command - _JUST_SAID + 1), command + 1))
    newest = sorted(known, reverse=True)
    batches = (newest[at : at + _AT_ONCE] for at in range(0, len(newest), _AT_ONCE))
    return Say((*(Delete(tuple(batch)) for batch in batches), Screen(turn.text("hidden")).new()))
