"""The embedded Bot API server and a client of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.demo.chats import User
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.domain.clock import FixedClock
from bot.telegram.client import BotApi
from tests.unit.storage.store import NOON


@dataclass
class Edge:
    world: World
    api: BotApi
    parent: User


@asynccontextmanager
async def open_edge() -> AsyncIterator[Edge]:
    world = World(FixedClock(NOON))
    server = BotApiServer(world)
    await server.start()
    api = BotApi(world.token, server.url + "/")
    parent = world.add_user("Айгүл", "kk")
    world.send_text(parent, parent, "/start")
    try:
        yield Edge(world, api, parent)
    finally:
        await api.close()
        await server.stop()
    world.assert_only_known_calls()
