"""Groups that the bot is added to: the operators' group stays, others are left or refused."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import JOIN_TRANSITION, ChatMemberUpdatedFilter, Command
from aiogram.types import (
    ChatMemberAdministrator,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
)

from bot.domain.messages import SILENCE, Leave, Say, Screen
from bot.services import desk
from bot.services.turn import Turn
from bot.telegram.filters import AtDesk, Private
from bot.telegram.saying import new

_SUPERGROUPS = -1_000_000_000_000
"""The ids of supergroups lie below it."""

_WRITERS = (ChatMemberOwner, ChatMemberAdministrator, ChatMemberMember)


def router() -> Router:
    router = Router(name="groups")
    router.my_chat_member.register(joined_desk, ChatMemberUpdatedFilter(JOIN_TRANSITION), AtDesk())
    router.my_chat_member.register(changed_desk, AtDesk())
    router.my_chat_member.register(joined, ChatMemberUpdatedFilter(JOIN_TRANSITION), ~Private())
    router.my_chat_member.register(other_change)
    router.message.register(own_id, ~Private(), Command("id"), F.from_user)
    router.message.register(foreign, ~Private(), F.text.startswith("/"))
    router.message.register(overheard, ~Private())
    return router


async def joined_desk(event: ChatMemberUpdated, turn: Turn) -> Say:
    """Greet the operators, after what could not be posted so far."""
    await changed_desk(event, turn)
    return new(Screen(turn.text("desk-help")))


async def changed_desk(event: ChatMemberUpdated, turn: Turn) -> Say:
    """Post what could not be posted so far, once the bot may write."""
    now = event.new_chat_member
    if isinstance(now, _WRITERS) or (isinstance(now, ChatMemberRestricted) and now.can_send_messages):
        await desk.catch_up(turn)
    return SILENCE


async def joined(event: ChatMemberUpdated, turn: Turn) -> Say:
    """Tell an admin which line makes this the operators' group; leave when anyone else added the bot.

    A supergroup may be the operators' own group, whose new id the bot has not yet heard: it is not left.
    """
    if event.from_user.id not in turn.desk.admins:
        upgraded = event.chat.type == "supergroup" and _is_basic(turn.desk.operators)
        return SILENCE if upgraded else Say((Leave(),))
    return new(Screen(turn.text("group-line", line=f"OPERATORS_CHAT_ID={turn.chat}")))


def _is_basic(group: int | None) -> bool:
    """Tell whether an id is that of a group which can still become a supergroup (Bot API, Chat.id)."""
    return group is not None and group > _SUPERGROUPS


async def other_change(event: ChatMemberUpdated) -> Say:
    return SILENCE


async def own_id(message: Message, turn: Turn) -> Say:
    who = message.from_user.id if message.from_user else turn.chat
    return Say((Screen(turn.text("own-id", id=str(who))).new(reply_to=message.message_id),))


async def foreign(message: Message, turn: Turn) -> Say:
    """Refuse commands in a group that is not the operators'."""
    return Say((Screen(turn.text("group-foreign")).new(reply_to=message.message_id),))


async def overheard(message: Message) -> Say:
    return SILENCE
