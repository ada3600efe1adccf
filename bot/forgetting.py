"""What is kept for a while only is deleted when its time is over: at every start, then once a day."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from bot.delivery.trouble import patiently
from bot.storage import feedback

if TYPE_CHECKING:
    from bot.app import App

_DAY_SECONDS = 24 * 60 * 60


async def run(app: App) -> None:
    """Forget now and every day, until cancelled."""
    while True:
        await patiently(partial(forget, app))
        await asyncio.sleep(_DAY_SECONDS)


async def forget(app: App) -> None:
    """Delete gaps and voices that are too old or too many."""
    async with app.parts.database.write() as connection:
        await feedback.forget(connection, app.clock.now())
