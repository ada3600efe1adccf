"""Every sentence shown in Telegram or on the web: Fluent messages from `content/texts/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from fluent.runtime import FluentBundle

from bot.domain.language import Lang
from bot.domain.markup import Html, escape

Value: TypeAlias = str | int | date
"""What can stand in a text. A plain `str` is escaped; `Html` stands as it is; a date is printed."""


_LONG = 1000
"""Characters of a value that go in after Fluent has done its work: it refuses values above 2,500."""

_MARK = re.compile("\ue000(.*?)\ue001")


class Texts:
    """The three bundles. The content check proves that every id exists in each of them."""

    def __init__(self, bundles: Mapping[Lang, FluentBundle]) -> None:
        self._bundles = bundles

    def text(self, lang: Lang, text_id: str, /, **values: Value) -> Html:
        """Return a sentence as Telegram HTML.

        Raises KeyError for an unknown id and ValueError when a value is missing: both are faults
        of the program that the content check and the tests find.
        """
        return Html(self._filled(lang, text_id, {name: _shown(value) for name, value in values.items()}))

    def label(self, lang: Lang, text_id: str, /, **values: Value) -> str:
        """Return a plain sentence, for places where Telegram takes no HTML: buttons, toasts."""
        return self._filled(lang, text_id, {name: _printed(value) for name, value in values.items()})

    def _filled(self, lang: Lang, text_id: str, values: Mapping[str, str | int]) -> str:
        bundle = self._bundles[lang]
        message = bundle.get_message(text_id)
        if message.value is None:
            raise KeyError(text_id)
        long = {name: value for name, value in values.items() if len(str(value)) > _LONG}
        marks = {name: f"\ue000{name}\ue001" for name in long}
        shown, errors = bundle.format_pattern(message.value, {**values, **marks})
        if errors:
            raise ValueError(f"text {text_id} in {lang}: {errors}")
        return _MARK.sub(lambda mark: str(long.get(mark[1], mark[0])), str(shown))


def _printed(value: Value) -> str | int:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else value


def _shown(value: Value) -> str | int:
    printed = _printed(value)
    return escape(printed) if isinstance(printed, str) else printed
