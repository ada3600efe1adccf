"""Nothing is sent that its author was not shown: what joins a draft unseen asks for another look."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.stage import Phone, Stage, labels

IN_DANGER = {"kk": "мені ұрып жатыр", "ru": "меня бьют прямо сейчас", "en": "he is beating me right now"}
SEND = {"kk": "✅ Жіберу", "ru": "✅ Отправить", "en": "✅ Send"}
LOOK = {"kk": "қайта қарап шығыңыз", "ru": "Посмотрите ещё раз", "en": "Look it over again"}
KEPT = {"kk": "әлі жіберілген жоқ", "ru": "ещё не отправлено", "en": "not yet sent"}
TOPIC = {"kk": "Мектептегі тамақ", "ru": "Питание в школе", "en": "School meals"}
PLACE = {"kk": "Семей қаласы", "ru": "город Семей", "en": "Semey city"}


async def preview(phone: Phone, lang: str = "kk", text: str = "Тамақ суық.") -> dict[str, Any]:
    """Write an appeal as far as its preview."""
    await phone.says("/appeal")
    await phone.taps(TOPIC[lang])
    await phone.taps(PLACE[lang])
    (shown,) = await phone.says(text)
    return shown


async def edits(phone: Phone, words: str, text: str) -> list[dict[str, Any]]:
    world = phone.stage.world
    message = next(each for each in phone.messages if each.get("text") == words)
    return await phone.stage.heard(
        phone.chat, world.edit_text, phone.user, message["message_id"], phone.chat, text
    )


def filed(stage: Stage) -> list[str]:
    return [each["text"] for each in stage.operator.messages if "AB-2026" in each.get("text", "")]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("again", [False, True], ids=["at once", "after a restart"])
async def test_words_of_danger_that_no_preview_showed_are_not_sent_by_an_old_one(
    stage: Stage, lang: str, again: bool
) -> None:
    phone = stage.phone(lang=lang)
    old = await preview(phone, lang)
    (card,) = await phone.says(IN_DANGER[lang])
    assert card["text"].index("112") < card["text"].index(KEPT[lang])
    if again:
        await stage.restart()
    (shown,) = await phone.taps(SEND[lang], old)
    assert LOOK[lang] in phone.toast
    assert f"Тамақ суық.\n{IN_DANGER[lang]}" in shown["text"]
    assert filed(stage) == []
    await phone.taps(SEND[lang], shown)
    (statement,) = filed(stage)
    assert IN_DANGER[lang] in statement


async def test_danger_edited_into_the_draft_is_not_sent_by_an_old_preview(stage: Stage) -> None:
    phone = stage.phone()
    old = await preview(phone)
    (card,) = await edits(phone, "Тамақ суық.", "мені ұрып жатыр")
    assert "112" in card["text"]
    (shown,) = await phone.taps("✅ Жіберу", old)
    assert "мені ұрып жатыр" in shown["text"]
    assert filed(stage) == []


async def test_danger_edited_into_a_full_draft_is_told_that_it_did_not_fit(stage: Stage) -> None:
    phone = stage.phone()
    await preview(phone)
    await phone.says("а" * 4050)
    card, refused = await edits(phone, "Тамақ суық.", "мені ұрып жатыр " + "б" * 80)
    assert "112" in card["text"]
    assert KEPT["kk"] not in card["text"]
    assert "сыймайды" in refused["text"]


async def test_danger_edited_into_a_draft_left_for_later_keeps_it_for_later(stage: Stage) -> None:
    phone = stage.phone()
    await preview(phone)
    await phone.says("/start")
    await edits(phone, "Тамақ суық.", "мені ұрып жатыр")
    (answer,) = await phone.says("лагерьге жолдама қалай аламын")
    assert "агер" in answer["text"]
    (shown,) = await phone.taps("✍️ Өтінішті жалғастыру")
    assert "жолдама" not in shown["text"]
    assert "мені ұрып жатыр" in shown["text"]


async def test_an_open_preview_that_showed_all_words_sends_them_at_once(stage: Stage) -> None:
    phone = stage.phone()
    await preview(phone)
    await phone.says("мені ұрып жатыр")
    await phone.taps("✍️ Өтінішті жалғастыру")
    await phone.taps("✅ Жіберу")
    assert "жіберілді" in phone.toast
    assert labels(phone.last)[0].startswith("AB-")
