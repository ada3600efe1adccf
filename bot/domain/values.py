"""Values that texts name instead of spelling out: `{{ mci(10) }}`, `{{ phone(helpline) }}`.

A fixed list of functions read by this small parser, never a template language: admins upload the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, cast, get_args

from bot.domain.catalogue import Catalogue, Contact, Region
from bot.domain.language import Lang
from bot.domain.markup import Html, escape
from bot.domain.texts import Texts

Function: TypeAlias = Literal["mci", "minimum", "phone", "contact"]

_PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
_CALL = re.compile(r"\s*([a-z]+)\(\s*([a-z0-9-]*)\s*\)\s*")
_COUNT = re.compile(r"[1-9][0-9]{0,4}")
_STRAY = re.compile(r"\{\{|\}\}")


@dataclass(frozen=True, slots=True)
class Call:
    """A well-formed placeholder: a known function with one argument."""

    function: Function
    argument: str

    def __str__(self) -> str:
        return f"{{{{ {self.function}({self.argument}) }}}}"


@dataclass(frozen=True, slots=True)
class Malformed:
    """What looks like a placeholder and is none; `problem` is plain English."""

    source: str
    problem: str


def calls(text: str) -> Iterator[Call | Malformed]:
    """Go through the placeholders of a text, well-formed or not."""
    for match in _PLACEHOLDER.finditer(text):
        yield _parse(match)
    if stray := _STRAY.search(_PLACEHOLDER.sub("", text)):
        yield Malformed(stray[0], "the braces have no other half")


def without_calls(text: str) -> str:
    return _PLACEHOLDER.sub(" ", text)


def _parse(match: re.Match[str]) -> Call | Malformed:
    call = _CALL.fullmatch(match[1])
    if call is None:
        return Malformed(match[0], "it is written name(argument)")
    function, argument = call.groups()
    if function not in get_args(Function):
        return Malformed(match[0], f"the functions are {', '.join(get_args(Function))}")
    if function == "mci" and not _COUNT.fullmatch(argument):
        return Malformed(match[0], "mci takes a whole number from 1 to 99999")
    if (function == "minimum") == bool(argument):
        return Malformed(match[0], "minimum takes nothing, the others one word")
    return Call(cast("Function", function), argument)


def fill(body: Html, region: Region, texts: Texts, lang: Lang, today: date) -> Html:
    """Return `body` with its placeholders replaced by what they are worth on `today`.

    Raises ValueError for a malformed placeholder and KeyError for an unknown contact: the content check
    lets neither through.
    """

    def filled(match: re.Match[str]) -> str:
        call = _parse(match)
        if isinstance(call, Malformed):
            raise ValueError(f"{call.source}: {call.problem}")  # noqa: TRY004  the value is wrong, not its type
        if call.function == "mci":
            return mci(int(call.argument), region, texts, lang, today)
        if call.function == "minimum":
            return minimum(region, texts, lang, today)
        contact = region.contacts[call.argument]
        return _phone(contact) if call.function == "phone" else _link(contact, lang)

    return Html(_PLACEHOLDER.sub(filled, body))


def mci(count: int, region: Region, texts: Texts, lang: Lang, today: date) -> Html:
    """Say `count` monthly calculation indices in tenge, or only their number while the sum is not known."""
    shown = grouped(count, lang)
    tenge = mci_on(region, today)
    if tenge is None:
        return texts.text(lang, "value-mci-unknown", count=shown)
    return texts.text(lang, "value-mci", sum=grouped(count * tenge, lang), count=shown, year=str(today.year))


def minimum(region: Region, texts: Texts, lang: Lang, today: date) -> Html:
    """Say the subsistence minimum of a month in tenge, or that it is not known."""
    tenge = _on(region.minimum, region.minimum_known_until, today)
    if tenge is None:
        return texts.text(lang, "value-minimum-unknown")
    return texts.text(lang, "value-minimum", sum=grouped(tenge, lang), year=str(today.year))


def mci_on(region: Region, today: date) -> int | None:
    """Return how many tenge one MCI is on `today`; None when it is not known."""
    return _on(region.mci, region.mci_known_until, today)


def _on(sums: tuple[tuple[date, int], ...], known_until: date, today: date) -> int | None:
    if today > known_until:
        return None
    return next((tenge for since, tenge in reversed(sums) if since <= today), None)


def grouped(number: int, lang: Lang) -> str:
    """Write a number with its thousands apart: 43,250 in English, with a narrow gap elsewhere."""
    written = f"{number:,}"
    return written if lang == "en" else written.replace(",", "\N{NO-BREAK SPACE}")


def _phone(contact: Contact) -> str:
    return f"<b>{escape(contact.phone or '')}</b>"


def _link(contact: Contact, lang: Lang) -> str:
    address = escape(contact.url or "").replace('"', "&quot;")
    return f'<a href="{address}">{escape(contact.name[lang])}</a>'


def answer(catalogue: Catalogue, slug: str, lang: Lang, today: date) -> Html:
    """Return a topic's text as Telegram HTML with its values as they are on `today`."""
    body = catalogue.topics[slug].texts[lang].body
    return fill(body, catalogue.region, catalogue.texts, lang, today)
