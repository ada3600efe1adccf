"""What Telegram shows of the bot itself: commands per language and scope, and the two descriptions."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, NamedTuple

from bot.domain.catalogue import Catalogue
from bot.domain.language import DEFAULT, LANGUAGES, Lang

_CITIZEN = ("start", "help", "appeal", "status", "language", "privacy", "hide")
_OPERATOR = ("appeals", "help", "language", "id")


class ProfileCall(NamedTuple):
    """A call with the key it is remembered by, and a digest that changes when it does."""

    key: str
    method: str
    params: dict[str, Any]

    @property
    def digest(self) -> str:
        return sha256(json.dumps(self.params, sort_keys=True).encode()).hexdigest()


def calls(catalogue: Catalogue, operators: int | None) -> list[ProfileCall]:
    """Return every call that describes the bot. The entry without a language is Kazakh.

    The operators' commands come last: Telegram refuses them while the bot is not in the group.
    """
    made: list[ProfileCall] = []
    for_operators: list[ProfileCall] = []
    for code in ("", *LANGUAGES):
        lang, tongue = _tongue(code)
        for method, field, text_id in (
            ("setMyDescription", "description", "bot-description"),
            ("setMyShortDescription", "short_description", "bot-short-description"),
        ):
            params = {field: catalogue.texts.label(lang, text_id), **tongue}
            made.append(ProfileCall(f"{method}|{code}", method, params))
        made.append(_commands(catalogue, code, {"type": "all_private_chats"}, _CITIZEN))
        if operators is not None:
            scope = {"type": "chat", "chat_id": operators}
            for_operators.append(_commands(catalogue, code, scope, _OPERATOR))
    return made + for_operators


def _commands(catalogue: Catalogue, code: str, scope: dict[str, Any], names: tuple[str, ...]) -> ProfileCall:
    lang, tongue = _tongue(code)
    label = catalogue.texts.label
    commands = [{"command": name, "description": label(lang, f"command-{name}")} for name in names]
    key = f"setMyCommands|{scope['type']}|{code}"
    return ProfileCall(key, "setMyCommands", {"commands": commands, "scope": scope, **tongue})


def _tongue(code: str) -> tuple[Lang, dict[str, str]]:
    """Return the language that a code stands for, and how a call names it."""
    lang = next((each for each in LANGUAGES if each == code), DEFAULT)
    return lang, {"language_code": code} if code else {}
