"""The operators' group. Until staff exist every member of the group is an operator."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.domain.actions import ChooseLanguage, KeepNote, OpenLanguages, OpenQueue, SendReply, ShowCard
from bot.domain.messages import SILENCE, Say, Screen
from bot.services import answers, desk, moving, queue, replying
from bot.services.turn import Turn
from bot.telegram.bodies import body_of, parts_of
from bot.telegram.filters import AtDesk, Does
from bot.telegram.saying import over, toast


def router() -> Router:
    router = Router(name="desk")
    router.message.filter(AtDesk())
    router.edited_message.filter(AtDesk())
    router.callback_query.filter(AtDesk())
    router.message.register(moved, F.migrate_to_chat_id.as_("new"))
    router.message.register(anonymous, F.sender_chat)
    router.message.register(show_queue, Command("appeals"))
    router.message.register(help_, Command("help", "start"))
    router.message.register(language, Command("language"))
    router.message.register(own_id, Command("id"))
    router.message.register(replied, F.reply_to_message.from_user.is_bot)
    router.message.register(overheard)
    router.edited_message.register(edited)
    router.callback_query.register(open_queue, Does(OpenQueue))
    router.callback_query.register(show_card, Does(ShowCard))
    router.callback_query.register(decided, Does(SendReply, KeepNote))
    router.callback_query.register(open_languages, Does(OpenLanguages))
    router.callback_query.register(choose_language, Does(ChooseLanguage))
    return router


async def moved(message: Message, turn: Turn, new: int) -> Say:
    """Follow the group, which became a supergroup."""
    await moving.move(turn, turn.chat, new)
    return SILENCE


async def anonymous(message: Message, turn: Turn) -> Say:
    """Refuse who speaks as the group or as a channel: an answer needs a person behind it."""
    if message.is_automatic_forward or not (message.reply_to_message or message.text):
        return SILENCE
    return _under(message, Screen(turn.text("desk-anonymous")))


async def show_queue(message: Message, turn: Turn) -> Say:
    return _under(message, await queue.show(turn))


async def help_(message: Message, turn: Turn) -> Say:
    return _under(message, Screen(turn.text("desk-help")))


async def language(message: Message, turn: Turn) -> Say:
    return _under(message, _languages(turn))


async def own_id(message: Message, turn: Turn) -> Say:
    who = message.from_user.id if message.from_user else turn.chat
    return _under(message, Screen(turn.text("own-id", id=str(who))))


async def replied(message: Message, turn: Turn) -> Say:
    """Preview a reply to a message about an appeal; under others say what a reply is for."""
    under, operator = message.reply_to_message, message.from_user
    if under is None or operator is None or not body_of(message):
        return _under(message, Screen(turn.text("desk-only-words")))
    told = await replying.propose(turn, under.message_id, parts_of(message), operator.id)
    return _under(message, told) if told else SILENCE


async def edited(message: Message, turn: Turn) -> Say:
    """Take an edit of a reply over into its preview."""
    told = await replying.rework(turn, parts_of(message)[0]) if body_of(message) else None
    return _under(message, told) if told else SILENCE


async def overheard(message: Message) -> Say:
    """Operators talk among themselves: the bot stays out of it."""
    return SILENCE


async def open_queue(query: CallbackQuery, action: OpenQueue, turn: Turn) -> Say:
    return over(query, await queue.show(turn, action.page), turn.label("toast-refreshed"))


async def show_card(query: CallbackQuery, action: ShowCard, turn: Turn) -> Say:
    known = await desk.show_card(turn, action.number)
    return toast(turn.label("toast-card" if known else "toast-old-button"))


async def decided(query: CallbackQuery, action: SendReply | KeepNote, turn: Turn) -> Say:
    if isinstance(action, SendReply):
        screen = await replying.send(turn, action.reply, query.from_user.id)
    else:
        screen = await replying.keep_note(turn, action.reply, query.from_user.id)
    return over(query, screen) if screen else toast(turn.label("toast-decided"))


async def open_languages(query: CallbackQuery, turn: Turn) -> Say:
    return over(query, _languages(turn))


async def choose_language(query: CallbackQuery, action: ChooseLanguage, turn: Turn) -> Say:
    await turn.people.choose(turn.unit, turn.chat, action.lang)
    chosen = turn.speaking(action.lang)
    return over(query, Screen(chosen.text("desk-help")), chosen.label("toast-language"))


def _under(message: Message, screen: Screen) -> Say:
    return Say((screen.new(reply_to=message.message_id),))


def _languages(turn: Turn) -> Screen:
    """Offer the languages; the menu that a citizen goes home to is not for a group."""
    return Screen(turn.text("language-question"), answers.language_rows(turn))
