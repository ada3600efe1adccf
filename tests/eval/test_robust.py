"""Whatever is written, it is understood somehow: nothing raises."""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.understanding.meaning import Understanding
from tests.eval.__main__ import learned
from tests.torture.scene import size

_ALPHABETS = (
    st.text(max_size=200),
    st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяәіңғүұқөһ \n.,!?", max_size=400),
    st.text("abcdefghijklmnopqrstuvwxyz234589-=;'[],./ äöüūğşıñ", max_size=400),
    st.text(max_size=4096).map(lambda text: (text * 4096)[:4096]),
)


@cache
def understanding() -> Understanding:
    return learned()[0]


@settings(max_examples=size(300, 20_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(*_ALPHABETS))
def test_no_text_is_too_much(text: str) -> None:
    understood = understanding().of(text)
    assert understood.level in {"danger", "concern", "none"}
    assert len(understood.hits) <= 5
    assert all(0.0 <= hit.score <= 1.0 for hit in understood.hits)
