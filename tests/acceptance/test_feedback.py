"""Did this help: voices under answers, what was missing, and the list that admins see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.clock import FixedClock
from bot.domain.markup import utf16_length
from bot.forgetting import forget
from tests.acceptance.stage import Phone, Stage, labels, play

UNKNOWN = "Аягөзде пойыз билеті қайда сатылады"
MISSED = "Айыппұлды қайда төлейтіні жазылмаған"


async def opens(phone: Phone, topic: str = "bullying") -> dict[str, Any]:
    (answer,) = await phone.says(f"/start t_{topic}")
    return answer


async def rows(stage: Stage, query: str) -> list[tuple[Any, ...]]:
    async with stage.app.parts.database.read() as connection:
        return [tuple(row) for row in await connection.exec_driver_sql(query)]


@pytest.mark.parametrize(
    ("lang", "helped", "not_helped"),
    [
        ("kk", "Көмектесті", "Көмектеспеді"),
        ("ru", "Помогло", "Не помогло"),
        ("en", "This helped", "This did not help"),
    ],
)
async def test_an_answer_asks_whether_it_helped_and_stays_when_told(
    stage: Stage, lang: str, helped: str, not_helped: str
) -> None:
    phone = stage.phone(lang=lang)
    answer = await opens(phone)
    assert await phone.taps(helped) == []
    assert phone.toast
    (question,) = await phone.taps(not_helped)
    assert phone.again(answer)["text"] == answer["text"]
    (thanks,) = await phone.says(MISSED)
    assert thanks["text"] != question["text"]
    assert await rows(stage, "SELECT topic, helped FROM voices") == [("bullying", 0)]


async def test_what_was_missing_is_listed_for_the_admin_without_its_author(stage: Stage) -> None:
    phone = stage.phone("Айгүл")
    await opens(phone)
    await phone.taps("Көмектеспеді")
    await phone.says(f"{MISSED}, маған 87011234567 нөміріне жазыңыз")
    (gaps,) = await stage.admin.says("/gaps")
    assert "«Баланы жәбірлеу»: көмектеспеді — 1, көмектесті — 0" in gaps["text"]
    assert f"{MISSED}, маған … нөміріне жазыңыз" in gaps["text"]
    assert not any(trace in gaps["text"] for trace in ("Айгүл", str(phone.chat), "87011234567"))


async def test_an_outcome_of_a_wizard_is_rated_by_the_wizards_own_name(stage: Stage) -> None:
    phone = stage.phone()
    await phone.says("/start w_bullied")
    await phone.taps("Қазір қауіп жоқ")
    await phone.taps("Мені жәбірлейді")
    (question,) = await phone.taps("Көмектеспеді")
    assert "Баланы жәбірлеп жатыр" in question["text"]
    await phone.says(MISSED)
    (form,) = await phone.taps("Осы туралы жазу")
    assert "қай жерде" in form["text"]
    (gaps,) = await stage.admin.says("/gaps")
    assert gaps["text"].count("«Жәбірлесе не істеу керек»") == 2
    assert MISSED in gaps["text"]


async def test_a_question_without_an_answer_is_listed_once_with_how_often_it_came(stage: Stage) -> None:
    for name in ("Айгүл", "Серік"):
        await stage.phone(name).says(UNKNOWN)
    await stage.phone("Дана").says("Мектептегі тамақ тегін бе?")
    (gaps,) = await stage.admin.says("/gaps")
    assert "2 рет" in gaps["text"]
    assert UNKNOWN in gaps["text"]
    assert "тамақ" not in gaps["text"]


async def test_one_who_skips_the_question_goes_home_and_the_next_words_are_a_question_again(
    stage: Stage,
) -> None:
    phone = stage.phone()
    await opens(phone, "camps")
    await phone.taps("Көмектеспеді")
    await phone.taps("Өткізіп жіберу")
    (answer,) = await phone.says("сыныптастары баламды күнде мазақтайды")
    assert "жәбірлеу" in answer["text"]
    assert await rows(stage, "SELECT * FROM gaps") == []


async def test_another_question_in_place_of_what_was_missing_has_its_answer_one_tap_away(
    stage: Stage,
) -> None:
    phone = stage.phone()
    await opens(phone, "camps")
    await phone.taps("Көмектеспеді")
    await phone.says("сыныптастары баламды күнде мазақтайды")
    (answer,) = await phone.taps("Баланы жәбірлеу")
    assert "жәбірлеуге" in answer["text"]


@pytest.mark.parametrize(
    ("lang", "topic", "no", "missed"),
    [
        ("kk", "bullying", "Көмектеспеді", "Мектеп аты көрсетілмеген"),
        ("ru", "bullying", "Не помогло", "не указано название школы"),
        ("en", "bullying", "This did not help", "the name of the school is missing"),
        ("ru", "camps", "Не помогло", "не написано сколько стоит проезд"),
    ],
)
async def test_thanks_for_what_was_missing_offer_no_topic_that_shares_but_a_word(
    stage: Stage, lang: str, topic: str, no: str, missed: str
) -> None:
    phone = stage.phone(lang=lang)
    await opens(phone, topic)
    await phone.taps(no)
    (thanks,) = await phone.says(missed)
    assert len(labels(thanks)) == 2, labels(thanks)
    assert await rows(stage, "SELECT topic FROM gaps") == [(topic,)]


async def test_what_holds_no_word_is_not_listed(stage: Stage) -> None:
    phone = stage.phone()
    for said in ("123456", "a" * 250, "ааа", "?!"):
        (answer,) = await phone.says(said)
        assert "тексерілген жауабым жоқ" in answer["text"]
    await opens(phone)
    await phone.taps("Көмектеспеді")
    await phone.says("1")
    assert await rows(stage, "SELECT * FROM gaps") == []


async def test_the_list_shows_the_beginning_of_a_long_question(stage: Stage) -> None:
    await stage.phone().says(f"{UNKNOWN} " * 10)
    (gaps,) = await stage.admin.says("/gaps")
    shown = gaps["text"].splitlines()[-1]
    assert shown.startswith(UNKNOWN), gaps["text"]
    assert shown.endswith("…")
    assert 100 < len(shown) <= 121


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("мені қазір ұрып жатыр", "102"),
        ("көмектесіңізші", "111"),
        ("рақмет", "Оқасы жоқ"),
        ("AB-2026-000001", "мұндай нөмір жоқ"),
    ],
)
async def test_danger_worry_thanks_and_numbers_are_never_taken_for_feedback(
    stage: Stage, said: str, heard: str
) -> None:
    phone = stage.phone()
    await opens(phone)
    await phone.taps("Көмектеспеді")
    (answer,) = await phone.says(said)
    assert heard in answer["text"]
    await phone.says("сыныптастары баламды күнде мазақтайды")
    assert await rows(stage, "SELECT * FROM gaps") == []


async def test_a_draft_outlives_the_question_what_was_missing(stage: Stage) -> None:
    phone = stage.phone()
    await phone.says("/appeal")
    await phone.taps("Мектептегі тамақ")
    await phone.taps("Семей қаласы")
    await phone.says("Тамақ суық")
    await opens(phone)
    await phone.taps("Көмектеспеді")
    await phone.says(MISSED)
    await phone.says("/start")
    (preview,) = await phone.taps("✍️ Өтінішті жалғастыру")
    assert "Тамақ суық" in preview["text"]
    assert MISSED not in preview["text"]


async def test_a_file_is_no_feedback_and_the_question_waits(stage: Stage) -> None:
    phone = stage.phone()
    await opens(phone)
    await phone.taps("Көмектеспеді")
    (again,) = await phone.sends_file("photo", b"\xff\xd8", caption="мынаны қараңыз")
    assert "мәтін ғана" in again["text"]
    await phone.says(MISSED)
    assert len(await rows(stage, "SELECT * FROM gaps")) == 1


async def test_a_citizen_does_not_see_the_list_by_command_or_by_forged_button(stage: Stage) -> None:
    phone = stage.phone()
    await phone.says(UNKNOWN)
    (refused,) = await phone.says("/gaps")
    assert refused["text"].startswith("Мұндай команда жоқ")
    assert await phone.forges("g:0", refused) == []
    assert "ескірген" in phone.toast


async def test_forged_voices_on_no_topic_are_not_counted(stage: Stage) -> None:
    phone = stage.phone()
    answer = await opens(phone)
    await phone.forges("hr:nothing:1", answer)
    assert "ескірген" in phone.toast
    await phone.forges("hr:bullying:7", answer)
    assert await rows(stage, "SELECT topic, helped FROM voices") == [("bullying", 1)]


async def test_one_person_adds_no_more_than_twenty_notes_a_day(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 9, 1, 7, tzinfo=UTC))
    async with play(tmp_path, clock) as stage:
        phone = stage.phone()
        for number in range(25):
            (answer,) = await phone.says(f"{UNKNOWN} {number}")
            assert "тексерілген жауабым жоқ" in answer["text"]
        assert len(await rows(stage, "SELECT * FROM gaps")) == 20
        clock.advance(timedelta(days=1))
        await phone.says(f"{UNKNOWN} 25")
        assert len(await rows(stage, "SELECT * FROM gaps")) == 21


async def test_a_long_list_is_read_page_by_page_and_each_fits(stage: Stage) -> None:
    for number in range(20):
        await stage.phone().says(f"{number} " + "пойыз билеті қайда сатылады " * 40)
    for topic in ("bullying", "camps", "free-meals", "helpline-111"):
        phone = stage.phone()
        await opens(phone, topic)
        await phone.taps("Көмектеспеді")
    (first,) = await stage.admin.says("/gaps")
    assert "көмектеспеді — 1" in first["text"]
    pages = [first, *(await stage.admin.taps("Келесі →")), *(await stage.admin.taps("Келесі →"))]
    assert [utf16_length(each["text"]) <= 4096 for each in pages] == [True] * 3
    assert [each["text"].count("пойыз билеті") > 0 for each in pages] == [True] * 3
    assert "Келесі →" not in labels(pages[-1])


async def test_an_empty_list_says_so(stage: Stage) -> None:
    (gaps,) = await stage.admin.says("/gaps")
    assert "жауапсыз сұрақ та" in gaps["text"]
    await stage.admin.taps("Жаңарту")
    assert stage.admin.toast


async def test_the_lists_and_the_disk_forget_after_ninety_days(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 9, 1, 7, tzinfo=UTC))
    async with play(tmp_path, clock) as stage:
        await stage.phone().says(UNKNOWN)
        clock.advance(timedelta(days=90))
        (gaps,) = await stage.admin.says("/gaps")
        assert "жауапсыз сұрақ та" in gaps["text"]
        await forget(stage.app)
        assert await rows(stage, "SELECT * FROM gaps") == []


async def test_what_is_too_old_is_forgotten_at_a_start(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 9, 1, 7, tzinfo=UTC))
    async with play(tmp_path, clock) as stage:
        await stage.phone().says(UNKNOWN)
        await stage.stop_bot()
        clock.advance(timedelta(days=91))
        await stage.start_bot()
        await stage.admin.says("/start")
        assert await rows(stage, "SELECT * FROM gaps") == []
