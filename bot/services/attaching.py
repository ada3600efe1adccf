"""What is no question and comes outside the form: files are kept for an appeal, and nothing else can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.appeals import Draft, Part
from bot.domain.messages import Screen
from bot.services import answers, filing
from bot.services.turn import Turn


def keep(turn: Turn, draft: Draft | None, parts: Sequence[Part]) -> Draft | None:
    """Add messages to the unsent draft, or begin one with them; None when they do not fit.

    Words that were to be written anew stay: it is not this that should take their place.
    """
    return filing.write(replace(draft or filing.begin(turn), anew=False), *parts)


def kept(turn: Turn, draft: Draft, *, joined: bool) -> Screen:
    """Offer to send a file, alone or with the unsent appeal that it joined."""
    files = len(draft.body.files)
    html = turn.text("file-joined", files=files) if joined else turn.text("file-kept")
    return Screen(html, answers.home(turn, draft.id).rows)


def refused(turn: Turn, draft: str = "") -> Screen:
    """Say that a file does not fit any more; what was kept before stays one tap away."""
    return Screen(turn.text("form-too-long"), answers.home(turn, draft).rows)


def not_text(turn: Turn, draft: str = "") -> Screen:
    """Say what can be sent, after what holds neither a question nor a file."""
    return Screen(turn.text("not-text-draft" if draft else "not-text"), answers.home(turn, draft).rows)
