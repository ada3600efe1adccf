"""Commands and pages: the menu, answers, language, help, privacy, one's own id."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.domain.actions import (
    ChooseLanguage,
    OpenDanger,
    OpenHelp,
    OpenLanguages,
    OpenPage,
    OpenPrivacy,
    OpenTopic,
)
from bot.domain.messages import Say, Screen
from bot.services import answers, hiding, wizards
from bot.services.turn import Turn
from bot.telegram import drafts
from bot.telegram.filters import Does, Private
from bot.telegram.handlers import form
from bot.telegram.saying import new, over

_TOPIC, _WIZARD = "t_", "w_"


def router() -> Router:
    router = Router(name="menu")
    router.message.filter(Private())
    router.callback_query.filter(Private())
    router.message.register(start, CommandStart())
    router.message.register(help_, Command("help"))
    router.message.register(language, Command("language"))
    router.message.register(privacy, Command("privacy"))
    router.message.register(hide, Command("hide"))
    router.message.register(own_id, Command("id"))
    router.callback_query.register(
        opened, Does(OpenPage, OpenTopic, OpenDanger, OpenHelp, OpenPrivacy, OpenLanguages)
    )
    router.callback_query.register(choose_language, Does(ChooseLanguage))
    return router


async def start(message: Message, command: CommandObject, turn: Turn, state: FSMContext) -> Say:
    """Greet; a deep link opens its topic (`t_<slug>`), its wizard (`w_<slug>`) or a new appeal (`appeal`)."""
    payload = command.args or ""
    if payload == "appeal":
        return await form.begin(turn, state)
    draft = await drafts.pause(state)
    return new(_linked(turn, payload) or answers.greeting(turn, draft))


def _linked(turn: Turn, payload: str) -> Screen | None:
    if payload.startswith(_TOPIC):
        return answers.topic(turn, payload.removeprefix(_TOPIC))
    if payload.startswith(_WIZARD) and (wizard := wizards.find(turn, payload.removeprefix(_WIZARD))):
        return wizards.first(turn, wizard)
    return None


async def help_(message: Message, turn: Turn, state: FSMContext) -> Say:
    await drafts.pause(state)
    return new(answers.help_(turn))


async def language(message: Message, turn: Turn) -> Say:
    return new(answers.languages(turn))


async def privacy(message: Message, turn: Turn, state: FSMContext) -> Say:
    await drafts.pause(state)
    return new(answers.privacy(turn))


async def hide(message: Message, turn: Turn, state: FSMContext) -> Say:
    """Leave nothing in the chat that tells of trouble; a draft stays where it is."""
    await drafts.pause(state)
    return await hiding.hide(turn, message.message_id)


async def own_id(message: Message, turn: Turn) -> Say:
    return new(Screen(turn.text("own-id", id=str(turn.chat))))


async def opened(query: CallbackQuery, action: answers.Opens, turn: Turn, state: FSMContext) -> Say:
    draft = await drafts.pause(state)
    screen = answers.opened(turn, action, draft)
    if screen is None:
        return over(query, answers.home(turn, draft), turn.label("toast-old-button"))
    return over(query, screen)


async def choose_language(query: CallbackQuery, action: ChooseLanguage, turn: Turn, state: FSMContext) -> Say:
    await turn.people.choose(turn.unit, turn.chat, action.lang)
    chosen = turn.speaking(action.lang)
    return over(query, answers.home(chosen, await drafts.pause(state)), chosen.label("toast-language"))
