"""Every figure of a text stands in the ledger: number, date, sum, article, phone, each as what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.values import Call, calls, without_calls
from bot.storage.content.figures import Figure, digits, written
from bot.storage.content.findings import Findings
from bot.storage.content.schema import FactEntry, RegionFile


@dataclass(frozen=True, slots=True)
class Ledger:
    """What some facts know, and the phones of the region's contacts by contact, digits only."""

    known: frozenset[Figure]
    phones: Mapping[str, str]

    def prove(self, lines: Iterable[tuple[int, str]], path: str, found: Findings) -> None:
        """Find figures that no fact carries with the same kind, those of placeholders too."""
        short = frozenset(self.phones.values())
        for line, text in lines:
            spelled = written(without_calls(text), short)
            for figure in (*spelled, *self._named(text)):
                if not figure.stands_in(self.known):
                    found.add("number-unknown", path, line, number=figure.value, kind=figure.kind)
            for figure in spelled:
                if figure.kind == "mci":
                    found.add("mci-written", path, line, number=figure.value)

    def _named(self, text: str) -> Iterator[Figure]:
        """Go through what the placeholders of a text show: counts of MCI and phones."""
        for call in calls(text):
            if isinstance(call, Call) and call.function == "mci":
                yield Figure("mci", call.argument)
            elif isinstance(call, Call) and call.function == "phone" and call.argument in self.phones:
                yield Figure("phone", self.phones[call.argument])


def ledger(facts: Iterable[FactEntry], region: RegionFile | None) -> Ledger:
    """Open the ledger at these facts: their values and the days of their sources."""
    contacts = region.contacts.items() if region else ()
    phones = {name: digits(contact.phone) for name, contact in contacts if contact.phone}
    short = frozenset(phones.values())
    values = [value for fact in facts for value in (*fact.values, fact.date.isoformat())]
    return Ledger(frozenset(figure for value in values for figure in written(value, short)), phones)
