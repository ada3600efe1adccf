"""Criteria 12, 13 and 15 of delivery, with the real limits on a driven clock; the server's log tells."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest

from bot.delivery.limits import Pace
from bot.delivery.sender import Sender
from bot.demo.calls import Call
from bot.demo.chats import Chat, User
from bot.demo.faults import Fault
from bot.demo.limits import Limits
from bot.demo.refusals import Refused, too_fast
from bot.demo.server import BotApiServer
from bot.demo.world import World
from bot.domain.markup import Html
from bot.domain.messages import Text
from bot.storage import moves, outbox, queues
from bot.storage.outbox import Kind, Owed, State
from bot.storage.unit import UnitOfWork
from bot.telegram.client import BotApi
from bot.telegram.encode import encode
from tests.unit.delivery.test_limits import most_within
from tests.unit.storage.store import NOON, Store, open_store

pytestmark = pytest.mark.timeout(300)  # on a busy machine

TOO_FAST = 429


@dataclass
class Post:
    """A sender between a real database and the embedded server; both clocks are driven together."""

    store: Store
    world: World
    api: BotApi
    owed: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.sender = self.begin()

    def begin(self) -> Sender:
        """Return a sender as a start makes one, which knows nothing but the database."""
        return Sender(
            self.store.database,
            self.store.vault,
            self.store.clock,
            self.unit,
            call=self.api.call,
            settled=self._settled,
            follow=moves.readdress,
            pace=Pace(),
            steady=self.seconds,
        )

    async def restart(self) -> None:
        self.sender = self.begin()
        await self.sender.recover()

    def seconds(self) -> float:
        return (self.store.clock.now() - NOON).total_seconds()

    def unit(self) -> UnitOfWork:
        return UnitOfWork(
            self.store.database, self.store.vault, self.store.clock.now(), encode, self.sender.owed
        )

    async def owe(self, messages: Sequence[tuple[int, Kind]]) -> None:
        async with self.unit() as unit:
            for chat, kind in messages:
                words = f"{len(self.owed[chat])}"
                self.owed[chat].append(words)
                await outbox.add(unit, chat, Text(Html(words)), kind=kind)
            await unit.commit()

    async def run(self, until: Callable[[], object] = lambda: False) -> None:
        """Send, and let the time pass that there is to wait, until all is sent or a condition holds."""
        while self.sender.owing and not until():
            if not await self.sender.send_due():
                wait = self.sender.wait() or 1.0
                self.store.clock.advance(timedelta(seconds=max(wait, 0.001)))  # a clock of microseconds moves

    def heard(self) -> dict[int, list[str]]:
        return {
            chat: [each["text"] for each in self.world.messages(chat) if each["from"]["is_bot"]]
            for chat in self.owed
        }

    def sent(self) -> dict[int, list[float]]:
        """Return when messages were sent, by chat."""
        sent: dict[int, list[float]] = defaultdict(list)
        for each in self.calls():
            if each.ok:
                sent[each.params["chat_id"]].append((each.at - NOON).total_seconds())
        return sent

    def calls(self) -> list[Call]:
        return [each for each in self.world.calls if each.method == "sendMessage"]

    def people(self, number: int) -> list[User]:
        people = [self.world.add_user(f"{n}", "kk") for n in range(number)]
        for person in people:
            self.world.send_text(person, person, "/start")
        return people

    def groups(self, number: int) -> list[Chat]:
        owner = self.world.add_user("owner", "kk")
        return [self.world.add_group(f"{n}", [owner]) for n in range(number)]

    async def _settled(self, unit: UnitOfWork, row: Owed, state: State, message_id: int | None) -> None:
        pass


@asynccontextmanager
async def open_post(folder: Path, limits: Limits | None = None) -> AsyncIterator[Post]:
    async with open_store(folder / "abai-bala.db") as store:
        world = World(store.clock, limits=limits)
        server = BotApiServer(world)
        await server.start()
        api = BotApi(world.token, server.url)
        try:
            yield Post(store, world, api)
        finally:
            await api.close()
            await server.stop()


def seeded() -> random.Random:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    return random.Random(seed)


async def test_5000_messages_keep_to_every_limit_over_restarts_and_danger_goes_first(tmp_path: Path) -> None:
    dice = seeded()
    async with open_post(tmp_path, Limits(chat_burst=1_000)) as post:
        people, groups = post.people(400), post.groups(3)
        kinds: list[Kind] = ["turn", "turn", "notice", "receipt", "reply"]
        await post.owe(
            [(dice.choice(people).id, dice.choice(kinds)) for _ in range(4_900)]
            + [(group.id, "card") for group in groups for _ in range(33)]
        )
        for part in range(1, 4):
            await post.run(until=lambda part=part: len(post.world.calls) >= part * 1_250)  # type: ignore[misc]
            await post.restart()
        late = post.people(1)[0]
        await post.owe([(late.id, "danger")])
        before = len(post.world.calls)
        await post.run(until=lambda: len(post.world.messages(late)) > 1)
        assert len(post.world.calls) - before <= 25, "danger did not go first"
        await post.run()
        by_chat = post.sent()
        sent = sorted(chain(*by_chat.values()))
        assert len(sent) == 5_000
        assert post.heard() == post.owed, "something is missing, doubled or out of order"
        assert not [each for each in post.calls() if not each.ok], "the server found it too fast"
        assert most_within(sent, 1.0) <= 25
        for person in people:
            assert most_within(by_chat[person.id], 1.0) <= 3
            assert most_within(by_chat[person.id], 10.0) <= 13
        for group in groups:
            assert most_within(by_chat[group.id], 60.0) <= 18
        print(f"{len(sent)} in {sent[-1]:.1f} s, at most {most_within(sent, 1.0)} in a second")


class Storm(Fault):
    """Refuses every third message, each time for another while."""

    dice: random.Random

    def refusal(self) -> Refused | None:
        return too_fast(self.dice.randint(1, 30))


async def test_in_a_storm_of_429_nothing_is_lost_or_early_and_others_flow(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        storm = Storm("429", "sendMessage", times=None, every=3)
        storm.dice = seeded()
        post.world.faults.add(storm)
        people = post.people(500)
        await post.owe([(person.id, "turn") for _ in range(4) for person in people])
        await post.run()
        assert post.heard() == post.owed
        held: dict[int, float] = {}
        for call in post.calls():
            at, chat = round((call.at - NOON).total_seconds(), 6), call.params["chat_id"]
            assert at >= held.get(chat, 0.0), "sent before its moment"
            if call.error_code == TOO_FAST:
                held[chat] = round(at + int(str(call.description).rsplit(" ", 1)[1]), 6)
        assert len(held) > 300
        first_minute = [each for each in post.calls() if each.at < NOON + timedelta(minutes=1)]
        assert len(first_minute) >= 0.8 * 25 * 60
        refused = Counter(each.error_code for each in post.calls())[TOO_FAST]
        print(f"{len(first_minute) / 60:.1f} calls a second, {refused} refused of {len(post.calls())}")


async def test_what_is_owed_outlives_a_day_without_telegram_and_goes_out_in_order(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        people = post.people(6)
        outage = Fault("502", "sendMessage", times=None)
        post.world.faults.add(outage)
        await post.owe([(person.id, "receipt") for person in people])
        day = NOON + timedelta(days=1)
        await post.run(until=lambda: post.store.clock.now() >= day - timedelta(hours=12))
        await post.restart()
        await post.owe([(person.id, "turn") for person in people])
        await post.run(until=lambda: post.store.clock.now() >= day)
        async with post.store.database.read() as connection:
            waiting = await queues.look(connection, post.store.clock.now())
        assert waiting.oldest_unsent == NOON
        assert waiting.outbox["queued"] == 12
        post.world.faults.clear()
        post.store.clock.advance(timedelta(seconds=7))
        back = post.seconds()
        await post.run()
        assert post.heard() == post.owed
        first, *_, last = sorted(chain(*post.sent().values()))
        assert last - first <= 1, "when one came through the others were still put off"
        print(f"all sent {post.seconds() - back:.1f} s after Telegram was back, {outage.hits} tries in a day")
