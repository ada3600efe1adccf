from __future__ import annotations

import pytest

from bot.domain.understanding.triage import Triage, words_of

TRIAGE = Triage(
    danger=["меня бьют", "убью* меня", "өлгім келеді", "want to die", "убил*"],
    concern=["страшно дома", "қорқамын"],
    idioms=["убил* батарейк*", "want to die laughing"],
)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Меня бьют!", "danger"),
        ("меня сегодня опять бьют", "danger"),
        ("меня сегодня опять сильно бьют", "none"),
        ("бьют меня", "none"),
        ("убьют меня", "danger"),
        ("убью тебя и меня", "danger"),
        ("убежал от меня", "none"),
        ("ӨЛГІМ КЕЛЕДІ", "danger"),
        ("олгим келеди", "danger"),
        ("мне страшно тут дома", "concern"),
        ("мне страшно дома, меня бьют", "danger"),
        ("убил батарейку", "none"),
        ("убил батарейку, потом меня бьют", "danger"),
        ("i want to die laughing", "none"),
        ("i want to die", "danger"),
        ("", "none"),
        ("как записаться в лагерь", "none"),
    ],
)
def test_the_worst_level_that_no_idiom_covers_is_found(text: str, level: str) -> None:
    assert TRIAGE.level(text) == level


def test_a_phrase_is_folded_word_by_word() -> None:
    assert words_of("QR-код өл*") == (("qr", False), ("код", False), ("ол", True))
    assert words_of("!!! *") == ()


def test_a_phrase_without_words_matches_nothing() -> None:
    assert Triage(danger=["…", "*"]).level("anything … at all") == "none"
