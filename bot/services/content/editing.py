"""Editing in the chat: a file sent as a document is checked, looked over, and then serves."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from bot.domain.actions import ApplyEdit, DropEdit, OpenContent, OpenEdit, PreviewEdit
from bot.domain.differences import compare
from bot.domain.language import LANGUAGES, Lang
from bot.domain.markup import Html, escape
from bot.domain.messages import Button, Rows, Screen
from bot.services.content import news, pages, words
from bot.services.turn import Turn
from bot.storage.content import stamps
from bot.storage.content.edits import PendingEdit
from bot.storage.content.keeper import Keeper, ReadOnlyError, Trial, Wanted
from bot.storage.content.source import SIZE_LIMIT, Files
from bot.storage.content.versions import Origin, Version, digest_of

_COPY = re.compile(r"\s*\(\d+\)(?=\.[a-z]+$)")
"""What a phone adds to the name of a file that it has already."""

_TOPIC = re.compile(r"topics/([a-z0-9-]+)/")
_LINES_UNITS = 1500


class MeanwhileError(Exception):
    """The folder is not what the admin was shown: somebody else changed it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A document from an admin. Without `content` there is a `problem`."""

    name: str
    caption: str
    content: bytes | None
    problem: Literal["", "large", "lost", "album"] = ""


async def propose(turn: Turn, content: Keeper, upload: Upload) -> Screen:
    """Check a file that an admin sent; show what it changes, or say why it cannot be taken."""
    if not content.writable:
        return _said(turn, turn.text("content-read-only"))
    if upload.content is None:
        return _said(turn, turn.text(f"content-file-{upload.problem}", limit=SIZE_LIMIT // 1000))
    matching = paths_of(upload.name, upload.caption, content.files)
    if len(matching) != 1:
        return _which(turn, matching)
    (path,) = matching
    edit = PendingEdit(path, upload.content, "")
    trial = await content.trial(_writing(edit))
    edit = replace(edit, base=digest_of(trial.before.get(path)))
    if trial.catalogue and trial.before != trial.after:
        content.edits.keep(edit)
    return _shown(turn, content, edit, trial)


async def look(turn: Turn, content: Keeper, edit_id: str) -> Screen | None:
    """Show again what a file that was sent changes; None when it is no longer there."""
    edit = content.edits.get(edit_id)
    return _shown(turn, content, edit, await content.trial(_writing(edit))) if edit else None


async def preview(turn: Turn, content: Keeper, edit_id: str, lang: Lang) -> Screen | None:
    """Show an answer as the file would make it."""
    edit = content.edits.get(edit_id)
    topic = _TOPIC.match(edit.path) if edit else None
    if edit is None or topic is None:
        return None
    trial = await content.trial(_writing(edit))
    if trial.catalogue is None:
        return _shown(turn, content, edit, trial)
    html = pages.answer(replace(turn, catalogue=trial.catalogue), topic[1], lang)
    back = (turn.button("button-content-edit", OpenEdit(edit_id)),)
    return Screen(html, (_languages(turn, edit), back, *_decide(turn, edit)))


async def apply(turn: Turn, content: Keeper, edit_id: str) -> Screen | None:
    """Let a file that was sent serve, unless another change came first; None when it is no longer there."""
    edit = content.edits.get(edit_id)
    if edit is None:
        return None

    def write(now: Files) -> Files:
        present = now.get(edit.path)
        if present != edit.content and digest_of(present) != edit.base:
            raise MeanwhileError
        return _writing(edit)(now)

    try:
        live = await _change(turn, content, write, "chat", edit.path)
    except MeanwhileError:
        return await _look_again(turn, content, edit)
    return _asking(turn, content, edit.path, live)


async def confirm(turn: Turn, content: Keeper, path: str) -> Screen:
    """Note that a translation says what the Kazakh text says."""
    live = await _change(turn, content, lambda now: stamps.confirmed(now, path), "chat", stamps.PATH)
    return _asking(turn, content, path, live)


async def roll_back(turn: Turn, content: Keeper, number: str, seen: str) -> Screen | None:
    """Let an earlier version serve; show its page again when the folder is not what it was compared with.

    None when the version is gone.
    """
    files = await asyncio.to_thread(pages.files_of, content, number)
    if files is None:
        return None

    def back(now: Files) -> Files:
        if pages.state_of(now) != seen:
            raise MeanwhileError
        return files

    try:
        return await _change(turn, content, back, "rollback", None)
    except MeanwhileError:
        return await pages.version(turn, content, number)


def drop(turn: Turn, content: Keeper, edit_id: str) -> Screen:
    """Forget a file that was sent."""
    content.edits.drop(edit_id)
    return _said(turn, turn.text("content-dropped"))


def paths_of(name: str, caption: str, known: Iterable[str]) -> list[str]:
    """Return the content files that a document's caption or name can mean.

    The caption is a whole path; a name may stand for the end of one, with dots for slashes:
    `topics.camps.kk.md`, `camps.kk.md`, `menu.yaml`; a number that a phone adds is left out.
    """
    paths = sorted(known)
    wanted = str(PurePosixPath(caption.strip())) if caption.strip() else ""
    if wanted in paths:
        return [wanted]
    ending = f".{_COPY.sub('', name.strip())}"
    return [path for path in paths if f".{path.replace('/', '.')}".endswith(ending)]


def _writing(edit: PendingEdit) -> Wanted:
    return lambda now: {**now, edit.path: edit.content}


async def _change(turn: Turn, content: Keeper, wanted: Wanted, origin: Origin, path: str | None) -> Screen:
    """Let a change serve and tell the other admins, or say why it cannot be."""
    try:
        trial = await content.change(wanted, origin)
    except ReadOnlyError:
        return _said(turn, turn.text("content-read-only"))
    if trial.catalogue is None:
        found = words.findings(turn, words.errors(trial.findings))
        return _said(turn, turn.text("content-version-bad", findings=found))
    before, version = trial.before, content.version
    if before == trial.after and version and await _made(turn, version, origin, path):
        earlier = await asyncio.to_thread(_before, content, version)
        before = before if earlier is None else earlier
    changes = compare(before, trial.after)
    if changes:
        await news.tell_edit(turn, changes, version)
    return _said(turn, turn.text("content-live", changes=words.differences(turn, changes)))


async def _made(turn: Turn, version: Version, origin: Origin, path: str | None) -> bool:
    """Tell whether the newest version is this admin's own: an earlier try of the turn may have made it.

    `path`: the file that was to change; None when it may be any.
    """
    fits = version.origin == origin and (path is None or path in version.changed)
    return fits and not await news.heard_of(turn, version)


def _before(content: Keeper, version: Version) -> Files | None:
    """Return what served before a version; None when that is gone."""
    earlier = (each.number for each in content.versions.newest_first() if each.number < version.number)
    number = next(earlier, None)
    return None if number is None else content.versions.files(number)


def _asking(turn: Turn, content: Keeper, path: str, live: Screen) -> Screen:
    """Ask under a changed topic whether its translations are still true."""
    topic = _TOPIC.match(path)
    confirm = pages.confirming(turn, content, topic[0]) if topic else ()
    if not confirm:
        return live
    return Screen(Html(f"{live.html}\n\n{turn.text('content-confirm')}"), (*confirm, *live.rows))


def _which(turn: Turn, matching: list[str]) -> Screen:
    if not matching:
        return _said(turn, turn.text("content-file-stranger"))
    listed = Html("\n".join(f"<code>{escape(path)}</code>" for path in matching[: words.MOST_SHOWN]))
    return _said(turn, turn.text("content-file-many", paths=listed))


def _shown(turn: Turn, content: Keeper, edit: PendingEdit, trial: Trial) -> Screen:
    if trial.catalogue is None:
        found = words.findings(turn, words.errors(trial.findings))
        name = words.file_name(turn, edit.path)
        return _said(turn, turn.text("content-refused", file=name, findings=found))
    changes = compare(trial.before, trial.after)
    if not changes:
        return _said(turn, turn.text("content-same"))
    warnings = [each for each in trial.findings if each not in content.findings]
    html = turn.text(
        "content-edit",
        changes=words.differences(turn, changes),
        lines=words.lines_of(changes[0], _LINES_UNITS),
        warnings=len(warnings),
        findings=words.findings(turn, warnings),
    )
    looks = (_languages(turn, edit),) if _TOPIC.match(edit.path) else ()
    return Screen(html, (*looks, *_decide(turn, edit)))


async def _look_again(turn: Turn, content: Keeper, edit: PendingEdit) -> Screen:
    """Show what a file changes now that another change came first."""
    trial = await content.trial(_writing(edit))
    edit = replace(edit, base=digest_of(trial.before.get(edit.path)))
    content.edits.keep(edit)
    shown = _shown(turn, content, edit, trial)
    return Screen(Html(f"{turn.text('content-edit-meanwhile')}\n\n{shown.html}"), shown.rows)


def _languages(turn: Turn, edit: PendingEdit) -> tuple[Button, ...]:
    return tuple(
        Button(turn.label("button-content-preview", lang=lang), PreviewEdit(edit.id, lang))
        for lang in LANGUAGES
    )


def _decide(turn: Turn, edit: PendingEdit) -> Rows:
    return (
        (
            turn.button("button-content-apply", ApplyEdit(edit.id)),
            turn.button("button-drop", DropEdit(edit.id)),
        ),
    )


def _said(turn: Turn, html: Html) -> Screen:
    return Screen(html, ((turn.button("button-content", OpenContent()),),))
