"""Telegram's edge: an update becomes a use case, its result becomes what to say.

What calls Telegram knows no aiogram; `dispatcher` and all that it stands on do.
"""
