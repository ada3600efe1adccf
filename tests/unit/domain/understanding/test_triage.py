from __future__ import annotations

from bot.domain.understanding.features import Example
from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.phrases import Phrases
from bot.domain.understanding.regression import Regression
from bot.domain.understanding.triage import FEATURES, Triage

EXAMPLES = [
    Example("danger", "отчим замахивается на меня"),
    Example("danger", "отчим запер нас"),
    Example("danger", "замахивается и запер меня в комнате"),
    Example("danger", "запер дверь, замахивается ремнём"),
    Example("concern", "дома всё время кричат"),
    Example("concern", "мне одиноко, дома кричат"),
    Example("none", "отчим помогает мне с уроками"),
    Example("none", "когда открывается лагерь"),
    Example("none", "убил время на уроки"),
]
TRIAGE = Triage(
    Phrases(danger=["меня бьют", "убил*"], concern=["страшно"]),
    Regression.learn(EXAMPLES, FEATURES, "none"),
)
NOTHING = Regression.learn([], FEATURES, "none")


def level(text: str) -> str:
    return TRIAGE.levels(tokens(text))[0]


def test_danger_is_heard_though_no_phrase_lists_it() -> None:
    assert level("отчим замахивается, запер меня") == "danger"


def test_worry_is_heard_though_no_phrase_lists_it() -> None:
    assert level("дома кричат всё время") == "concern"


def test_a_listed_phrase_counts_where_nothing_was_learned() -> None:
    assert level("меня бьют") == "danger"
    assert level("страшно") == "concern"
    assert Triage(Phrases(danger=["меня бьют"]), NOTHING).levels(tokens("меня бьют"))[0] == "danger"


def test_a_listed_phrase_is_a_worry_where_all_else_sounds_harmless() -> None:
    assert level("отчим помогает мне с уроками, убил время на уроки") == "concern"


def test_plain_talk_is_neither() -> None:
    assert level("когда открывается лагерь") == "none"
    assert level("") == "none"
