"""After sending: one's own appeals, their state, and adding to them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.actions import AddToAppeal, OpenAppeal, OpenMine, OpenPage, StartAppeal
from bot.domain.appeals import Appeal, Body, Entry, EntryKind, Part, after, parse_number
from bot.domain.deadlines import local_day
from bot.domain.markup import Html, cut
from bot.domain.messages import Button, Screen, Text, pairs
from bot.services import desk
from bot.services.paging import page_of, ways
from bot.services.turn import Turn
from bot.storage import appeals, outbox
from bot.storage.appeals import Source

_PAGE = 8
_LAST = 6
_DIGITS = 12
_SHOWN = 450
"""UTF-16 units of each entry that the list of entries shows."""


async def mine(turn: Turn, page: int = 0) -> Screen:
    """List one's own appeals, newest first, eight to a page."""
    own = await appeals.of_author(turn.unit, turn.chat)
    if not own:
        return Screen(turn.text("mine-none"), ((turn.button("button-appeal", StartAppeal()),), _home(turn)))
    listed = page_of(own, page, _PAGE)
    lines = [_line(turn, each) for each in listed.shown]
    rows = pairs([Button(each.number, OpenAppeal(each.number)) for each in listed.shown])
    turns = ways(turn, listed, OpenMine)
    html = Html("\n".join([turn.text("mine", count=len(own)), "", *lines]))
    return Screen(html, (*rows, *((turns,) if turns else ()), _home(turn)))


async def status(turn: Turn, number: str) -> Screen:
    """Tell how an own appeal stands; another's number and one that never was are told the same."""
    appeal = await own(turn, number)
    if appeal is None:
        return Screen(turn.text("status-unknown"), ((turn.button("button-mine", OpenMine()),), _home(turn)))
    said = [each for each in await appeals.said(turn.unit, appeal) if each.kind in _SHOWN_KINDS]
    shown = "\n\n".join(_entry(turn, each) for each in said[-_LAST:])
    head = turn.text(
        f"status-{appeal.status}",
        number=appeal.number,
        category=turn.category(appeal.category),
        place=turn.place(appeal.place),
        filed=local_day(appeal.filed_at),
        due=appeal.due_on,
        answered=local_day(appeal.answered_at) if appeal.answered_at else "",
    )
    rows = (
        (turn.button("button-add", AddToAppeal(appeal.number)),),
        (turn.button("button-mine", OpenMine()), *_home(turn)),
    )
    return Screen(Html(f"{head}\n\n{shown}"), rows)


async def own(turn: Turn, typed: str) -> Appeal | None:
    """Return an appeal only to its author, by its number or by the digits at its end."""
    number = parse_number(typed)
    if number is None:
        return await _by_last_digits(turn, typed.strip())
    appeal = await appeals.get(turn.unit, number)
    return appeal if appeal and appeal.author == turn.chat else None


def ask_addition(turn: Turn, appeal: Appeal) -> Screen:
    stop = (turn.button("button-back", OpenAppeal(appeal.number)),)
    return Screen(turn.text("add-question", number=appeal.number), (stop,))


async def add(turn: Turn, appeal: Appeal, parts: Sequence[Part]) -> None:
    """Join what the author writes to the appeal, under its card; an answered appeal is open again."""
    body = Body().joined(*(part.body for part in parts))
    await _join(turn, appeal, "addition", body, *appeals.came_from(turn.chat, parts))


async def correct(turn: Turn, corrected: Entry, body: Body, message_id: int) -> Appeal:
    """Join how a message of the author's reads after an edit; what it said before stays, too."""
    appeal = await appeals.by_id(turn.unit, corrected.appeal_id)
    await _join(turn, appeal, "correction", body, (turn.chat, message_id, str(body)))
    return appeal


async def confirm(turn: Turn, appeal: Appeal, text_id: str = "added") -> None:
    """Owe the author word that it joined the appeal: a reply to that joins it, too."""
    rows = ((Button(appeal.number, OpenAppeal(appeal.number)),), _home(turn))
    told = Text(turn.text(text_id, number=appeal.number), rows, stays=True)
    await outbox.add(turn.unit, turn.chat, told, kind="receipt", appeal_id=appeal.id)


async def _join(turn: Turn, appeal: Appeal, kind: EntryKind, body: Body, *came_from: Source) -> None:
    if await appeals.say(turn.unit, appeal, kind, body, *came_from):
        await appeals.move(turn.unit, appeal, after(appeal.status, kind))
        await appeals.note_deed(turn.unit, appeal.id, turn.chat, kind)
        await desk.post_addition(turn, appeal, body, kind)


async def _by_last_digits(turn: Turn, digits: str) -> Appeal | None:
    if not (digits.isascii() and digits.isdigit() and int(digits[:_DIGITS])):
        return None
    mine = await appeals.of_author(turn.unit, turn.chat)
    return next((each for each in mine if int(each.number.rpartition("-")[2]) == int(digits[:_DIGITS])), None)


_SHOWN_KINDS = ("statement", "addition", "correction", "reply")


def _entry(turn: Turn, entry: Entry) -> Html:
    shown, more = cut(entry.body.text, _SHOWN)
    return turn.text(
        f"entry-{entry.kind}",
        day=local_day(entry.at),
        text=shown + ("…" if more else ""),
        files=len(entry.body.files),
    )


def _line(turn: Turn, appeal: Appeal) -> Html:
    category, filed = turn.category(appeal.category), local_day(appeal.filed_at)
    return turn.text(f"mine-line-{appeal.status}", number=appeal.number, category=category, filed=filed)


def _home(turn: Turn) -> tuple[Button, ...]:
    return (turn.button("button-home", OpenPage(turn.catalogue.menu.home)),)
