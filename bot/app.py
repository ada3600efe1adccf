"""The composition root: builds the parts, opens them in order, watches them, closes them in reverse."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot import forgetting, introduction, memory, reloading
from bot.delivery.direct import paced
from bot.delivery.intake import Intake
from bot.delivery.limits import Pace
from bot.delivery.pushed import PushedIntake
from bot.delivery.sender import Sender
from bot.delivery.watch import Watch, Word
from bot.delivery.worker import Handle, Worker
from bot.domain.catalogue import Catalogue
from bot.domain.clock import Clock
from bot.domain.language import DEFAULT
from bot.domain.messages import Say
from bot.domain.updates import Raw
from bot.errors import AbaiBalaError, SettingsError
from bot.meter import BotCall, Meter
from bot.opening import open_storage, warn_of_keys
from bot.services import moving, notices
from bot.services.turn import Desk, Turn
from bot.settings import Settings
from bot.storage import queues
from bot.storage.content.check.sentences import all_asked
from bot.storage.content.keeper import Keeper
from bot.storage.crypto import Vault
from bot.storage.database import TROUBLE, Database
from bot.storage.dialogues import Dialogues
from bot.storage.outbox import Owed, State
from bot.storage.people import People
from bot.storage.unit import UnitOfWork
from bot.tasks import Tasks
from bot.telegram.client import BotApi
from bot.telegram.encode import encode
from bot.telegram.models import import_aiogram
from bot.telegram.uploads import Uploads
from bot.telegram.urgent import is_urgent
from bot.web import health, metrics, webhook
from bot.web.server import serve

_log = logging.getLogger(__name__)

_TURNS_AT_ONCE = 16
_DRAIN_SECONDS, _FINISH_SECONDS = 3.0, 5.0
"""For the backlog, then for what is in hand: with the closing, a stop takes less than 10 s."""

_ASK_SECONDS = 10.0


class BrokenContentError(AbaiBalaError):
    """`content/` has errors and no good copy was kept; each finding was logged with its place."""


@dataclass(slots=True)
class Parts:
    """What the road is built on. `content` swaps the catalogue whole when files change."""

    content: Keeper
    database: Database
    vault: Vault
    api: BotApi
    own: Raw | None = None
    """The bot's own user, once Telegram told it."""


@dataclass(slots=True)
class App:
    """The running bot."""

    settings: Settings
    clock: Clock
    parts: Parts
    people: People
    desk: Desk
    tasks: Tasks
    meter: Meter
    call: BotCall
    """Calls Telegram, and is counted."""
    sender: Sender = field(init=False)
    worker: Worker = field(init=False)
    intake: Intake | PushedIntake = field(init=False)
    watch: Watch = field(init=False)
    handle: Handle = field(init=False)
    """Takes an update through aiogram, which is loaded while the intake already stores."""
    web_port: int = 0

    @property
    def catalogue(self) -> Catalogue:
        return self.parts.content.catalogue

    def unit(self) -> UnitOfWork:
        """Open a unit of work at the present moment; what it owes wakes the sender."""
        return UnitOfWork(self.parts.database, self.parts.vault, self.clock.now(), encode, self.sender.owed)

    def turn(self, unit: UnitOfWork) -> Turn:
        """Return a turn that nobody asked for: the program's own, in the default language."""
        return Turn(unit, self.catalogue, self.people, self.desk, 0, DEFAULT)

    # --- what the parts ask of the whole ------------------------------------------------------------

    async def handled(self, raw: Raw, unit: UnitOfWork) -> Say | None:
        return await self.handle(raw, unit)

    async def settled(self, unit: UnitOfWork, row: Owed, state: State, message_id: int | None) -> None:
        await notices.settled(self.turn(unit), row, state, message_id)

    async def parked(self, unit: UnitOfWork, chat: int) -> None:
        await notices.parked(self.turn(unit), chat)

    async def follow(self, unit: UnitOfWork, old: int, new: int) -> None:
        await moving.move(self.turn(unit), old, new)

    async def say(self, admin: int, word: Word) -> None:
        """Tell an admin at once."""
        async with self.unit() as unit:
            text = await notices.alarm(self.turn(unit), admin, word.text_id, **word.values)
        method, params = encode(text)
        await self.call(method, {"chat_id": admin, **params}, seconds=_ASK_SECONDS)

    def is_urgent(self, raw: Raw) -> bool:
        return is_urgent(raw, self.catalogue)


@asynccontextmanager
async def running(
    settings: Settings,
    clock: Clock,
    pages: Callable[[App], list[web.AbstractRouteDef]] | None = None,
    tasks: Tasks | None = None,
    pace: Pace | None = None,
) -> AsyncIterator[App]:
    """Run the bot until the block ends; then stop it in order: intake, turns, outbox, storage, session.

    `pace`: another server's limits than Telegram's.

    Raises SettingsError, KeyFileError, StoreError or BrokenContentError before anything is fetched.
    """
    async with AsyncExitStack() as stack:
        content = open_content(settings, clock)
        database, vault = await open_storage(settings, clock, stack)
        warn_of_keys(settings)
        token = _token(settings)
        api = BotApi(token, settings.bot_api_url)
        stack.push_async_callback(api.close)
        parts = Parts(content, database, vault, api)
        app = _build(settings, clock, parts, tasks or Tasks(), pace=pace or Pace())
        routes = [*_seeing(app), *_pushes(app), *(pages(app) if pages else [])]
        app.web_port = await stack.enter_async_context(serve(settings.web_host, settings.web_port, routes))
        await _follow_clock(app)
        await introduction.find_group(app)
        await app.sender.recover()
        await app.worker.recover()
        stack.push_async_callback(_stop, app)
        app.tasks.start("intake", app.intake.run())
        app.handle = await asyncio.to_thread(_handle, app, token)
        _start(app)
        yield app


async def run(settings: Settings, clock: Clock) -> int:
    """Run until SIGTERM or SIGINT, exit code 0; or until a part dies, exit code 1."""
    tasks = Tasks()
    stop_on_signals(tasks)
    async with running(settings, clock, tasks=tasks) as app:
        _log.info("Running; health on http://%s:%s/healthz", settings.web_host, app.web_port)
        gc.collect()  # what the start left over is not to be frozen with the rest
        memory.give_back()
        gc.freeze()  # what a start made stays: a full collection would hold up turns to walk through it
        await app.tasks.over.wait()
        _log.info("Stopping: what is in hand is finished first")
    _log.info("Stopped")
    return 1 if app.tasks.failed else 0


def stop_on_signals(tasks: Tasks) -> None:
    """Let SIGTERM and SIGINT stop the program in order."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, tasks.over.set)


def open_content(settings: Settings, clock: Clock) -> Keeper:
    """Read the content folder, or the last good version of it when it is broken.

    Raises BrokenContentError when there is neither.
    """
    content = Keeper(settings.content_dir, settings.data_dir, clock, asked=all_asked())
    found = content.open()
    for finding in content.findings:
        _log.log(logging.ERROR if finding.severity == "error" else logging.WARNING, "%s", finding.english())
    if not found:
        raise BrokenContentError(f"{settings.content_dir} has errors and there is no good copy; mend it")
    return content


def _token(settings: Settings) -> str:
    if settings.bot_token is None:
        raise SettingsError("BOT_TOKEN is missing: get one from @BotFather, or try `abai-bala demo`.")
    return settings.bot_token.get_secret_value()


def _build(settings: Settings, clock: Clock, parts: Parts, tasks: Tasks, *, pace: Pace) -> App:
    desk = Desk(settings.operators_chat_id, frozenset(settings.admin_ids))
    meter = Meter()
    app = App(settings, clock, parts, People(), desk, tasks, meter, meter.counting(parts.api.call))
    stores = parts.database, parts.vault, clock, app.unit
    app.sender = Sender(*stores, call=app.call, settled=app.settled, follow=app.follow, pace=pace)
    app.worker = Worker(
        *stores,
        handle=app.handled,
        call=paced(app.call, pace, parts.vault),
        owing=app.sender.owing,
        parked=app.parked,
        urgent=app.is_urgent,
        meter=meter,
    )
    app.intake = _intake(settings, app.call, app.worker)
    app.watch = Watch(parts.database, clock, desk.admins, say=app.say, meter=meter)
    desk.moved = lambda: tasks.once("commands", introduction.tell_profile(app))
    parts.content.swapped = desk.moved
    return app


def _handle(app: App, token: str) -> Handle:
    """Load aiogram, with models that wait, and all that stands on it."""
    import_aiogram()
    from bot.telegram import dispatcher  # noqa: PLC0415  (it imports aiogram)

    uploads = Uploads(app.parts.api.download, app.desk.admins)
    dispatch = dispatcher.build(app.parts.content, app.desk, app.people, Dialogues())
    return dispatcher.handle_with(dispatch, token, lambda: app.parts.own, uploads.of)


def _seeing(app: App) -> list[web.RouteDef]:
    """Return the routes that tell how the bot is, from what the watch saw last: no asker waits or costs."""
    watch = app.watch

    def now() -> metrics.Now:
        seen, well = watch.queues, not app.parts.database.pulse.failure
        return metrics.Now(seen.inbox, seen.outbox, watch.ages(), well)

    pings = {"intake": app.intake.ping, "store": watch.ping}
    return [*health.routes(pings, watch.ages), *metrics.routes(app.meter, now)]


async def _follow_clock(app: App) -> None:
    """Make good what a clock set back since the last run would do to what is waiting and to new rows."""
    async with app.parts.database.write() as connection:
        await queues.free(connection, app.clock.now())
        await app.parts.database.row_ids.continue_after(connection)


def _intake(settings: Settings, call: BotCall, worker: Worker) -> Intake | PushedIntake:
    if settings.webhook_url is None or settings.webhook_secret is None:
        return Intake(call, worker.store)
    secret = settings.webhook_secret.get_secret_value()
    return PushedIntake(call, worker.store, url=settings.webhook_url, secret=secret)


def _pushes(app: App) -> list[web.RouteDef]:
    """Return the route that Telegram pushes to, where updates come by webhook."""
    if isinstance(app.intake, Intake):
        return []
    return webhook.routes(
        app.intake.url, app.intake.secret, app.intake.take, trusted_proxies=app.settings.trusted_proxies
    )


def _start(app: App) -> None:
    app.tasks.start("marks", app.worker.run_marks())
    app.tasks.start("retries", app.worker.run_retries())
    app.tasks.start("sender", app.sender.run())
    for number in range(_TURNS_AT_ONCE):
        app.tasks.start(f"turns-{number}", app.worker.run())
    app.tasks.start("watch", app.watch.run())
    app.tasks.start("forgetting", forgetting.run(app))
    app.tasks.start("content", reloading.run(app))
    app.tasks.once("introduce", introduction.introduce(app))


async def _stop(app: App) -> None:
    """Let what has begun end and be recorded; what has not begun is on disk for the next start."""
    await app.tasks.stop("introduce", "watch", "content", "intake")
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_DRAIN_SECONDS):
            await app.worker.drained()
    with contextlib.suppress(TimeoutError, *TROUBLE):
        async with asyncio.timeout(_FINISH_SECONDS):
            await app.worker.finish()
            await app.sender.finish()
    await app.tasks.stop()
