"""What a chat can be in the middle of."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Form(StatesGroup):
    """An appeal is being written; paused while its author looks at other pages."""

    writing = State()
    paused = State()


class Feedback(StatesGroup):
    """An answer did not help: the next message says what was missing in it."""

    missing = State()


class Following(StatesGroup):
    """The next message joins an appeal that was sent."""

    adding = State()
