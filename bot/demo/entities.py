"""Telegram HTML to text and entities, refusing what Telegram refuses (Bot API, "HTML style")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from bot.demo.refusals import Json, bad
from bot.domain.markup import utf16_length

_PLAIN = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}
_TAGS = frozenset(_PLAIN) | {"span", "a", "blockquote", "tg-emoji"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_BARE = ("code", "pre")
"""Inside these Telegram shows no other formatting."""

_TAG = re.compile(r"<(/?)([^\s>/]*/?)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_REFERENCE = re.compile(r"&(?:#(\d+)|#[xX]([0-9A-Fa-f]+)|([A-Za-z]\w*));")
_TOKEN = re.compile(r"[^<&]+|&|<")


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int


class _Reader:
    """Walks the markup once; offsets of the result are UTF-16 units, those of refusals are bytes."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._text: list[str] = []
        self._units = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        at = 0
        while at < len(self._markup):
            if self._markup[at] == "<":
                at = self._tag(at)
            elif self._markup[at] == "&":
                at = self._reference(at)
            else:
                at = self._plain(at)
        if self._open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return "".join(self._text), _tidy(self._entities)

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._units += utf16_length(text)

    def _plain(self, at: int) -> int:
        match = _TOKEN.match(self._markup, at)
        piece = match.group() if match else ""
        self._add(piece)
        return at + len(piece)

    def _reference(self, at: int) -> int:
        match = _REFERENCE.match(self._markup, at)
        if match is None:
            self._add("&")
            return at + 1
        self._add(_character(match) or self._refuse(f'Unsupported entity "{match.group()}"', at))
        return match.end()

    def _tag(self, at: int) -> int:
        match = _TAG.match(self._markup, at)
        if match is None:
            self._refuse("Unclosed start tag", at)
        closing, name, rest = match.groups()
        if closing:
            self._close(name.lower(), at)
        else:
            self._start(name.lower(), rest, at)
        return match.end()

    def _start(self, tag: str, rest: str, at: int) -> None:
        if tag not in _TAGS:
            self._refuse(f'Unsupported start tag "{tag}"', at)
        attributes = {
            name.lower(): resolve(quoted or single or bare)
            for name, quoted, single, bare in _ATTRIBUTE.findall(rest)
        }
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler"', at)
        if tag == "tg-emoji" and not attributes.get("emoji-id", "").isdecimal():
            self._refuse("Invalid custom emoji identifier specified", at)
        self._open.append(_Open(tag, attributes, self._units))

    def _close(self, tag: str, at: int) -> None:
        if not self._open:
            self._refuse("Unexpected end tag", at)
        opened = self._open.pop()
        if tag not in (opened.tag, ""):
            self._refuse(f'Unmatched end tag, expected "</{opened.tag}>", found "</{tag}>"', at)
        length = self._units - opened.start
        entity = self._entity(opened, length)
        if entity is not None and length:
            self._entities.append({**entity, "offset": opened.start, "length": length})

    def _entity(self, opened: _Open, length: int) -> Json | None:
        if opened.tag == "a":
            whole = "".join(self._text).encode("utf-16-le")
            shown = whole[opened.start * 2 : (opened.start + length) * 2].decode("utf-16-le")
            return _link(opened.attributes.get("href") or shown)
        if opened.tag == "blockquote":
            return {"type": "expandable_blockquote" if "expandable" in opened.attributes else "blockquote"}
        if opened.tag == "span":
            return {"type": "spoiler"}
        if opened.tag == "tg-emoji":
            return {"type": "custom_emoji", "custom_emoji_id": opened.attributes["emoji-id"]}
        language = opened.attributes.get("class", "").removeprefix("language-")
        if opened.tag == "code" and language and self._open and self._open[-1].tag == "pre":
            self._open[-1].attributes["class"] = f"language-{language}"
        entity = {"type": _PLAIN[opened.tag]}
        return entity | ({"language": language} if opened.tag == "pre" and language else {})

    def _refuse(self, reason: str, at: int) -> NoReturn:
        raise _unparsable(f"{reason} at byte offset {len(self._markup[:at].encode())}")


def _unparsable(reason: str) -> Exception:
    return bad(f"can't parse entities: {reason}")


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED.get(name, "")
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""  # noqa: PLR2004


def resolve(value: str) -> str:
    """Put characters in the place of references; unknown ones stay as written, as in a link."""
    return _REFERENCE.sub(lambda match: _character(match) or match.group(), value)


def _link(target: str) -> Json | None:
    """Return the entity of a link; Telegram drops those it cannot open, silently."""
    if match := re.fullmatch(r"tg://user\?id=(\d+)", target):
        return {
            "type": "text_mention",
            "user": {"id": int(match.group(1)), "is_bot": False, "first_name": ""},
        }
    if re.match(r"(https?|tg|ton)://\S", target):
        return {"type": "text_link", "url": target}
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", target):
        return {"type": "text_link", "url": f"http://{target}/"}
    return None


def _tidy(entities: list[Json]) -> list[Json]:
    """Order as Telegram does and drop what cannot be: formatting within code, a quote within a quote."""
    # They come in the order of their end tags, so of two with the same range the outer is the later one.
    entities.reverse()
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    kept: list[Json] = []
    for entity in entities:
        around = [other for other in kept if other["offset"] + other["length"] > entity["offset"]]
        in_code = any(other["type"] in _BARE for other in around)
        in_quote = "blockquote" in entity["type"] and any("blockquote" in other["type"] for other in around)
        if not in_code and not in_quote:
            kept.append(entity)
    return kept


def parse_html(markup: str) -> tuple[str, list[Json]]:
    """Return the text that people see and its entities, or raise 400 "can't parse entities"."""
    return _Reader(markup).read()
