"""Screens as replies: new under what a person wrote, in place under what a person tapped."""

from __future__ import annotations

from aiogram.types import CallbackQuery, Message

from bot.domain.messages import Say, Screen
from bot.telegram.callbacks import stays


def new(screen: Screen, toast: str = "") -> Say:
    return Say((screen.new(),), toast)


def over(query: CallbackQuery, screen: Screen, toast: str = "") -> Say:
    """Put a screen in the place of the tapped message: under one that stays, or that Telegram withholds."""
    if stays(query.data) or not isinstance(query.message, Message):
        return new(screen, toast)
    return Say((screen.over(query.message.message_id),), toast)


def toast(text: str) -> Say:
    return Say((), text)
