"""People and the rooms they write in, with the messages as they stand now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.demo.refusals import Json

STATUSES = ("creator", "administrator", "member", "restricted", "left", "kicked")
PRESENT = ("creator", "administrator", "member", "restricted")

ANONYMOUS_ADMIN: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL_BOT: Json = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}

_ADMIN_RIGHTS = (
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members "
    "can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories "
    "can_send_welcome_messages"
)
_MEMBER_RIGHTS = (
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos "
    "can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages "
    "can_add_web_page_previews can_react_to_messages can_edit_tag can_change_info can_invite_users "
    "can_pin_messages can_manage_topics"
)
MEMBER_RIGHTS = tuple(_MEMBER_RIGHTS.split())

_KINDS_OF_SPEECH = (
    "text caption photo voice audio video video_note animation document sticker location contact venue poll "
    "dice story checklist game invoice paid_media live_photo rich_message giveaway"
)
SPOKEN = frozenset(_KINDS_OF_SPEECH.split())
"""Fields of messages that people write; a message without them is a service message, heard always."""


def _without_empty(**fields: Any) -> Json:
    return {name: value for name, value in fields.items() if value not in (None, False)}


@dataclass
class User:
    """A person as Telegram shows them to the bot; `started`: has written to the bot privately."""

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    last_name: str | None = None
    is_bot: bool = False
    started: bool = False
    blocked: bool = False

    def raw(self) -> Json:
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name} | _without_empty(
            last_name=self.last_name, username=self.username, language_code=self.language_code
        )


@dataclass
class Chat:
    """A private chat (its id is the user's), a group or a supergroup.

    `messages` by id; an edit replaces the dictionary, so one held elsewhere is a snapshot.
    `statuses` by user id, the bot's included. `sealed`: own messages that carry a keyboard which is
    not inline and so cannot be edited. `threads`: topic ids of a forum.
    """

    id: int
    type: str
    title: str
    username: str | None = None
    is_forum: bool = False
    messages: dict[int, Json] = field(default_factory=dict)
    last_id: int = 0
    statuses: dict[int, str] = field(default_factory=dict)
    sealed: set[int] = field(default_factory=set)
    threads: set[int] = field(default_factory=set)
    upgraded_to: int | None = None
    reply_keyboard: Json | None = None

    @property
    def private(self) -> bool:
        return self.type == "private"

    def raw(self) -> Json:
        name = "first_name" if self.private else "title"
        head: Json = {"id": self.id, "type": self.type, name: self.title}
        return head | _without_empty(username=self.username, is_forum=self.is_forum)

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def has(self, user_id: int) -> bool:
        return self.statuses.get(user_id) in PRESENT

    def dump(self) -> Json:
        return {
            **vars(self),
            "messages": list(self.messages.values()),
            "statuses": list(self.statuses.items()),
            "sealed": sorted(self.sealed),
            "threads": sorted(self.threads),
        }

    @classmethod
    def load(cls, saved: Json) -> Chat:
        return cls(
            **saved
            | {
                "messages": {message["message_id"]: message for message in saved["messages"]},
                "statuses": {int(user_id): status for user_id, status in saved["statuses"]},
                "sealed": set(saved["sealed"]),
                "threads": set(saved["threads"]),
            }
        )


def membership(user: Json, status: str) -> Json:
    """Write a ChatMember with every field its status requires."""
    head: Json = {"status": status, "user": user}
    if status == "creator":
        return head | {"is_anonymous": False}
    if status == "administrator":
        rights = dict.fromkeys(_ADMIN_RIGHTS.split(), True)
        return head | {"can_be_edited": False, "is_anonymous": False} | rights
    if status == "restricted":
        return head | {"is_member": True, "until_date": 0} | dict.fromkeys(MEMBER_RIGHTS, False)
    return head | ({"until_date": 0} if status == "kicked" else {})
