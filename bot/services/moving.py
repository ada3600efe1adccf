"""Following a group that became a supergroup: Telegram gives it another id and refuses the old one."""

from __future__ import annotations

from bot.services import desk, notices
from bot.services.turn import Desk, Turn
from bot.storage import cards, moves


async def move(turn: Turn, old: int, new: int) -> None:
    """Owe the new group what the old one was to be sent; of the operators' own group tell the admins, once.

    Cards that stand in the old group cannot be edited or answered there any more, so the new one gets
    those of the open appeals.
    """
    first = await moves.remember(turn.unit, old, new)
    await moves.readdress(turn.unit, old, new)
    if turn.desk.operators == old:
        await _move_desk(turn, old, new, tell=first)


async def _move_desk(turn: Turn, old: int, new: int, *, tell: bool) -> None:
    there = Turn(turn.unit, turn.catalogue, turn.people, Desk(new, turn.desk.admins), new, turn.lang)
    lang = await turn.people.language(turn.unit, old)
    if lang:
        await turn.people.choose(turn.unit, new, lang)
    missing = await cards.uncarded(turn.unit, new)
    await moves.leave_behind(turn.unit, new, [each.id for each in missing])
    await desk.catch_up(there)
    if tell:
        await notices.to_admins(turn, "admin-group-moved", line=f"OPERATORS_CHAT_ID={new}")

    def follow() -> None:
        turn.desk.operators = new
        turn.desk.moved()

    turn.unit.after_commit(follow)
