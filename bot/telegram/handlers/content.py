"""Admins: `/content`, and content files sent as documents."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.domain.actions import (
    ApplyEdit,
    ConfirmTranslation,
    DropEdit,
    ExportContent,
    GetFile,
    OpenContent,
    OpenEdit,
    OpenFiles,
    OpenFreshness,
    OpenPreviews,
    OpenVersion,
    OpenVersions,
    PreviewEdit,
    PreviewTopic,
    RollBack,
)
from bot.domain.messages import NewFile, Say, Screen
from bot.services.content import editing, pages
from bot.services.content.editing import Upload
from bot.services.turn import Turn
from bot.storage.content.keeper import Keeper
from bot.telegram import drafts
from bot.telegram.filters import ByAdmin, Does, Private
from bot.telegram.saying import new, over, toast


class Uploaded(Filter):
    """A document that is a content file."""

    async def __call__(self, event: TelegramObject, upload: Upload | None) -> bool:  # noqa: ARG002
        return upload is not None


def router() -> Router:
    router = Router(name="content")
    router.message.filter(Private(), ByAdmin())
    router.callback_query.filter(Private(), ByAdmin())
    router.message.register(command, Command("content"))
    router.message.register(uploaded, Uploaded())
    router.callback_query.register(open_page, Does(OpenContent, OpenFreshness, OpenPreviews, OpenFiles))
    router.callback_query.register(open_versions, Does(OpenVersions))
    router.callback_query.register(open_version, Does(OpenVersion))
    router.callback_query.register(roll_back, Does(RollBack))
    router.callback_query.register(preview_topic, Does(PreviewTopic))
    router.callback_query.register(get_file, Does(GetFile))
    router.callback_query.register(export, Does(ExportContent))
    router.callback_query.register(open_edit, Does(OpenEdit, PreviewEdit))
    router.callback_query.register(apply_edit, Does(ApplyEdit))
    router.callback_query.register(drop_edit, Does(DropEdit))
    router.callback_query.register(confirm, Does(ConfirmTranslation))
    return router


async def command(message: Message, turn: Turn, state: FSMContext, content: Keeper) -> Say:
    await drafts.pause(state)
    return new(pages.status(turn, content))


async def uploaded(message: Message, turn: Turn, upload: Upload, content: Keeper) -> Say:
    """Check a content file and show what it would change."""
    return new(await editing.propose(turn, content, upload))


async def open_page(
    query: CallbackQuery,
    action: OpenContent | OpenFreshness | OpenPreviews | OpenFiles,
    turn: Turn,
    content: Keeper,
) -> Say:
    match action:
        case OpenContent():
            return over(query, pages.status(turn, content))
        case OpenFreshness():
            return over(query, pages.freshness(turn))
        case OpenPreviews(page):
            return over(query, pages.previews(turn, page))
        case OpenFiles(page):
            return over(query, pages.files(turn, content, page))


async def open_versions(query: CallbackQuery, action: OpenVersions, turn: Turn, content: Keeper) -> Say:
    return over(query, await pages.versions(turn, content, action.page))


async def open_version(query: CallbackQuery, action: OpenVersion, turn: Turn, content: Keeper) -> Say:
    return _over(query, turn, await pages.version(turn, content, action.version))


async def roll_back(query: CallbackQuery, action: RollBack, turn: Turn, content: Keeper) -> Say:
    return _over(query, turn, await editing.roll_back(turn, content, action.version, action.seen))


async def preview_topic(query: CallbackQuery, action: PreviewTopic, turn: Turn, content: Keeper) -> Say:
    return _over(query, turn, pages.preview(turn, content, action.slug, action.lang))


async def get_file(query: CallbackQuery, action: GetFile, turn: Turn, content: Keeper) -> Say:
    return _sent(turn, pages.file(turn, content, action.path), "toast-old-button")


async def export(query: CallbackQuery, turn: Turn, content: Keeper) -> Say:
    return _sent(turn, pages.export(turn, content), "content-export-none")


async def open_edit(query: CallbackQuery, action: OpenEdit | PreviewEdit, turn: Turn, content: Keeper) -> Say:
    match action:
        case OpenEdit(edit):
            return _over(query, turn, await editing.look(turn, content, edit))
        case PreviewEdit(edit, lang):
            return _over(query, turn, await editing.preview(turn, content, edit, lang))


async def apply_edit(query: CallbackQuery, action: ApplyEdit, turn: Turn, content: Keeper) -> Say:
    return _over(query, turn, await editing.apply(turn, content, action.edit))


async def drop_edit(query: CallbackQuery, action: DropEdit, turn: Turn, content: Keeper) -> Say:
    return over(query, editing.drop(turn, content, action.edit))


async def confirm(query: CallbackQuery, action: ConfirmTranslation, turn: Turn, content: Keeper) -> Say:
    return over(query, await editing.confirm(turn, content, action.path))


def _over(query: CallbackQuery, turn: Turn, screen: Screen | None) -> Say:
    """Show a screen; say so when what the button meant is no longer there."""
    return over(query, screen) if screen else toast(turn.label("toast-old-button"))


def _sent(turn: Turn, file: NewFile | None, otherwise: str) -> Say:
    return Say((file,)) if file else toast(turn.label(otherwise))
