from __future__ import annotations

import pytest

from bot.domain.understanding.bayes import NaiveBayes
from bot.domain.understanding.features import Example
from bot.domain.understanding.layouts import as_english, as_kazakh, as_russian
from bot.domain.understanding.reading import Reader
from bot.domain.understanding.search import FEATURES, SMOOTHING

LINES = (
    "мектептегі тамақ тегін бе",
    "балама тегін тамақ беріле ме",
    "школьное питание бесплатно",
    "кто получает бесплатное питание",
    "free school meals for my child",
)
READER = Reader(NaiveBayes.learn([Example("meals", line) for line in LINES], FEATURES, SMOOTHING).knows)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("мектепте тамақ тегін бе", "мектепте тамак тегин бе"),
        ("free school meals", "free school meals"),
        (",tcgkfnyjt gbnfybt", "бесплатное питание"),
        ("vtrntgnt nfvf0 ntu3y ,t", "мектепте тамак тегин бе"),
        ("акуу ысрщщд ьуфды", "free school meals"),
        ("мектепте ,tcgkfnyjt gbnfybt", "мектепте бесплатное питание"),
        ("мектепте besplatnoe питание", "мектепте besplatnoe питание"),
        ("asdf qwer", "asdf qwer"),
        ("ГРНО 123", "грно 123"),
        ("", ""),
        ("111", "111"),
    ],
)
def test_a_wrong_layout_is_put_right_only_when_that_makes_sense(typed: str, meant: str) -> None:
    assert " ".join(READER.read(typed).words) == meant


def test_layouts_are_those_of_the_keyboards() -> None:
    assert as_russian("Ghbdtn? \"\\'") == "Привет, Э\\э"
    assert as_kazakh("0fpf0 234589-=") == "қазақ әіңғүұөһ"
    assert as_english("Ыуьун") == "Semey"
