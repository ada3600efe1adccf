"""The open appeals, as the operators see them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.actions import OpenQueue, ShowCard
from bot.domain.appeals import Appeal
from bot.domain.markup import Html
from bot.domain.messages import Button, Rows, Screen, pairs
from bot.services.paging import page_of, ways
from bot.services.turn import Turn
from bot.storage import appeals

_PAGE = 10


async def show(turn: Turn, page: int = 0) -> Screen:
    """List the open appeals, the one due first at the top, ten to a page."""
    waiting = await appeals.waiting(turn.unit)
    if not waiting:
        return Screen(turn.text("queue-none"), ((turn.button("button-refresh", OpenQueue()),),))
    listed = page_of(waiting, page, _PAGE)
    entries = "\n\n".join(_entry(turn, each) for each in listed.shown)
    html = Html(f"{turn.text('queue', count=len(waiting))}\n\n{entries}")
    return Screen(html, (*_cards(listed.shown), ways(turn, listed, OpenQueue, again=True)))


def _entry(turn: Turn, appeal: Appeal) -> Html:
    return turn.text(
        "queue-entry",
        number=appeal.number,
        category=turn.category(appeal.category),
        place=turn.place(appeal.place),
        due=appeal.due_on,
        overdue=int(appeal.due_on < turn.today),
        again=int(appeal.answered_at is not None),
    )


def _cards(shown: Sequence[Appeal]) -> Rows:
    buttons = [Button(each.number, ShowCard(each.number)) for each in shown]
    return pairs(buttons)
