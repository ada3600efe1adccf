"""What Telegram finds in plain text by itself: commands, links, addresses, mentions, hashtags."""

from __future__ import annotations

import re

from bot.demo.refusals import Json
from bot.domain.markup import utf16_length

_MARKS = (
    ("url", re.compile(r"https?://[^\s<>\"«»]*[^\s<>\"«».,:;!?)\]]")),
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])", re.ASCII)),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z]\w{3,31}\b", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d_]\w*")),
)


def found_in(text: str, taken: list[Json]) -> list[Json]:
    """Return the entities of `text` that do not overlap those already `taken`; offsets are UTF-16 units."""
    found = list(taken)
    for kind, pattern in _MARKS:
        for match in pattern.finditer(text):
            entity = {
                "type": kind,
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(match.group()),
            }
            if not any(_overlap(entity, other) for other in found):
                found.append(entity)
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))


def _overlap(one: Json, other: Json) -> bool:
    if other["type"] in ("bold", "italic", "underline", "strikethrough", "spoiler", *QUOTES):
        return False
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )


QUOTES = ("blockquote", "expandable_blockquote")
