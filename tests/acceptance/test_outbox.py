"""What has not arrived, in an admin's hands beside the running bot."""

from __future__ import annotations

from io import StringIO

from bot.commands import outbox as commands
from bot.demo.faults import Fault
from bot.opening import beside
from tests.acceptance.stage import Stage


async def outbox(stage: Stage, deed: str, *seqs: int) -> str:
    """Do as `abai-bala outbox` does, through a connection of its own."""
    out = StringIO()
    async with beside(stage.settings, stage.clock) as (database, _):
        if deed == "list":
            await commands.list_outbox(database, stage.clock, out)
        else:
            await getattr(commands, f"{deed}_outbox")(database, stage.clock, seqs, out)
    return out.getvalue()


async def test_a_reply_to_who_had_blocked_the_bot_is_sent_when_an_admin_tries_again(stage: Stage) -> None:
    author = stage.phone()
    number = await author.files("Тамақ суық")
    card = stage.operator.last
    stage.world.block(author.user)
    await stage.operator.says("Тексердік", reply_to=card)
    await stage.operator.taps("📨 Авторға жіберу")
    assert "бұғаттаған" in stage.operator.again(card)["text"]
    _, line, summary = (await outbox(stage, "list")).splitlines()
    assert line.split()[1:4] == ["reply", "blocked", "blocked"]
    assert line.split()[-1] == number
    assert summary == "0 unsent, 1 not delivered"
    assert "Тексердік" not in line
    stage.world.unblock(author.user)
    await outbox(stage, "retry", int(line.split()[0]))
    await stage.world.until(lambda: "Тексердік" in author.last["text"])
    await stage.settle()
    assert "жеткізілді" in stage.operator.again(card)["text"]
    assert await outbox(stage, "list") == "0 unsent, 0 not delivered\n"


async def test_a_queued_reply_that_is_dropped_fails_and_the_card_tells_of_it(stage: Stage) -> None:
    author = stage.phone()
    await author.files("Тамақ суық")
    card = stage.operator.last
    stage.world.faults.add(Fault("429", chat_id=author.chat, times=1, retry_after=3600))
    await stage.operator.says("Тексердік", reply_to=card)
    shown = stage.operator.last["message_id"]
    stage.world.press(stage.operator_user, stage.group.id, shown, label="📨 Авторға жіберу")
    lines: list[str] = []
    while len(lines) != 3 or "too-fast" not in lines[1]:  # until the rest is sent
        lines = (await outbox(stage, "list")).splitlines()
    line = lines[1]
    assert line.split()[1:4] == ["reply", "queued", "too-fast"]
    await outbox(stage, "drop", int(line.split()[0]))
    await stage.settle()
    assert "жібермеуді ұйғарды" in stage.operator.again(card)["text"]
    assert await outbox(stage, "list") == "0 unsent, 0 not delivered\n"
