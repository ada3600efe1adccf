from __future__ import annotations

import math

import pytest

from bot.domain.understanding.bayes import FEW, NaiveBayes
from bot.domain.understanding.features import Example, Features

WORDS = Features(lambda word: [word], letters=9, reach=0)


def learned(*lines: tuple[str, str], smoothing: float = 1.0) -> NaiveBayes:
    return NaiveBayes.learn([Example(label, line) for label, line in lines], WORDS, smoothing)


def test_what_a_line_says_is_probable_for_its_label() -> None:
    odds = learned(("a", "red apple"), ("b", "green pear")).odds(["red"])
    assert odds["a"] > odds["b"]
    assert sum(odds.values()) == pytest.approx(1)


def test_what_nobody_said_tells_nothing() -> None:
    bayes = learned(("a", "red"), ("b", "green"))
    assert bayes.odds(["blue"]) == {}
    assert bayes.odds(["red", "blue"]) == bayes.odds(["red"])
    assert learned().odds(["red"]) == {}


def test_a_word_of_many_labels_tells_less_than_one_of_a_single_label() -> None:
    bayes = learned(("a", "child bus"), ("b", "child camp"), ("c", "child"))
    assert bayes.odds(["bus"])["a"] > bayes.odds(["child"])["a"]


def test_a_line_counts_as_much_as_its_weight() -> None:
    bayes = NaiveBayes.learn([Example("a", "red", 0.1), Example("b", "red")], WORDS, 1.0)
    assert bayes.odds(["red"])["b"] > bayes.odds(["red"])["a"]


def test_evidence_of_many_features_grows_slower_than_they_do() -> None:
    words = [f"w{number}" for number in range(84)]
    bayes = learned(("a", " ".join(words)), ("b", "other"))
    few, many = bayes.odds(words[:9])["a"], bayes.odds(words)["a"]
    each = math.log(few / (1 - few)) * math.sqrt(9 + FEW) / 9
    assert math.log(many / (1 - many)) == pytest.approx(each * 84 / math.sqrt(84 + FEW))


def test_features_that_are_known_are_told_from_those_that_are_not() -> None:
    bayes = learned(("a", "red"))
    assert bayes.knows("red")
    assert not bayes.knows("green")


def test_what_was_learned_is_the_same_packed_and_unpacked() -> None:
    bayes = learned(("a", "red apple"), ("b", "green pear"))
    again = NaiveBayes.unpacked(bayes.packed(), WORDS)
    assert again == bayes
    assert again.odds(["red", "pear"]) == bayes.odds(["red", "pear"])


@pytest.mark.parametrize("damage", [b"", b"x\n", b"\0\0\0\0", b"12345678901234567890"])
def test_what_is_damaged_is_refused(damage: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        NaiveBayes.unpacked(damage, WORDS)
