"""The three languages of the bot."""

from __future__ import annotations

from typing import Literal, TypeAlias

Lang: TypeAlias = Literal["kk", "ru", "en"]

LANGUAGES: tuple[Lang, ...] = ("kk", "ru", "en")
DEFAULT: Lang = "kk"


def of_client(language_code: str | None) -> Lang:
    """Choose a language from the IETF tag a Telegram client reports; Kazakh when it says another."""
    primary = (language_code or "").split("-")[0].lower()
    return next((lang for lang in LANGUAGES if lang == primary), DEFAULT)
