"""Which chats the phones on the page show, as whom one writes there, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.demo.chats import PRESENT, Chat, User
from bot.demo.refusals import Json
from bot.demo.world import World
from bot.domain.language import Lang, of_client

_PLAIN_EVENTS = ("message", "edit", "delete", "callback_answer")


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """Whose phones stand on the page, by Telegram id; the bot is the world's.

    `operators` is the group's chat id and `operator` writes in it. Everyone else in the world who is
    not in that group is a parent too.
    """

    parent: int
    operators: int
    operator: int
    admin: int


class Phones:
    def __init__(self, world: World, people: DemoPeople) -> None:
        self._world = world
        self._people = people

    def rooms(self) -> list[Chat]:
        everyone = self._world.chats.values()
        parents = [room for room in everyone if self._role(room) == "parent"]
        parents.sort(key=lambda room: room.id != self._people.parent)
        return [*parents, self._world.chat(self._people.operators), self._world.chat(self._people.admin)]

    def _role(self, room: Chat) -> str | None:
        named = {self._people.operators: "operators", self._people.admin: "admin"}
        operators = self._world.chat(self._people.operators).statuses
        is_parent = room.private and operators.get(room.id) not in PRESENT
        return named.get(room.id, "parent" if is_parent else None)

    def find(self, chat_id: object) -> Chat | None:
        """Return the chat with this id, as a number or written, if a phone shows it."""
        return next((room for room in self.rooms() if str(room.id) == str(chat_id)), None)

    def person(self, room: Chat) -> User:
        return self._world.user(room.id if room.private else self._people.operator)

    def speak(self, lang: Lang, names: Iterable[str]) -> None:
        """Let parent, operator and admin have Telegram in `lang`, each until they wrote a first word.

        `names`: what the three are called then.
        """
        first = (self._people.parent, self._people.operators, self._people.admin)
        rooms = [self._world.chat(chat_id) for chat_id in first]
        for room, name in zip(rooms, names, strict=True):
            person = self.person(room)
            if not any(message["from"]["id"] == person.id for message in room.messages.values()):
                person.language_code, person.first_name = lang, name
                self._world.chat(person.id).title = name
        for room in rooms:
            self._world.tell("chat", room.id)

    def face(self, room: Chat) -> Json:
        """Return a chat as a phone shows it, without its messages."""
        person, profile = self.person(room), self._world.profile
        spoken = person.language_code or ""
        everyone = {self._world.bot.id: self._world.bot, **self._world.users}
        members = [everyone[user_id].first_name for user_id in room.statuses if room.has(user_id)]
        return {
            "id": room.id,
            "role": self._role(room),
            "person": person.first_name,
            "me": person.id,
            "lang": of_client(person.language_code),
            "title": profile.text("name", spoken) if room.private else room.title,
            "members": members,
            "about": profile.text("description", spoken),
            "commands": self._world.commands_for(person, room),
        }

    def snapshot(self, room: Chat) -> Json:
        return self.face(room) | {"messages": self._world.messages(room)}

    def as_shown(self, event: Json) -> Iterator[Json]:
        """Turn a change of the world into what the page is told; a changed face comes as `room`."""
        concerned = [room for room in self.rooms() if event["chat_id"] in (None, room.id)]
        if event["type"] in _PLAIN_EVENTS and concerned:
            yield event
        elif event["type"] in ("chat", "profile"):
            for room in concerned:
                yield {"type": "room", "room": self.face(room)}
