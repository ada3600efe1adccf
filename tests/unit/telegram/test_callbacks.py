from __future__ import annotations

from dataclasses import fields
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from uuid6 import uuid7

from bot.domain.actions import Action, ChooseLanguage, OpenMine, OpenQueue, OpenTopic, PickPlace
from bot.domain.appeals import number_of
from bot.domain.language import LANGUAGES
from bot.telegram.callbacks import CODES, pack, stays, unpack

LONGEST = {
    "str": "support-centers",
    "int": 10_000,
    "Lang": "kk",
    "Step": "category",
    "number": number_of(2026, 999_999_999),
    "draft": str(UUID(int=2**128 - 1)),
    "reply": str(uuid7()),
    "path": "topics/support-centers/topic.yaml",
    "version": "999999",
    "edit": "0123456789abcdef",
    "seen": "01234567",
}


def longest(kind: type[Action]) -> Action:
    """Return an action whose parts are as long as they become."""
    return kind(*(LONGEST.get(each.name, LONGEST[str(each.type)]) for each in fields(kind)))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", get_args(Action), ids=lambda kind: kind.__name__)
def test_every_action_comes_back_from_at_most_64_bytes(kind: type[Action]) -> None:
    for staying in (False, True):
        data = pack(longest(kind), stays=staying)
        assert len(data.encode()) <= 64
        assert unpack(data) == longest(kind)
        assert stays(data) is staying


def test_every_language_can_be_chosen() -> None:
    assert [unpack(pack(ChooseLanguage(lang))) for lang in LANGUAGES] == [
        ChooseLanguage(lang) for lang in LANGUAGES
    ]


def test_codes_that_stand_in_chats_are_the_ones_they_were() -> None:
    codes = (
        "p t l cl d h pr m a aa s sa sq fc fp fe fr fs fd fx rs rn q c"
        " n nf nv nw nb np nt nl ng nx no ne na nd ns hr hs g w ww wx"
    )
    assert [CODES[kind] for kind in get_args(Action)] == codes.split()


def test_what_does_not_fit_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="callback data of OpenTopic is over 64 bytes"):
        pack(OpenTopic("қ" * 32))


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        ":",
        "t",
        "t:a:b",
        "zz",
        "cl:de",
        "cl:",
        "m:x",
        "m:",
        "m:1:2",
        "T:a",
        " t:a",
        "m:" + "9" * 5000,
        "a:AB-2026-000001\0",
        "t:half \ud83d",
        "t:two\nlines",
        "t:" + "қ" * 32,
    ],
)
def test_data_that_is_none_of_ours_means_nothing(data: str | None) -> None:
    assert unpack(data) is None


def test_forged_pages_stay_within_sense() -> None:
    assert unpack("m:-5") == OpenMine(0)
    assert unpack("q:99999999999") == OpenQueue(10_000)


@example("fp::")
@given(
    st.text(st.characters(codec=None))
    | st.builds(":".join, st.lists(st.sampled_from([*CODES.values(), "1", "-1", "x", ""])))
)
def test_no_forged_data_raises_and_what_is_understood_is_well_formed(data: str) -> None:
    action = unpack(data)
    if action is not None:
        assert type(action) in CODES
        assert data == "fp::" or ":" not in "".join(
            str(getattr(action, each.name)) for each in fields(action)
        )


def test_an_empty_part_stays_empty() -> None:
    assert unpack("fp::") == PickPlace("", "")
