"""What a turn says at once goes by the same limits as what is owed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.delivery.direct import paced
from bot.delivery.limits import Pace
from bot.errors import ApiError
from bot.storage.crypto import Vault
from bot.storage.outbox import Rank

VAULT = Vault("root", bytes(32))


class Line:
    """Takes calls and refuses those that it is told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.takes = 0.0
        self.pace = Pace()
        self.calls: list[str] = []
        self.refusal: ApiError | None = None
        self.call = paced(self._call, self.pace, VAULT, lambda: self.now)

    async def _call(self, method: str, _params: dict[str, Any]) -> str:
        self.calls.append(method)
        self.now += self.takes
        if self.refusal:
            raise self.refusal
        return method

    def may(self, chat: int) -> bool:
        key = VAULT.hash("chat", chat)
        return self.pace.when(key, Rank.REPLY, self.now, group=chat < 0) <= self.now


@pytest.fixture
def line() -> Line:
    return Line()


async def test_a_fourth_message_at_once_is_refused_before_telegram_sees_it(line: Line) -> None:
    for _ in range(3):
        assert await line.call("sendMessage", {"chat_id": 5}) == "sendMessage"
    with pytest.raises(ApiError) as refused:
        await line.call("sendMessage", {"chat_id": 5})
    assert (refused.value.code, refused.value.retry_after) == (429, 1.0)
    assert len(line.calls) == 3
    line.now = 1.0
    await line.call("sendMessage", {"chat_id": 5})


async def test_edits_and_toasts_always_go_and_are_counted(line: Line) -> None:
    for _ in range(40):
        await line.call("editMessageText", {"chat_id": 5, "message_id": 1})
        await line.call("answerCallbackQuery", {"callback_query_id": "1"})
    assert len(line.calls) == 80
    await line.call("sendMessage", {"chat_id": 5})
    assert not line.may(5), "the edits took the rest of the bucket"


async def test_what_telegram_finds_too_fast_is_heeded_for_that_chat(line: Line) -> None:
    line.refusal, line.takes = ApiError(429, "Too Many Requests", retry_after=7), 0.5
    with pytest.raises(ApiError):
        await line.call("editMessageText", {"chat_id": 5, "message_id": 1})
    line.refusal = None
    line.now = 7.4
    assert not line.may(5), "the seconds count from Telegram's answer"
    assert line.may(6)
    line.now = 7.5
    assert line.may(5)


async def test_other_refusals_hold_nobody_up(line: Line) -> None:
    line.refusal = ApiError(400, "Bad Request")
    with pytest.raises(ApiError):
        await line.call("sendMessage", {"chat_id": -5})
    assert line.may(-5)
