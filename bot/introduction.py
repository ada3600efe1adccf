"""Once Telegram answers: who are we, is the operators' group there, and what the bot shows of itself."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.delivery.trouble import patiently
from bot.errors import ApiError
from bot.services import desk, moving, notices
from bot.storage import moves, profile
from bot.telegram.profile import ProfileCall, calls

if TYPE_CHECKING:
    from bot.app import App

_log = logging.getLogger(__name__)

_ASK_SECONDS = 10.0


async def introduce(app: App) -> None:
    """Ask Telegram who we are, look whether the operators' group is there, and show what the bot can do."""
    app.parts.own = await patiently(lambda: app.parts.api.call("getMe", seconds=_ASK_SECONDS))
    await app.intake.started.wait()
    await _meet_operators(app)
    await tell_profile(app)


async def _meet_operators(app: App) -> None:
    group = app.desk.operators
    trouble = ""
    if group is None:
        trouble = "admin-no-group"
        _log.warning("OPERATORS_CHAT_ID is not set; set it, for appeals are kept but nobody sees them")
    elif not await _found(app, group):
        trouble = "admin-group-unreachable"
        _log.warning("The operators' group cannot be reached; add the bot to it, appeals are kept meanwhile")

    async def tell() -> None:
        async with app.unit() as unit:
            if trouble:
                await notices.to_admins(app.turn(unit), trouble, "outage")
            else:
                await desk.catch_up(app.turn(unit))
            await unit.commit()

    await patiently(tell)


async def _found(app: App, group: int) -> bool:
    """Tell whether the operators' group can be reached; one that moved meanwhile is followed."""
    try:
        await patiently(lambda: app.parts.api.call("getChat", {"chat_id": group}, seconds=_ASK_SECONDS))
    except ApiError as error:
        if error.migrate_to is None:
            return False
        await patiently(partial(_follow, app, group, error.migrate_to))
    return True


async def _follow(app: App, old: int, new: int) -> None:
    async with app.unit() as unit:
        await moving.move(app.turn(unit), old, new)
        await unit.commit()


async def tell_profile(app: App) -> None:
    """Tell Telegram what changed in how the bot describes itself; a refused part harms no other."""

    async def told() -> dict[str, str]:
        async with app.unit() as unit:
            return await profile.told(unit)

    known = await patiently(told)
    for call in calls(app.catalogue, app.desk.operators):
        if known.get(call.key) == call.digest:
            continue
        if not await _taken(app, call.method, call.params):
            _log.warning("Telegram refused %s; the next start tries again", call.key)
            continue
        await patiently(partial(_remember, app, call))


async def _remember(app: App, call: ProfileCall) -> None:
    async with app.unit() as unit:
        await profile.remember(unit, call.key, call.digest)
        await unit.commit()


async def _taken(app: App, method: str, params: dict[str, Any]) -> bool:
    """Call Telegram until it answers; tell whether it took the call."""
    try:
        await patiently(lambda: app.parts.api.call(method, params, seconds=_ASK_SECONDS))
    except ApiError:
        return False
    return True


async def find_group(app: App) -> None:
    """Follow the operators' group where it went while OPERATORS_CHAT_ID stayed."""
    if app.desk.operators is None:
        return
    async with app.unit() as unit:
        group = await moves.now_at(unit, app.desk.operators)
    if group != app.desk.operators:
        _log.warning("The operators' group became a supergroup; OPERATORS_CHAT_ID is out of date")
        app.desk.operators = group
