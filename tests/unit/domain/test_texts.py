from __future__ import annotations

from datetime import date

import pytest
from fluent.runtime import FluentBundle, FluentResource

from bot.domain.language import Lang
from bot.domain.markup import Html
from bot.domain.texts import Texts

_SOURCE = """\
hello = Hello, <b>{ $name }</b>
files = { $count ->
    [one] one file
   *[other] { $count } files
 }
quote = <i>{ $text }</i> by { $name }
only-attribute =
    .label = x
"""


@pytest.fixture
def texts() -> Texts:
    langs: tuple[Lang, ...] = ("kk", "ru", "en")
    bundles: dict[Lang, FluentBundle] = {lang: FluentBundle([lang], use_isolating=False) for lang in langs}
    for bundle in bundles.values():
        bundle.add_resource(FluentResource(_SOURCE))
    return Texts(bundles)


def test_what_people_typed_is_escaped_and_html_is_not(texts: Texts) -> None:
    assert texts.text("en", "hello", name="<i>") == "Hello, <b>&lt;i&gt;</b>"
    assert texts.text("en", "hello", name=Html("<i>x</i>")) == "Hello, <b><i>x</i></b>"
    assert texts.label("en", "hello", name="A & B") == "Hello, <b>A & B</b>"


def test_dates_are_printed_and_numbers_choose_their_form(texts: Texts) -> None:
    assert texts.label("ru", "hello", name=date(2026, 11, 23)) == "Hello, <b>23.11.2026</b>"
    assert texts.text("en", "files", count=1) == "one file"
    assert texts.text("en", "files", count=2) == "2 files"


def test_a_value_as_long_as_a_message_goes_in_whole(texts: Texts) -> None:
    shown = texts.text("ru", "quote", text="<" * 4096, name="я")
    assert shown == f"<i>{'&lt;' * 4096}</i> by я"


def test_a_value_that_looks_like_a_mark_stays_itself(texts: Texts) -> None:
    long = "x" * 2000
    assert texts.label("en", "quote", text=long, name="\ue000other\ue001").endswith("\ue000other\ue001")


def test_faults_of_the_program_are_raised(texts: Texts) -> None:
    with pytest.raises(ValueError, match="hello in en"):
        texts.text("en", "hello")
    for unknown in ("nothing", "only-attribute"):
        with pytest.raises(LookupError):
            texts.label("en", unknown)
