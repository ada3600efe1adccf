"""How long ago each answer was checked, and until when it holds: what to look at next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from bot.domain.catalogue import Catalogue
from bot.storage.content.check.answers import OLD_DAYS


@dataclass(frozen=True, slots=True)
class Age:
    """Of one answer; `days` since it was checked, `left` days while it holds, None for ever."""

    answer: str
    checked: date
    days: int
    valid_until: date | None
    left: int | None

    @property
    def mark(self) -> str:
        """Say what is to be done with it."""
        if self.left is not None and self.left < 0:
            return "expired"
        return "old" if self.days > OLD_DAYS else ""


def ages(catalogue: Catalogue, today: date) -> list[Age]:
    """Return the answers, topics and wizards, from the one checked longest ago."""
    return sorted(_ages(catalogue, today), key=lambda age: (age.checked, age.answer))


def _ages(catalogue: Catalogue, today: date) -> Iterator[Age]:
    named = [(slug, topic.checked, topic.valid_until) for slug, topic in catalogue.topics.items()]
    named += [(f"wizards/{slug}", wizard.checked, None) for slug, wizard in catalogue.wizards.items()]
    for answer, checked, until in named:
        left = (until - today).days if until else None
        yield Age(answer, checked, (today - checked).days, until, left)


def print_freshness(catalogue: Catalogue, today: date, out: TextIO) -> None:
    """Print one line per answer: the day it was checked, how many days ago, until when it holds."""
    for age in ages(catalogue, today):
        until = f"until {age.valid_until}" if age.valid_until else "until changed"
        days = "day " if age.days == 1 else "days"
        print(
            f"{age.checked}  {age.days:5} {days}  {until:16}  {age.answer:24} {age.mark}".rstrip(), file=out
        )
