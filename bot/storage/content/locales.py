"""What is known of a language besides our own sentences: how it counts and writes numbers."""

from __future__ import annotations

from functools import cache

from babel import localedata

from bot.domain.language import Lang

_OF_NO_USE = (
    "compact_currency_formats",
    "compact_decimal_formats",
    "compound_unit_patterns",
    "currency_names",
    "currency_names_plural",
    "date_fields",
    "datetime_skeletons",
    "interval_formats",
    "languages",
    "meta_zones",
    "scripts",
    "territories",
    "time_zones",
    "unit_display_names",
    "unit_patterns",
    "variants",
)
"""Parts of CLDR that no function of Fluent reaches with a text or a number: 3.5 MB of names and units."""


@cache
def lighten(lang: Lang) -> None:
    """Let babel forget what it loads of a language and is never asked for."""
    for name in ("root", lang):
        data = localedata.load(name)
        for part in _OF_NO_USE:
            data.pop(part, None)
