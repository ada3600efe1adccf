"""Wizards as a person walks them: by buttons, in one message, to what holds and to a ready-made appeal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.clock import FixedClock
from tests.acceptance.stage import Phone, Stage, labels, play


async def taken(phone: Phone, *path: str) -> dict[str, Any]:
    """Tap these options one after another; return the message as it is shown then."""
    for label in path:
        (shown,) = await phone.taps(label)
    return shown


async def test_a_wizard_asks_one_question_at_a_time_in_one_message(stage: Stage) -> None:
    phone = stage.phone(lang="ru")
    (start,) = await phone.says("/start t_free-meals")
    shown = await taken(
        phone, "Положено ли питание?", "Государственная школа", "Класс старше", "Низкий доход"
    )
    assert shown["message_id"] == start["message_id"]
    assert "Да, вашему ребёнку положено бесплатное питание" in shown["text"]
    assert "Ваши ответы: Государственная школа · Класс старше · Низкий доход" in shown["text"]


async def test_back_goes_one_question_back_and_start_over_to_the_first(stage: Stage) -> None:
    phone = stage.phone(lang="en")
    await phone.says("/start w_camp-place")
    outcome = await taken(phone, "Low income", "They said no places")
    back = await taken(phone, "← Back")
    assert "They said no places" in labels(back)
    again = await taken(phone, "They said no places")
    assert again["text"] == outcome["text"]
    first = await taken(phone, "↺ Start over")
    assert "Low income" in labels(first)
    topic = await taken(phone, "← Back")
    assert "A free camp place?" in labels(topic)


async def test_the_menu_leads_to_every_wizard(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/start")
    page = await taken(phone, "Қадам-қадаммен анықтау")
    for label in labels(page)[:4]:
        question = await taken(phone, label)
        assert "↺ Басынан бастау" not in labels(question)
        await phone.says("/start")
        await phone.taps("Қадам-қадаммен анықтау")


async def test_danger_comes_first_when_a_child_is_bullied(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/start w_bullied")
    shown = await taken(phone, "Иә, дәл қазір")
    assert "Көмек бар, сіз жалғыз емессіз" in shown["text"]
    assert labels(shown)[:3] == ["112 нөмірін көшіру", "102 нөмірін көшіру", "103 нөмірін көшіру"]


async def test_a_button_of_an_old_message_still_works_after_a_restart(stage: Stage) -> None:
    phone = stage.phone(lang="ru")
    await phone.says("/start w_which-body")
    await taken(phone, "Вопрос о школе")
    await stage.restart()
    shown = await taken(phone, "Школа не помогла")
    assert "отдел образования" in shown["text"]


async def test_questions_that_changed_begin_anew_and_say_so(tmp_path: Path) -> None:
    """In the summer a private school still waits; a button of that day is tapped in the autumn."""
    clock = FixedClock(datetime(2026, 8, 31, 5, tzinfo=UTC))
    async with play(tmp_path, clock) as stage:
        phone = stage.phone(lang="ru")
        await phone.says("/start w_meals-textbooks")
        soon = await taken(phone, "Частная школа", "Класс старше", "Низкий доход")
        assert "Пока нет" in soon["text"]
        clock.advance(timedelta(days=1))
        first = await taken(phone, "← Назад")
        assert phone.toast == "Вопросы обновились. Начнём сначала."
        assert "Частная школа" in labels(first)
        now = await taken(phone, "Частная школа", "Класс старше", "Низкий доход")
        assert "Акимат обещал" in now["text"]


async def test_forged_ways_open_nothing_that_is_not_there(stage: Stage) -> None:
    phone = stage.phone(lang="ru")
    (message,) = await phone.says("/start w_which-body")
    version = next(
        button["callback_data"].split(":")[2]
        for row in message["reply_markup"]["inline_keyboard"]
        for button in row
        if button["callback_data"].startswith("w:")
    )
    for data in (f"w:which-body:{version}:99", f"ww:which-body:{version}:9", "w:which-body:zz:0"):
        await phone.forges(data, message)
        assert phone.toast == "Вопросы обновились. Начнём сначала."
    await phone.forges("w:weather::", message)
    assert "устарела" in phone.toast


async def test_an_outcome_opens_an_appeal_that_quotes_its_rule(stage: Stage) -> None:
    phone = stage.phone(lang="kk")
    await phone.says("/start w_which-body")
    await taken(phone, "Мектептегі мәселе", "Мектеп көмектеспеді")
    asked = await taken(phone, "✍️ Дайын мәтінмен жазу")
    assert "Мектептегі тамақ" not in labels(asked)
    words = await taken(phone, "Семей қаласы")
    assert "Ресми өтінішке 15 жұмыс күні ішінде жауап беріледі" in words["text"]
    (preview,) = await phone.says("№ 5 мектеп, өтініш 3 қыркүйекте тіркелген")
    assert "(ӘРПК, 76-бап)" in preview["text"]
    assert "№ 5 мектеп" in preview["text"]
    await phone.taps("✅ Жіберу")
    card = stage.operator.last["text"]
    assert card.index("(ӘРПК, 76-бап)") < card.index("№ 5 мектеп")


async def test_an_outcome_chooses_the_category_of_its_appeal(stage: Stage) -> None:
    phone = stage.phone(lang="ru")
    await phone.says("/start w_which-body")
    await taken(phone, "Общественный транспорт", "✍️ Готовое обращение", "город Семей")
    (preview,) = await phone.says("Автобус 35, вчера утром")
    assert "Общественный транспорт · город Семей" in preview["text"]


async def test_the_rule_alone_is_no_appeal_and_new_words_replace_it(stage: Stage) -> None:
    phone = stage.phone(lang="ru")
    await phone.says("/start w_camp-place")
    words = await taken(phone, "Другое", "Ещё не спрашивали", "✍️ Готовое обращение", "город Семей")
    assert "✅ Отправить" not in labels(words)
    await phone.says("Сын, 10 лет")
    await taken(phone, "Написать заново")
    (preview,) = await phone.says("Только мои слова")
    assert "Только мои слова" in preview["text"]
    assert "№ 158" not in preview["text"]
    assert "Сын" not in preview["text"]


async def test_a_ready_appeal_takes_no_unsent_words_away(stage: Stage) -> None:
    phone = stage.phone(lang="ru")
    await phone.says("/start t_transport")
    await taken(phone, "Написать об этом", "город Семей")
    await phone.says("Мои прежние слова")
    await phone.says("/start w_camp-place")
    asked = await taken(phone, "Другое", "Ещё не спрашивали", "✍️ Готовое обращение")
    assert "Мои прежние слова" in asked["text"]
    await taken(phone, "Начать новое", "город Семей")
    (preview,) = await phone.says("Сын, 10 лет")
    assert "№ 158" in preview["text"]
    assert "Мои прежние слова" not in preview["text"]


async def test_an_outcome_asks_whether_it_helped_and_the_admin_reads_which(stage: Stage) -> None:
    phone = stage.phone(lang="ru")
    await phone.says("/start w_camp-place")
    await taken(phone, "Другое", "Ещё не спрашивали", "Не помогло")
    await phone.says("Нет списка лагерей на эту зиму")
    (listed,) = await stage.admin.says("/gaps")
    assert "Нет списка лагерей на эту зиму" in listed["text"]
    assert "Тегін жолдама бар ма?" in listed["text"]
