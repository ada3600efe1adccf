from __future__ import annotations

import pytest

from bot.domain.understanding import search, triage
from bot.domain.understanding.bayes import NaiveBayes
from bot.domain.understanding.features import Example
from bot.domain.understanding.meaning import Understanding
from bot.domain.understanding.phrases import Phrases
from bot.domain.understanding.regression import Regression
from bot.domain.understanding.search import Index
from bot.domain.understanding.small_talk import SmallTalk
from bot.domain.understanding.triage import Triage

TOPICS = [
    Example("camps", "путёвка в детский лагерь"),
    Example("camps", "балалар лагеріне жолдама"),
    Example("camps", "камера в лагере, привет"),
    Example("other", "какая завтра погода"),
]
LEVELS = [Example("danger", "меня сильно бьют дома"), Example("none", "лагерь летом")]
UNDERSTANDING = Understanding(
    Index(NaiveBayes.learn(TOPICS, search.FEATURES, search.SMOOTHING), 0.3),
    Triage(Phrases(danger=["меня бьют"]), Regression.learn(LEVELS, triage.FEATURES, "none")),
    SmallTalk({"greeting": ["привет"]}),
)


@pytest.mark.parametrize("text", ["детский лагерь", "detskiy lager", "ltncrbq kfuthm", "ДЕТСКИЙ ЛАГЕРЬ!!!"])
def test_a_question_is_understood_however_it_is_typed(text: str) -> None:
    understood = UNDERSTANDING.of(text)
    assert [hit.slug for hit in understood.hits] == ["camps"]
    assert (understood.lang, understood.level, understood.talk) == ("ru", "none", None)


@pytest.mark.parametrize("text", ["меня бьют дома", "vtyz ,m.n ljvf"])
def test_danger_is_heard_however_it_is_typed(text: str) -> None:
    assert UNDERSTANDING.of(text).level == "danger"


@pytest.mark.parametrize("text", ["Привет!", "ghbdtn"])
def test_small_talk_is_heard_on_a_wrong_layout_too(text: str) -> None:
    assert UNDERSTANDING.of(text).talk == "greeting"


@pytest.mark.parametrize("text", ["", " ", "🙂", "…", "111", "\u0301", "а" * 5000])
def test_what_says_nothing_is_understood_as_nothing(text: str) -> None:
    understood = UNDERSTANDING.of(text)
    assert (understood.level, understood.talk, list(understood.hits)) == ("none", None, [])
