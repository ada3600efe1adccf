"""One web server for all pages, on the running loop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import SettingsError


@asynccontextmanager
async def serve(host: str, port: int, routes: Iterable[web.AbstractRouteDef]) -> AsyncIterator[int]:
    """Serve routes until the block ends; yields the port, which the system chooses for port 0.

    Raises SettingsError when the address is taken or none of this machine's.
    """
    application = web.Application()
    application.add_routes(routes)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SettingsError(f"WEB_HOST, WEB_PORT: cannot listen there: {error.strerror}.") from None
        except UnicodeError:
            raise SettingsError("WEB_HOST: cannot listen there: it is no name or address.") from None
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
