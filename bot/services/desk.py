"""The operators' side: cards, replies with a preview, notes, the queue."""

from __future__ import annotations

from bot.domain.appeals import Appeal, Attachment, Body, Entry, after
from bot.domain.deadlines import local_day
from bot.domain.language import DEFAULT
from bot.domain.markup import Html, escape, split
from bot.domain.messages import (
    AddToAppeal,
    Button,
    Edit,
    File,
    KeepNote,
    Message,
    OpenAppeal,
    OpenQueue,
    Post,
    Rows,
    Screen,
    SendReply,
    ShowCard,
    Text,
)
from bot.services.turn import Turn
from bot.storage import appeals, outbox

_CARD = 3_500
"""UTF-16 units of a card's first message: the rest of a long text follows under it."""
_PART = 4_000
_PAGE = 10


async def post_card(turn: Turn, appeal: Appeal) -> None:
    """Owe the operators' group the card of an appeal: its words in full, its files under it."""
    group = turn.desk.operators
    if group is None:
        return
    said = await appeals.said(turn.unit, appeal)
    html, rest = await _card(turn, appeal, said)
    card = await outbox.add(turn.unit, group, Text(html), kind="card", appeal_id=appeal.id)
    for part in split(rest, _PART):
        await _under(turn, appeal, Text(escape(part), reply_to=Post(card)))
    for entry in said:
        if entry.kind in ("statement", "addition"):
            await _files_under(turn, appeal, entry.body.files, Post(card))


async def post_addition(turn: Turn, appeal: Appeal, body: Body) -> None:
    """Owe the group what the author added, under the appeal's card."""
    card = await outbox.last_of(turn.unit, appeal.id, "card")
    if turn.desk.operators is None or card is None:
        return
    words = await at_desk(turn)
    first, *rest = split(body.text, _PART, first=_CARD) or [""]
    html = words.text("card-addition", number=appeal.number, text=first, files=len(body.files))
    await _under(turn, appeal, Text(html, reply_to=Post(card.id)))
    for part in rest:
        await _under(turn, appeal, Text(escape(part), reply_to=Post(card.id)))
    await _files_under(turn, appeal, body.files, Post(card.id))
    await refresh_cards(turn, appeal.id)


async def refresh_cards(turn: Turn, appeal_id: str) -> None:
    """Bring every card of an appeal to its present state."""
    group = turn.desk.operators
    if group is None:
        return
    appeal = await appeals.by_id(turn.unit, appeal_id)
    html, _ = await _card(turn, appeal, await appeals.said(turn.unit, appeal))
    for card in await appeals.cards(turn.unit, appeal, group):
        await outbox.add(turn.unit, group, Edit(card, html), kind="card-edit", appeal_id=appeal.id)


async def catch_up(turn: Turn) -> int:
    """Post the cards of open appeals that the group has not seen; return how many."""
    if turn.desk.operators is None:
        return 0
    missing = await appeals.uncarded(turn.unit, turn.desk.operators)
    for appeal in missing:
        await post_card(turn, appeal)
    return len(missing)


async def propose(turn: Turn, under: int, body: Body, source: int) -> Screen | None:
    """Preview an operator's reply to a card; None when the message replied to is about no appeal."""
    appeal = await appeals.appeal_of_message(turn.unit, turn.chat, under)
    if appeal is None:
        return None
    entry_id = await appeals.say(turn.unit, appeal, "proposed", body, (turn.chat, source))
    if entry_id is None:
        return Screen(turn.text("desk-known"))
    await appeals.note_deed(turn.unit, appeal.id, turn.chat, "proposed")
    html = turn.text("desk-preview", number=appeal.number, text=_shown(body), files=len(body.files))
    rows = (
        (turn.button("button-send-reply", SendReply(entry_id)),),
        (turn.button("button-keep-note", KeepNote(entry_id)),),
    )
    return Screen(html, rows)


async def send_reply(turn: Turn, entry_id: str, operator: int) -> Screen | None:
    """Answer the appeal with a previewed reply; None when it was decided before or never was."""
    entry = await appeals.entry(turn.unit, entry_id)
    if entry is None or not await appeals.decide(turn.unit, entry_id, "reply"):
        return None
    appeal = await appeals.by_id(turn.unit, entry.appeal_id)
    await appeals.move(turn.unit, appeal, after(appeal.status, "reply"))
    await appeals.note_deed(turn.unit, appeal.id, operator, "replied")
    await _to_author(turn, appeal, entry)
    await refresh_cards(turn, appeal.id)
    return Screen(turn.text("desk-sending", number=appeal.number, text=_shown(entry.body)))


async def keep_note(turn: Turn, entry_id: str, operator: int) -> Screen | None:
    """Keep a previewed reply among the operators; None when it was decided before or never was."""
    entry = await appeals.entry(turn.unit, entry_id)
    if entry is None or not await appeals.decide(turn.unit, entry_id, "note"):
        return None
    appeal = await appeals.by_id(turn.unit, entry.appeal_id)
    await appeals.note_deed(turn.unit, appeal.id, operator, "noted")
    return Screen(turn.text("desk-noted", number=appeal.number, text=_shown(entry.body)))


async def queue(turn: Turn, page: int = 0) -> Screen:
    """List the open appeals, the one due first at the top, ten to a page."""
    waiting = await appeals.waiting(turn.unit)
    if not waiting:
        return Screen(turn.text("queue-none"), ((turn.button("button-refresh", OpenQueue()),),))
    last = (len(waiting) - 1) // _PAGE
    page = max(0, min(page, last))
    shown = waiting[page * _PAGE : (page + 1) * _PAGE]
    lines = [_queue_line(turn, each) for each in shown]
    html = Html("\n".join([turn.text("queue", count=len(waiting)), *lines]))
    cards: Rows = tuple((Button(each.number, ShowCard(each.number)),) for each in shown)
    pages = tuple(
        turn.button(text_id, OpenQueue(other))
        for text_id, other in (
            ("button-newer", page - 1),
            ("button-refresh", page),
            ("button-older", page + 1),
        )
        if 0 <= other <= last
    )
    return Screen(html, (*cards, pages))


async def show_card(turn: Turn, number: str) -> bool:
    """Post an appeal's card again; False when there is no such appeal."""
    appeal = await appeals.get(turn.unit, number)
    if appeal is None:
        return False
    await post_card(turn, appeal)
    return True


async def at_desk(turn: Turn) -> Turn:
    """Return the turn in the language of the operators' group."""
    group = turn.desk.operators
    chosen = await turn.people.language(turn.unit, group) if group is not None else None
    return turn.speaking(chosen or DEFAULT)


async def _card(turn: Turn, appeal: Appeal, said: list[Entry]) -> tuple[Html, str]:
    """Return a card and what of the author's text did not fit on it."""
    words = await at_desk(turn)
    statement = next(each.body for each in said if each.kind == "statement")
    fits, *rest = split(statement.text, _PART, first=_CARD) or [""]
    html = words.text(
        f"card-{appeal.status}",
        number=appeal.number,
        category=words.catalogue.categories[appeal.category].label[words.lang],
        place=words.catalogue.places[appeal.place].label[words.lang],
        filed=local_day(appeal.filed_at),
        due=appeal.due_on,
        language=words.catalogue.texts.label(appeal.lang, "language-name"),
        text=fits,
        files=len(statement.files),
        delivery=await _delivery(words, appeal),
    )
    return html, "".join(rest)


async def _delivery(words: Turn, appeal: Appeal) -> Html:
    reply = await outbox.last_of(words.unit, appeal.id, "reply")
    if reply is None:
        return words.text("delivery-none")
    state = "queued" if reply.state == "sending" else reply.state
    return words.text(f"delivery-{state}", why=reply.failure or "")


async def _to_author(turn: Turn, appeal: Appeal, entry: Entry) -> None:
    words = turn.speaking(appeal.lang, appeal.author)
    first, *rest = split(entry.body.text, _PART, first=_CARD) or [""]
    html = words.text("reply", number=appeal.number, text=first, files=len(entry.body.files))
    rows = (
        (words.button("button-add", AddToAppeal(appeal.number)),),
        (Button(appeal.number, OpenAppeal(appeal.number)),),
    )
    reply = await outbox.add(turn.unit, appeal.author, Text(html, rows), kind="reply", appeal_id=appeal.id)
    following: list[Message] = [Text(escape(part), reply_to=Post(reply)) for part in rest]
    following += [File(each.kind, each.file_id, reply_to=Post(reply)) for each in entry.body.files]
    for message in following:
        await outbox.add(turn.unit, appeal.author, message, kind="under", appeal_id=appeal.id)


async def _files_under(turn: Turn, appeal: Appeal, files: tuple[Attachment, ...], card: Post) -> None:
    for each in files:
        caption = escape(appeal.number) if each.kind != "video_note" else None
        await _under(turn, appeal, File(each.kind, each.file_id, caption, reply_to=card))


async def _under(turn: Turn, appeal: Appeal, message: Text | File) -> None:
    if turn.desk.operators is not None:
        await outbox.add(turn.unit, turn.desk.operators, message, kind="under", appeal_id=appeal.id)


def _queue_line(turn: Turn, appeal: Appeal) -> Html:
    answered = appeal.answered_at is not None
    return turn.text(
        "queue-again" if answered else "queue-overdue" if appeal.due_on < turn.today else "queue-line",
        number=appeal.number,
        category=turn.catalogue.categories[appeal.category].label[turn.lang],
        place=turn.catalogue.places[appeal.place].label[turn.lang],
        due=appeal.due_on,
    )


def _shown(body: Body) -> str:
    return split(body.text, first=_CARD)[0] if body.text else ""
