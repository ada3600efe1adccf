"""What the danger card answers, told from an update's raw JSON before its turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.actions import OpenDanger
from bot.domain.catalogue import Catalogue
from bot.domain.updates import Raw
from bot.telegram.callbacks import unpack


def is_urgent(update: Raw, catalogue: Catalogue) -> bool:
    """Tell whether an update holds words of danger, or a tap on the button for danger."""
    query = update.get("callback_query")
    if isinstance(query, Mapping):
        data = query.get("data")
        return isinstance(data, str) and isinstance(unpack(data), OpenDanger)
    words = "\n".join(_words(update.get("message") or update.get("edited_message")))
    return bool(words) and catalogue.understanding.of(words).level == "danger"


def _words(message: Any) -> Iterator[str]:
    if not isinstance(message, Mapping):
        return
    for name in ("text", "caption"):
        if isinstance(words := message.get(name), str):
            yield words
    album = message.get("album")
    for other in album if isinstance(album, list) else []:
        yield from _words(other)
