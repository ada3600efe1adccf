"""What exists in the demo's world, and how it changes; who does what is in `world`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.demo.calls import Call, CallLog
from bot.demo.changes import Changes, Listener
from bot.demo.chats import Chat, User
from bot.demo.faults import Faults
from bot.demo.files import Files
from bot.demo.limits import Limits, Pace
from bot.demo.privacy import hears
from bot.demo.profile import Profile, ScopeKey
from bot.demo.queries import Queries
from bot.demo.updates import Updates
from bot.demo.webhook import Webhook
from bot.domain.clock import Clock, SystemClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.demo.refusals import Json

UserLike = User | int
ChatLike = Chat | User | int
"""A chat, its id, or a person, who stands for the private chat with the bot."""


def id_of(of: ChatLike) -> int:
    return of if isinstance(of, int) else of.id


class State:
    """People, chats, files, queries, updates and calls; the methods of the server work on it."""

    def __init__(
        self,
        clock: Clock | None = None,
        token: str = "42:TEST",  # noqa: S107
        username: str = "abai_bala_bot",
        limits: Limits | None = None,
        *,
        name: str = "Abai Bala",
        privacy: bool = True,
        strict_unknown: bool = True,
        calls_kept: int | None = None,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self.token = token
        self.privacy = privacy
        self.strict_unknown = strict_unknown
        self.bot = User(int(token.split(":", 1)[0]), name, username=username, is_bot=True)
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.queries = Queries()
        self.updates = Updates(self.clock)
        self.webhook = Webhook()
        self.profile = Profile(name)
        self.calls = CallLog(calls_kept)
        self.unknown_calls: list[Call] = []
        self.faults = Faults()
        self.pace = Pace(limits)
        self._changes = Changes()
        self._witnesses: list[Callable[[Call], None]] = []
        self.updates.on_confirm = self._changes.nudge

    def user(self, who: UserLike) -> User:
        return self.users[id_of(who)]

    def chat(self, where: ChatLike) -> Chat:
        return self.chats[id_of(where)]

    # -- what is seen

    def messages(self, chat: ChatLike) -> list[Json]:
        """Return the messages as now shown, oldest first."""
        return list(self.chat(chat).messages.values())

    def answers(self, query_id: str) -> Json | None:
        """Return the parameters of answerCallbackQuery, or None while nothing has come."""
        return self.queries[query_id].answer

    def commands_for(self, user: UserLike, chat: ChatLike) -> list[Json]:
        """Return the command menu that this person sees in this chat (Bot API, BotCommandScope)."""
        person, room = self.user(user), self.chat(chat)
        admin = room.statuses.get(person.id) in ("creator", "administrator")
        scopes: list[ScopeKey] = [("chat", room.id, 0), ("all_private_chats", 0, 0)]
        if not room.private:
            admins: list[ScopeKey] = [("chat_administrators", room.id, 0)] if admin else []
            all_admins: list[ScopeKey] = [("all_chat_administrators", 0, 0)] if admin else []
            here: list[ScopeKey] = [("chat_member", room.id, person.id), *admins, ("chat", room.id, 0)]
            scopes = [*here, *all_admins, ("all_group_chats", 0, 0)]
        return self.profile.shown_commands([*scopes, ("default", 0, 0)], person.language_code or "")

    def assert_only_known_calls(self) -> None:
        """Fail when the bot called a method that the server does not have."""
        names = sorted({call.method for call in self.unknown_calls})
        assert not names, f"calls to unknown methods: {', '.join(names)}"

    async def until(self, condition: Callable[[], object], timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Wait until the condition holds; raise TimeoutError telling the bot's last calls."""
        if not await self._changes.until(condition, timeout):
            waiting = len(self.updates.pending())
            raise TimeoutError(
                f"not so within {timeout} s; {waiting} updates unconfirmed; last calls:\n{self.calls.tail()}"
            )

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        return self._changes.subscribe(listener)

    def changes(self) -> AsyncIterator[Json]:
        return self._changes.stream()

    def witness(self, look: Callable[[Call], None]) -> None:
        """Show each well-formed call to `look` before anything is done about it."""
        self._witnesses.append(look)

    # -- shared with the server's methods

    def witnessed(self, call: Call) -> None:
        for look in self._witnesses:
            look(call)

    def seconds(self) -> int:
        return int(self.clock.now().timestamp())

    def tell(self, kind: str, chat_id: int | None = None, **details: Any) -> None:
        self._changes.tell({"type": kind, "chat_id": chat_id, **details})

    def called(self, call: Call) -> None:
        """Let whoever waits look again: a call was answered."""
        if call.method != "getUpdates":
            self._changes.nudge()

    def put(self, room: Chat, head: Json, fields: Json) -> Json:
        """Write a message into the chat under its next id."""
        message: Json = {"message_id": room.next_id(), "date": self.seconds(), "chat": room.raw()}
        message |= head | fields
        room.messages[message["message_id"]] = message
        self.tell("message", room.id, message=message)
        return message

    def replace(self, room: Chat, old: Json, fields: Json) -> Json:
        """Put the edited message in the old one's place; a field that is None or [] goes away."""
        merged = old | fields
        message = {name: value for name, value in merged.items() if value not in (None, [])}
        room.messages[message["message_id"]] = message
        self.tell("edit", room.id, message=message)
        return message

    def drop(self, room: Chat, message_id: int) -> None:
        del room.messages[message_id]
        self.tell("delete", room.id, message_id=message_id)

    def quoted(self, room: Chat, message_id: int) -> Json:
        """Return the message as a reply carries it: without what it replies to itself."""
        return {
            name: value for name, value in room.messages[message_id].items() if name != "reply_to_message"
        }

    def _service(self, room: Chat, by: User, fields: Json) -> Json:
        return self._hear(room, self.put(room, {"from": by.raw()}, fields))

    def _hear(self, room: Chat, message: Json) -> Json:
        if hears(self.bot, room, message, privacy=self.privacy):
            self.updates.emit({"message": message})
        return message
