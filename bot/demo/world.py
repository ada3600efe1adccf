"""The world around the bot: people, chats, files, and what they do. The bot reaches it over HTTP only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.demo import marks
from bot.demo.calls import Call, CallLog
from bot.demo.changes import Changes, Listener
from bot.demo.chats import ANONYMOUS_ADMIN, CHANNEL_BOT, PRESENT, SPOKEN, Chat, User, membership
from bot.demo.faults import Faults
from bot.demo.files import Files, media
from bot.demo.limits import Limits, Pace
from bot.demo.profile import Profile, ScopeKey
from bot.demo.queries import Queries
from bot.demo.updates import Updates
from bot.demo.webhook import Webhook
from bot.domain.clock import Clock, SystemClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from bot.demo.refusals import Json

UserLike = User | int
ChatLike = Chat | User | int
"""A chat, its id, or a person, who stands for the private chat with the bot."""

_FIRST_USER = 1001
_FIRST_GROUP = -1_001_000_000_001
_FIRST_BASIC_GROUP = -5_001


def _id(of: ChatLike) -> int:
    return of if isinstance(of, int) else of.id


class World:
    """State behind the server. Every method is for tests, the tour and the chat page: it acts for people.

    Messages are raw Bot API JSON. Events for `subscribe` and `changes` are `{"type", "chat_id", …}`:
    `message` and `edit` with `message`; `delete` with `message_id`; `callback_answer` with `query_id`,
    `user_id`, `message_id`, `text`, `show_alert`, `url`; `action` with `action`; `reaction` with
    `message_id`, `reaction`; `chat` (made, members, keyboard, block) and `profile` (commands, names).

    `calls_kept` bounds `calls`. `privacy`: the bot hears of groups only what is meant for it.
    """

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

    # -- who and where

    def add_user(
        self,
        first_name: str,
        language_code: str | None = None,
        user_id: int | None = None,
        username: str | None = None,
    ) -> User:
        """Add a person who has not written to the bot yet; ids are 1001, 1002 and so on."""
        person = User(user_id or max([_FIRST_USER - 1, *self.users]) + 1, first_name, language_code, username)
        self.users[person.id] = person
        self.chats[person.id] = Chat(person.id, "private", first_name, username)
        self.tell("chat", person.id)
        return person

    def add_group(
        self,
        title: str,
        members: Iterable[UserLike] = (),
        added_by: UserLike | None = None,
        *,
        bot: bool = True,
        kind: str = "supergroup",
        forum: bool = False,
        group_id: int | None = None,
    ) -> Chat:
        """Make a group; its first member owns it.

        `added_by` brings the bot in, with Telegram's updates; without it the bot has always been there,
        and with `bot=False` it never was.
        """
        first = _FIRST_GROUP if kind == "supergroup" else _FIRST_BASIC_GROUP
        others = [chat.id for chat in self.chats.values() if chat.type == kind]
        room = Chat(group_id or min([first + 1, *others]) - 1, kind, title, is_forum=forum)
        self.chats[room.id] = room
        room.statuses = {_id(person): "member" for person in members}
        if room.statuses:
            room.statuses[next(iter(room.statuses))] = "creator"
        if added_by is not None:
            room.statuses.setdefault(_id(added_by), "member")
            self.add_bot_to(room, by=added_by)
        elif bot:
            room.statuses[self.bot.id] = "member"
        self.tell("chat", room.id)
        return room

    def user(self, who: UserLike) -> User:
        return self.users[_id(who)]

    def chat(self, where: ChatLike) -> Chat:
        return self.chats[_id(where)]

    # -- membership

    def add_bot_to(self, group: ChatLike, by: UserLike) -> None:
        self.set_member(group, self.bot, "member", by=by)
        self._service(self.chat(group), self.user(by), {"new_chat_members": [self.bot.raw()]})

    def remove_bot_from(self, group: ChatLike, by: UserLike) -> None:
        self.set_member(group, self.bot, "kicked", by=by)

    def set_member(self, group: ChatLike, who: UserLike, status: str, by: UserLike | None = None) -> None:
        """Change a standing (`chats.STATUSES`), the bot's included, with the update that follows."""
        room, user_id = self.chat(group), _id(who)
        person = self.bot if user_id == self.bot.id else self.user(user_id)
        before = room.statuses.get(user_id, "left")
        room.statuses[user_id] = status
        self._membership_update(room, person, before, status, self.user(by) if by else person)

    def _membership_update(self, room: Chat, who: User, before: str, after: str, by: User) -> None:
        kind = "my_chat_member" if who is self.bot else "chat_member"
        change = {
            "chat": room.raw(),
            "from": by.raw(),
            "date": self.seconds(),
            "old_chat_member": membership(who.raw(), before),
            "new_chat_member": membership(who.raw(), after),
        }
        if who is self.bot or room.statuses.get(self.bot.id) == "administrator":
            self.updates.emit({kind: change})
        self.tell("chat", room.id)

    def block(self, user: UserLike) -> None:
        self._set_blocked(user, blocked=True)

    def unblock(self, user: UserLike) -> None:
        self._set_blocked(user, blocked=False)

    def _set_blocked(self, user: UserLike, *, blocked: bool) -> None:
        person = self.user(user)
        person.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        self._membership_update(self.chat(person), self.bot, before, after, person)

    def upgrade(self, group: ChatLike) -> Chat:
        """Turn a basic group into a supergroup, as Telegram does; the old id then refuses everything."""
        old = self.chat(group)
        new = self.add_group(old.title, bot=False)
        new.statuses = dict(old.statuses)
        owner = self.users[next(user_id for user_id in old.statuses if user_id != self.bot.id)]
        self._service(old, owner, {"migrate_to_chat_id": new.id})
        old.upgraded_to = new.id
        self._service(new, owner, {"migrate_from_chat_id": old.id})
        return new

    # -- what people do

    def send_text(
        self,
        user: UserLike,
        chat: ChatLike,
        text: str,
        *,
        reply_to: int | Json | None = None,
        thread: int | None = None,
        sender_chat: ChatLike | Json | None = None,
    ) -> Json:
        """Write a message; commands, links and mentions in it become entities as in Telegram."""
        fields: Json = {"text": text}
        if entities := marks.found_in(text, []):
            fields["entities"] = entities
        return self.send_raw(user, chat, fields, reply_to=reply_to, thread=thread, sender_chat=sender_chat)

    def send_file(
        self,
        user: UserLike,
        chat: ChatLike,
        kind: str,
        data: bytes,
        *,
        file_name: str | None = None,
        mime_type: str | None = None,
        caption: str | None = None,
        media_group_id: str | None = None,
        reply_to: int | Json | None = None,
        size: int | None = None,
    ) -> Json:
        """Send a file of a kind from `files.FILE_KINDS`; `size` may claim more bytes than `data` has."""
        fields = media(self.files.add(kind, data, file_name, mime_type, size))
        if caption is not None:
            fields["caption"] = caption
            if entities := marks.found_in(caption, []):
                fields["caption_entities"] = entities
        if media_group_id is not None:
            fields["media_group_id"] = media_group_id
        return self.send_raw(user, chat, fields, reply_to=reply_to)

    def send_raw(
        self,
        user: UserLike,
        chat: ChatLike,
        fields: Json,
        *,
        reply_to: int | Json | None = None,
        thread: int | None = None,
        sender_chat: ChatLike | Json | None = None,
    ) -> Json:
        """Send a message of any kind. `sender_chat`: the group itself (anonymous admin) or a channel."""
        person, room = self.user(user), self.chat(chat)
        self._must_be_able_to_write(person, room)
        if room.private:
            person.started = True
        head = self._author(person, room, sender_chat)
        if thread is not None:
            room.threads.add(thread)
            head |= {"message_thread_id": thread, "is_topic_message": True}
        if reply_to is not None:
            reply_id = reply_to if isinstance(reply_to, int) else reply_to["message_id"]
            head["reply_to_message"] = self.quoted(room, reply_id)
        return self._hear(room, self.put(room, head, fields))

    def _must_be_able_to_write(self, person: User, room: Chat) -> None:
        if room.private and person.blocked:
            raise ValueError(f"{person.first_name} blocked the bot: unblock before writing")
        if not (room.id == person.id if room.private else room.has(person.id)):
            raise ValueError(f"{person.first_name} is not in chat {room.id}")

    def _author(self, person: User, room: Chat, sender_chat: ChatLike | Json | None) -> Json:
        if sender_chat is None:
            return {"from": person.raw()}
        if not isinstance(sender_chat, dict):
            sender_chat = self.chat(sender_chat).raw()
        bot = ANONYMOUS_ADMIN if sender_chat["id"] == room.id else CHANNEL_BOT
        return {"from": bot, "sender_chat": sender_chat}

    def edit_text(self, user: UserLike, message_id: int, chat: ChatLike, text: str) -> Json:
        """Edit one's own message, text or caption."""
        room = self.chat(chat)
        old = room.messages[message_id]
        if old["from"]["id"] != _id(user):
            raise ValueError("people edit only their own messages")
        kind = "text" if "text" in old else "caption"
        entities = "entities" if kind == "text" else "caption_entities"
        fields = {kind: text, entities: marks.found_in(text, []), "edit_date": self.seconds()}
        message = self.replace(room, old, fields)
        if self._bot_hears(room, message):
            self.updates.emit({"edited_message": message})
        return message

    def delete(self, user: UserLike, message_id: int, chat: ChatLike) -> None:
        """Delete a message for everyone; Telegram tells bots nothing of it."""
        room = self.chat(chat)
        if not room.private and room.messages[message_id]["from"]["id"] != _id(user):
            raise ValueError("people delete only their own messages in groups")
        self.drop(room, message_id)

    def press(
        self,
        user: UserLike,
        chat: ChatLike,
        message_id: int,
        data: str | None = None,
        label: str | None = None,
    ) -> str:
        """Press a button of the message as it stands now, found by label or data; return the query's id.

        `data` that no button carries is sent all the same: clients can be forged.
        """
        room, person = self.chat(chat), self.user(user)
        if data is None:
            data = _button(room.messages[message_id], label)
        query = self.queries.add(person.id, room.id, message_id, self.clock.now())
        gone = {"chat": room.raw(), "message_id": message_id, "date": 0}
        press: Json = {
            "id": query.id,
            "from": person.raw(),
            "message": room.messages.get(message_id, gone),
            "chat_instance": str(room.id * 7919),
            "data": data,
        }
        self.updates.emit({"callback_query": press})
        return query.id

    def emit(self, update: Json) -> Json | None:
        """Queue any raw update; see `Updates.emit`."""
        return self.updates.emit(update)

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

    # -- shared with the server's methods

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
        if self._bot_hears(room, message):
            self.updates.emit({"message": message})
        return message

    def _bot_hears(self, room: Chat, message: Json) -> bool:
        """Apply privacy mode (Bot API, "Privacy mode")."""
        if room.private:
            return True
        status = room.statuses.get(self.bot.id)
        if status not in PRESENT:
            return False
        if not self.privacy or status == "administrator" or not SPOKEN & message.keys():
            return True
        answered = message.get("reply_to_message", {}).get("from", {})
        return answered.get("id") == self.bot.id or self._is_command_for_bot(message)

    def _is_command_for_bot(self, message: Json) -> bool:
        text = message.get("text", "")
        if not text.startswith("/") or not message.get("entities"):
            return False
        _, at, addressee = text[: message["entities"][0]["length"]].partition("@")
        return not at or addressee.lower() == (self.bot.username or "").lower()

    # -- keeping

    def dump(self) -> Json:
        """Return everything that a demo keeps from run to run, as JSON; calls and faults are not kept."""
        return {
            "token": self.token,
            "bot": vars(self.bot).copy(),
            "privacy": self.privacy,
            "users": [vars(person).copy() for person in self.users.values()],
            "chats": [room.dump() for room in self.chats.values()],
            "files": self.files.dump(),
            "queries": self.queries.dump(),
            "updates": self.updates.dump(),
            "webhook": vars(self.webhook).copy(),
            "profile": self.profile.dump(),
        }

    @classmethod
    def load(
        cls,
        saved: Json,
        clock: Clock | None = None,
        limits: Limits | None = None,
        *,
        calls_kept: int | None = None,
    ) -> World:
        """Bring back what `dump` returned."""
        bot = saved["bot"]
        world = cls(clock, saved["token"], bot["username"], limits, name=bot["first_name"])
        world.calls = CallLog(calls_kept)
        world.privacy = saved["privacy"]
        world.users = {person["id"]: User(**person) for person in saved["users"]}
        world.chats = {room["id"]: Chat.load(room) for room in saved["chats"]}
        world.files.load(saved["files"])
        world.queries.load(saved["queries"])
        world.updates.load(saved["updates"])
        world.webhook = Webhook(**saved["webhook"])
        world.profile.load(saved["profile"])
        return world


def _button(message: Json, label: str | None) -> str:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    fitting = [button for button in buttons if label in (None, button["text"])]
    if len(fitting) != 1:
        shown = ", ".join(repr(button["text"]) for button in buttons) or "none"
        raise LookupError(f"{len(fitting)} buttons fit {label!r}; the message has: {shown}")
    if "callback_data" not in fitting[0]:
        raise LookupError(f"the button {label!r} asks the bot nothing: {fitting[0]}")
    return str(fitting[0]["callback_data"])
