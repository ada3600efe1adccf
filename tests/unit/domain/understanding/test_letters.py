from __future__ import annotations

import pytest

from bot.domain.understanding.letters import skeleton
from bot.domain.understanding.normalise import tokens


def skeletons(text: str) -> list[str]:
    return [skeleton(word) for word in tokens(text)]


@pytest.mark.parametrize(
    "ways",
    [
        ("тегін тамақ", "тегин тамак", "tegin tamaq", "tegın tamaq", "Tegin tamak"),
        ("мұғалім", "мугалим", "mugalim", "mūğalım", "muǵalim"),
        ("өтініш", "отиниш", "otinish", "ötınış", "ótinish", "otiniw"),
        ("жәбірлеу", "жабирлеу", "zhabirleu", "jäbırleu"),
        ("қыз", "кыз", "qyz", "kyz"),
        ("бесплатное питание", "besplatnoe pitanie", "besplatnoye pitaniye"),
        ("ребёнок", "ребенок", "rebenok", "rebyonok"),
        ("школьный", "shkolnyi", "shkolny"),
        ("семья", "semya", "semia"),
        ("что", "chto", "4to"),
        ("щенок", "shchenok", "schenok"),
    ],
)
def test_a_word_has_one_skeleton_however_it_is_typed(ways: tuple[str, ...]) -> None:
    assert {tuple(skeletons(way)) for way in ways} == {tuple(skeletons(ways[0]))}


def test_words_that_differ_keep_their_skeletons_apart() -> None:
    words = ["бала", "бел", "бол", "бул", "пала", "дала", "жала", "шала", "қала", "ала"]
    assert len({skeleton(word) for text in words for word in tokens(text)}) == len(words)
