"""What Telegram shows of the bot itself: commands per language and scope, and the two descriptions."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, NamedTuple

from bot.domain.catalogue import Catalogue
from bot.domain.language import DEFAULT, LANGUAGES

_CITIZEN = ("start", "help", "appeal", "status", "language", "privacy")
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
    """Return every call that describes the bot. The entry without a language is Kazakh."""
    made: list[ProfileCall] = []
    for code in ("", *LANGUAGES):
        lang = next((each for each in LANGUAGES if each == code), DEFAULT)
        tongue = {"language_code": code} if code else {}
        label = catalogue.texts.label
        for method, field, text_id in (
            ("setMyDescription", "description", "bot-description"),
            ("setMyShortDescription", "short_description", "bot-short-description"),
        ):
            params = {field: label(lang, text_id), **tongue}
            made.append(ProfileCall(f"{method}|{code}", method, params))
        scopes: list[tuple[dict[str, Any], tuple[str, ...]]] = [({"type": "all_private_chats"}, _CITIZEN)]
        if operators is not None:
            scopes.append(({"type": "chat", "chat_id": operators}, _OPERATOR))
        for scope, names in scopes:
            commands = [{"command": name, "description": label(lang, f"command-{name}")} for name in names]
            key = f"setMyCommands|{scope['type']}|{code}"
            made.append(ProfileCall(key, "setMyCommands", {"commands": commands, "scope": scope, **tongue}))
    return made
