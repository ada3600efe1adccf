"""`abai-bala demo`: the real road, database and web edge against an embedded Bot API server."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from aiohttp import web

from bot import app
from bot.app import App
from bot.delivery.limits import unlimited
from bot.demo import page
from bot.demo.page import DemoPeople
from bot.demo.place import HOST, TOKEN
from bot.demo.refusals import Json
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.domain.clock import Clock, SystemClock
from bot.domain.language import DEFAULT, Lang
from bot.errors import SettingsError
from bot.settings import Settings
from bot.tasks import Tasks

_log = logging.getLogger(__name__)

_SAVED = "world.json"
_SAVE_SECONDS = 1.0


async def run(settings: Settings, *, keep: bool, lang: Lang | None = None) -> int:
    """Serve the chat page until stopped. `lang`: what all speak in a new world, and the page."""
    saved = settings.data_dir / _SAVED
    world = _world(saved if keep else None, settings, lang or DEFAULT)
    tasks = Tasks()
    app.stop_on_signals(tasks)
    joined = _held_back(world)
    port = settings.web_port + 1
    async with serving(world, settings, SystemClock(), api_port=port, tasks=tasks) as (running, people):
        if lang:
            await choose_language(running, people.operators, lang)
        for update in joined:
            world.updates.emit(update)
        running.tasks.start("keep the world", _keep(world, saved))
        page_lang = f"?lang={lang}" if lang else ""
        _log.info(
            "Open http://%s:%s/%s in a browser (Bot API on port %s)", HOST, running.web_port, page_lang, port
        )
        await running.tasks.over.wait()
    _save(world, saved)
    return 1 if running.tasks.failed else 0


@asynccontextmanager
async def serving(
    world: World, settings: Settings, clock: Clock, api_port: int = 0, tasks: Tasks | None = None
) -> AsyncIterator[tuple[App, DemoPeople]]:
    """Run the bot in a world of three people. Raises SettingsError when a port is taken."""
    people = people_of(world)
    server = BotApiServer(world, host=HOST, port=api_port)
    try:
        await server.start()
    except OSError as error:
        raise SettingsError(f"WEB_PORT: port {api_port} is taken ({error.strerror}).") from None
    chosen = settings.model_copy(
        update={
            "bot_api_url": server.url,
            "operators_chat_id": people.operators,
            "admin_ids": (people.admin,),
        }
    )
    try:

        def pages(running: App) -> list[web.AbstractRouteDef]:
            return page.routes(world, people, running.catalogue.texts)

        async with app.running(chosen, clock, pages, tasks, unlimited()) as running:
            yield running, people
    finally:
        await server.stop()


async def settle(running: App, world: World) -> None:
    """Return when every update had its turn and everything owed is sent."""
    await world.until(lambda: not world.updates.pending())
    await running.worker.drained()
    await running.sender.drained()


def _world(saved: Path | None, settings: Settings, lang: Lang) -> World:
    """Return the world that was saved, else a new one."""
    if saved and saved.exists():
        return World.load(json.loads(saved.read_text()))
    return new_world(settings, SystemClock(), lang)


def _held_back(world: World) -> list[Json]:
    """Take what waits for the bot: it greets the group in the group's language, so that comes first."""
    waiting = [one.raw for one in world.updates.pending()]
    world.updates.clear()
    return waiting


async def choose_language(running: App, group: int, lang: Lang) -> None:
    """Let the bot speak `lang` in the group, as `/language` does."""
    async with running.unit() as unit:
        await running.people.choose(unit, group, lang)
        await unit.commit()


def people_of(world: World) -> DemoPeople:
    """Return the three who are there from the start: a parent, an operator in the group, an admin."""
    parent, operator, admin = list(world.users.values())[:3]
    group = next(chat.id for chat in world.chats.values() if not chat.private)
    return DemoPeople(parent=parent.id, operators=group, operator=operator.id, admin=admin.id)


def new_world(settings: Settings, clock: Clock, lang: Lang) -> World:
    """Make a world with a parent, an operators' group with one operator, and an admin."""
    texts = app.open_content(settings, clock).catalogue.texts
    world = World(clock=clock, token=TOKEN, username="abai_bala_bot", name="Abai Bala")
    names = texts.label(lang, "demo-people").split(", ")
    _, operator, admin = (world.add_user(name, language_code=lang) for name in names)
    world.add_group(texts.label(lang, "demo-group"), members=[operator, admin], added_by=admin)
    return world


async def _keep(world: World, saved: Path) -> None:
    async for _ in world.changes():
        await asyncio.sleep(_SAVE_SECONDS)
        _save(world, saved)


def _save(world: World, saved: Path) -> None:
    temporary = saved.with_suffix(".new")
    with suppress(OSError):
        temporary.write_text(json.dumps(world.dump(), ensure_ascii=False))
        temporary.replace(saved)
