"""Operators' replies: a preview in the group, then to the author or kept as a note; how far each came."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.actions import AddToAppeal, KeepNote, OpenAppeal, SendReply
from bot.domain.appeals import Appeal, Body, Entry, Part, after
from bot.domain.markup import Html, cut, escape, split
from bot.domain.messages import Button, File, Message, Post, Screen, Text
from bot.services import desk
from bot.services.turn import Turn
from bot.storage import appeals, outbox
from bot.storage.outbox import UNSENT, Owed, State

_FIRST = 3_500
"""UTF-16 units of a reply that stand in its first message, and in the group."""
_PART = 4_000


async def propose(turn: Turn, under: int, parts: Sequence[Part], operator: int) -> Screen | None:
    """Owe the group the preview of an operator's reply; or return why there is none.

    `under` is the message replied to, `parts` are the reply itself.
    """
    body, source = Body().joined(*(part.body for part in parts)), parts[0].message_id
    appeal = await appeals.appeal_of_message(turn.unit, turn.chat, under)
    if appeal is None:
        return Screen(turn.text("desk-no-appeal"))
    entry_id = await appeals.say(turn.unit, appeal, "proposed", body, *appeals.came_from(turn.chat, parts))
    if entry_id is None:
        return Screen(turn.text("desk-known"))
    await appeals.note_deed(turn.unit, appeal.id, operator, "proposed")
    await outbox.add(
        turn.unit,
        turn.chat,
        _preview(turn, appeal, entry_id, body).new(reply_to=source),
        kind="preview",
        appeal_id=appeal.id,
        row_id=_seen(entry_id).id,
    )
    return None


async def rework(turn: Turn, part: Part) -> Screen | None:
    """Take an operator's edit over into the preview; say so when the words have gone out already.

    Of an album it is the words that change: all its files stay.
    """
    entry = await appeals.entry_of(turn.unit, turn.chat, part.message_id)
    if entry is None:
        return None
    body = Body(part.body.text, entry.body.files) if part.album else part.body
    if entry.body == body:
        return None
    appeal = await appeals.by_id(turn.unit, entry.appeal_id)
    if not await appeals.rewrite(turn.unit, entry, body):
        return Screen(turn.text("desk-edited-late", number=appeal.number))
    shown = _preview(turn, appeal, entry.id, body).over(_seen(entry.id))
    await outbox.add(turn.unit, turn.chat, shown, kind="card-edit", appeal_id=appeal.id)
    return None


async def send(turn: Turn, entry_id: str, operator: int) -> Screen | None:
    """Answer the appeal with a previewed reply; None when it was decided before or never was."""
    entry = await appeals.entry(turn.unit, entry_id)
    if entry is None or not await appeals.decide(turn.unit, entry_id, "reply"):
        return None
    appeal = await appeals.by_id(turn.unit, entry.appeal_id)
    await appeals.move(turn.unit, appeal, after(appeal.status, "reply"))
    await appeals.note_deed(turn.unit, appeal.id, operator, "replied")
    await _to_author(turn, appeal, entry)
    await desk.refresh_cards(turn, appeal.id)
    return await _decided(turn, appeal, entry)


async def keep_note(turn: Turn, entry_id: str, operator: int) -> Screen | None:
    """Keep a previewed reply among the operators; None when it was decided before or never was."""
    entry = await appeals.entry(turn.unit, entry_id)
    if entry is None or not await appeals.decide(turn.unit, entry_id, "note"):
        return None
    appeal = await appeals.by_id(turn.unit, entry.appeal_id)
    await appeals.note_deed(turn.unit, appeal.id, operator, "noted")
    return Screen(turn.text("desk-noted", number=appeal.number, text=_beginning(entry.body)))


async def settled(turn: Turn, row: Owed, appeal_id: str, state: State) -> None:
    """Tell the group how far a reply came, once its text or the last of its further parts ended."""
    if row.kind == "reply" or state != "sent":
        await appeals.note_deed(turn.unit, appeal_id, 0, f"{row.kind}-{state}")
    replies = await outbox.replies(turn.unit, appeal_id)
    reply = next(each for each in replies if any(part.id == row.id for part in each))
    if row.kind == "reply-part" and state == "sent" and any(part.state in UNSENT for part in reply):
        return
    await desk.refresh_cards(turn, appeal_id)
    entry = await appeals.entry(turn.unit, reply[0].id)
    if entry is None or turn.desk.operators is None:
        return
    screen = await _decided(await desk.at_desk(turn), await appeals.by_id(turn.unit, appeal_id), entry)
    await outbox.add(
        turn.unit,
        turn.desk.operators,
        screen.over(_seen(entry.id)),
        kind="card-edit",
        appeal_id=appeal_id,
    )


def _seen(entry_id: str) -> Post:
    """Return where the group sees a reply: first its preview, later how far it came."""
    return Post(f"preview-{entry_id}")


def _preview(turn: Turn, appeal: Appeal, entry_id: str, body: Body) -> Screen:
    html = turn.text("desk-preview", number=appeal.number, text=_shown(turn, body), files=len(body.files))
    rows = (
        (turn.button("button-send-reply", SendReply(entry_id)),),
        (turn.button("button-keep-note", KeepNote(entry_id)),),
    )
    return Screen(html, rows)


async def _decided(words: Turn, appeal: Appeal, entry: Entry) -> Screen:
    """Show a reply that was sent, and how far it came."""
    replies = await outbox.replies(words.unit, appeal.id)
    reply = next(each for each in replies if each[0].id == entry.id)
    html = words.text(
        "desk-sending",
        number=appeal.number,
        delivery=desk.delivery(words, reply),
        text=_shown(words, entry.body),
    )
    return Screen(html)


async def _to_author(turn: Turn, appeal: Appeal, entry: Entry) -> None:
    """Owe the author a reply; its first message bears the entry's own id, so it is owed once."""
    words = turn.speaking(appeal.lang, appeal.author)
    first, *rest = split(entry.body.text, _PART, first=_FIRST) or [""]
    html = words.text("reply", number=appeal.number, text=first, files=len(entry.body.files))
    rows = (
        (words.button("button-add", AddToAppeal(appeal.number)),),
        (Button(appeal.number, OpenAppeal(appeal.number)),),
    )
    await outbox.add(
        turn.unit,
        appeal.author,
        Text(html, rows, stays=True),
        kind="reply",
        appeal_id=appeal.id,
        row_id=entry.id,
    )
    reply = Post(entry.id)
    following: list[Message] = [Text(escape(part), reply_to=reply) for part in rest if part.strip()]
    following += [File(each.kind, each.file_id, reply_to=reply) for each in entry.body.files]
    for message in following:
        await outbox.add(turn.unit, appeal.author, message, kind="reply-part", appeal_id=appeal.id)


def _shown(turn: Turn, body: Body) -> Html:
    """Show a reply in the group: of a long one its beginning, and that the author gets all of it."""
    beginning = _beginning(body)
    if beginning == body.text:
        return escape(beginning)
    return Html(f"{escape(beginning)}\n\n{turn.text('desk-beginning')}")


def _beginning(body: Body) -> str:
    text, more = cut(body.text, _FIRST)
    return text.rstrip() + "…" if more else text
