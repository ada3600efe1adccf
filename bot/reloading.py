"""Changed content is checked, serves as soon as it is good, and the admins are told the difference."""

from __future__ import annotations

import logging
from contextlib import aclosing
from datetime import date
from typing import TYPE_CHECKING

from bot import memory
from bot.delivery.trouble import patiently
from bot.services.content import news
from bot.storage.content.keeper import News
from bot.storage.content.watching import looks

if TYPE_CHECKING:
    from bot.app import App

_log = logging.getLogger(__name__)


async def run(app: App) -> None:
    """Look at the content folder whenever something may have changed there, until cancelled."""
    day = None
    async with aclosing(looks(app.parts.content.folder)) as moments:
        async for _ in moments:
            try:
                if app.parts.content.opening:
                    await _tell(app, app.parts.content.opening)
                    app.parts.content.opening = None
                await look(app)
                day = await remind(app, day)
            except Exception:  # noqa: BLE001  (content that nobody foresaw must not end the bot)
                _log.exception("The content folder could not be looked at; what serves goes on serving")


async def look(app: App) -> None:
    """Take over what changed in the folder and tell the admins."""
    found = await app.parts.content.look()
    if found:
        memory.give_back()
        _say(found)
        await _tell(app, found)


async def remind(app: App, day: date | None = None) -> date:
    """Tell the admins which answers run out, unless `day` is still today; return today."""

    async def tell() -> date:
        async with app.unit() as unit:
            turn = app.turn(unit)
            if turn.today != day:
                await news.tell_of_expiry(turn)
                await unit.commit()
            return turn.today

    return await patiently(tell)


async def _tell(app: App, found: News) -> None:
    async def tell() -> None:
        async with app.unit() as unit:
            await news.tell(app.turn(unit), found)
            await unit.commit()

    await patiently(tell)


def _say(found: News) -> None:
    if found.live:
        _log.info("Changed content is checked and serves")
        return
    for finding in found.findings:
        if finding.severity == "error":
            _log.error("%s", finding.english())
    _log.error("The content folder has errors; the last good version serves, mend the folder")
