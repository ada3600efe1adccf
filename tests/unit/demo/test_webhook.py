"""Updates go to the bot's own address, in a chat one after another, until it takes them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.demo.chats import User
from bot.demo.refusals import Json
from tests.unit.demo.api import Api


@dataclass
class Receiver:
    """The bot's address: answers with `statuses` in turn, then 200; `gate` holds every answer back."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    got: list[Json] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        self.got.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.gate.wait()
        status = self.statuses.pop(0) if self.statuses else 200
        return web.Response(status=status, headers=self.headers)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    receiver.gate.set()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret_and_confirmed(
    api: Api, parent: User, receiver: Receiver
) -> None:
    api.world.send_text(parent, parent, "before")
    await api.ok("setWebhook", url=receiver.url, secret_token="s-E_c1")
    api.world.send_text(parent, parent, "after")
    await api.world.until(lambda: not api.world.updates.pending())

    assert receiver.texts() == ["before", "after"]
    assert receiver.secrets == ["s-E_c1"] * 2


async def test_without_a_secret_no_header_is_sent(api: Api, parent: User, receiver: Receiver) -> None:
    await api.ok("setWebhook", url=receiver.url)
    api.world.send_text(parent, parent, "x")
    await api.world.until(lambda: receiver.secrets)

    assert receiver.secrets == [None]


async def test_a_refused_update_comes_again_before_the_next_of_its_chat(
    api: Api, parent: User, receiver: Receiver
) -> None:
    receiver.statuses = [503, 302, 500]
    await api.ok("setWebhook", url=receiver.url)
    api.world.send_text(parent, parent, "first")
    api.world.send_text(parent, parent, "second")
    await api.world.until(lambda: not api.world.updates.pending())

    assert receiver.texts() == ["first"] * 4 + ["second"]
    info = await api.ok("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")
    assert info["pending_update_count"] == 0


async def test_retry_after_is_honoured(api: Api, parent: User, receiver: Receiver) -> None:
    receiver.statuses, receiver.headers = [503], {"Retry-After": "1"}
    await api.ok("setWebhook", url=receiver.url)
    start = asyncio.get_running_loop().time()
    api.world.send_text(parent, parent, "x")
    await api.world.until(lambda: not api.world.updates.pending())

    assert asyncio.get_running_loop().time() - start >= 1


async def test_chats_do_not_wait_for_each_other_but_a_chat_is_serial(
    api: Api, parent: User, operator: User, receiver: Receiver
) -> None:
    receiver.gate.clear()
    await api.ok("setWebhook", url=receiver.url)
    for text in ("p1", "p2"):
        api.world.send_text(parent, parent, text)
    api.world.send_text(operator, operator, "o1")
    await api.world.until(lambda: len(receiver.got) == 2)

    assert sorted(receiver.texts()) == ["o1", "p1"]
    receiver.gate.set()
    await api.world.until(lambda: not api.world.updates.pending())
    assert receiver.texts()[-1] == "p2"


async def test_no_more_connections_than_allowed(
    api: Api, parent: User, operator: User, receiver: Receiver
) -> None:
    receiver.gate.clear()
    await api.ok("setWebhook", url=receiver.url, max_connections=1)
    api.world.send_text(parent, parent, "first")
    api.world.send_text(operator, operator, "second")
    await api.world.until(lambda: receiver.got)
    receiver.gate.set()
    await api.world.until(lambda: len(receiver.got) == 2)

    assert receiver.texts() == ["first", "second"]


async def test_an_address_where_nobody_listens_is_noted_and_tried_again(
    api: Api, parent: User, receiver: Receiver
) -> None:
    await api.ok("setWebhook", url="http://127.0.0.1:1/hook")
    api.world.send_text(parent, parent, "kept")
    await api.world.until(lambda: api.world.webhook.last_error_message)
    info = await api.ok("getWebhookInfo")
    assert (info["pending_update_count"], info["url"]) == (1, "http://127.0.0.1:1/hook")
    assert info["last_error_message"].startswith("Connection failed")

    await api.ok("setWebhook", url=receiver.url)
    await api.world.until(lambda: receiver.got)
    assert receiver.texts() == ["kept"]


async def test_polling_is_refused_while_a_webhook_is_set(api: Api, parent: User, receiver: Receiver) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(api.refused("getUpdates", timeout=50))
        await api.world.until(lambda: api.world.calls)
        await api.ok("setWebhook", url=receiver.url)
    assert poll.result() == "409 Conflict: terminated by setWebhook request"

    assert await api.refused("getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
        "webhook first"
    )
    await api.ok("deleteWebhook")
    assert await api.updates() == []


@pytest.mark.parametrize("method", ["setWebhook", "deleteWebhook"])
async def test_pending_updates_are_dropped_on_demand(api: Api, parent: User, method: str) -> None:
    api.world.send_text(parent, parent, "x")
    await api.ok(method, drop_pending_updates=True, **({"url": ""} if method == "setWebhook" else {}))

    assert await api.updates() == []


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"url": "http://gov.kz/hook"}, "An HTTPS URL must be provided"),
        ({"url": "https://gov.kz:8000/hook"}, "only on ports 80, 88, 443 or 8443"),
        ({"url": "http://localhost/", "secret_token": "a b"}, "unallowed characters"),
        ({"url": "http://localhost/", "secret_token": ""}, "must be 1..256"),
        ({"url": "http://localhost/", "max_connections": 101}, "must be 1..100"),
    ],
)
async def test_a_webhook_that_telegram_does_not_take_is_refused(
    api: Api, params: dict[str, Any], reason: str
) -> None:
    assert reason in await api.refused("setWebhook", **params)


async def test_the_webhook_chooses_kinds_of_updates_too(api: Api) -> None:
    await api.ok("setWebhook", url="https://gov.kz/hook", allowed_updates=["poll"], ip_address="10.0.0.1")

    info = await api.ok("getWebhookInfo")
    assert (info["allowed_updates"], info["max_connections"], info["ip_address"]) == (
        ["poll"],
        40,
        "10.0.0.1",
    )
    await api.ok("deleteWebhook")
    assert await api.ok("getWebhookInfo") == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "allowed_updates": ["poll"],
    }
