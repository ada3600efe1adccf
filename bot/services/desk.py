"""The operators' group: cards with what was said under them, brought up to date as things happen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.appeals import Appeal, Attachment, Body, Entry, EntryKind
from bot.domain.deadlines import local_day
from bot.domain.language import DEFAULT
from bot.domain.markup import Html, cut, escape, split, utf16_length, visible
from bot.domain.messages import Edit, File, Post, Text
from bot.services.turn import Turn
from bot.storage import appeals, cards, outbox
from bot.storage.outbox import UNSENT, Delivery, Kind

_CARD = 3_500
"""UTF-16 units of a card's first message: the rest of a long text follows under it."""
_PART = 4_000
_AUTHORS: tuple[EntryKind, ...] = ("addition", "correction")
"""What the author says after the statement."""
_GLIMPSE = 450
"""UTF-16 units that a card posted again tells of each reply and note: they stand in the group already."""


async def post_card(turn: Turn, appeal: Appeal) -> None:
    """Owe the operators' group the card of an appeal, and under it all that was said and sent since."""
    group = turn.desk.operators
    if group is None:
        return
    words = await at_desk(turn)
    said = await appeals.said(turn.unit, appeal)
    html, rest = await _card(words, appeal, said)
    card = Post(await outbox.add(turn.unit, group, Text(html), kind="card", appeal_id=appeal.id))
    for part in rest:
        await _owe(turn, appeal, Text(escape(part), reply_to=card), "under")
    for told in _joined(_told(words, appeal, said)):
        await _owe(turn, appeal, Text(told, reply_to=card), "addition")
    files = [file for each in said if each.kind in ("statement", *_AUTHORS) for file in each.body.files]
    await _files_under(turn, appeal, files, card)


async def tell_of_danger(turn: Turn) -> None:
    """Owe the group word that someone wrote of danger, ahead of everything: not who, and not what.

    One word for all who did within ten minutes: a group takes 20 messages a minute.
    """
    group = turn.desk.operators
    row_id = f"told-danger-{turn.unit.now:%Y%m%d%H%M}"[:-1]
    if group is None or await outbox.known(turn.unit, row_id):
        return
    words = await at_desk(turn)
    await outbox.add(turn.unit, group, Text(words.text("desk-danger")), kind="danger", row_id=row_id)


async def post_addition(turn: Turn, appeal: Appeal, body: Body, kind: EntryKind = "addition") -> None:
    """Owe the group what the author just added, under the appeal's card; all of it when some is missing."""
    group = turn.desk.operators
    if group is None:
        return
    card = await cards.newest(turn.unit, appeal.id, group)
    if card is None or await cards.lost(turn.unit, appeal.id, group, "addition"):
        await post_card(turn, await appeals.by_id(turn.unit, appeal.id))
        return
    for part in _addition(await at_desk(turn), appeal, turn.today, body, kind):
        await _owe(turn, appeal, Text(part, reply_to=card), "addition")
    await _files_under(turn, appeal, body.files, card)
    await refresh_cards(turn, appeal.id)


async def refresh_cards(turn: Turn, appeal_id: str) -> None:
    """Bring every card that stands in the group to its appeal's present state."""
    group = turn.desk.operators
    if group is None:
        return
    for card in await cards.standing(turn.unit, appeal_id, group):
        await correct_card(turn, appeal_id, card, "")


async def correct_card(turn: Turn, appeal_id: str, card: Post, shown: str) -> None:
    """Bring one card to its appeal's present state, unless that is what it shows."""
    appeal = await appeals.by_id(turn.unit, appeal_id)
    html, _ = await _card(await at_desk(turn), appeal, await appeals.said(turn.unit, appeal))
    if html != shown:
        await _owe(turn, appeal, Edit(card, html), "card-edit")


async def catch_up(turn: Turn) -> int:
    """Tell the group what it could not be told so far; return how many cards that took."""
    group = turn.desk.operators
    if group is None:
        return 0
    missing = await cards.uncarded(turn.unit, group)
    stale = await cards.stale(turn.unit, group)
    for appeal in missing:
        await post_card(turn, appeal)
    for appeal in stale:
        await refresh_cards(turn, appeal.id)
    return len(missing)


async def show_card(turn: Turn, number: str) -> bool:
    """Post an appeal's card again; False when there is no such appeal."""
    appeal = await appeals.get(turn.unit, number)
    if appeal is None:
        return False
    await post_card(turn, appeal)
    await refresh_cards(turn, appeal.id)
    return True


async def at_desk(turn: Turn) -> Turn:
    """Return the turn in the language of the operators' group."""
    group = turn.desk.operators
    chosen = await turn.people.language(turn.unit, group) if group is not None else None
    return turn.speaking(chosen or DEFAULT)


def delivery(words: Turn, reply: Sequence[Delivery]) -> Html:
    """Say how far a reply came: its text, and the worst of its further parts."""
    if not reply:
        return words.text("delivery-none")
    text, *parts = reply
    if text.state in UNSENT:
        return words.text("delivery-queued")
    if text.state != "sent":
        return words.text(f"delivery-{text.state}", why=text.failure or "")
    if lost := [each for each in parts if each.state in ("failed", "blocked")]:
        return words.text("delivery-partly", why=lost[0].failure or "")
    return words.text("delivery-going" if any(each.state in UNSENT for each in parts) else "delivery-sent")


async def _card(words: Turn, appeal: Appeal, said: Iterable[Entry]) -> tuple[Html, list[str]]:
    """Return a card and what of the author's text did not fit on it."""
    states = await _states(words, appeal)
    statement = next(each.body for each in said if each.kind == "statement")
    fits, *rest = _parts(statement.text)
    html = words.text(
        f"card-{appeal.status}",
        number=appeal.number,
        category=words.category(appeal.category),
        place=words.place(appeal.place),
        filed=local_day(appeal.filed_at),
        due=appeal.due_on,
        language=words.catalogue.texts.label(appeal.lang, "language-name"),
        text=fits,
        files=len(statement.files),
        delivery=Html("\n".join(states)),
    )
    return html, rest


async def _states(words: Turn, appeal: Appeal) -> list[Html]:
    """Say how far the newest reply came, and whether the group misses something of the author's."""
    replies = await outbox.replies(words.unit, appeal.id)
    states = [delivery(words, replies[-1] if replies else ())]
    group = words.desk.operators
    if group is not None and await cards.lost(words.unit, appeal.id, group, "under"):
        states.append(words.text("card-lost"))
    return states


def _told(words: Turn, appeal: Appeal, said: Iterable[Entry]) -> Iterable[Html]:
    """Go through what was said after the statement: additions in full, replies and notes in brief."""
    for entry in said:
        if entry.kind in _AUTHORS:
            yield from _addition(words, appeal, local_day(entry.at), entry.body, entry.kind)
        elif entry.kind in ("reply", "note"):
            text, more = cut(entry.body.text, _GLIMPSE)
            yield words.text(
                f"card-{entry.kind}",
                day=local_day(entry.at),
                text=text.rstrip() + "…" if more else text,
                files=len(entry.body.files),
            )


def _addition(words: Turn, appeal: Appeal, day: date, body: Body, kind: EntryKind) -> list[Html]:
    first, *rest = _parts(body.text)
    head = words.text(f"card-{kind}", number=appeal.number, day=day, text=first, files=len(body.files))
    return [head, *(escape(part) for part in rest)]


def _parts(text: str) -> list[str]:
    """Split a text; blank parts go, for Telegram would refuse them."""
    first, *rest = split(text, _PART, first=_CARD) or [""]
    return [first, *(part for part in rest if part.strip())]


def _joined(pieces: Iterable[Html]) -> list[Html]:
    """Put pieces together into as few messages as hold them."""
    messages: list[Html] = []
    for piece in pieces:
        longer = Html(f"{messages[-1]}\n\n{piece}") if messages else piece
        if messages and utf16_length(visible(longer)) <= _PART:
            messages[-1] = longer
        else:
            messages.append(piece)
    return messages


async def _files_under(turn: Turn, appeal: Appeal, files: Iterable[Attachment], card: Post) -> None:
    for each in files:
        caption = escape(appeal.number) if each.kind != "video_note" else None
        await _owe(turn, appeal, File(each.kind, each.file_id, caption, reply_to=card), "under")


async def _owe(turn: Turn, appeal: Appeal, message: Text | File | Edit, kind: Kind) -> None:
    if turn.desk.operators is not None:
        await outbox.add(turn.unit, turn.desk.operators, message, kind=kind, appeal_id=appeal.id)
