"""The operators' group: cards, previews, replies, notes, the queue, delivery states."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.demo.faults import Fault
from bot.domain.clock import FixedClock
from tests.acceptance.stage import JPEG, Phone, Stage, labels, play


async def test_a_card_tells_number_category_place_dates_and_the_full_text(stage: Stage) -> None:
    number = await stage.phone(lang="kk").files("Тамақ <суық> & аз", "Мектептегі тамақ", "Үржар ауданы")
    card = stage.operator.last["text"]
    for words in (number, "Мектептегі тамақ", "Үржар ауданы", "Тамақ <суық> & аз", "Қазақша", "мерзімі"):
        assert words in card


async def test_nothing_of_the_author_but_the_words_reaches_the_group(stage: Stage) -> None:
    author = stage.phone("Құпия Есім", lang="kk")
    await author.files("Тамақ суық")
    shown = str(stage.operator.messages)
    assert "Құпия Есім" not in shown
    assert str(author.user.id) not in shown


async def test_a_reply_is_previewed_and_reaches_the_author_only_when_sent(stage: Stage) -> None:
    author = stage.phone(lang="ru")
    await author.says("/appeal")
    await author.taps("Питание в школе")
    await author.taps("город Семей")
    await author.says("Холодно")
    await author.taps("✅ Отправить")
    card = stage.operator.last
    (preview,) = await stage.operator.says("Мы проверили: столовая работает.", reply_to=card)
    assert labels(preview) == ["📨 Авторға жіберу", "📝 Ескертпе етіп қалдыру"]
    assert "столовая работает" not in author.last["text"]
    await stage.operator.taps("📨 Авторға жіберу")
    assert "Ответ на ваше обращение" in author.last["text"]
    assert "столовая работает" in author.last["text"]
    assert "жауап берілді" in stage.operator.again(card)["text"]


async def test_a_note_never_reaches_the_author(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    number = await author.files("Тамақ суық")
    before = len(author.messages)
    await stage.operator.says("Бұл мектепке үшінші өтініш", reply_to=stage.operator.last)
    await stage.operator.taps("📝 Ескертпе етіп қалдыру")
    assert len(author.messages) == before
    (own,) = await author.says(f"/status {number}")
    assert "үшінші" not in own["text"]
    assert "қаралуда" in own["text"]


async def test_a_reply_decided_once_is_not_decided_again(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    await author.files("Тамақ суық")
    (preview,) = await stage.operator.says("Жауап", reply_to=stage.operator.last)
    data = [row[0]["callback_data"] for row in preview["reply_markup"]["inline_keyboard"]]
    await stage.operator.forges(data[0], preview)
    before = len(author.messages)
    for again in data:
        await stage.operator.forges(again, preview)
        assert stage.operator.toast == "Бұл жауап туралы шешім бұрын қабылданған."
    assert len(author.messages) == before


async def test_a_blocked_author_is_shown_on_the_card_with_the_reason(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    await author.files("Тамақ суық")
    card = stage.operator.last
    stage.world.block(author.user)
    await stage.operator.says("Жауап", reply_to=card)
    await stage.operator.taps("📨 Авторға жіберу")
    assert "автор ботты бұғаттаған" in stage.operator.again(card)["text"]


async def test_a_refused_reply_is_shown_on_the_card_as_failed(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    await author.files("Тамақ суық")
    card = stage.operator.last
    stage.world.faults.add(Fault("chat_not_found", method="sendMessage", chat_id=author.chat, times=1))
    await stage.operator.says("Жауап", reply_to=card)
    await stage.operator.taps("📨 Авторға жіберу")
    assert "автордың чаты табылмады" in stage.operator.again(card)["text"]


async def test_a_card_shows_the_reply_as_queued_until_it_is_delivered(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    await author.files("Тамақ суық")
    card = stage.operator.last
    await stage.operator.says("Жауап", reply_to=card)
    texts: list[str] = []
    forget = stage.world.subscribe(
        lambda event: (
            texts.append(event["message"]["text"])
            if event["type"] == "edit" and event["message"]["message_id"] == card["message_id"]
            else None
        )
    )
    stage.world.faults.add(Fault("429", method="sendMessage", chat_id=author.chat, times=1, retry_after=1))
    await stage.operator.taps("📨 Авторға жіберу")
    forget()
    assert "кезекте" in texts[0]
    assert "жеткізілді" in texts[-1]


async def test_the_message_that_sent_a_reply_tells_itself_how_far_it_came(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    await author.files("Тамақ суық")
    card = stage.operator.last
    (delivered,) = await stage.operator.says("Тексердік", reply_to=card)
    shown = await stage.operator.taps("📨 Авторға жіберу")
    own = [each["text"] for each in shown if each["message_id"] == delivered["message_id"]]
    assert "кезекте" in own[0]
    assert "жеткізілді" in own[-1]
    assert own[-1].endswith("Тексердік")
    (lost,) = await stage.operator.says("Тағы жауап", reply_to=card)
    stage.world.block(author.user)
    await stage.operator.taps("📨 Авторға жіберу")
    assert "бұғаттаған" in stage.operator.again(lost)["text"]
    assert "жеткізілді" in stage.operator.again(delivered)["text"], "each tells of its own reply"


async def test_a_file_that_did_not_arrive_is_told_though_the_text_did(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    await author.files("Тамақ суық")
    card = stage.operator.last
    (preview,) = await stage.operator.sends_file("photo", JPEG, caption="Бұйрық", reply_to=card)
    stage.world.faults.add(Fault("chat_not_found", method="sendPhoto", chat_id=author.chat, times=1))
    await stage.operator.taps("📨 Авторға жіберу")
    assert "Бұйрық" in author.last["text"]
    for told in (stage.operator.again(card), stage.operator.again(preview)):
        assert "бір бөлігі (файл не мәтіннің соңы) жетпеді: автордың чаты табылмады" in told["text"]
        assert "жеткізілді" not in told["text"]


async def test_a_reply_is_told_as_delivered_only_when_its_last_part_is(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    await author.files("Тамақ суық")
    card = stage.operator.last
    await stage.operator.says("сөз " * 1_000, reply_to=card)
    stage.world.faults.add(Fault("429", method="sendMessage", chat_id=author.chat, every=2, retry_after=1))
    shown = await stage.operator.taps("📨 Авторға жіберу")
    texts = [each["text"] for each in shown if each["message_id"] == card["message_id"]]
    steps = ["кезекте", "қалғаны жіберіліп жатыр", "жеткізілді"]
    assert [next(step for step in steps if step in text) for text in texts] == steps


async def test_an_answer_under_a_preview_or_a_sent_reply_is_about_the_same_appeal(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    number = await author.files("Тамақ суық")
    (preview,) = await stage.operator.says("Бірінші", reply_to=stage.operator.last)
    (second,) = await stage.operator.says("Екінші", reply_to=preview)
    assert number in second["text"]
    await stage.operator.taps("📨 Авторға жіберу", preview)
    (third,) = await stage.operator.says("Үшінші", reply_to=preview)
    assert number in third["text"]
    await stage.operator.taps("📨 Авторға жіберу", third)
    assert "Үшінші" in author.last["text"]


async def test_a_long_reply_is_shown_as_cut_and_sent_whole(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    await author.files("Тамақ суық")
    text = "сөз " * 1_000 + "соңы"
    (preview,) = await stage.operator.says(text, reply_to=stage.operator.last)
    await stage.operator.taps("📨 Авторға жіберу")
    for shown in (preview, stage.operator.again(preview)):
        assert "сөз…" in shown["text"]
        assert "Авторға түгел барады" in shown["text"]
    assert author.last["text"].endswith("соңы")
    (preview,) = await stage.operator.says(text, reply_to=preview)
    (note,) = await stage.operator.taps("📝 Ескертпе етіп қалдыру")
    assert note["text"].endswith("сөз…")


async def test_the_audit_names_the_operator_who_wrote_and_who_sent(stage: Stage, tmp_path: Path) -> None:
    other = stage.world.add_user("Екінші оператор", "kk")
    stage.world.set_member(stage.group, other, "member")
    await stage.phone(lang="kk").files("Тамақ суық")
    await stage.operator.says("Жауап", reply_to=stage.operator.last)
    await Phone(stage, other, stage.group.id).taps("📨 Авторға жіберу")
    with sqlite3.connect(tmp_path / "abai-bala.db") as database:
        deeds = dict(database.execute("SELECT deed, actor_hash FROM audit").fetchall())
    known = stage.app.parts.vault.hash
    assert deeds["proposed"] == known("chat", stage.operator_user.id)
    assert deeds["replied"] == known("chat", other.id)


async def test_an_operators_files_come_with_the_reply_and_not_as_a_forward(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    await author.files("Тамақ суық")
    card = stage.operator.last
    (preview,) = await stage.heard(
        stage.group.id,
        stage.world.send_file,
        stage.operator_user,
        stage.group.id,
        "photo",
        JPEG,
        caption="Бұйрықтың көшірмесі",
        reply_to=card,
    )
    assert "Бұйрықтың көшірмесі" in preview["text"]
    await stage.operator.taps("📨 Авторға жіберу")
    photo = author.last
    assert "photo" in photo
    assert "forward_origin" not in photo
    assert "Оператор" not in str(photo)


async def test_the_authors_answer_joins_the_appeal_under_its_card_and_opens_it_again(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    number = await author.files("Тамақ суық")
    card = stage.operator.last
    await stage.operator.says("Тексердік", reply_to=card)
    await stage.operator.taps("📨 Авторға жіберу")
    await author.says("Әлі де суық", reply_to=author.last)
    under = stage.operator.last
    assert "Әлі де суық" in under["text"]
    assert under["reply_to_message"]["message_id"] == card["message_id"]
    assert "жауап күтуде" in stage.operator.again(card)["text"]
    (queue,) = await stage.operator.says("/appeals@abai_bala_bot")
    assert f"💬 {number}" in queue["text"]


async def test_appeals_lists_open_ones_due_first_at_the_top_page_by_page(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 11, 23, 5, tzinfo=UTC))
    async with play(tmp_path, clock) as stage:
        author = stage.phone(lang="kk")
        for n in range(11):
            await author.files(f"Мәтін {n}", "Мектептегі тамақ")
        urgent = await author.files("Шұғыл", "Баланы жәбірлеу")
        (queue,) = await stage.operator.says("/appeals")
        assert "Ашық өтініштер: 12" in queue["text"]
        assert labels(queue)[0] == urgent
        assert [len(row) for row in queue["reply_markup"]["inline_keyboard"]] == [2, 2, 2, 2, 2, 2]
        (second,) = await stage.operator.taps("Келесі →")
        assert len([each for each in labels(second) if each.startswith("AB-")]) == 2
        clock.advance(timedelta(days=30))
        (late,) = await stage.operator.taps("Жаңарту")
        assert "⏰" in late["text"]
        await stage.operator.taps(labels(late)[0])
        copy = stage.operator.last
        (preview,) = await stage.operator.says("Көшірмеге жауап", reply_to=copy)
        assert "Көшірмеге жауап" in preview["text"]


async def test_an_appeal_can_be_overdue_and_written_again_at_once(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 11, 23, 5, tzinfo=UTC))
    async with play(tmp_path, clock) as stage:
        author = stage.phone(lang="kk")
        number = await author.files("Тамақ суық", "Мектептегі тамақ", "Үржар ауданы")
        await stage.operator.says("Тексердік", reply_to=stage.operator.last)
        await stage.operator.taps("📨 Авторға жіберу")
        await author.says("Әлі де суық", reply_to=author.last)
        clock.advance(timedelta(days=60))
        (queue,) = await stage.operator.says("/appeals")
        _, _, first, second = queue["text"].splitlines()
        assert first.startswith(f"⏰ 💬 {number} · мерзімі ")
        assert second == "Мектептегі тамақ · Үржар ауданы · автор қайта жазды"


async def test_no_open_appeals_are_said_plainly(stage: Stage) -> None:
    (queue,) = await stage.operator.says("/appeals")
    assert queue["text"] == "Ашық өтініш жоқ."


async def test_anonymous_admins_and_channels_are_refused(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    await author.files("Тамақ суық")
    card = stage.operator.last
    (refused,) = await stage.operator.says("Жауап", reply_to=card, sender_chat=stage.group)
    assert "Анонимді әкімші" in refused["text"]
    channel = {"id": -1009, "type": "channel", "title": "Арна"}
    (refused,) = await stage.operator.says("Жауап", reply_to=card, sender_chat=channel)
    assert "Анонимді әкімші" in refused["text"]
    assert not any(
        labels(each) for each in stage.operator.messages if each["message_id"] > card["message_id"]
    )


async def test_a_reply_to_no_card_and_a_sticker_are_explained(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    await author.files("Тамақ суық")
    card = stage.operator.last
    (queue,) = await stage.operator.says("/help")
    (told,) = await stage.operator.says("Жауап", reply_to=queue)
    assert "ешқандай өтінішке қатысты емес" in told["text"]
    (told,) = await stage.operator.sends({"dice": {"emoji": "🎲", "value": 1}}, reply_to=card)
    assert "жібере алмаймын" in told["text"]


async def test_the_group_chooses_its_language(stage: Stage) -> None:
    (choice,) = await stage.operator.says("/language")
    assert labels(choice) == ["Қазақша", "Русский", "English"], "a group has no menu to go home to"
    await stage.operator.taps("Русский")
    assert stage.operator.toast == "Теперь говорим по-русски."
    await stage.phone(lang="kk").files("Тамақ суық")
    assert "ждёт ответа" in stage.operator.last["text"]


async def test_operators_talk_among_themselves_undisturbed(stage: Stage) -> None:
    stage.world.privacy = False
    assert await stage.operator.says("Кім шайға барады?") == []


async def test_a_citizens_buttons_do_nothing_in_the_group_and_operators_none_in_private(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    number = await author.files("Тамақ суық")
    card = stage.operator.last
    await stage.operator.forges("s:", card)
    assert "ескірген" in stage.operator.toast
    await author.forges(f"c:{number}", author.last)
    assert "ескірген" in author.toast
    assert len([each for each in stage.operator.messages if number in each.get("text", "")]) == 1


@pytest.mark.parametrize("length", [3400, 3600, 4096])
async def test_a_long_text_is_on_the_card_to_the_last_letter(stage: Stage, length: int) -> None:
    text = ("сөз " * 1100)[: length - 3] + "соң"
    await stage.phone(lang="kk").files(text)
    shown = "".join(each["text"] for each in stage.operator.messages if "text" in each)
    assert shown.endswith("соң")
    assert shown.count("сөз") == text.count("сөз")


async def test_an_operators_edit_changes_the_preview_and_what_goes_out(stage: Stage) -> None:
    author = stage.phone("Айгүл")
    await author.files("Тамақ суық")
    (preview,) = await stage.operator.says(
        "Мектеппен сөйлестік, ертең тексереміс", reply_to=stage.operator.last
    )
    words = stage.operator.messages[-2]
    (changed,) = await _edits(stage, words, "Мектеппен сөйлестік, ертең тексереміз")
    assert changed["message_id"] == preview["message_id"]
    assert "тексереміз" in changed["text"]
    await stage.operator.taps("📨 Авторға жіберу")
    assert "тексереміз" in author.last["text"]
    (late,) = await _edits(stage, words, "Мектеппен сөйлестік")
    assert "жіберіліп қойған" in late["text"]
    assert "тексереміз" in author.last["text"]


async def _edits(stage: Stage, message: dict[str, Any], text: str) -> list[dict[str, Any]]:
    edit, desk = stage.world.edit_text, stage.operator
    return await stage.heard(desk.chat, edit, desk.user, message["message_id"], desk.chat, text)
