"""What a citizen hears who asks nothing: thanks, a greeting, a cry for help, a number alone."""

from __future__ import annotations

import pytest

from tests.acceptance.stage import Stage, labels


@pytest.mark.parametrize(
    ("lang", "said", "heard"),
    [
        ("kk", "Рақмет! 🙏", "Оқасы жоқ."),
        ("ru", "спасибо", "Пожалуйста."),
        ("en", "Thanks", "You are welcome."),
        ("kk", "салем", "Сәлеметсіз бе."),
        ("ru", "Привет!", "Здравствуйте."),
        ("en", "hello", "Hello."),
    ],
)
async def test_thanks_and_a_greeting_get_a_short_reply_and_the_menu(
    stage: Stage, lang: str, said: str, heard: str
) -> None:
    (reply,) = await stage.phone(lang=lang).says(said)
    assert reply["text"].startswith(heard)
    assert any(label.startswith("🆘") for label in labels(reply))


@pytest.mark.parametrize(
    ("lang", "said"), [("kk", "көмектесіңізші"), ("ru", "Помогите"), ("en", "my dad drinks every day")]
)
async def test_one_in_trouble_but_not_in_danger_is_shown_111_first(
    stage: Stage, lang: str, said: str
) -> None:
    (card,) = await stage.phone(lang=lang).says(said)
    assert "111" in labels(card)[0]
    assert all(number in card["text"] for number in ("111", "112", "102", "103"))


async def test_a_concern_about_a_topic_keeps_its_answer_one_tap_away(stage: Stage) -> None:
    phone = stage.phone(lang="en")
    (card,) = await phone.says("a boy takes my lunch money and I'm scared of him")
    assert "Copy 111" in labels(card)
    (answer,) = await phone.taps("Bullying")
    assert "Bullying a child is not allowed" in answer["text"]


async def test_an_emergency_number_alone_brings_the_danger_card(stage: Stage) -> None:
    (card,) = await stage.phone(lang="kk").says("112")
    assert next(each for each in labels(card) if "көшіру" in each).startswith("112")
