"""The Bot API over HTTP on this machine."""

from __future__ import annotations

import asyncio
import hmac
import inspect
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.demo.calls import Call
from bot.demo.methods import PERFORM
from bot.demo.pusher import Pusher
from bot.demo.refusals import Refused
from bot.demo.requests import read_request
from bot.demo.table import METHODS
from bot.demo.values import read_params
from bot.tasks import Tasks

if TYPE_CHECKING:
    from bot.demo.refusals import Json
    from bot.demo.world import World

_SHUTDOWN_SECONDS = 0.1
_GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"


class BotApiServer:
    """Serves `world` as Telegram's server would.

    `webhook_wait`: seconds of the first pause after a refused push. `largest_body`: bytes of a request.
    """

    def __init__(
        self,
        world: World,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        webhook_wait: float = 1.0,
        largest_body: int = 60 * 1024 * 1024,
    ) -> None:
        self.world = world
        self.host = host
        self.port = port
        self._largest_body = largest_body
        self._pusher = Pusher(world, webhook_wait)
        self._tasks = Tasks()
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Base address, without `/bot`; known once started."""
        return f"http://{self.host}:{self.port}"

    async def start(self) -> None:
        """Listen; port 0 takes a free one. Raises OSError when the port is taken."""
        app = web.Application(client_max_size=self._largest_body)
        app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]+}", self._serve)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._serve_file)
        app.router.add_route("*", "/{rest:.*}", _not_found)
        # A client that goes away ends its long poll, so that it does not look like a second poller.
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=_SHUTDOWN_SECONDS
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._tasks.start("webhook", self._pusher.run())

    async def stop(self) -> None:
        """Close every connection; waiting polls and unanswered calls end with it."""
        await self._tasks.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if not self._knows(request):
            return _answer(Refused(401, "Unauthorized").body())
        method = request.match_info["method"]
        call = self.world.calls.add(Call(self.world.clock.now(), method, {}))
        try:
            return await self._perform(request, call)
        except Refused as refusal:
            return _answer(self._failed(call, refusal))

    def _knows(self, request: web.Request) -> bool:
        return hmac.compare_digest(request.match_info["token"].encode(), self.world.token.encode())

    async def _perform(self, request: web.Request, call: Call) -> web.StreamResponse:
        call.params = await read_request(request)
        if call.method not in METHODS:
            if self.world.strict_unknown:
                self.world.unknown_calls.append(call)
            raise Refused(404, "Not Found")
        call.params = read_params(call.method, call.params)
        self.world.witnessed(call)
        fault = self.world.faults.strike(call.method, call.params)
        if fault is None:
            return _answer({"ok": True, "result": await self._do(call)})
        if refusal := fault.refusal():
            if fault.kind == "502":
                self._failed(call, refusal)
                return web.Response(status=502, text=_GATEWAY_PAGE, content_type="text/html")
            raise refusal
        if fault.kind == "lost":
            await self._do_or_refuse(call)
        else:
            # "timeout": neither done nor answered, until the client gives up or the server stops.
            await asyncio.Event().wait()
        return _hang_up(request)

    async def _do(self, call: Call) -> Any:
        result = PERFORM[call.method](self.world, call.params)
        call.result = await result if inspect.isawaitable(result) else result
        call.ok = True
        self.world.called(call)
        return call.result

    async def _do_or_refuse(self, call: Call) -> None:
        try:
            await self._do(call)
        except Refused as refusal:
            self._failed(call, refusal)

    def _failed(self, call: Call, refusal: Refused) -> Json:
        call.ok, call.error_code, call.description = False, refusal.code, refusal.description
        self.world.called(call)
        return refusal.body()

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        if not self._knows(request):
            return _answer(Refused(401, "Unauthorized").body())
        stored = self.world.files.at_path(request.match_info["path"], self.world.clock.now())
        if stored is None:
            return await _not_found(request)
        return web.Response(body=stored.data, content_type="application/octet-stream")


def _answer(body: Json) -> web.Response:
    headers = {}
    if retry_after := body.get("parameters", {}).get("retry_after"):
        headers["Retry-After"] = str(retry_after)
    return web.json_response(body, status=body.get("error_code", 200), headers=headers)


async def _not_found(_: web.Request) -> web.StreamResponse:
    return _answer(Refused(404, "Not Found").body())


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:  # else the client was first
        request.transport.abort()
    return web.Response()
