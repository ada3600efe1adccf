"""One web server for all pages, on the running loop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def serve(host: str, port: int, routes: Iterable[web.AbstractRouteDef]) -> AsyncIterator[int]:
    """Serve routes until the block ends; yields the port, which the system chooses for port 0.

    Raises OSError when the address is taken.
    """
    application = web.Application()
    application.add_routes(routes)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
