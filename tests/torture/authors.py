"""Authors who file one appeal after another, as far as the bot answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.demo.chats import User
from bot.demo.refusals import Json
from bot.demo.world import World
from bot.domain.actions import ChangeDraft, PickCategory, PickPlace, SendAppeal
from bot.telegram.callbacks import unpack


@dataclass
class Quota:
    """How many appeals are still to be begun, by all authors together."""

    left: int

    def take(self) -> bool:
        self.left -= 1
        return self.left >= 0


@dataclass
class Author:
    """Does what each new message of the bot asks for; remembers what "Send" was tapped on.

    A message that comes twice (the Bot API has no idempotency key) is acted on once.
    """

    world: World
    user: User
    quota: Quota
    taps: int = 1
    """How often "Send" is tapped."""
    drafts: set[str] = field(default_factory=set)
    """What the bot began for this author: one for each time that the form was asked for."""
    words: dict[str, str] = field(default_factory=dict)
    """What was written for each draft."""
    sent: list[str] = field(default_factory=list)
    begun: int = 0
    _acted: set[tuple[str, str]] = field(default_factory=set)

    def begin(self) -> None:
        """Ask for the form, when there is an appeal left to write."""
        if self.quota.take():
            self.begun += 1
            self.world.send_text(self.user, self.user.id, "/appeal")

    @property
    def at_rest(self) -> bool:
        return len(self.sent) == self.begun

    def hear(self, message: Json) -> None:
        """Take the step in the form that this message offers, once for each draft."""
        for data in button_data(message):
            action = unpack(data)
            if isinstance(action, PickCategory):
                self.drafts.add(action.draft)
            match action:
                case PickCategory(draft=draft, category="meals"):
                    self._once(draft, "category", message, data)
                case PickPlace(draft=draft, place="semey"):
                    self._once(draft, "place", message, data)
                case SendAppeal(draft=draft) if draft in self.words:
                    if self._once(draft, "send", message, data, self.taps):
                        self.sent.append(self.words[draft])
                        self.begin()
                case ChangeDraft(draft=draft, step="place"):
                    self._write(draft)

    def _write(self, draft: str) -> None:
        if draft not in self.words:
            self.words[draft] = f"Асхана туралы {self.user.id}-{len(self.words)}."
            self.tell(self.words[draft])

    def tell(self, words: str) -> None:
        """Give the form the words it asked for."""
        self.world.send_text(self.user, self.user.id, words)

    def _once(self, draft: str, step: str, message: Json, data: str, taps: int = 1) -> bool:
        if (draft, step) in self._acted:
            return False
        self._acted.add((draft, step))
        for _ in range(taps):
            self.world.press(self.user, self.user.id, message["message_id"], data=data)
        return True


class Crowd:
    """All authors; each hears what the bot writes in the own chat."""

    def __init__(
        self, world: World, people: int, appeals: int, taps: int = 1, author: type[Author] = Author
    ) -> None:
        self.world = world
        self.quota = Quota(appeals)
        users = [world.add_user(f"A{number}", "kk") for number in range(people)]
        self.authors = [author(world, user, self.quota, taps) for user in users]
        self._by_chat = {author.user.id: author for author in self.authors}
        world.subscribe(self._hear)

    def begin(self) -> None:
        for author in self.authors:
            author.begin()

    @property
    def sent(self) -> list[str]:
        return [words for author in self.authors for words in author.sent]

    @property
    def at_rest(self) -> bool:
        return all(author.at_rest for author in self.authors)

    def _hear(self, event: dict[str, Any]) -> None:
        author = self._by_chat.get(event["chat_id"])
        if author and event["type"] in ("message", "edit") and event["message"]["from"]["is_bot"]:
            # People act after the bot has its answer, not in the middle of its call.
            asyncio.get_running_loop().call_soon(author.hear, event["message"])


def button_data(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]
