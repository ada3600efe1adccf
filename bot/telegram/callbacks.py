"""Actions as the data of buttons: at most 64 bytes (Bot API, InlineKeyboardButton.callback_data).

The data is unsigned, so anyone can forge it: what comes back is only well-formed, never trusted. The
use cases check whose appeal it is.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args

from bot.domain.actions import (
    Action,
    AddToAppeal,
    ApplyEdit,
    ChangeDraft,
    ChooseLanguage,
    ConfirmTranslation,
    DeleteDraft,
    DropDraft,
    DropEdit,
    ExportContent,
    GetFile,
    KeepNote,
    OpenAppeal,
    OpenContent,
    OpenDanger,
    OpenEdit,
    OpenFiles,
    OpenFreshness,
    OpenGaps,
    OpenHelp,
    OpenLanguages,
    OpenMine,
    OpenPage,
    OpenPreviews,
    OpenPrivacy,
    OpenQueue,
    OpenTopic,
    OpenVersion,
    OpenVersions,
    OpenWizard,
    PickCategory,
    PickPlace,
    PreviewEdit,
    PreviewTopic,
    Rate,
    ResumeDraft,
    RollBack,
    SendAppeal,
    SendQuestion,
    SendReply,
    ShowCard,
    SkipMissing,
    StartAnother,
    StartAppeal,
    Step,
    WriteOutcome,
    WriteOutcomeAnew,
)
from bot.domain.language import LANGUAGES

CODES: dict[type[Action], str] = {
    OpenPage: "p",
    OpenTopic: "t",
    OpenLanguages: "l",
    ChooseLanguage: "cl",
    OpenDanger: "d",
    OpenHelp: "h",
    OpenPrivacy: "pr",
    OpenMine: "m",
    OpenAppeal: "a",
    AddToAppeal: "aa",
    StartAppeal: "s",
    StartAnother: "sa",
    SendQuestion: "sq",
    PickCategory: "fc",
    PickPlace: "fp",
    ChangeDraft: "fe",
    ResumeDraft: "fr",
    SendAppeal: "fs",
    DropDraft: "fd",
    DeleteDraft: "fx",
    SendReply: "rs",
    KeepNote: "rn",
    OpenQueue: "q",
    ShowCard: "c",
    OpenContent: "n",
    OpenFreshness: "nf",
    OpenVersions: "nv",
    OpenVersion: "nw",
    RollBack: "nb",
    OpenPreviews: "np",
    PreviewTopic: "nt",
    OpenFiles: "nl",
    GetFile: "ng",
    ExportContent: "nx",
    OpenEdit: "no",
    PreviewEdit: "ne",
    ApplyEdit: "na",
    DropEdit: "nd",
    ConfirmTranslation: "ns",
    Rate: "hr",
    SkipMissing: "hs",
    OpenGaps: "g",
    OpenWizard: "w",
    WriteOutcome: "ww",
    WriteOutcomeAnew: "wx",
}
"""Codes are part of messages that already stand in chats: they never change and are never used again."""

_ACTIONS = {code: action for action, code in CODES.items()}
_BYTES = 64
_PAGES = 10_000
_STAYS = "+"
"""Before the data of a button whose message stays when it is tapped."""

assert set(CODES) == set(get_args(Action)), "every action has a code"


def pack(action: Action, *, stays: bool = False) -> str:
    """Return an action as callback data. Raises ValueError when it does not fit."""
    data = ":".join([CODES[type(action)], *(str(getattr(action, each.name)) for each in fields(action))])
    data = _STAYS + data if stays else data
    if len(data.encode()) > _BYTES:
        raise ValueError(f"callback data of {type(action).__name__} is over {_BYTES} bytes")
    return data


def unpack(data: str | None) -> Action | None:
    """Return the action of callback data, or None when it is none of ours: old, or forged.

    What can be no button's data goes no further, to no database either: NUL, half a character, too long.
    """
    if data and (not data.isprintable() or len(data.encode()) > _BYTES):
        return None
    code, *values = (data or "").removeprefix(_STAYS).split(":")
    action = _ACTIONS.get(code)
    if action is None or len(values) != len(fields(action)):
        return None
    try:
        return action(*(_value(each.type, value) for each, value in zip(fields(action), values, strict=True)))
    except ValueError:
        return None


def stays(data: str | None) -> bool:
    """Tell whether the message that the tapped button hangs on stays as it is."""
    return (data or "").startswith(_STAYS)


def _value(kind: Any, value: str) -> Any:
    match kind:
        case "int":
            return max(0, min(int(value), _PAGES))
        case "Lang" if value not in LANGUAGES:
            raise ValueError(value)
        case "Step" if value not in get_args(Step):
            raise ValueError(value)
        case _:
            return value
