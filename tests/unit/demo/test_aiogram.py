"""The framework that the bot is built on speaks with the server, and its models read all it says."""

from collections.abc import AsyncIterator

import aiogram.methods
import aiogram.types
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    LinkPreviewOptions,
    Update,
)
from pydantic import BaseModel

from bot.demo.chats import Chat, User
from bot.demo.faults import Fault
from bot.demo.files import FILE_KINDS
from bot.demo.table import METHODS, OBJECTS
from bot.demo.updates import KINDS
from bot.demo.world import World
from tests.unit.demo.api import Api

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="A", callback_data="a", style="primary")]]
)


@pytest.fixture
async def bot(api: Api) -> AsyncIterator[Bot]:
    async with Bot(
        api.world.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.server.url))
    ) as bot:
        yield bot


REFUSED_ON_PURPOSE = {
    # Deprecated by Telegram.
    "allow_sending_without_reply",
    "disable_web_page_preview",
    "reply_to_message_id",
    "receiver_user_id",
    "callback_query_id",
    "request_user",
    # Rich and ephemeral messages are not served here.
    "rich_message",
    "ephemeral_message_id",
}


def parameters(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


@pytest.mark.parametrize("method", METHODS)
def test_the_table_knows_what_the_framework_can_send(method: str) -> None:
    model = getattr(aiogram.methods, method[0].upper() + method[1:])

    unknown = parameters(model) ^ METHODS[method].keys()
    assert unknown <= REFUSED_ON_PURPOSE


@pytest.mark.parametrize("name", sorted(OBJECTS.keys() - {"BotCommandScope", "Reaction", "MenuButton"}))
def test_the_table_knows_the_fields_of_the_frameworks_objects(name: str) -> None:
    unknown = parameters(getattr(aiogram.types, name)) ^ OBJECTS[name].keys()

    assert unknown <= REFUSED_ON_PURPOSE


def test_the_queue_knows_the_frameworks_kinds_of_updates() -> None:
    assert parameters(Update) == KINDS | {"update_id"}


async def test_a_conversation_through_the_framework(bot: Bot, world: World, parent: User) -> None:
    sent = await bot.send_message(
        parent.id,
        "<b>Сәлем</b>",
        parse_mode=ParseMode.HTML,
        reply_markup=KEYBOARD,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    query_id = world.press(parent, parent, sent.message_id, label="A")
    [update] = await bot.get_updates(timeout=5, allowed_updates=["message", "callback_query"])
    assert update.callback_query is not None
    await bot.answer_callback_query(update.callback_query.id, text="ok")
    edited = await bot.edit_message_text(
        text="new", chat_id=parent.id, message_id=sent.message_id, reply_markup=KEYBOARD
    )

    assert sent.html_text == "<b>Сәлем</b>"
    assert not isinstance(edited, bool)
    assert edited.text == "new"
    assert world.answers(query_id) == {"callback_query_id": query_id, "text": "ok"}


async def test_files_go_up_and_come_down(bot: Bot, world: World, parent: User) -> None:
    file = BufferedInputFile(b"%PDF", "a.pdf")
    sent = await bot.send_document(parent.id, file, caption="a")
    album = await bot.send_media_group(
        parent.id, [InputMediaDocument(media=file), InputMediaDocument(media=file)]
    )
    assert sent.document is not None
    down = await bot.download(sent.document.file_id)

    assert len(album) == 2
    assert down is not None
    assert down.read() == b"%PDF"


async def test_commands_chats_and_members_are_read(bot: Bot, parent: User, group: Chat) -> None:
    commands = [BotCommand(command="start", description="Start")]
    await bot.set_my_commands(commands, BotCommandScopeChat(chat_id=parent.id), language_code="kk")

    [command] = await bot.get_my_commands(BotCommandScopeChat(chat_id=parent.id), language_code="kk")
    assert (command.command, command.description) == ("start", "Start")
    assert (await bot.get_chat(group.id)).title == "Операторлар"
    assert [member.status for member in await bot.get_chat_administrators(group.id)] == ["creator"]
    assert (await bot.get_webhook_info()).url == ""


async def test_refusals_become_the_frameworks_errors(bot: Bot, world: World, parent: User) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(555, "x")
    world.faults.add(Fault("429", retry_after=3))
    with pytest.raises(TelegramRetryAfter) as slow:
        await bot.send_message(parent.id, "x")
    assert slow.value.retry_after == 3
    world.block(parent)
    with pytest.raises(TelegramForbiddenError, match="blocked by the user"):
        await bot.send_message(parent.id, "x")


async def test_every_update_of_the_world_is_read_by_the_models(
    api: Api, world: World, parent: User, operator: User
) -> None:
    await api.ok("getUpdates", allowed_updates=["message", "edited_message", "my_chat_member", "chat_member"])
    group = world.add_group("Топ", [operator], added_by=operator, kind="group")
    for status in ("restricted", "kicked", "left", "administrator"):
        world.set_member(group, world.bot, status, by=operator)
    world.set_member(group, parent, "member", by=operator)
    world.upgrade(group)
    for kind in FILE_KINDS:
        world.send_file(parent, parent, kind, b"data", caption="/c https://gov.kz", file_name="a.bin")
    written = world.send_text(parent, parent, "x", reply_to=1)
    world.edit_text(parent, written["message_id"], parent, "y")
    world.block(parent)

    updates = [Update.model_validate(update) for update in await api.updates()]
    assert len(updates) == 7 + 2 + len(FILE_KINDS) + 3
    assert all(update.event_type != "unknown" for update in updates)
