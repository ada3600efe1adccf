"""Criterion 19: an album is one turn: one appeal, addition or reply, with its files in order."""

from __future__ import annotations

import pytest

from bot.demo.refusals import Json
from tests.acceptance.stage import Phone, Stage, labels

WORDS = "Асхана суреттері"


@pytest.fixture(autouse=True)
def quick(stage: Stage) -> None:
    patient(stage, 0.05)


def patient(stage: Stage, seconds: float) -> None:
    """Let the bot wait that long for more of an album."""
    stage.app.worker._chats.album_seconds = seconds


def send(phone: Phone, count: int, album: str = "album", caption: str | None = WORDS, first: int = 0) -> None:
    """Send pictures of an album without waiting for the bot; the caption stands under the first."""
    for number in range(first, first + count):
        phone.stage.world.send_file(
            phone.user,
            phone.chat,
            "photo",
            f"jpg {album} {number}".encode(),
            media_group_id=album,
            caption=caption if number == first else None,
        )


async def album(phone: Phone, count: int, name: str = "album", caption: str | None = WORDS) -> list[Json]:
    """Send an album; return what the bot says to it."""
    return await phone.stage.heard(phone.chat, send, phone, count, name, caption)


def pictures(stage: Stage, chat: int, sender: int) -> list[bytes]:
    """Return the pictures that a chat shows of one sender, in order."""
    shown = [each for each in stage.world.messages(chat) if "photo" in each and each["from"]["id"] == sender]
    return [stage.world.files._files[each["photo"][-1]["file_id"]].data for each in shown]


def bytes_of(count: int) -> list[bytes]:
    return [f"jpg album {number}".encode() for number in range(count)]


async def form(phone: Phone) -> None:
    await phone.says("/appeal")
    await phone.taps("Мектептегі тамақ")
    await phone.taps("Семей қаласы")


async def send_appeal(phone: Phone) -> str:
    await phone.taps("✅ Жіберу")
    return next(each for each in labels(phone.last) if each.startswith("AB-"))


async def test_an_album_of_ten_files_with_words_is_one_appeal_with_all_files_in_order(stage: Stage) -> None:
    phone = stage.phone()
    await form(phone)
    (preview,) = await album(phone, 10)
    assert WORDS in preview["text"]
    number = await send_appeal(phone)
    cards = [each for each in stage.operator.messages if number in each.get("text", "")]
    assert sum(WORDS in each["text"] for each in cards) == 1
    assert pictures(stage, stage.group.id, stage.world.bot.id) == bytes_of(10)


async def test_an_album_that_comes_in_halves_around_a_restart_is_still_one_appeal(stage: Stage) -> None:
    phone = stage.phone()
    await form(phone)
    patient(stage, 60.0)
    send(phone, 6)
    await stage.world.until(lambda: not stage.world.updates.pending())
    await stage.stop_bot()
    send(phone, 4, caption=None, first=6)
    await stage.start_bot()
    assert WORDS in phone.last["text"]
    await send_appeal(phone)
    assert pictures(stage, stage.group.id, stage.world.bot.id) == bytes_of(10)


async def late(phone: Phone, first: int, count: int) -> list[Json]:
    """Send the rest of an album long after its beginning."""
    return await phone.stage.heard(phone.chat, send, phone, count, "album", None, first)


async def test_what_comes_late_of_an_album_joins_the_draft_that_the_rest_is_in(stage: Stage) -> None:
    phone = stage.phone()
    await form(phone)
    await album(phone, 6)
    await late(phone, 6, 4)
    await send_appeal(phone)
    assert pictures(stage, stage.group.id, stage.world.bot.id) == bytes_of(10)


async def test_what_comes_late_of_an_album_outside_the_form_is_kept_with_the_rest(stage: Stage) -> None:
    phone = stage.phone()
    await phone.says("/start")
    (kept,) = await album(phone, 3, caption=None)
    (again,) = await late(phone, 3, 2)
    assert labels(again) == labels(kept)
    await form(phone)
    await send_appeal(phone)
    assert pictures(stage, stage.group.id, stage.world.bot.id) == bytes_of(5)


async def test_another_album_outside_the_form_joins_the_unsent_draft_in_order(stage: Stage) -> None:
    phone = stage.phone()
    await phone.says("/start")
    await album(phone, 3, caption=None)
    (joined,) = await album(phone, 2, "other", caption=None)
    assert "5 файл бар" in joined["text"]
    await form(phone)
    await send_appeal(phone)
    others = [f"jpg other {number}".encode() for number in range(2)]
    assert pictures(stage, stage.group.id, stage.world.bot.id) == [*bytes_of(3), *others]


async def test_what_comes_late_of_an_album_joins_the_appeal_that_it_was_sent_with(stage: Stage) -> None:
    phone = stage.phone()
    await form(phone)
    await album(phone, 3)
    number = await send_appeal(phone)
    (told,) = await late(phone, 3, 2)
    assert number in told["text"]
    assert pictures(stage, stage.group.id, stage.world.bot.id) == bytes_of(5)


async def test_an_album_added_to_an_appeal_is_one_addition_confirmed_once(stage: Stage) -> None:
    phone = stage.phone()
    number = await phone.files("Тамақ суық")
    await phone.taps(number)
    await phone.taps("Қосып жазу")
    (told,) = await album(phone, 4)
    assert number in told["text"]
    assert pictures(stage, stage.group.id, stage.world.bot.id) == bytes_of(4)
    additions = [each for each in stage.operator.messages if WORDS in each.get("text", "")]
    assert len(additions) == 1
    await late(phone, 4, 1)
    assert pictures(stage, stage.group.id, stage.world.bot.id) == bytes_of(5)


async def test_an_album_as_an_operators_reply_has_one_preview_and_arrives_whole(stage: Stage) -> None:
    phone = stage.phone()
    number = await phone.files("Тамақ суық")
    card = next(each for each in stage.operator.messages if number in each.get("text", ""))

    def reply() -> None:
        for at in range(3):
            stage.world.send_file(
                stage.operator_user,
                stage.group.id,
                "photo",
                f"jpg album {at}".encode(),
                media_group_id="album",
                caption="Жауап суретте" if at == 1 else None,
                reply_to=card,
            )

    (preview,) = await stage.heard(stage.group.id, reply)
    assert "Жауап суретте" in preview["text"]
    await stage.operator.taps("📨 Авторға жіберу", preview)
    assert pictures(stage, phone.chat, stage.world.bot.id) == bytes_of(3)


async def test_an_edited_caption_changes_the_words_of_the_album_and_keeps_its_files(stage: Stage) -> None:
    phone = stage.phone()
    number = await phone.files("Тамақ суық")
    card = next(each for each in stage.operator.messages if number in each.get("text", ""))
    ids: list[int] = []

    def reply() -> None:
        for at in range(2):
            sent = stage.world.send_file(
                stage.operator_user,
                stage.group.id,
                "photo",
                f"jpg album {at}".encode(),
                media_group_id="album",
                caption=None if at else "Жауап",
                reply_to=card,
            )
            ids.append(sent["message_id"])

    await stage.heard(stage.group.id, reply)
    world, operator = stage.world, stage.operator_user
    (preview,) = await stage.heard(
        stage.group.id, world.edit_text, operator, ids[0], stage.group.id, "Дұрыс жауап"
    )
    assert "Дұрыс жауап" in preview["text"]
    await stage.operator.taps("📨 Авторға жіберу", preview)
    assert pictures(stage, phone.chat, world.bot.id) == bytes_of(2)


async def test_an_edit_of_one_picture_of_a_sent_album_is_a_correction_only_when_it_says_more(
    stage: Stage,
) -> None:
    phone = stage.phone()
    await form(phone)
    await album(phone, 3)
    number = await send_appeal(phone)
    first, second, _ = (each["message_id"] for each in phone.messages if "photo" in each)
    assert await stage.heard(phone.chat, stage.world.edit_text, phone.user, first, phone.chat, WORDS) == []
    (told,) = await stage.heard(
        phone.chat, stage.world.edit_text, phone.user, second, phone.chat, "Бұл — екінші күн"
    )
    assert number in told["text"]


async def test_words_of_danger_under_any_picture_of_an_album_bring_the_numbers(stage: Stage) -> None:
    phone = stage.phone()
    await phone.says("/start")
    send(phone, 2, caption=None)
    stage.world.send_file(
        phone.user, phone.chat, "photo", b"jpg", media_group_id="album", caption="мені ұрып жатыр"
    )
    await stage.settle()
    assert "112" in phone.last["text"]
