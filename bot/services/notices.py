"""What is said without anybody asking: delivery states on cards, and word to the admins."""

from __future__ import annotations

from bot.domain.language import DEFAULT
from bot.domain.messages import Text
from bot.domain.texts import Value
from bot.services import desk
from bot.services.turn import Turn
from bot.storage import appeals, outbox
from bot.storage.outbox import Owed, State

_STANDING = ("receipt", "reply", "card", "under")
"""Messages that people answer under: where they stand is remembered."""


async def settled(turn: Turn, row: Owed, state: State, message_id: int | None) -> None:
    """Follow a message to its end, in the transaction that records it."""
    if row.appeal_id is None:
        return
    chat = row.params["chat_id"]
    if message_id is not None and row.kind in _STANDING:
        await appeals.remember_post(
            turn.unit, row.id, kind=row.kind, appeal_id=row.appeal_id, chat=chat, message_id=message_id
        )
    if row.kind == "reply":
        await appeals.note_deed(turn.unit, row.appeal_id, 0, f"reply-{state}")
        await desk.refresh_cards(turn, row.appeal_id)
    if row.kind == "card" and state != "sent":
        await to_admins(turn, "admin-group-unreachable")


async def to_admins(turn: Turn, text_id: str, /, **values: Value) -> None:
    """Owe every admin a notice, each in the language they chose."""
    for admin in sorted(turn.desk.admins):
        lang = await turn.people.language(turn.unit, admin) or DEFAULT
        text = turn.catalogue.texts.text(lang, text_id, **values)
        await outbox.add(turn.unit, admin, Text(text), kind="notice")


async def parked(turn: Turn, chat: int) -> None:
    """Tell the author and the admins that an update could not be worked with and is kept aside."""
    if chat > 0:
        lang = await turn.people.language(turn.unit, chat) or DEFAULT
        text = turn.catalogue.texts.text(lang, "parked")
        await outbox.add(turn.unit, chat, Text(text), kind="notice")
    await to_admins(turn, "admin-parked")
