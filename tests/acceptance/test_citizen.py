"""What a citizen meets: menu, answers, language, danger, the form, following an appeal."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.demo.faults import Fault
from bot.storage import appeals
from tests.acceptance.stage import CONTENT, JPEG, STICKER, Phone, Stage, labels


async def test_a_chosen_language_is_remembered_after_a_restart(stage: Stage) -> None:
    phone = stage.phone(lang="en")
    await phone.says("/language")
    await phone.taps("Русский")
    assert phone.toast == "Теперь говорим по-русски."
    await stage.restart()
    (menu,) = await phone.says("/start")
    assert "Здравствуйте" in menu["text"]


async def test_menu_moves_in_one_message(stage: Stage) -> None:
    phone = stage.phone(lang="ru")
    (menu,) = await phone.says("/start")
    for label in ("Бесплатное питание", "🏠 Главное меню", "О боте", "О ваших данных", "🏠 Главное меню"):
        (shown,) = await phone.taps(label)
        assert shown["message_id"] == menu["message_id"]
    assert len(phone.messages) == 2


async def test_an_answer_names_sources_and_the_day_they_were_checked(stage: Stage) -> None:
    phone = stage.phone(lang="ru")
    (answer,) = await phone.says("/start t_bullying")
    assert "43 250 ₸ (10 МРП, 2026)" in answer["text"].replace("\u00a0", " ")
    assert "Проверено: 23.11.2026" in answer["text"]
    urls = [each["url"] for each in answer["entities"] if each["type"] == "text_link"]
    assert "https://adilet.zan.kz/rus/docs/V2200031180" in urls
    copies = [
        button["copy_text"]["text"]
        for row in answer["reply_markup"]["inline_keyboard"]
        for button in row
        if "copy_text" in button
    ]
    assert "111" in copies


@pytest.mark.parametrize(
    ("payload", "label"),
    [
        ("t_camps", "Написать об этом"),
        ("appeal", "Травля ребёнка"),
        ("t_nothing", "О боте"),
        ("%%%", "О боте"),
    ],
)
async def test_deep_links_open_their_place_and_bad_ones_the_menu(
    stage: Stage, payload: str, label: str
) -> None:
    (shown,) = await stage.phone(lang="ru").says(f"/start {payload}")
    assert label in labels(shown)


async def test_a_free_question_finds_its_topic_in_its_own_letters(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    (answer,) = await phone.says("мектепте тегин тамак кимге бериледи")
    assert "тегін тамақ" in answer["text"].lower()


async def test_an_unknown_question_is_told_so_with_111_and_an_appeal(stage: Stage) -> None:
    (answer,) = await stage.phone(lang="ru").says("кто победил вчера в хоккее")
    assert "Проверенного ответа на этот вопрос у меня нет" in answer["text"]
    assert {"Скопировать 111", "Написать обращение", "Травля (буллинг)"} <= set(labels(answer))


async def test_danger_is_answered_first_everywhere_and_keeps_the_draft(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    (card,) = await phone.says("мені қазір ұрып жатыр")
    assert next(each for each in labels(card) if "көшіру" in each).startswith("112")
    await phone.says("/appeal")
    await phone.taps("Басқа мәселе")
    await phone.taps("Семей қаласы")
    (card,) = await phone.says("меня бьют прямо сейчас")
    assert "звоните 112" in card["text"]
    (preview,) = await phone.taps("✍️ Продолжить обращение")
    assert "меня бьют прямо сейчас" in preview["text"]
    (card,) = await phone.sends_file("photo", JPEG, caption="he is beating me right now")
    assert "call 112" in card["text"]


async def test_danger_in_an_edited_message_is_answered(stage: Stage) -> None:
    phone = stage.phone(lang="ru")
    await phone.says("привет")
    message = phone.messages[0]
    (card,) = await stage.heard(
        phone.chat,
        stage.world.edit_text,
        phone.user,
        message["message_id"],
        phone.chat,
        "меня бьют прямо сейчас",
    )
    assert "звоните 112" in card["text"]


async def test_the_preview_tells_who_reads_where_it_goes_and_by_when(stage: Stage) -> None:
    phone = stage.phone(lang="ru")
    await phone.says("/appeal")
    await phone.taps("Питание в школе")
    await phone.taps("Урджарский район")
    (preview,) = await phone.says("В столовой <b>холодно</b> & грязно")
    for words in ("группа операторов", "за границей", "не официальное обращение", "<b>холодно</b> & грязно"):
        assert words in preview["text"]
    assert any(
        each.get("url") == "https://eotinish.gov.kz/" or "eotinish" in each.get("url", "")
        for each in preview["entities"]
    )


async def test_words_typed_too_early_are_kept_for_the_appeal(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/appeal")
    (still,) = await phone.says("Асханада тамақ суық, балам аш келеді.")
    assert "сақталды" in still["text"]
    await phone.taps("Мектептегі тамақ")
    (preview,) = await phone.taps("Аягөз ауданы")
    assert "балам аш келеді" in preview["text"]


async def test_an_edit_of_the_drafts_message_changes_the_draft(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/appeal")
    await phone.taps("Мектептегі тамақ")
    await phone.taps("Аягөз ауданы")
    await phone.says("Тамақ суык")
    message = phone.messages[-2]
    (preview,) = await stage.heard(
        phone.chat, stage.world.edit_text, phone.user, message["message_id"], phone.chat, "Тамақ суық әрі аз"
    )
    assert "Тамақ суық әрі аз" in preview["text"]


async def test_a_draft_survives_a_restart_at_each_step(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/appeal")
    await stage.restart()
    await phone.taps("Мектептегі тамақ")
    await stage.restart()
    await phone.taps("Аягөз ауданы")
    await stage.restart()
    await phone.says("Тамақ суық")
    await stage.restart()
    await phone.taps("✅ Жіберу")
    assert "AB-2026-000001" in phone.last["text"]


async def test_a_pause_keeps_the_draft_and_questions_are_answered_meanwhile(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/appeal")
    await phone.taps("Мектептегі тамақ")
    (menu,) = await phone.says("/start")
    assert labels(menu)[0] == "✍️ Өтінішті жалғастыру"
    (answer,) = await phone.says("лагерьге жолдама қалай аламын")
    assert "агер" in answer["text"]
    (place,) = await phone.taps("✍️ Өтінішті жалғастыру")
    assert "Аягөз ауданы" in labels(place)


async def test_back_and_cancel_lead_out_of_every_step(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/appeal")
    await phone.taps("Мектептегі тамақ")
    await phone.taps("Аягөз ауданы")
    (place,) = await phone.taps("← Артқа")
    assert "Аягөз ауданы" in labels(place)
    (category,) = await phone.taps("← Артқа")
    assert "Мектептегі тамақ" in labels(category)
    (gone,) = await phone.taps("Бас тарту")
    assert "өшірілді" in gone["text"]
    await phone.says("/status")
    assert "әзірге өтініш жоқ" in phone.last["text"]


async def test_ten_taps_on_send_file_one_appeal(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/appeal")
    await phone.taps("Мектептегі тамақ")
    await phone.taps("Аягөз ауданы")
    (preview,) = await phone.says("Тамақ суық")
    send = preview["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    queries = [stage.world.press(phone.user, phone.chat, preview["message_id"], data=send) for _ in range(10)]
    await stage.settle()
    toasts = [(stage.world.answers(each) or {})["text"] for each in queries]
    assert toasts == ["AB-2026-000001 өтініші жіберілді."] * 10
    assert sum("AB-2026" in each["text"] for each in stage.operator.messages if "text" in each) == 1
    assert sum("Өтінішіңіз қабылданды" in each.get("text", "") for each in phone.messages) == 1


async def test_an_empty_or_too_long_appeal_is_refused_kindly_and_nothing_is_lost(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/appeal")
    await phone.taps("Мектептегі тамақ")
    await phone.taps("Аягөз ауданы")
    (refused,) = await phone.sends(STICKER)
    assert "қоса алмаймын" in refused["text"]
    await phone.says("а" * 4096)
    (refused,) = await phone.says("тағы бір сөз")
    assert "сыймайды" in refused["text"]
    await phone.taps("✅ Жіберу")
    words = "".join(each["text"] for each in stage.operator.messages if "text" in each)
    assert words.count("а" * 500) >= 8


async def test_files_and_voice_go_with_the_appeal(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/appeal")
    await phone.taps("Мектептегі тамақ")
    await phone.taps("Аягөз ауданы")
    await phone.sends_file("photo", JPEG, caption="Асхана суреті")
    await phone.sends_file("voice", b"OggS voice")
    (preview,) = await phone.sends_file("document", b"%PDF-1.4", file_name="арыз.pdf")
    assert "📎 3" in preview["text"]
    await phone.taps("✅ Жіберу")
    under = [each for each in stage.operator.messages if each.get("reply_to_message")]
    assert [next(kind for kind in ("photo", "voice", "document") if kind in each) for each in under] == [
        "photo",
        "voice",
        "document",
    ]


async def test_another_persons_number_and_no_number_at_all_are_told_the_same(stage: Stage) -> None:
    author, stranger = stage.phone("Айгүл"), stage.phone("Бөтен")
    number = await author.files("Тамақ суық")
    (foreign,) = await stranger.says(f"/status {number}")
    (absent,) = await stranger.says("/status AB-2026-999999")
    (junk,) = await stranger.says("/status ' OR 1=1")
    assert foreign["text"] == absent["text"] == junk["text"]
    assert labels(foreign) == labels(absent)
    (own,) = await author.says(f"/status {number.lower()}")
    assert "Тамақ суық" in own["text"]


async def test_forged_and_stale_buttons_are_answered_kindly_and_change_nothing(stage: Stage) -> None:
    author, stranger = stage.phone("Айгүл"), stage.phone("Бөтен")
    number = await author.files("Тамақ суық")
    await stranger.says("/start")
    menu = stranger.last
    for data in (
        f"a:{number}",
        f"aa:{number}",
        "fs:0000",
        "fc:x:meals",
        "zz",
        "m:-5",
        "m:999999",
        "cl:xx",
        "rs:1",
        "c:" + number,
        "p:gone",
        "t:gone",
    ):
        await stranger.forges(data, menu)
        shown = stranger.again(menu)["text"] + "".join(each.get("text", "") for each in stranger.messages)
        assert "Тамақ суық" not in shown
        assert stage.world.answers(stage.last_query) is not None
    assert stage.world.queries.unanswered() == []


async def test_what_is_added_joins_the_appeal_under_its_card(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    number = await phone.files("Тамақ суық")
    receipt = phone.last
    await phone.says("Бүгін де суық болды", reply_to=receipt)
    await phone.taps(number)
    await phone.taps("Қосып жазу")
    (thanks,) = await phone.says("Фото ертең жіберемін")
    assert number in thanks["text"]
    card = stage.operator.messages[-3]
    additions = stage.operator.messages[-2:]
    assert [each["reply_to_message"]["message_id"] for each in additions] == [card["message_id"]] * 2
    assert "Бүгін де суық болды" in additions[0]["text"]
    (own,) = await phone.says(f"/status {number}")
    assert "Фото ертең жіберемін" in own["text"]


async def test_appeal_text_is_in_sqlite_only_encrypted(stage: Stage, tmp_path: Path) -> None:
    phone = stage.phone("Құпия Есім", lang="kk")
    await phone.files("Ерекше-сөз-канарейка")
    await stage.stop_bot()
    raw = (tmp_path / "abai-bala.db").read_bytes()
    assert "Ерекше-сөз-канарейка".encode() not in raw
    assert str(phone.chat).encode() not in raw
    with sqlite3.connect(tmp_path / "abai-bala.db") as database:
        assert database.execute("SELECT number, status FROM appeals").fetchall() == [
            ("AB-2026-000001", "open")
        ]
    await stage.start_bot()
    async with stage.app.unit() as unit:
        appeal = await appeals.get(unit, "AB-2026-000001")
        assert appeal is not None
        (statement,) = await appeals.said(unit, appeal)
        assert statement.body.text == "Ерекше-сөз-канарейка"


async def test_a_reply_that_meets_429_or_silence_still_comes(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/start")
    for kind in ("429", "500", "lost"):
        stage.world.faults.add(Fault(kind, method="sendMessage", times=1, retry_after=1))
        replies = await phone.says("/help")
        assert any("Бот не істей алады" in each["text"] for each in replies), kind


async def test_many_people_at_once_each_get_their_own_answer(stage: Stage) -> None:
    phones: list[Phone] = [stage.phone(f"P{n}", lang=("kk", "ru", "en")[n % 3]) for n in range(30)]
    for phone in phones:
        stage.world.send_text(phone.user, phone.chat, "/start")
    await stage.settle()
    words = ("Сәлеметсіз", "Здравствуйте", "Hello")
    assert all(words[n % 3] in phone.last["text"] for n, phone in enumerate(phones))
    assert all(len(phone.messages) == 2 for phone in phones)


async def _preview(phone: Phone, text: str = "Асханада тамақ суық.") -> dict[str, Any]:
    """Go as far as the preview, in Kazakh."""
    await phone.says("/appeal")
    await phone.taps("Мектептегі тамақ")
    await phone.taps("Аягөз ауданы")
    (preview,) = await phone.says(text)
    return preview


async def _edits(phone: Phone, message: dict[str, Any], text: str) -> list[dict[str, Any]]:
    edit = phone.stage.world.edit_text
    return await phone.stage.heard(phone.chat, edit, phone.user, message["message_id"], phone.chat, text)


async def test_an_old_back_button_takes_no_word_away(stage: Stage) -> None:
    phone = stage.phone()
    await phone.says("/appeal")
    await phone.taps("Мектептегі тамақ")
    await phone.taps("Аягөз ауданы")
    asked = phone.last
    await phone.says("Асханада тамақ суық.")
    await phone.taps("← Артқа", asked)
    (preview,) = await phone.taps("Семей қаласы")
    assert "Асханада тамақ суық." in preview["text"]
    assert "Семей қаласы" in preview["text"]


async def test_topic_and_place_change_at_the_preview_and_the_words_stay(stage: Stage) -> None:
    phone = stage.phone()
    await _preview(phone)
    await phone.taps("Қаланы/ауданды өзгерту")
    (preview,) = await phone.taps("Семей қаласы")
    assert "Мектептегі тамақ · Семей қаласы" in preview["text"]
    await phone.taps("Тақырыбын өзгерту")
    (preview,) = await phone.taps("Басқа мәселе")
    assert "Басқа мәселе · Семей қаласы" in preview["text"]
    assert "Асханада тамақ суық." in preview["text"]


async def test_words_written_anew_replace_the_old_ones_only_when_they_come(stage: Stage) -> None:
    phone = stage.phone()
    await _preview(phone)
    (asked,) = await phone.taps("Қайта жазу")
    assert "бұрынғысы сақталып тұрады" in asked["text"]
    (preview,) = await phone.taps("← Артқа")
    assert "Асханада тамақ суық." in preview["text"]
    await phone.taps("Қайта жазу")
    (preview,) = await phone.says("Тамақ мүлде берілмейді.")
    assert "Тамақ мүлде берілмейді." in preview["text"]
    assert "суық" not in preview["text"]


async def test_cancel_asks_once_before_words_are_lost(stage: Stage) -> None:
    phone = stage.phone()
    await _preview(phone)
    (asked,) = await phone.taps("Бас тарту")
    assert "өшірейін бе?" in asked["text"]
    (preview,) = await phone.taps("✍️ Өтінішті жалғастыру")
    assert "Асханада тамақ суық." in preview["text"]
    await phone.taps("Бас тарту")
    (gone,) = await phone.taps("🗑 Өшіру")
    assert "өшірілді" in gone["text"]
    (menu,) = await phone.says("/start")
    assert "✍️ Өтінішті жалғастыру" not in labels(menu)


async def test_an_edit_of_one_message_leaves_the_others_of_the_draft(stage: Stage) -> None:
    phone = stage.phone()
    await _preview(phone, "Тамақ суык.")
    first = phone.messages[-2]
    await phone.sends_file("photo", JPEG, caption="Асхана суреті")
    await phone.says("Бір ай болды.")
    (preview,) = await _edits(phone, first, "Тамақ суық.")
    assert "Тамақ суық.\nАсхана суреті\nБір ай болды." in preview["text"]
    assert "📎 1" in preview["text"]


async def test_an_edit_that_does_not_fit_is_refused_and_the_words_before_it_stay(stage: Stage) -> None:
    phone = stage.phone()
    await _preview(phone, "Тамақ суық.")
    first = phone.messages[-2]
    await phone.says("а" * 4000)
    (refused,) = await _edits(phone, first, "б" * 200)
    assert "сыймайды" in refused["text"]
    assert "Тамақ суық." in refused["text"]


async def test_danger_in_a_full_draft_is_answered_and_told_that_it_did_not_fit(stage: Stage) -> None:
    phone = stage.phone()
    await _preview(phone, "а" * 4096)
    card, refused = await phone.says("мені қазір ұрып жатыр")
    assert "112" in card["text"]
    assert "сыймайды" in refused["text"]
    (preview,) = await phone.taps("✍️ Өтінішті жалғастыру")
    assert "ааа" in preview["text"]


async def test_danger_edited_into_the_draft_stays_in_it(stage: Stage) -> None:
    phone = stage.phone()
    await _preview(phone)
    (card,) = await _edits(phone, phone.messages[-2], "мені қазір ұрып жатыр")
    assert "112" in card["text"]
    (preview,) = await phone.taps("✍️ Өтінішті жалғастыру")
    assert "мені қазір ұрып жатыр" in preview["text"]


async def test_danger_in_a_reply_to_the_receipt_joins_its_appeal(stage: Stage) -> None:
    phone = stage.phone()
    await phone.files("Тамақ суық")
    (card,) = await phone.says("мені қазір ұрып жатыр", reply_to=phone.last["message_id"])
    assert "112" in card["text"]
    assert any("мені қазір ұрып жатыр" in each.get("text", "") for each in stage.operator.messages)


async def test_what_the_receipt_opens_comes_under_it_not_in_its_place(stage: Stage) -> None:
    phone = stage.phone()
    number = await phone.files("Тамақ суық")
    receipt = phone.last
    for label in (number, "🏠 Басты мәзір"):
        (shown,) = await phone.taps(label, receipt)
        assert shown["message_id"] > receipt["message_id"]
        assert phone.again(receipt)["text"] == receipt["text"]


async def test_a_reply_to_a_receipt_joins_its_own_appeal_whatever_else_is_open(stage: Stage) -> None:
    phone = stage.phone()
    first = await phone.files("Тамақ суық")
    receipt = phone.last
    second = await phone.files("Автобус келмейді")
    await phone.taps(second)
    await phone.taps("Қосып жазу")
    (added,) = await phone.says("Бұл тамақ туралы.", reply_to=receipt["message_id"])
    assert first in added["text"]
    (added,) = await phone.says("Бұл автобус туралы.")
    assert second in added["text"]
    await _preview(phone)
    (added,) = await phone.says("Тағы тамақ туралы.", reply_to=receipt["message_id"])
    assert first in added["text"]
    (status,) = await phone.says(f"/status {first}")
    assert "Бұл тамақ туралы." in status["text"]
    assert "Тағы тамақ туралы." in status["text"]


async def test_an_album_joins_an_appeal_whole(stage: Stage) -> None:
    phone = stage.phone()
    number = await phone.files("Тамақ суық")
    await phone.taps(number)
    await phone.taps("Қосып жазу")
    for _ in range(3):
        await phone.sends_file("photo", JPEG, media_group_id="album")
    (menu,) = await phone.says("/start")
    assert "✍️ Өтінішті жалғастыру" not in labels(menu)
    assert sum("photo" in each for each in stage.operator.messages) == 3


async def test_a_category_taken_out_of_the_content_harms_no_appeal_and_no_draft(
    stage: Stage, tmp_path: Path
) -> None:
    phone, other = stage.phone(), stage.phone()
    number = await phone.files("Тамақ суық", category="Мектептегі тамақ", place="Аягөз ауданы")
    await _preview(other)
    folder = shutil.copytree(CONTENT, tmp_path / "content")
    appeals_file = folder / "appeals.yaml"
    appeals_file.write_text(
        appeals_file.read_text().replace("meals", "dinners").replace("ayagoz", "ayagoz-2")
    )
    for topic in folder.glob("topics/*/topic.yaml"):
        topic.write_text(topic.read_text().replace("category: meals", "category: dinners"))
    await stage.restart(content_dir=folder)
    (status,) = await phone.says(f"/status {number}")
    assert "meals · ayagoz" in status["text"]
    await stage.operator.says("/appeals")
    assert number in stage.operator.last["text"]
    (asked,) = await other.taps("✅ Жіберу")
    assert "Мектептегі тамақ" in labels(asked)
    await other.taps("Мектептегі тамақ")
    (preview,) = await other.taps("Аягөз ауданы")
    assert "Асханада тамақ суық." in preview["text"]


async def test_consent_is_given_only_to_words_that_were_shown(stage: Stage, tmp_path: Path) -> None:
    phone = stage.phone()
    await _preview(phone)
    folder = shutil.copytree(CONTENT, tmp_path / "content")
    texts = folder / "texts" / "kk.ftl"
    texts.write_text(texts.read_text().replace("операторлар тобы оқиды", "облыс операторлары оқиды"))
    await stage.restart(content_dir=folder)
    (again,) = await phone.taps("✅ Жіберу")
    assert "облыс операторлары оқиды" in again["text"]
    assert "қайта қарап шығыңыз" in phone.toast
    (sent,) = [each for each in await phone.taps("✅ Жіберу") if "жіберілді" in each["text"]]
    assert "Асханада тамақ суық." in sent["text"]


async def test_write_about_this_asks_when_another_appeal_is_unsent(stage: Stage) -> None:
    phone = stage.phone()
    await _preview(phone)
    await phone.says("/start t_camps")
    (asked,) = await phone.taps("Осы туралы жазу")
    assert "Асханада тамақ суық." in asked["text"]
    (place,) = await phone.taps("Жаңасын бастау")
    assert "Семей қаласы" in labels(place)
    (words,) = await phone.taps("Семей қаласы")
    assert "өз сөзіңізбен" in words["text"]


async def test_a_number_is_understood_however_it_is_typed(stage: Stage) -> None:
    phone = stage.phone()
    number = await phone.files("Тамақ суық")
    for typed in (number.replace("AB", "АВ"), f" {number.lower()} ", "/status 1", "/status 000001"):
        (status,) = await phone.says(typed)
        assert "Тамақ суық" in status["text"]
    (unknown,) = await phone.says("/status 2")
    assert "мұндай нөмір жоқ" in unknown["text"]


async def test_a_file_outside_the_form_is_kept_and_offered_for_an_appeal(stage: Stage) -> None:
    phone = stage.phone()
    (offer,) = await phone.sends_file("photo", JPEG)
    assert "ашып көре алмаймын" in offer["text"]
    await phone.taps("✍️ Өтінішті жалғастыру")
    await phone.taps("Басқа мәселе")
    (preview,) = await phone.taps("Семей қаласы")
    assert "📎 1" in preview["text"]


async def test_a_caption_with_a_question_is_answered(stage: Stage) -> None:
    answer, _ = await stage.phone().sends_file("photo", JPEG, caption="лагерьге жолдама қалай аламын")
    assert "агер" in answer["text"]


async def test_an_unknown_command_lists_the_known_ones_and_stays_out_of_the_appeal(stage: Stage) -> None:
    phone = stage.phone()
    await _preview(phone)
    (known,) = await phone.says("/settings")
    assert "/status" in known["text"]
    (preview,) = await phone.says("Бір ай болды.")
    assert "/settings" not in preview["text"]
    assert "Асханада тамақ суық.\nБір ай болды." in preview["text"]


async def test_an_admin_is_told_what_an_admin_can_do(stage: Stage) -> None:
    (told,) = await stage.admin.says("/help")
    assert "Сіз әкімшісіз" in told["text"]
    (plain,) = await stage.phone().says("/help")
    assert "Сіз әкімшісіз" not in plain["text"]


async def test_an_edit_of_what_was_sent_joins_the_appeal_and_the_first_words_stay(stage: Stage) -> None:
    phone = stage.phone()
    await _preview(phone, "Тамақ суық.")
    await phone.says("Бір ай болды.")
    await phone.taps("✅ Жіберу")
    number = labels(phone.last)[0]
    second = next(each for each in phone.messages if each["text"] == "Бір ай болды.")
    (told,) = await _edits(phone, second, "Екі ай болды.")
    assert number in told["text"]
    assert "автор хабарын түзетті" in stage.operator.last["text"]
    assert "Екі ай болды." in stage.operator.last["text"]
    (status,) = await phone.says(number)
    assert "Бір ай болды." in status["text"]
    assert "Екі ай болды." in status["text"]


async def test_danger_edited_into_what_was_sent_joins_the_appeal(stage: Stage) -> None:
    phone = stage.phone()
    await phone.files("Тамақ суық.")
    words = next(each for each in phone.messages if each.get("text") == "Тамақ суық.")
    (card,) = await _edits(phone, words, "мені қазір ұрып жатыр")
    assert "112" in card["text"]
    assert any("мені қазір ұрып жатыр" in each.get("text", "") for each in stage.operator.messages)


async def test_a_reply_to_what_confirmed_an_addition_joins_the_same_appeal(stage: Stage) -> None:
    phone = stage.phone()
    first = await phone.files("Тамақ суық.")
    await phone.says("Бір ай болды.", reply_to=phone.last["message_id"])
    (told,) = await phone.says("Тағы да.", reply_to=phone.last["message_id"])
    assert first in told["text"]
    assert "Тағы да." in stage.operator.last["text"]
