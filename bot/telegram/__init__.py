"""Telegram's edge: an update becomes a use case, its result becomes what to say.

aiogram is imported here, before any module of this room can do it the slow way.
"""

from bot.telegram.models import import_aiogram

import_aiogram()
