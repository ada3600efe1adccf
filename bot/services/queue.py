"""The open appeals, as the operators see them."""

from __future__ import annotations

from bot.domain.appeals import Appeal
from bot.domain.markup import Html
from bot.domain.messages import Button, OpenQueue, Rows, Screen, ShowCard, pairs
from bot.services.turn import Turn
from bot.storage import appeals

_PAGE = 10


async def show(turn: Turn, page: int = 0) -> Screen:
    """List the open appeals, the one due first at the top, ten to a page."""
    waiting = await appeals.waiting(turn.unit)
    if not waiting:
        return Screen(turn.text("queue-none"), ((turn.button("button-refresh", OpenQueue()),),))
    last = (len(waiting) - 1) // _PAGE
    page = max(0, min(page, last))
    shown = waiting[page * _PAGE : (page + 1) * _PAGE]
    entries = "\n\n".join(_entry(turn, each) for each in shown)
    html = Html(f"{turn.text('queue', count=len(waiting))}\n\n{entries}")
    return Screen(html, (*_cards(shown), _pages(turn, page, last)))


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


def _cards(shown: list[Appeal]) -> Rows:
    buttons = [Button(each.number, ShowCard(each.number)) for each in shown]
    return pairs(buttons)


def _pages(turn: Turn, page: int, last: int) -> tuple[Button, ...]:
    offered = (("button-newer", page - 1), ("button-refresh", page), ("button-older", page + 1))
    return tuple(turn.button(text_id, OpenQueue(other)) for text_id, other in offered if 0 <= other <= last)
