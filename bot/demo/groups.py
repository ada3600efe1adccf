"""People come, groups are made, standings change, the bot is blocked: with the updates that follow."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from bot.demo.chats import Chat, User, membership
from bot.demo.state import ChatLike, State, UserLike, id_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST_USER = 7_200_100_001
_FIRST_GROUP = -1_001_000_000_001
_FIRST_BASIC_GROUP = -5_001


class Groups(State):
    """The part of the world that says who is where."""

    def add_user(
        self,
        first_name: str,
        language_code: str | None = None,
        user_id: int | None = None,
        username: str | None = None,
    ) -> User:
        """Add a person who has not written to the bot yet; ids begin at 7200100001, too long for chance."""
        free = next(number for number in count(_FIRST_USER + len(self.users)) if number not in self.users)
        person = User(user_id or free, first_name, language_code, username)
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
        room.statuses = {id_of(person): "member" for person in members}
        if room.statuses:
            room.statuses[next(iter(room.statuses))] = "creator"
        if added_by is not None:
            room.statuses.setdefault(id_of(added_by), "member")
            self.add_bot_to(room, by=added_by)
        elif bot:
            room.statuses[self.bot.id] = "member"
        self.tell("chat", room.id)
        return room

    def add_bot_to(self, group: ChatLike, by: UserLike) -> None:
        self.set_member(group, self.bot, "member", by=by)
        self._service(self.chat(group), self.user(by), {"new_chat_members": [self.bot.raw()]})

    def remove_bot_from(self, group: ChatLike, by: UserLike) -> None:
        self.set_member(group, self.bot, "kicked", by=by)

    def set_member(self, group: ChatLike, who: UserLike, status: str, by: UserLike | None = None) -> None:
        """Change a standing (`chats.STATUSES`), the bot's included, with the update that follows."""
        room, user_id = self.chat(group), id_of(who)
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
