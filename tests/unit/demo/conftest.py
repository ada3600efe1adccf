from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.demo.chats import Chat, User
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.domain.clock import FixedClock
from tests.unit.demo.api import Api


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 9, 1, 4, 0, tzinfo=UTC))


@pytest.fixture
def world(clock: FixedClock) -> World:
    return World(clock)


@pytest.fixture
async def api(world: World) -> AsyncIterator[Api]:
    server = BotApiServer(world, webhook_wait=0.01)
    await server.start()
    async with aiohttp.ClientSession() as session:
        yield Api(server, session)
    await server.stop()


@pytest.fixture
def parent(world: World) -> User:
    """A person who has started the bot; that update is already confirmed."""
    person = world.add_user("Айгүл", "kk")
    world.send_text(person, person, "/start")
    world.updates.clear()
    return person


@pytest.fixture
def operator(world: World) -> User:
    return world.add_user("Ерлан", "ru")


@pytest.fixture
def group(world: World, operator: User) -> Chat:
    return world.add_group("Операторлар", [operator])
