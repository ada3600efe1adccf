from __future__ import annotations

import pytest
from babel import Locale, localedata
from babel.numbers import format_decimal

from bot.domain.language import LANGUAGES, Lang
from bot.storage.content.locales import lighten


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_counts_and_writes_numbers_stays_and_the_bulk_goes(lang: Lang) -> None:
    lighten(lang)
    known = localedata.load(lang)
    assert "unit_patterns" not in known
    assert "days" not in known
    assert Locale(lang).plural_form(1) == "one"
    assert format_decimal(1234.5, locale=lang).replace("\N{NO-BREAK SPACE}", " ") in ("1 234,5", "1,234.5")
