"""What is known of a language besides our own sentences: how it counts and writes numbers."""

from __future__ import annotations

from functools import cache
from typing import Any

from babel import localedata
from babel.core import get_global

from bot.domain.language import Lang

_OF_USE = {
    "currency_formats",
    "currency_symbols",
    "decimal_formats",
    "default_numbering_system",
    "minimum_grouping_digits",
    "number_symbols",
    "numbering_systems",
    "percent_formats",
    "plural_form",
}
"""The parts of CLDR by which Fluent chooses a plural and writes a number."""


_OF_NO_USE = (
    "likely_subtags",
    "meta_zones",
    "territory_currencies",
    "territory_languages",
    "territory_zones",
    "zone_territories",
)
"""The parts of CLDR about all languages and countries by which babel would guess or name one: 2 MB."""


@cache
def lighten(lang: Lang) -> None:
    """Let babel forget what it loads of a language and is never asked for: 5 MB of names, days and units."""
    for name in ("root", lang):
        data = localedata.load(name)
        for part in data.keys() - _OF_USE:
            del data[part]
    known: Any = get_global  # typed as read-only
    for part in _OF_NO_USE:
        known(part).clear()
