from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from bot.delivery.retry import REPEATED, Decision, Moved, Retry, Settle, decide
from bot.errors import AbaiBalaError, ApiError, ConnectionFailedError, OutcomeUnknownError
from bot.storage.outbox import Kind

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "decision"),
    [
        (ApiError(429, "Too Many Requests", retry_after=7), Retry(NOW + timedelta(seconds=7), "too-fast")),
        (ApiError(400, "Bad Request: message is not modified: same"), Settle("sent", None)),
        (ApiError(400, "Bad Request: chat not found"), Settle("failed", "not-found")),
        (ApiError(400, "Bad Request: can't parse entities"), Settle("failed", "refused")),
        (ApiError(403, "Forbidden: bot was blocked by the user"), Settle("blocked", "blocked")),
        (
            ApiError(403, "Forbidden: bot can't initiate conversation with a user"),
            Settle("blocked", "blocked"),
        ),
        (ApiError(403, "Forbidden: bot was kicked from the supergroup chat"), Settle("failed", "not-found")),
        (ApiError(403, "Forbidden: something new"), Settle("blocked", "blocked")),
        (ApiError(400, "Bad Request: TOPIC_CLOSED"), Settle("failed", "topic-closed")),
        (ApiError(400, "Bad Request: message thread not found"), Settle("failed", "topic-closed")),
        (ApiError(400, "Bad Request: message to edit not found"), Settle("failed", "gone")),
        (
            ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to=-7),
            Moved(-7),
        ),
        (ApiError(502, ""), Retry(NOW + timedelta(seconds=1), "no-answer")),
        (ApiError(401, "Unauthorized"), Retry(NOW + timedelta(seconds=1), "no-answer")),
        (ApiError(404, "Not Found"), Retry(NOW + timedelta(seconds=1), "no-answer")),
        (ConnectionFailedError(""), Retry(NOW + timedelta(seconds=1), "no-answer")),
        (OutcomeUnknownError(""), Retry(NOW + timedelta(seconds=1), "no-answer")),
        (AbaiBalaError("unheard of"), Settle("failed", "refused")),
    ],
)
def test_a_failed_send_is_retried_while_there_is_hope_and_settled_otherwise(
    error: Exception, decision: Decision
) -> None:
    assert decide(error, 0, NOW) == decision


def test_what_a_repeat_does_is_written_down_for_every_kind_of_message() -> None:
    assert set(REPEATED) == set(get_args(Kind))


def test_waits_double_up_to_five_minutes() -> None:
    waits = [decide(ConnectionFailedError(""), tries, NOW) for tries in (0, 1, 2, 8, 50)]
    assert [each.at - NOW for each in waits if isinstance(each, Retry)] == [
        timedelta(seconds=seconds) for seconds in (1, 2, 4, 256, 300)
    ]
