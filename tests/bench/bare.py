"""The bot to compare with: a menu on plain aiogram long polling, with nothing kept and nothing proven.

It shows what Abai Bala shows to the same taps. Texts and keyboards are made once, before the first update.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message

_PREVIEW = LinkPreviewOptions(is_disabled=True)

Page = tuple[str, InlineKeyboardMarkup]


def pages_of(shown: dict[str, Any]) -> dict[str, Page]:
    return {
        data: (each["text"], InlineKeyboardMarkup.model_validate(each["reply_markup"]))
        for data, each in shown.items()
    }


def dispatcher(pages: dict[str, Page], home: str) -> Dispatcher:
    """Answer /start with the menu, and a tap with its page in the tapped message's place."""
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message) -> None:
        text, keyboard = pages[home]
        await message.answer(text, reply_markup=keyboard, link_preview_options=_PREVIEW)

    @dispatcher.callback_query(F.data.in_(pages))
    async def tapped(query: CallbackQuery) -> None:
        await query.answer()
        text, keyboard = pages[query.data or home]
        if isinstance(query.message, Message):
            await query.message.edit_text(text, reply_markup=keyboard, link_preview_options=_PREVIEW)

    return dispatcher


async def main(url: str, token: str, content: dict[str, Any]) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    defaults = DefaultBotProperties(parse_mode="HTML")
    bot = Bot(token, session=session, default=defaults)
    await dispatcher(pages_of(content["pages"]), content["home"]).start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], json.loads(Path(sys.argv[3]).read_text())))
