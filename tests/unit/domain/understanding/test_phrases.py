from __future__ import annotations

import pytest

from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.phrases import NEAR, Phrases, Together, words_of

PHRASES = Phrases(
    danger=["меня бьют", "убью* меня", "өлгім келеді", "want to die", "убил*"],
    concern=["страшно дома", "қорқамын"],
    idioms=["убил* батарейк*", "want to die laughing"],
    together=[
        Together([["бьет", "бьют", "ұрып"], ["ребенка", "баласын"]], unless=["штраф*"]),
        Together([["бьет"], ["сосед"], ["ребенка"]]),
    ],
    alone={"danger": ["112"], "concern": ["помогите", "көмек керек"]},
)
FAR = " и" * NEAR


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
        ("ребёнка в соседней квартире каждый вечер бьют", "danger"),
        ("көршінің баласын ұрып жатыр", "danger"),
        ("бьют батарейку, ребенка нет", "danger"),
        (f"бьют{FAR} ребенка", "none"),
        (f"ребенка{FAR} бьют", "none"),
        ("какой штраф, если бьют ребенка", "none"),
        ("сосед бьет ребенка, какой за это штраф", "danger"),
        ("убил батарейку ребенка и бьют", "danger"),
        ("112", "danger"),
        ("Көмек керек!!!", "concern"),
        ("помогите", "concern"),
        ("помогите найти лагерь", "none"),
        ("автобус 112", "none"),
        ("ubil menya", "danger"),
        ("olgim keledi", "danger"),
    ],
)
def test_the_worst_level_that_no_idiom_covers_is_found(text: str, level: str) -> None:
    assert PHRASES.level(tokens(text)) == level


def test_a_phrase_is_folded_word_by_word() -> None:
    assert words_of("QR-код өл*") == (("qr", False), ("код", False), ("ол", True))
    assert words_of("!!! *") == ()


def test_a_phrase_without_words_matches_nothing() -> None:
    assert Phrases(danger=["…", "*"]).level(["anything", "at", "all"]) == "none"
