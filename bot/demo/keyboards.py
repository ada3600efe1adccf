"""Which keyboards Telegram takes under a message."""

from __future__ import annotations

import re
from typing import NoReturn

from bot.demo.refusals import Json, bad
from bot.domain.markup import utf16_length

MOST_BUTTONS = 100
LONGEST_ROW = 8
_DATA_BYTES = 64
_COPY_LIMIT = 256

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def read_markup(markup: Json | None, *, private: bool) -> Json | None:
    """Return the keyboard without empty rows, or None for none; refuse what Telegram refuses."""
    if markup is None:
        return None
    for name in ("inline_keyboard", "keyboard"):
        if name in markup:
            rows = [row for row in markup[name] if row]
            _measure(rows)
            check = _inline if name == "inline_keyboard" else _reply
            for button in (button for row in rows for button in row):
                check(button, private=private)
            return markup | {name: rows} if rows else None
    return markup


def _measure(rows: list[list[Json]]) -> None:
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad(f"reply markup is too long: more than {MOST_BUTTONS} buttons")
    if any(len(row) > LONGEST_ROW for row in rows):
        raise bad(f"reply markup is too wide: more than {LONGEST_ROW} buttons in a row")


def _inline(button: Json, *, private: bool) -> None:
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        _refuse_button("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        _refuse_button(f"exactly one action is allowed, found {', '.join(actions)}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= _DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= utf16_length(button["copy_text"]["text"]) <= _COPY_LIMIT:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if "web_app" in button and not private:
        raise bad("BUTTON_TYPE_INVALID")
    if "url" in button:
        _check_url(button["url"])
    for secure in ("web_app", "login_url"):
        if secure in button and not button[secure]["url"].startswith("https://"):
            _refuse_url(button[secure]["url"], "Only HTTPS links are allowed")


def _reply(button: Json, *, private: bool) -> None:
    actions = [name for name in button if name.startswith("request_") or name == "web_app"]
    if len(actions) > 1:
        _refuse_button(f"at most one action is allowed, found {', '.join(actions)}")
    if actions and not private:
        raise bad("this type of keyboard button is allowed in private chats only")


def _check_url(url: str) -> None:
    scheme = _SCHEME.match(url)
    if scheme and scheme.group(1).lower() not in ("http", "https", "tg", "ton"):
        _refuse_url(url, "Unsupported URL protocol")
    rest = url[scheme.end() :].lstrip("/") if scheme else url
    host = re.split(r"[/?#]", rest)[0]
    if not host or re.search(r"\s", url) or (not _is_tg(scheme) and "." not in host.strip(".")):
        _refuse_url(url, "Wrong HTTP URL")


def _is_tg(scheme: re.Match[str] | None) -> bool:
    return scheme is not None and scheme.group(1).lower() in ("tg", "ton")


def _refuse_url(url: str, reason: str) -> NoReturn:
    raise bad(f"inline keyboard button URL '{url}' is invalid: {reason}")


def _refuse_button(reason: str) -> NoReturn:
    raise bad(f"can't parse inline keyboard button: {reason}")


def button_data(message: Json, label: str | None) -> str:
    """Return the callback data of the button with this label, or of the only one."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    fitting = [button for button in buttons if label in (None, button["text"])]
    if len(fitting) != 1:
        shown = ", ".join(repr(button["text"]) for button in buttons) or "none"
        raise LookupError(f"{len(fitting)} buttons fit {label!r}; the message has: {shown}")
    if "callback_data" not in fitting[0]:
        raise LookupError(f"the button {label!r} asks the bot nothing: {fitting[0]}")
    return str(fitting[0]["callback_data"])
