"""Callback queries: a press waits a short while for one answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.demo.refusals import Json, bad

ANSWER_TIME = timedelta(seconds=60)
"""Telegram does not publish its own limit; seen between 15 and 60 seconds."""


@dataclass
class Query:
    id: str
    user_id: int
    chat_id: int
    message_id: int
    at: datetime
    answer: Json | None = None


class Queries:
    def __init__(self) -> None:
        self._queries: dict[str, Query] = {}

    def add(self, user_id: int, chat_id: int, message_id: int, now: datetime) -> Query:
        query = Query(str(4_200_000_001 + len(self._queries)), user_id, chat_id, message_id, now)
        self._queries[query.id] = query
        return query

    def __getitem__(self, query_id: str) -> Query:
        return self._queries[query_id]

    def unanswered(self) -> list[Query]:
        return [query for query in self._queries.values() if query.answer is None]

    def answer(self, query_id: str, params: Json, now: datetime) -> Query:
        """Take the answer once and in time, or refuse as Telegram does."""
        query = self._queries.get(query_id)
        if query is None or query.answer is not None or now - query.at > ANSWER_TIME:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        query.answer = params
        return query

    def dump(self) -> list[Json]:
        return [vars(query) | {"at": query.at.isoformat()} for query in self._queries.values()]

    def load(self, saved: list[Json]) -> None:
        for one in saved:
            self._queries[one["id"]] = Query(**one | {"at": datetime.fromisoformat(one["at"])})
