"""What the bot makes of a free question, and how `ask --jsonl` says it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.catalogue import Catalogue
from bot.domain.language import DEFAULT, LANGUAGES, Lang
from bot.domain.understanding.meaning import Understood
from bot.domain.understanding.phrases import Level


@dataclass(frozen=True, slots=True)
class Asked:
    """The topics best first with their scores, 0 to 1; none when the bot would say it does not know."""

    topics: tuple[str, ...]
    scores: tuple[float, ...]
    level: Level
    lang: Lang
    text_id: str | None
    """The text that is shown instead of a topic; None when the first topic answers."""


def ask(catalogue: Catalogue, text: str, lang: Lang | None, today: date) -> Asked:
    """Understand `text`; a given `lang` wins over the guess."""
    understood = catalogue.understanding.of(text)
    hits = [hit for hit in understood.hits if catalogue.topics[hit.slug].holds(today)]
    return Asked(
        topics=tuple(hit.slug for hit in hits),
        scores=tuple(hit.score for hit in hits),
        level=understood.level,
        lang=lang or understood.lang or DEFAULT,
        text_id=_text_id(understood, found=bool(hits)),
    )


def answer_line(catalogue: Catalogue, line: str, today: date) -> tuple[str, bool]:
    """Answer one line `{"id", "text", "lang"?}` of JSON with one line, and say whether it was good."""
    try:
        request_id, text, lang = _request(line)
    except (ValueError, RecursionError) as error:
        return json.dumps({"id": None, "error": str(error)}), False
    asked = ask(catalogue, text, lang, today)
    answer = {
        "id": request_id,
        "topics": asked.topics,
        "scores": asked.scores,
        "level": asked.level,
        "lang": asked.lang,
    }
    return json.dumps(answer), True


def _text_id(understood: Understood, *, found: bool) -> str | None:
    if understood.level == "danger":
        return "danger-child" if understood.by_child else "danger"
    if understood.talk:
        return f"small-talk-{understood.talk}"
    if understood.worries:
        return "concern-child" if understood.by_child else "concern"
    return None if found else "not-found"


def _request(line: str) -> tuple[str | int, str, Lang | None]:
    request: Any = json.loads(line)
    if not isinstance(request, dict):
        raise ValueError("a line is an object with id and text")  # noqa: TRY004  one error for a bad line
    request_id, text, lang = request.get("id"), request.get("text"), request.get("lang")
    if not isinstance(request_id, str | int) or isinstance(request_id, bool):
        raise ValueError("id is a string or a number")  # noqa: TRY004  one error for a bad line
    if not isinstance(text, str):
        raise ValueError("text is a string")  # noqa: TRY004  one error for a bad line
    if lang is not None and lang not in LANGUAGES:
        raise ValueError("lang is one of kk, ru, en")
    return request_id, text, lang
