"""Values named in a text are known ones, and stand only where they are filled in."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.values import Call, calls
from bot.storage.content.findings import Findings
from bot.storage.content.schema import RegionFile


def known(lines: Iterable[tuple[int, str]], region: RegionFile | None, path: str, found: Findings) -> None:
    """Name each value that is none; `lines` are the lines of a text with their numbers."""
    for line, text in lines:
        for call in calls(text):
            if not isinstance(call, Call):
                found.add("placeholder", path, line, placeholder=call.source, problem=call.problem)
            elif region and call.function in ("phone", "contact"):
                _contact(call, region, path, line, found)


def none(words: str, path: str, line: int, found: Findings) -> None:
    """Name each value in a place that takes none: a title, a label, a page of the menu."""
    for call in calls(words):
        found.add("placeholder-place", path, line, placeholder=call)


def _contact(call: Call, region: RegionFile, path: str, line: int, found: Findings) -> None:
    contact = region.contacts.get(call.argument)
    if contact is None:
        found.add("contact-unknown", path, line, id=call.argument)
    elif call.function == "phone" and not contact.phone:
        found.add("contact-phone", path, line, id=call.argument)
    elif call.function == "contact" and not contact.url:
        found.add("contact-url", path, line, id=call.argument)
