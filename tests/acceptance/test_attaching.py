"""Files outside the form: each is kept for an appeal, or its sender is told that it was not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.stage import JPEG, STICKER, Phone, Stage, labels

RESUME = {"kk": "✍️ Өтінішті жалғастыру", "ru": "✍️ Продолжить обращение", "en": "✍️ Continue the appeal"}
APPEAL = {"kk": "Өтініш жазу", "ru": "Написать обращение", "en": "Write an appeal"}
LANGUAGES = pytest.mark.parametrize("lang", ["kk", "ru", "en"])


async def to_preview(phone: Phone) -> dict[str, Any]:
    """Choose what the form still asks for, in Kazakh; return the preview."""
    await phone.taps("Мектептегі тамақ")
    (preview,) = await phone.taps("Семей қаласы")
    return preview


async def write(phone: Phone) -> dict[str, Any]:
    await phone.says("/appeal")
    await to_preview(phone)
    (preview,) = await phone.says("Тамақ суық.")
    return preview


def kinds_under_card(stage: Stage) -> list[str]:
    """Return what kinds of files the operators see under the card, in order."""
    under = [each for each in stage.operator.messages if each.get("reply_to_message")]
    return [kind for each in under for kind in ("photo", "voice", "document") if kind in each]


@LANGUAGES
async def test_a_second_file_joins_the_first_and_the_button_that_is_named_is_there(
    stage: Stage, lang: str
) -> None:
    phone = stage.phone(lang=lang)
    await phone.sends_file("voice", b"OggS voice")
    (told,) = await phone.sends_file("photo", JPEG)
    assert "2" in told["text"]
    assert RESUME[lang] in told["text"]
    assert labels(told)[0] == RESUME[lang]


async def test_files_sent_one_after_another_go_with_the_appeal_in_their_order(stage: Stage) -> None:
    phone = stage.phone()
    await phone.sends_file("voice", b"OggS voice")
    await phone.sends_file("photo", JPEG)
    await stage.restart()
    await phone.sends_file("document", b"%PDF-1.4", file_name="арыз.pdf")
    await phone.taps(RESUME["kk"])
    preview = await to_preview(phone)
    assert "📎 3" in preview["text"]
    await phone.taps("✅ Жіберу")
    assert kinds_under_card(stage) == ["voice", "photo", "document"]


async def test_a_file_beside_a_preview_is_not_sent_before_it_is_shown(stage: Stage) -> None:
    phone = stage.phone()
    old = await write(phone)
    await phone.says("/start")
    (told,) = await phone.sends_file("photo", JPEG, caption="Мынаны қараңызшы")
    assert "1 файл бар" in told["text"]
    (shown,) = await phone.taps("✅ Жіберу", old)
    assert "қайта қарап шығыңыз" in phone.toast
    assert "Тамақ суық.\nМынаны қараңызшы" in shown["text"]
    assert "📎 1" in shown["text"]


async def test_a_file_takes_no_place_of_words_that_were_to_be_written_anew(stage: Stage) -> None:
    phone = stage.phone()
    await write(phone)
    await phone.taps("Қайта жазу")
    await phone.says("/start")
    await phone.sends_file("photo", JPEG)
    (preview,) = await phone.taps(RESUME["kk"])
    assert "Тамақ суық." in preview["text"]
    assert "📎 1" in preview["text"]


async def test_a_message_that_comes_again_adds_its_file_once(stage: Stage) -> None:
    phone = stage.phone()
    await phone.sends_file("voice", b"OggS voice")
    await phone.sends_file("photo", JPEG)
    photo = next(each for each in phone.messages if "photo" in each)
    for update in ("message", "edited_message"):
        again = {**photo, "edit_date": photo["date"]} if update == "edited_message" else photo
        await stage.heard(phone.chat, stage.world.updates.emit, {update: again})
    await phone.taps(RESUME["kk"])
    preview = await to_preview(phone)
    assert "📎 2" in preview["text"]


async def test_the_eleventh_file_is_told_that_it_does_not_fit_and_ten_stay(stage: Stage) -> None:
    phone = stage.phone()
    for number in range(10):
        (told,) = await phone.sends_file("photo", JPEG + bytes([number]))
    assert "10 файл бар" in told["text"]
    (refused,) = await phone.sends_file("photo", JPEG)
    assert "сыймайды" in refused["text"]
    await phone.taps(RESUME["kk"], refused)
    preview = await to_preview(phone)
    assert "📎 10" in preview["text"]


@LANGUAGES
async def test_what_can_join_no_appeal_names_only_buttons_that_are_there(stage: Stage, lang: str) -> None:
    phone = stage.phone(lang=lang)
    (told,) = await phone.sends(STICKER)
    assert APPEAL[lang] in told["text"]
    assert APPEAL[lang] in labels(told)
    await phone.sends_file("photo", JPEG)
    (told,) = await phone.sends(STICKER)
    assert RESUME[lang] in told["text"]
    assert RESUME[lang] in labels(told)


@pytest.mark.parametrize(
    ("lang", "caption"),
    [
        ("kk", "мені мектепте ұрып жатыр, міне суреті"),
        ("ru", "меня бьют прямо сейчас, вот фото"),
        ("en", "he is beating me right now, look"),
    ],
)
async def test_danger_under_a_photo_is_answered_first_and_both_wait_for_the_appeal(
    stage: Stage, lang: str, caption: str
) -> None:
    phone = stage.phone(lang=lang)
    (card,) = await phone.sends_file("photo", JPEG, caption=caption)
    assert "112" in card["text"]
    assert "112" in labels(card)[0]
    (form,) = await phone.taps(RESUME[lang], card)
    await phone.taps(labels(form)[0])
    (preview,) = await phone.taps(labels(phone.last)[0])
    assert caption in preview["text"]
    assert "📎 1" in preview["text"]


async def test_danger_under_a_photo_joins_the_unsent_draft_but_goes_with_no_old_preview(stage: Stage) -> None:
    phone = stage.phone()
    old = await write(phone)
    await phone.says("/start")
    await phone.sends_file("photo", JPEG, caption="мені ұрып жатыр")
    (answer,) = await phone.says("лагерьге жолдама қалай аламын")
    assert "агер" in answer["text"]
    (shown,) = await phone.taps("✅ Жіберу", old)
    assert "Тамақ суық.\nмені ұрып жатыр" in shown["text"]
    assert "📎 1" in shown["text"]


async def test_danger_under_a_photo_too_many_is_answered_and_told_that_it_did_not_fit(stage: Stage) -> None:
    phone = stage.phone()
    for number in range(10):
        await phone.sends_file("photo", JPEG + bytes([number]))
    card, refused = await phone.sends_file("photo", JPEG, caption="мені ұрып жатыр")
    assert "112" in card["text"]
    assert "сыймайды" in refused["text"]


async def test_danger_under_a_photo_that_answers_a_receipt_begins_no_second_appeal(stage: Stage) -> None:
    phone = stage.phone()
    await phone.files("Тамақ суық")
    (card,) = await phone.sends_file("photo", JPEG, caption="мені ұрып жатыр", reply_to=phone.last)
    assert RESUME["kk"] not in labels(card)
    assert kinds_under_card(stage) == ["photo"]


async def test_a_worry_under_a_photo_brings_111_first_and_both_are_kept(stage: Stage) -> None:
    phone = stage.phone()
    card, told = await phone.sends_file("photo", JPEG, caption="көмектесіңізші")
    assert "111" in labels(card)[0]
    await phone.taps(RESUME["kk"], told)
    preview = await to_preview(phone)
    assert "көмектесіңізші" in preview["text"]
    assert "📎 1" in preview["text"]


@pytest.mark.parametrize(
    ("lang", "question"),
    [
        ("kk", "лагерьге жолдама қалай аламын"),
        ("ru", "как получить путевку в лагерь"),
        ("en", "how do I get a camp voucher"),
    ],
)
async def test_a_photo_under_a_question_is_kept_and_told_so_after_the_answer(
    stage: Stage, lang: str, question: str
) -> None:
    phone = stage.phone(lang=lang)
    answer, told = await phone.sends_file("photo", JPEG, caption=question)
    assert "1414" in "".join(labels(answer))
    assert RESUME[lang] in told["text"]
    assert labels(told)[0] == RESUME[lang]


async def test_an_appeal_about_the_answer_under_a_photo_takes_the_photo_with_it(stage: Stage) -> None:
    phone = stage.phone()
    await phone.sends_file("photo", JPEG, caption="лагерьге жолдама қалай аламын")
    (place,) = await phone.taps("Осы туралы жазу")
    assert "Семей қаласы" in labels(place)
    (preview,) = await phone.taps("Семей қаласы")
    assert "Лагерь мен жолдама" in preview["text"]
    assert "📎 1" in preview["text"]


async def test_a_photo_under_a_question_joins_what_was_kept_before(stage: Stage) -> None:
    phone = stage.phone()
    await phone.sends_file("photo", JPEG)
    answer, told = await phone.sends_file("photo", JPEG + b"2", caption="лагерьге жолдама қалай аламын")
    assert "агер" in answer["text"]
    assert "2 файл бар" in told["text"]


async def test_a_photo_under_ones_own_number_joins_that_appeal(stage: Stage) -> None:
    phone = stage.phone()
    number = await phone.files("Тамақ суық")
    (told,) = await phone.sends_file("photo", JPEG, caption=number.lower())
    assert number in told["text"]
    assert kinds_under_card(stage) == ["photo"]


async def test_a_photo_under_a_number_of_nobodys_is_kept(stage: Stage) -> None:
    (told,) = await stage.phone().sends_file("photo", JPEG, caption="AB-2026-999999")
    assert RESUME["kk"] in labels(told)
