"""What the bot says, as values: messages, their buttons, and what a tap means.

Notices are also born without a handler, so nothing here knows aiogram. `bot.telegram.encode` turns a
message into a Bot API call, `bot.telegram.callbacks` an action into at most 64 bytes and back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.language import Lang
from bot.domain.markup import Html

# --- what a tap means -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page of the menu, by its id."""

    page: str


@dataclass(frozen=True, slots=True)
class OpenTopic:
    slug: str


@dataclass(frozen=True, slots=True)
class OpenLanguages:
    pass


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    lang: Lang


@dataclass(frozen=True, slots=True)
class OpenDanger:
    pass


@dataclass(frozen=True, slots=True)
class OpenHelp:
    pass


@dataclass(frozen=True, slots=True)
class OpenPrivacy:
    pass


@dataclass(frozen=True, slots=True)
class OpenMine:
    """The list of one's own appeals, `page` counted from 0."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenAppeal:
    """One of one's own appeals, by its number."""

    number: str


@dataclass(frozen=True, slots=True)
class AddToAppeal:
    number: str


@dataclass(frozen=True, slots=True)
class StartAppeal:
    """A new draft; `topic` is the slug of the answer it starts from, or empty."""

    topic: str = ""


@dataclass(frozen=True, slots=True)
class StartAnother:
    """A new draft in the place of the unsent one."""

    topic: str = ""


@dataclass(frozen=True, slots=True)
class OpenWizard:
    """A wizard after some answers: `path` is the options taken, in the tree that `version` names."""

    wizard: str
    version: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class WriteOutcome:
    """A new draft that begins with the rule of a wizard's outcome."""

    wizard: str
    version: str
    path: str


@dataclass(frozen=True, slots=True)
class WriteOutcomeAnew:
    """The same in the place of the unsent draft."""

    wizard: str
    version: str
    path: str


@dataclass(frozen=True, slots=True)
class PickCategory:
    draft: str
    category: str


@dataclass(frozen=True, slots=True)
class PickPlace:
    draft: str
    place: str


Step: TypeAlias = Literal["category", "place", "text", "preview"]
"""What a draft asks for, in the order of the form."""


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """Go to a step of the form and choose or write anew there."""

    draft: str
    step: Step


@dataclass(frozen=True, slots=True)
class ResumeDraft:
    """Show the draft's present step again."""

    draft: str


@dataclass(frozen=True, slots=True)
class SendAppeal:
    draft: str


@dataclass(frozen=True, slots=True)
class DropDraft:
    """Drop a draft: asked once more when it holds words."""

    draft: str


@dataclass(frozen=True, slots=True)
class DeleteDraft:
    """Drop a draft with all its words."""

    draft: str


@dataclass(frozen=True, slots=True)
class SendReply:
    """Operators: send the previewed reply to the author."""

    reply: str


@dataclass(frozen=True, slots=True)
class KeepNote:
    """Operators: keep the previewed reply as a note that the author never sees."""

    reply: str


@dataclass(frozen=True, slots=True)
class OpenQueue:
    """Operators: the open appeals, `page` counted from 0."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowCard:
    """Operators: post an appeal's card again."""

    number: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Say whether the answer on a topic helped: 1 or 0."""

    topic: str
    helped: int


@dataclass(frozen=True, slots=True)
class SkipMissing:
    """Leave unsaid what was missing in an answer."""


@dataclass(frozen=True, slots=True)
class OpenGaps:
    """Admins: what the answers lack, `page` counted from 0."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenContent:
    """Admins: what serves, and the ways to look at it and to change it."""


@dataclass(frozen=True, slots=True)
class OpenFreshness:
    """Admins: when each answer was checked."""


@dataclass(frozen=True, slots=True)
class OpenVersions:
    """Admins: the kept versions of the content, `page` counted from 0."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenVersion:
    """Admins: what a version changed, and what going back to it would change; by its number."""

    version: str


@dataclass(frozen=True, slots=True)
class RollBack:
    """Admins: let an earlier version serve; `seen` begins the digest of what its page compared it with."""

    version: str
    seen: str


@dataclass(frozen=True, slots=True)
class OpenPreviews:
    """Admins: the topics to look at, `page` counted from 0."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class PreviewTopic:
    slug: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class OpenFiles:
    """Admins: the content files, `page` counted from 0."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class GetFile:
    """Admins: send a content file here."""

    path: str


@dataclass(frozen=True, slots=True)
class ExportContent:
    """Admins: send the files that were changed from the chat."""


@dataclass(frozen=True, slots=True)
class OpenEdit:
    """Admins: what a file that was sent changes."""

    edit: str


@dataclass(frozen=True, slots=True)
class PreviewEdit:
    """Admins: an answer as a file that was sent would make it."""

    edit: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class ConfirmTranslation:
    """Admins: a translation, by its path, says what the Kazakh text says."""

    path: str


@dataclass(frozen=True, slots=True)
class ApplyEdit:
    """Admins: let a file that was sent serve."""

    edit: str


@dataclass(frozen=True, slots=True)
class DropEdit:
    edit: str


Action: TypeAlias = (
    OpenPage
    | OpenTopic
    | OpenLanguages
    | ChooseLanguage
    | OpenDanger
    | OpenHelp
    | OpenPrivacy
    | OpenMine
    | OpenAppeal
    | AddToAppeal
    | StartAppeal
    | StartAnother
    | PickCategory
    | PickPlace
    | ChangeDraft
    | ResumeDraft
    | SendAppeal
    | DropDraft
    | DeleteDraft
    | SendReply
    | KeepNote
    | OpenQueue
    | ShowCard
    | OpenContent
    | OpenFreshness
    | OpenVersions
    | OpenVersion
    | RollBack
    | OpenPreviews
    | PreviewTopic
    | OpenFiles
    | GetFile
    | ExportContent
    | OpenEdit
    | PreviewEdit
    | ApplyEdit
    | DropEdit
    | ConfirmTranslation
    | Rate
    | SkipMissing
    | OpenGaps
    | OpenWizard
    | WriteOutcome
    | WriteOutcomeAnew
)


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


# --- what is said -----------------------------------------------------------------------------------

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


Message: TypeAlias = Text | Edit | File | NewFile | Leave


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
