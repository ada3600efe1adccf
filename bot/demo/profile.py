"""The bot's public face: names, descriptions, menus and commands, per language and scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.demo.refusals import Json

ScopeKey = tuple[str, int, int]
"""Scope type, chat id, user id; 0 where the scope names none (Bot API, BotCommandScope)."""

TEXTS = ("name", "description", "short_description")


class Profile:
    def __init__(self, name: str) -> None:
        self.commands: dict[tuple[ScopeKey, str], list[Json]] = {}
        self.texts: dict[str, dict[str, str]] = {text: {} for text in TEXTS}
        self.texts["name"][""] = name
        self.menu_buttons: dict[int, Json] = {}

    def text(self, kind: str, language: str = "") -> str:
        """Return what people of this language see; without one of its own, the text for all."""
        texts = self.texts[kind]
        return texts.get(language) or texts.get("", "")

    def set_text(self, kind: str, text: str, language: str = "") -> None:
        """Set it; an empty text removes the language's own."""
        if text:
            self.texts[kind][language] = text
        else:
            self.texts[kind].pop(language, None)

    def shown_commands(self, scopes: list[ScopeKey], language: str) -> list[Json]:
        """Return the first list set along `scopes`, narrowest first, the language before all languages."""
        for scope in scopes:
            for spoken in (language, ""):
                if found := self.commands.get((scope, spoken)):
                    return found
        return []

    def dump(self) -> Json:
        commands = [[list(scope), spoken, listed] for (scope, spoken), listed in self.commands.items()]
        return {"commands": commands, "texts": self.texts, "menu_buttons": list(self.menu_buttons.items())}

    def load(self, saved: Json) -> None:
        self.texts = saved["texts"]
        self.menu_buttons = {int(chat_id): button for chat_id, button in saved["menu_buttons"]}
        for (kind, chat_id, user_id), spoken, listed in saved["commands"]:
            self.commands[((kind, chat_id, user_id), spoken)] = listed
