"""`abai-bala demo`: the real road, database and web edge against an embedded Bot API server."""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from bot import app
from bot.app import App
from bot.demo import page
from bot.demo.page import DemoPeople
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.domain.clock import Clock, SystemClock
from bot.domain.language import DEFAULT, Lang
from bot.errors import SettingsError
from bot.settings import Settings

_log = logging.getLogger(__name__)

TOKEN = "42:DEMO"  # noqa: S105  (opens nothing but the embedded server)
HOST = "127.0.0.1"
_SAVED = "world.json"
_SAVE_SECONDS = 1.0


def settings_for(settings: Settings, *, tour: bool) -> Settings:
    """Return the settings of a demo: a data folder and a database of its own, on this machine alone."""
    return settings.model_copy(
        update={
            "bot_token": SecretStr(TOKEN),
            "bot_api_url": f"http://{HOST}:{settings.web_port + 1}",
            "data_dir": settings.data_dir / ("tour" if tour else "demo"),
            "database_url": None,
            "secret_keys": None,
            "secret_keys_file": settings.data_dir / ("tour" if tour else "demo") / "keys" / "secret.keys",
            "webhook_url": None,
            "webhook_secret": None,
            "web_host": HOST,
            "web_port": 0 if tour else settings.web_port,
        }
    )


def forget(data_dir: Path) -> None:
    """Remove what an earlier demo left in its folder, but not the lock that is held there."""
    for path in data_dir.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.suffix != ".lock":
            path.unlink()


async def run(settings: Settings, *, keep: bool) -> int:
    """Serve the chat page until stopped."""
    saved = settings.data_dir / _SAVED
    world = (
        World.load(json.loads(saved.read_text()))
        if keep and saved.exists()
        else new_world(SystemClock(), DEFAULT)
    )
    loop = asyncio.get_running_loop()
    port = settings.web_port + 1
    async with serving(world, settings, SystemClock(), api_port=port) as (running, _):
        running.tasks.start("keep the world", _keep(world, saved))
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, running.tasks.over.set)
        _log.info("Open http://%s:%s/ in a browser (Bot API on port %s)", HOST, running.web_port, port)
        await running.tasks.over.wait()
    _save(world, saved)
    return 1 if running.tasks.failed else 0


@asynccontextmanager
async def serving(
    world: World, settings: Settings, clock: Clock, api_port: int = 0
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

        async with app.running(chosen, clock, pages) as running:
            yield running, people
    finally:
        await server.stop()


async def settle(running: App, world: World) -> None:
    """Return when every update had its turn and everything owed is sent."""
    await world.until(lambda: not world.updates.pending())
    await running.worker.drained()
    await running.sender.drained()


def people_of(world: World) -> DemoPeople:
    """Return the three who are there from the start: a parent, an operator in the group, an admin."""
    parent, operator, admin = list(world.users.values())[:3]
    group = next(chat.id for chat in world.chats.values() if not chat.private)
    return DemoPeople(parent=parent.id, operators=group, operator=operator.id, admin=admin.id)


def new_world(clock: Clock, lang: Lang) -> World:
    """Make a world with a parent, an operators' group with one operator, and an admin."""
    world = World(clock=clock, token=TOKEN, username="abai_bala_bot", name="Abai Bala")
    _, operator, admin = (world.add_user(name, language_code=lang) for name in ("Айгүл", "Ерлан", "Динара"))
    world.add_group("Abai Bala", members=[operator, admin], added_by=admin)
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
