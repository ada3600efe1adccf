"""What a tap on a button means, as values; `bot.telegram.callbacks` packs one into at most 64 bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.language import Lang


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
class SendQuestion:
    """A draft of the question that the tapped message replies to."""


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
    | SendQuestion
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
