"""What a test does to a life of the bot from inside, before it runs; the product knows nothing of it."""

from __future__ import annotations

from functools import partial
from typing import Any

import bot.app
from bot.delivery.limits import Pace


def pace(per_second: float) -> None:
    """Scale Telegram's limits: at their real size they have proofs of their own."""
    composition: Any = bot.app
    composition.Pace = partial(Pace, per_second)
