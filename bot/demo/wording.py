"""The text of a message or a caption as Telegram keeps it: cleaned, parsed, trimmed, measured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.demo import marks
from bot.demo.entities import parse_html
from bot.demo.refusals import Json, bad
from bot.domain.markup import CAPTION_LIMIT, MESSAGE_LIMIT, utf16_length

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
"""Telegram shows control characters, tabs too, as spaces; line feeds stay."""


def read_text(params: Json) -> Json:
    """Return the message fields `text` and `entities`; refuse an empty or a too long one."""
    text, entities = formatted(params["text"], params.get("parse_mode"), params.get("entities"))
    if not text:
        raise bad("message text is empty")
    if utf16_length(text) > MESSAGE_LIMIT:
        raise bad("message is too long")
    return {"text": text, "entities": entities}


def read_caption(params: Json) -> Json:
    """Return the message fields `caption` and `caption_entities`, empty where there is none."""
    caption = params.get("caption", "")
    text, entities = formatted(caption, params.get("parse_mode"), params.get("caption_entities"))
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    return {"caption": text or None, "caption_entities": entities}


def formatted(
    written: str, parse_mode: str | None, entities: Sequence[Json] | None = None
) -> tuple[str, list[Json]]:
    """Return what is shown and its entities, with those that Telegram finds by itself."""
    clean = _CONTROL.sub(" ", written.replace("\r", ""))
    if not parse_mode:
        text, found = clean, _given(clean, entities or [])
    elif parse_mode.upper() == "HTML":
        text, found = parse_html(clean)
    else:
        raise bad("unsupported parse_mode")
    trimmed, kept = _trim(text, found)
    return trimmed, marks.found_in(trimmed, kept)


def _given(text: str, entities: Sequence[Json]) -> list[Json]:
    for entity in entities:
        if entity["offset"] + entity["length"] > utf16_length(text):
            raise bad(f"entity {entity['type']} is beyond the end of the text")
    return list(entities)


def _trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Drop white space around the text and move the entities along."""
    trimmed = text.strip()
    shift = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(trimmed)
    moved: list[dict[str, Any]] = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] + entity["length"] - shift, end)
        if stop > start:
            moved.append(entity | {"offset": start, "length": stop - start})
    return trimmed, moved
