"""What the bot says, as values: messages and their buttons.

Notices are also born without a handler, so nothing here knows aiogram. `bot.telegram.encode` turns a
message into a Bot API call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.actions import Action
from bot.domain.markup import Html


@dataclass(frozen=True, slots=True)
class Link:
    """Open a web page."""

    url: str


@dataclass(frozen=True, slots=True)
class CopyText:
    """Copy 1 to 256 characters (Bot API, CopyTextButton): Telegram has no button that dials."""

    text: str


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    does: Action | Link | CopyText


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


def pairs(buttons: Sequence[Button]) -> Rows:
    """Set buttons two in a row."""
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


FileKind: TypeAlias = Literal["photo", "voice", "document", "video", "audio", "animation", "video_note"]


@dataclass(frozen=True, slots=True)
class Post:
    """A message posted earlier, by the id of its outbox row: known before Telegram numbered it."""

    id: str


@dataclass(frozen=True, slots=True)
class Text:
    """A new message. `reply_to` is a message id in the same chat or an earlier `Post` there.

    One that `stays` is worth reading later: what its buttons open comes under it, not in its place.
    """

    html: Html
    rows: Rows = ()
    reply_to: int | Post | None = None
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """New words for a message of the bot's own, in place."""

    message: int | Post
    html: Html
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class File:
    """A file that Telegram already keeps, sent again: no forward, so its author stays unnamed."""

    kind: FileKind
    file_id: str
    caption: Html | None = None
    reply_to: int | Post | None = None


@dataclass(frozen=True, slots=True)
class NewFile:
    """A document that the bot brings itself: its name as people see it, and its bytes."""

    name: str
    content: bytes
    caption: Html | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave the chat."""


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete 1 to 100 messages of a private chat, whoever wrote them; what is not there is passed over.

    Telegram deletes what is younger than 48 hours (Bot API, deleteMessages).
    """

    messages: tuple[int, ...]


Message: TypeAlias = Text | Edit | File | NewFile | Leave | Delete


@dataclass(frozen=True, slots=True)
class Screen:
    """Words with their buttons, not yet a message: new under a text, in place under a tapped button."""

    html: Html
    rows: Rows = ()

    def new(self, reply_to: int | Post | None = None, *, stays: bool = False) -> Text:
        return Text(self.html, self.rows, reply_to, stays)

    def over(self, message: int | Post) -> Edit:
        return Edit(message, self.html, self.rows)


@dataclass(frozen=True, slots=True)
class Say:
    """What a turn says to the chat it came from, and the toast over a tapped button (≤ 200 characters)."""

    messages: tuple[Message, ...] = ()
    toast: str = ""


SILENCE = Say()
