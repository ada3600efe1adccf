from __future__ import annotations

import pytest

from bot.domain.understanding.language import guess_language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Балама көмек керек", "kk"),
        ("балам мектепте окиды, тамак тегин бола ма", "kk"),
        ("Куда позвонить, если ребёнку нужна помощь?", "ru"),
        ("травля", "ru"),
        ("Where can I call?", "en"),
        ("WhatsApp чат", "ru"),
        ("my сын is ok", "en"),
        ("буллят в whatsapp", "ru"),
        ("омир сургим келмейди", "kk"),
        ("олгим келеди", "kk"),
        ("озимди олтиргим келеди", "kk"),
        ("акем ишип алып урады", "kk"),
        ("озине кол жумсагысы келеди", "kk"),
        ("пышакпен коркытады", "kk"),
        ("olgim keledi", "kk"),
        ("help meni", "kk"),
        ("угрожает ножом", "ru"),
        ("бросила детей", "ru"),
        ("папа бьёт", "ru"),
        ("нож", None),
        ("суицид", None),
        ("SOS!", None),
        ("111", None),
        ("🙂", None),
    ],
)
def test_letters_and_small_words_tell_the_language(text: str, lang: str | None) -> None:
    assert guess_language(text) == lang
