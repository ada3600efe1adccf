"""Long lists, page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.domain.actions import Action
from bot.domain.messages import Button
from bot.services.turn import Turn

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Page(Generic[Entry]):
    """The entries shown on a page, and its place among the pages, counted from 0."""

    shown: Sequence[Entry]
    number: int
    last: int


def page_of(entries: Sequence[Entry], number: int, size: int) -> Page[Entry]:
    """Return a page; the nearest that there is when the list is shorter than it was."""
    last = max(0, (len(entries) - 1) // size)
    number = max(0, min(number, last))
    return Page(entries[number * size : (number + 1) * size], number, last)


def ways(
    turn: Turn, page: Page[Entry], opens: Callable[[int], Action], *, again: bool = False
) -> tuple[Button, ...]:
    """Return the buttons to the pages before and after; with `again` also to this one as it is by then."""
    offered = (("button-newer", -1), ("button-refresh", 0), ("button-older", 1))
    return tuple(
        turn.button(text_id, opens(page.number + step))
        for text_id, step in offered
        if 0 <= page.number + step <= page.last and (step or again)
    )
