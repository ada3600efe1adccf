"""What is said without anybody asking: delivery states on cards, and word to the admins."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.language import DEFAULT, Lang
from bot.domain.markup import Html
from bot.domain.messages import Post, Text
from bot.domain.texts import Value
from bot.services import desk, replying
from bot.services.turn import Turn
from bot.storage import appeals, outbox
from bot.storage.database import TROUBLE
from bot.storage.outbox import Kind, Owed, State

_STANDING = ("receipt", "reply", "reply-part", "card", "addition", "under", "preview")
"""Messages that people answer under: where they stand is remembered."""

_UNKNOWN: tuple[Lang, ...] = ("kk", "ru")
"""In what a person is told something who never chose a language."""


async def settled(turn: Turn, row: Owed, state: State, message_id: int | None) -> None:
    """Follow a message to its end, in the transaction that records it."""
    if row.appeal_id is None:
        return
    if message_id is not None and row.kind in _STANDING:
        await appeals.remember_post(
            turn.unit,
            row.id,
            kind=row.kind,
            appeal_id=row.appeal_id,
            chat=row.params["chat_id"],
            message_id=message_id,
        )
    match row.kind:
        case "reply" | "reply-part":
            await replying.settled(turn, row, row.appeal_id, state)
        case "card" if state == "sent":  # what changed while it was on its way
            await desk.correct_card(turn, row.appeal_id, Post(row.id), row.params["text"])
        case "under" if state != "sent":
            await desk.refresh_cards(turn, row.appeal_id)
        case "card" | "addition" if state != "sent":
            await group_unreachable(turn)


async def group_unreachable(turn: Turn) -> None:
    """Tell the admins that the operators' group is out of reach: once, until it takes a message again."""
    group = turn.desk.operators
    if group is None or not await outbox.owed_since_heard(turn.unit, "outage", group):
        await to_admins(turn, "admin-group-unreachable", "outage")


async def to_admins(turn: Turn, text_id: str, kind: Kind = "notice", /, **values: Value) -> None:
    """Owe every admin a notice."""
    await owe_admins(turn, lambda told: Text(told.text(text_id, **values)), kind=kind)


async def owe_admins(
    turn: Turn,
    say: Callable[[Turn], Text],
    *,
    kind: Kind = "notice",
    about: str = "",
    but: frozenset[int] = frozenset(),
) -> None:
    """Owe every admin something, each in the language they chose; what it is `about` is told to each once."""
    for admin in sorted(turn.desk.admins - but):
        lang = await turn.people.language(turn.unit, admin) or DEFAULT
        row_id = _told(turn, admin, about) if about else None
        if row_id is None or not await outbox.known(turn.unit, row_id):
            await outbox.add(turn.unit, admin, say(turn.speaking(lang, admin)), kind=kind, row_id=row_id)


async def was_told(turn: Turn, admin: int, about: str) -> bool:
    """Tell whether an admin was owed a notice about something before."""
    return await outbox.known(turn.unit, _told(turn, admin, about))


def _told(turn: Turn, admin: int, about: str) -> str:
    return f"told-{about}-{turn.unit.vault.hash('chat', admin)}"


async def alarm(turn: Turn, admin: int, text_id: str, /, **values: Value) -> Text:
    """Return what an admin is told at once; if the database is gone, in the language that all know."""
    try:
        lang = await turn.people.language(turn.unit, admin)
    except TROUBLE:
        lang = None
    return Text(turn.catalogue.texts.text(lang or DEFAULT, text_id, **values))


async def parked(turn: Turn, chat: int) -> None:
    """Tell the author and the admins that an update could not be worked with and is kept aside."""
    if chat > 0:
        chosen = await turn.people.language(turn.unit, chat)
        texts = [turn.catalogue.texts.text(lang, "parked") for lang in ((chosen,) if chosen else _UNKNOWN)]
        await outbox.add(turn.unit, chat, Text(Html("\n\n".join(texts))), kind="notice")
    await to_admins(turn, "admin-parked")
