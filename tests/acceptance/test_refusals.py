"""What Telegram refuses for good: the appeal is kept, the row stays with its reason, and people are told."""

from __future__ import annotations

import pytest

from bot.demo.faults import Fault
from bot.demo.refusals import Refused, bad, forbidden
from tests.acceptance.stage import Stage
from tests.acceptance.test_outbox import outbox


class Refusing(Fault):
    """Refuses in Telegram's own words."""

    answer: Refused

    def refusal(self) -> Refused:
        return self.answer


def refuse(stage: Stage, chat: int, answer: Refused) -> None:
    fault = Refusing("500", "sendMessage", chat_id=chat)
    fault.answer = answer
    stage.world.faults.add(fault)


@pytest.mark.parametrize(
    ("answer", "state", "why", "told"),
    [
        (forbidden("bot was blocked by the user"), "blocked", "blocked", "бұғаттаған"),
        (forbidden("user is deactivated"), "blocked", "blocked", "бұғаттаған"),
        (bad("chat not found"), "failed", "not-found", "чаты табылмады"),
        (bad("something that nobody heard of"), "failed", "refused", "Telegram қабылдамады"),
    ],
)
async def test_a_reply_that_telegram_refuses_is_told_on_the_card_and_kept(
    stage: Stage, answer: Refused, state: str, why: str, told: str
) -> None:
    author = stage.phone()
    number = await author.files("Тамақ суық")
    card = stage.operator.last
    await stage.operator.says("Тексердік", reply_to=card)
    refuse(stage, author.chat, answer)
    await stage.operator.taps("📨 Авторға жіберу")
    assert told in stage.operator.again(card)["text"]
    _, line, _ = (await outbox(stage, "list")).splitlines()
    assert line.split()[1:4] == ["reply", state, why]
    (shown,) = await author.says(f"/status {number}")
    assert "Тексердік" in shown["text"], "the appeal and its reply are kept"


@pytest.mark.parametrize("words", ["TOPIC_CLOSED", "message thread not found", "not enough rights to send"])
async def test_a_card_that_the_group_refuses_is_told_to_the_admins_and_comes_when_tried_again(
    stage: Stage, words: str
) -> None:
    await stage.admin.says("/start")
    refuse(stage, stage.group.id, bad(words))
    await stage.phone().files("Тамақ суық")
    assert "Операторлар тобына хабар жетпейді" in stage.admin.last["text"]
    _, line, _ = (await outbox(stage, "list")).splitlines()
    assert line.split()[1:3] == ["card", "failed"]
    await outbox(stage, "retry", int(line.split()[0]))
    await stage.world.until(lambda: "Тамақ суық" in stage.operator.messages[-1].get("text", ""))
    await stage.settle()
