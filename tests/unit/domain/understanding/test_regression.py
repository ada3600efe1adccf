from __future__ import annotations

import pytest

from bot.domain.understanding.features import Example, Features, of_word
from bot.domain.understanding.regression import Regression

WORDS = Features(lambda word: [word], letters=9, reach=0)

AT_HOME = [
    Example("danger", "he beat me at home"),
    Example("danger", "he beat my brother"),
    Example("danger", "they beat me at school"),
    Example("concern", "i am sad at home"),
    Example("concern", "sad at school"),
    Example("none", "he beat me at chess"),
    Example("none", "we play chess at school"),
]


def learned(*lines: tuple[str, str], last: str = "none") -> Regression:
    return Regression.learn([Example(label, line) for label, line in lines], WORDS, last)


def test_what_a_line_says_is_probable_for_its_label() -> None:
    odds = learned(("danger", "red apple"), ("concern", "blue plum"), ("none", "green pear")).odds(["red"])
    assert max(odds, key=odds.__getitem__) == "danger"
    assert sum(odds.values()) == pytest.approx(1)


def test_a_label_is_probable_too_that_the_others_are_weighed_against() -> None:
    odds = learned(("danger", "red apple"), ("none", "green pear"), last="none").odds(["green", "pear"])
    assert odds["none"] > odds["danger"]


@pytest.mark.parametrize("example", AT_HOME)
def test_each_line_it_learned_from_is_taken_for_its_own_label(example: Example) -> None:
    odds = Regression.learn(AT_HOME * 20, WORDS, "none").odds(example.line.split())
    assert max(odds, key=odds.__getitem__) == example.label


def test_what_nobody_said_tells_nothing() -> None:
    regression = learned(("danger", "red"), ("none", "green"))
    assert regression.odds(["blue"]) == regression.odds([]) == {}
    assert regression.odds(["red", "blue"]) == regression.odds(["red"])
    assert regression.evidence(["blue"], "danger") == {}


@pytest.mark.parametrize("lines", [[], [("none", "green")], [("none", "")], [("danger", "red")]])
def test_it_can_learn_from_next_to_nothing(lines: list[tuple[str, str]]) -> None:
    odds = learned(*lines).odds(["red", "green"])
    assert sum(odds.values()) == pytest.approx(1 if [line for _, line in lines if line] else 0)


def test_a_few_words_are_taken_with_caution() -> None:
    regression = learned(("danger", "aa bb cc dd ee ff"), ("none", "gg"))
    whole = regression.odds(["aa", "bb", "cc", "dd", "ee", "ff"])
    assert 0.5 < regression.odds(["aa"])["danger"] < whole["danger"]


def test_evidence_speaks_for_the_label_whose_lines_have_the_word() -> None:
    spoken = {
        label: Regression.learn(AT_HOME, WORDS, "none").evidence(["sad"], label)
        for label in ("danger", "concern", "none")
    }
    assert max(spoken, key=lambda label: spoken[label]["sad"]) == "concern"
    assert sum(each["sad"] for each in spoken.values()) == pytest.approx(0)


def test_the_same_lines_teach_the_same() -> None:
    features = Features(of_word, letters=3, reach=2)
    assert Regression.learn(AT_HOME, features, "none") == Regression.learn(AT_HOME, features, "none")


def test_what_was_learned_is_the_same_packed_and_unpacked() -> None:
    regression = Regression.learn(AT_HOME, WORDS, "none")
    again = Regression.unpacked(regression.packed(), WORDS)
    assert again == regression
    assert again.odds(["he", "beat", "me"]) == regression.odds(["he", "beat", "me"])


@pytest.mark.parametrize("damage", [b"", b"x\n", b"\0\0\0\0", b"12345678901234567890"])
def test_what_is_damaged_is_refused(damage: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Regression.unpacked(damage, WORDS)


def test_parts_of_a_text_are_weighed_as_if_each_stood_alone() -> None:
    regression = Regression.learn(AT_HOME, Features(of_word, letters=3, reach=2), "none")
    parts = [["he", "beat", "me"], ["beat", "me", "at", "chess"], ["unheard"]]
    assert list(regression.odds_of(parts)) == [regression.odds(words) for words in parts]
