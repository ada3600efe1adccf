"""Text that is already Telegram HTML, told apart by type from text that people typed."""

from __future__ import annotations

import html
import re

MESSAGE_LIMIT = 4096
"""Visible UTF-16 units of one message, after its entities are parsed (Bot API, sendMessage)."""

CAPTION_LIMIT = 1024
"""Visible UTF-16 units of a caption (Bot API, sendPhoto)."""

_TAG = re.compile(r"<[^>]*>")


class Html(str):
    """A piece of Telegram HTML (Bot API, "HTML style"): safe to join with other pieces."""

    __slots__ = ()


def escape(text: str) -> Html:
    """Make what a person typed safe inside Telegram HTML; `Html` passes through unchanged."""
    return text if isinstance(text, Html) else Html(html.escape(text, quote=False))


def visible(markup: str) -> str:
    """Return what a reader sees of Telegram HTML."""
    return html.unescape(_TAG.sub("", markup))


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, Telegram's measure of length."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, units: int) -> tuple[str, str]:
    """Split plain text after at most `units` UTF-16 units, at a line or word end where one is near.

    The two parts joined are the text: nothing is dropped.
    """
    if utf16_length(text) <= units:
        return text, ""
    end, used = 0, 0
    for end, character in enumerate(text):  # noqa: B007
        used += 2 if ord(character) > 0xFFFF else 1  # noqa: PLR2004
        if used > units:
            break
    head = text[:end]
    for separator in ("\n", " "):
        at = head.rfind(separator)
        if at > end * 2 // 3:
            return text[: at + 1], text[at + 1 :]
    return head, text[end:]


def split(text: str, units: int = MESSAGE_LIMIT, first: int | None = None) -> list[str]:
    """Split plain text into parts that fit, the first into `first` units; joined they are the text.

    A character wider than the limit stands alone; only a `first` of none leaves an empty part.
    """
    parts: list[str] = []
    limit = units if first is None else first
    while text:
        part, rest = cut(text, limit)
        if not part and (parts or first is None):
            part, rest = text[0], text[1:]
        parts.append(part)
        text, limit = rest, units
    return parts
