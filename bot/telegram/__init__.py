"""Telegram's edge: an update becomes a use case, its result becomes what to say."""
