"""The world around the bot: people, chats, files, and what they do. The bot reaches it over HTTP only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo import marks
from bot.demo.calls import CallLog
from bot.demo.chats import ANONYMOUS_ADMIN, CHANNEL_BOT, Chat, User
from bot.demo.files import media
from bot.demo.groups import Groups
from bot.demo.keyboards import button_data
from bot.demo.privacy import hears
from bot.demo.state import ChatLike, UserLike, id_of
from bot.demo.webhook import Webhook

if TYPE_CHECKING:
    from bot.demo.limits import Limits
    from bot.demo.refusals import Json
    from bot.domain.clock import Clock


class World(Groups):
    """State behind the server. Every method is for tests, the tour and the chat page: it acts for people.

    Messages are raw Bot API JSON. Events for `subscribe` and `changes` are `{"type", "chat_id", …}`:
    `message` and `edit` with `message`; `delete` with `message_id`; `callback_answer` with `query_id`,
    `user_id`, `message_id`, `text`, `show_alert`, `url`; `action` with `action`; `reaction` with
    `message_id`, `reaction`; `chat` (made, members, keyboard, block) and `profile` (commands, names).

    `calls_kept` bounds `calls`. `privacy`: the bot hears of groups only what is meant for it.
    """

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
        if old["from"]["id"] != id_of(user):
            raise ValueError("people edit only their own messages")
        kind = "text" if "text" in old else "caption"
        entities = "entities" if kind == "text" else "caption_entities"
        fields = {kind: text, entities: marks.found_in(text, []), "edit_date": self.seconds()}
        message = self.replace(room, old, fields)
        if hears(self.bot, room, message, privacy=self.privacy):
            self.updates.emit({"edited_message": message})
        return message

    def delete(self, user: UserLike, message_id: int, chat: ChatLike) -> None:
        """Delete a message for everyone; Telegram tells bots nothing of it."""
        room = self.chat(chat)
        if not room.private and room.messages[message_id]["from"]["id"] != id_of(user):
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
            data = button_data(room.messages[message_id], label)
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
