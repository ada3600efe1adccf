"""Updates that were set aside, in an admin's hands beside the running bot."""

from __future__ import annotations

from io import StringIO

import pytest

from bot.commands import parked as commands
from bot.opening import beside
from bot.services import answers
from tests.acceptance.stage import Phone, Stage

CANARY = "/start құпия-канарейка"


async def tend(stage: Stage, deed: str, *seqs: int, reveal: bool = False) -> tuple[int, str]:
    """Do as `abai-bala parked` does, through a connection of its own; return its exit code and words."""
    out = StringIO()
    async with beside(stage.settings, stage.clock) as (database, vault):
        match deed:
            case "list":
                code = await commands.list_parked(database, vault, out)
            case "show":
                code = await commands.show_parked(database, vault, seqs, out, reveal=reveal)
            case "retry":
                code = await commands.retry_parked(database, seqs, out)
            case _:
                code = await commands.drop_parked(database, stage.clock, seqs, out)
    return code, out.getvalue()


@pytest.fixture
async def phone(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Phone:
    """Somebody whose update was parked, for the program had a fault that is mended by now."""
    phone = stage.phone()
    stage.app.worker._again_after = ()
    stage.app.worker._look_seconds = 0.01
    monkeypatch.delattr(answers, "greeting")
    await phone.says(CANARY)
    assert "өңдей алмадым" in phone.last["text"]
    monkeypatch.undo()
    return phone


async def listed(stage: Stage) -> list[str]:
    code, words = await tend(stage, "list")
    assert code == 0
    return words.splitlines()


async def test_what_is_set_aside_is_listed_with_kind_times_and_cause_and_no_word_of_it(
    stage: Stage, phone: Phone
) -> None:
    line, summary = await listed(stage)
    number, kind, *_, tries, _, cause = line.split()
    assert (kind, tries, cause, summary) == ("message/text", "1", "AttributeError", "1 parked")
    code, shown = await tend(stage, "show", int(number))
    assert (code, shown) == (0, f"{line}\n")
    assert "канарейка" not in line
    assert str(phone.chat) not in line


async def test_only_reveal_shows_what_it_holds_and_nothing_that_steers_a_terminal(
    stage: Stage, phone: Phone
) -> None:
    seq = int((await listed(stage))[0].split()[0])
    code, shown = await tend(stage, "show", seq, reveal=True)
    assert code == 0
    assert CANARY in shown
    stage.app.worker._again_after = ()
    stage.world.emit({"message": {"text": "\u009b31m\u202e\ud83d", "chat": {"id": phone.chat}}})
    await stage.settle()
    newest = int((await listed(stage))[-2].split()[0])
    _, shown = await tend(stage, "show", newest, reveal=True)
    assert all(each.isprintable() for each in shown.replace("\n", ""))
    assert "\\x9b31m\\u202e\\ud83d" in shown


async def test_what_may_try_again_has_its_turn_without_a_restart(stage: Stage, phone: Phone) -> None:
    seq = int((await listed(stage))[0].split()[0])
    stage.app.tasks.start("quicker look", stage.app.worker.run_retries())
    assert await tend(stage, "retry", seq) == (0, f"{seq} tries again\n")
    await stage.world.until(lambda: "Сәлеметсіз" in phone.last["text"])
    await stage.settle()
    assert await listed(stage) == ["0 parked"]
    assert await tend(stage, "retry", seq) == (1, f"{seq} is not parked\n")


async def test_all_may_try_again_at_once_and_the_next_start_takes_them_up(stage: Stage, phone: Phone) -> None:
    await stage.stop_bot()
    code, words = await tend(stage, "retry")
    assert (code, words.split()[1:]) == (0, ["tries", "again"])
    await stage.start_bot()
    assert "Сәлеметсіз" in phone.last["text"]


async def test_what_is_dropped_is_gone_for_good(stage: Stage, phone: Phone) -> None:
    seq = int((await listed(stage))[0].split()[0])
    assert await tend(stage, "drop", seq, 99_999) == (1, f"{seq} is dropped\n99999 is not parked\n")
    assert await listed(stage) == ["0 parked"]
    assert await tend(stage, "show", seq, reveal=True) == (1, f"{seq} is not parked\n")
    await stage.restart()
    await phone.says("/start")
    assert sum("Сәлеметсіз" in each["text"] for each in phone.messages) == 1
