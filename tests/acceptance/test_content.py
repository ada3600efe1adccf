"""Admins look at the content and change it from the chat: nothing goes live unchecked or unseen."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.demo.faults import Fault
from bot.storage.content.load import load
from bot.storage.content.shelf import UNTAUGHT
from bot.storage.unit import UnitOfWork
from tests.acceptance.folders import CAMPS, TITLE, change
from tests.acceptance.stage import CONTENT, Phone, Stage, labels

OTHER_TITLE = "Куда поехать летом"


def edited(path: str = CAMPS, old: str = TITLE, new: str = OTHER_TITLE) -> bytes:
    text = (CONTENT / path).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new).encode()


async def sends(
    phone: Phone, data: bytes, name: str = "topics.camps.ru.md", caption: str | None = None
) -> dict[str, Any]:
    (reply,) = await phone.sends_file("document", data, file_name=name, caption=caption)
    return reply


async def title_of_camps(office: Stage) -> str:
    (answer,) = await office.phone(lang="ru").says("/start t_camps")
    return str(answer["text"].splitlines()[0])


async def other_admin(office: Stage) -> Phone:
    """Let a second admin join, who reads Russian."""
    second = office.phone("Екінші әкімші", "ru")
    await second.says("/start")
    await second.says("/language")
    await second.taps("Русский")
    await office.restart(admin_ids=(office.admin_user.id, second.user.id))
    return second


def shown_file(office: Stage, message: dict[str, Any]) -> bytes:
    return office.world.files[message["document"]["file_id"]].data


async def test_a_file_is_looked_over_and_previewed_before_it_serves_and_can_be_taken_back(
    office: Stage, content: Path
) -> None:
    admin = office.admin
    reply = await sends(admin, edited())
    assert "+1 жол, −1 жол" in reply["text"]
    assert f"− title: {TITLE}\n+ title: {OTHER_TITLE}" in reply["text"]
    assert await title_of_camps(office) == TITLE
    (preview,) = await admin.taps("👁 Орысша")
    assert preview["text"].startswith(OTHER_TITLE)
    (back,) = await admin.taps("← Өзгеріске қайту")
    assert back["text"] == reply["text"]
    await admin.taps("✅ Енгізу")
    assert "Өзгеріс енгізілді" in admin.last["text"]
    assert await title_of_camps(office) == OTHER_TITLE
    assert (content / CAMPS).read_bytes() == edited()
    await admin.says("/content")
    await admin.taps("🕘 Нұсқалар")
    (oldest,) = [label for label in labels(admin.last) if label.startswith("№ 1")]
    (version,) = await admin.taps(oldest)
    assert "Осы нұсқаға қайтсаңыз" in version["text"]
    await admin.taps("↩️ Осыған қайту")
    assert await title_of_camps(office) == TITLE
    assert (content / CAMPS).read_bytes() == (CONTENT / CAMPS).read_bytes()
    assert [each.origin for each in office.app.parts.content.versions.all()] == ["rollback", "chat", "folder"]


async def test_a_file_with_errors_is_refused_with_each_of_them_and_its_line(
    office: Stage, content: Path
) -> None:
    reply = await sends(office.admin, edited(old=f"title: {TITLE}\n", new=""))
    assert f"{CAMPS}:2 title жазылмаған" in reply["text"]
    assert "✅ Енгізу" not in labels(reply)
    assert (content / CAMPS).read_bytes() == (CONTENT / CAMPS).read_bytes()


@pytest.mark.parametrize(
    ("name", "caption"),
    [
        ("camps.ru.md", None),
        ("topics.camps.ru (2).md", None),
        ("ru.md", "topics/camps/ru.md"),
        ("whatever.md", " topics/camps/ru.md "),
    ],
)
async def test_a_file_is_known_by_the_end_of_its_path_or_by_its_caption(
    office: Stage, name: str, caption: str | None
) -> None:
    reply = await sends(office.admin, edited(), name, caption)
    assert "орысша мәтін" in reply["text"]
    assert "✅ Енгізу" in labels(reply)


@pytest.mark.parametrize(
    ("name", "caption", "words"),
    [
        ("ru.md", None, "topics/appeals/ru.md"),
        ("new.yaml", None, "Мұндай мазмұн файлы жоқ"),
        ("ru.md", "../../etc/ru.md", "topics/appeals/ru.md"),
        ("x.md", "../secret.md", "Мұндай мазмұн файлы жоқ"),
    ],
)
async def test_a_file_that_is_no_content_file_changes_nothing(
    office: Stage, name: str, caption: str | None, words: str
) -> None:
    reply = await sends(office.admin, edited(), name, caption)
    assert words in reply["text"]
    assert "✅ Енгізу" not in labels(reply)


async def test_the_same_file_a_large_one_and_one_that_telegram_does_not_hand_over_change_nothing(
    office: Stage,
) -> None:
    assert "бірдей" in (await sends(office.admin, (CONTENT / CAMPS).read_bytes()))["text"]
    assert "1\xa0000 КБ" in (await sends(office.admin, b"x" * 1_000_001))["text"]
    office.world.faults.add(Fault("chat_not_found", "getFile"))
    assert "бермеді" in (await sends(office.admin, edited()))["text"]


async def test_a_file_that_claims_to_be_small_is_not_read_to_its_end(office: Stage) -> None:
    (reply,) = await office.admin.sends_file("document", b"x" * 3_000_000, file_name="menu.yaml", size=1000)
    assert "1\xa0000 КБ" in reply["text"]


async def test_trouble_of_telegram_is_waited_out_and_the_file_is_looked_at_once(office: Stage) -> None:
    office.world.faults.add(Fault("502", "getFile"))
    reply = await sends(office.admin, edited())
    assert "✅ Енгізу" in labels(reply)


async def test_a_file_that_somebody_changed_meanwhile_is_shown_again_before_it_serves(
    office: Stage, content: Path
) -> None:
    reply = await sends(office.admin, edited())
    change(content, CAMPS, TITLE, "Лагеря")
    await office.world.until(lambda: "Мазмұн жаңарды" in office.admin.last.get("text", ""))
    (again,) = await office.admin.taps("✅ Енгізу", reply)
    assert "басқа біреу өзгертті" in again["text"]
    assert "− title: Лагеря" in again["text"]
    assert await title_of_camps(office) == "Лагеря"
    await office.admin.taps("✅ Енгізу", again)
    assert await title_of_camps(office) == OTHER_TITLE


async def test_a_tap_that_comes_again_after_a_crash_changes_nothing_more(office: Stage) -> None:
    reply = await sends(office.admin, edited())
    apply = reply["reply_markup"]["inline_keyboard"][-1][0]["callback_data"]
    await office.admin.taps("✅ Енгізу")
    await office.restart()
    said = office.admin.last["text"]
    await office.admin.forges(apply, office.admin.last)
    assert "Өзгеріс енгізілді" in said
    assert office.admin.last["text"] == said
    assert await title_of_camps(office) == OTHER_TITLE
    assert [each.origin for each in office.app.parts.content.versions.all()] == ["chat", "folder"]


async def test_a_dropped_file_is_forgotten_and_its_buttons_are_out_of_date(office: Stage) -> None:
    reply = await sends(office.admin, edited())
    apply = reply["reply_markup"]["inline_keyboard"][-1][0]["callback_data"]
    await office.admin.taps("Бас тарту", reply)
    await office.admin.forges(apply, reply)
    assert "ескірген" in office.admin.toast
    assert await title_of_camps(office) == TITLE


async def test_a_folder_that_cannot_be_written_refuses_with_one_sentence(
    office: Stage, content: Path
) -> None:
    reply = await sends(office.admin, edited())
    (content / "topics/camps/.ru.md.new").mkdir()
    (said,) = await office.admin.taps("✅ Енгізу", reply)
    assert said["text"].startswith("Мазмұн қалтасына жазу мүмкін емес")
    assert await title_of_camps(office) == TITLE
    assert (content / CAMPS).read_bytes() == (CONTENT / CAMPS).read_bytes()


async def test_the_other_admins_hear_what_one_of_them_changed(office: Stage) -> None:
    second = await other_admin(office)
    await sends(office.admin, edited())
    await office.admin.taps("✅ Енгізу")
    assert "Другой администратор изменил содержание" in second.last["text"]


async def test_who_changed_something_hears_of_no_other_who_taps_the_same_again(office: Stage) -> None:
    second = await other_admin(office)
    reply = await sends(office.admin, edited())
    apply = reply["reply_markup"]["inline_keyboard"][-1][0]["callback_data"]
    await office.admin.taps("✅ Енгізу")
    await second.forges(apply, second.last)
    assert "+1" not in second.last["text"], "nothing was changed by that tap"
    assert not [each for each in office.admin.messages if "Басқа әкімші" in each.get("text", "")]


async def test_a_change_whose_turn_had_to_come_again_is_still_told(
    office: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = await other_admin(office)
    await sends(office.admin, edited())
    commit, troubles = UnitOfWork.commit, [OperationalError("COMMIT", None, Exception("locked"))]

    async def failing(unit: UnitOfWork) -> None:
        if troubles:
            raise troubles.pop()
        await commit(unit)

    monkeypatch.setattr(UnitOfWork, "commit", failing)
    await office.admin.taps("✅ Енгізу")
    assert not troubles
    assert "+1 жол, −1 жол" in office.admin.last["text"]
    told = [
        each["text"] for each in office.world.messages(second.user) if "Другой администратор" in each["text"]
    ]
    assert len(told) == 1


async def test_what_was_changed_from_the_chat_is_exported_for_the_repository(office: Stage) -> None:
    await office.admin.says("/content")
    await office.admin.taps("⬇️ Өзгергенін алу")
    assert "файл жоқ" in office.admin.toast
    await sends(office.admin, edited())
    await office.admin.taps("✅ Енгізу")
    await office.admin.says("/content")
    await office.restart()
    await office.admin.taps("⬇️ Өзгергенін алу")
    with zipfile.ZipFile(io.BytesIO(shown_file(office, office.admin.last))) as exported:
        assert exported.namelist() == [CAMPS]
        assert exported.read(CAMPS) == edited()


async def test_a_file_from_the_list_can_be_sent_back_under_its_name(office: Stage) -> None:
    admin = office.admin
    await admin.says("/content")
    await admin.taps("👁 Жауаптар")
    await admin.taps("Лагерь мен жолдама")
    name = next(label for label in labels(admin.last) if label.startswith("📄 kk.md"))
    (sent,) = await admin.taps(name)
    data = shown_file(office, sent)
    reply = await sends(admin, data, sent["document"]["file_name"])
    assert "бірдей" in reply["text"]
    assert sent["caption"] in {f"{path.relative_to(CONTENT)}" for path in CONTENT.rglob("*.md")}


async def test_an_admin_who_writes_an_appeal_sends_files_into_it(office: Stage) -> None:
    await office.admin.says("/appeal")
    await office.admin.taps("Баланы жәбірлеу")
    await office.admin.taps("Семей қаласы")
    reply = await sends(office.admin, edited())
    assert "📎" in reply["text"]


async def test_nobody_but_an_admin_sees_or_changes_the_content(office: Stage, content: Path) -> None:
    reply = await sends(office.admin, edited())
    data = [button["callback_data"] for row in reply["reply_markup"]["inline_keyboard"] for button in row]
    stranger = office.phone(lang="kk")
    (said,) = await stranger.says("/content")
    assert "Мұндай команда жоқ" in said["text"]
    for each in [*data, "n", "nf", "nv:0", "nw:1", "nb:1:00000000", f"ng:{CAMPS}", "nx"]:
        await stranger.forges(each, said)
        assert "ескірген" in stranger.toast
    (kept,) = await stranger.sends_file("document", edited(), file_name="topics.camps.ru.md")
    assert "✅ Енгізу" not in labels(kept)
    assert len(office.world.calls.of("getFile")) == 1  # the admin's own
    assert (content / CAMPS).read_bytes() == (CONTENT / CAMPS).read_bytes()


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
async def test_every_button_of_the_content_pages_leads_somewhere(office: Stage, lang: str) -> None:
    admin = office.admin
    await admin.says("/language")
    await admin.taps({"kk": "Қазақша", "ru": "Русский", "en": "English"}[lang])
    await sends(admin, edited())
    apply = admin.last["reply_markup"]["inline_keyboard"][-1][0]["callback_data"]
    edit = apply.split(":")[1]
    await admin.forges(apply, admin.last)
    (first,) = await admin.says("/content")
    waiting, seen = [f"no:{edit}", *_data(first)], set()
    while waiting:
        data = waiting.pop()
        shown = await admin.forges(data, first)
        assert (
            shown
            or admin.toast
            or "not modified" in (office.world.calls.of("editMessageText")[-1].description or "")
        )
        for each in shown:
            assert len(each.get("text", each.get("caption", ""))) <= 4096
            assert all(len(label) <= 24 for label in labels(each)), labels(each)
            new = [some for some in _data(each) if some.startswith("n") and some not in seen]
            seen.update(new)
            waiting += new


def _data(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


async def test_after_a_changed_kazakh_text_the_translations_are_asked_for_and_confirmed(
    office: Stage, content: Path
) -> None:
    admin = office.admin
    kazakh = (CONTENT / "topics/camps/kk.md").read_text(encoding="utf-8")
    await sends(admin, kazakh.replace("title: ", "title: Жаңа ", 1).encode(), "camps.kk.md")
    await admin.taps("✅ Енгізу")
    assert "Аудармасы қазақша мәтінге сай ма?" in admin.last["text"]
    await admin.taps("✔️ Орысшасы дұрыс")
    assert "✔️ Орысшасы дұрыс" not in labels(admin.last)
    await admin.taps("✔️ Ағылшыншасы дұрыс")
    assert "Аудармасы қазақша мәтінге сай ма?" not in admin.last["text"]
    assert not [each for each in office.app.parts.content.findings if each.rule.startswith("stamp-")]
    stale = [each.rule for each in load(content, shelf=UNTAUGHT).findings if each.rule.startswith("stamp-")]
    assert stale == []
