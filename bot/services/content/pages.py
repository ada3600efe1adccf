"""`/content`: what serves, how fresh it is, its versions, its answers and its files."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.actions import (
    Action,
    ConfirmTranslation,
    ExportContent,
    GetFile,
    OpenContent,
    OpenFiles,
    OpenFreshness,
    OpenPage,
    OpenPreviews,
    OpenVersion,
    OpenVersions,
    PreviewTopic,
    RollBack,
)
from bot.domain.clock import KAZAKHSTAN
from bot.domain.differences import compare
from bot.domain.language import LANGUAGES, Lang
from bot.domain.markup import Html
from bot.domain.messages import Button, NewFile, Rows, Screen, pairs
from bot.services import answers
from bot.services.content import words
from bot.services.paging import page_of, ways
from bot.services.turn import Turn
from bot.storage.content.asked import path_of
from bot.storage.content.build import digest
from bot.storage.content.check.answers import OLD_DAYS
from bot.storage.content.edits import ENDINGS
from bot.storage.content.fields import LABEL_LIMIT
from bot.storage.content.keeper import Keeper
from bot.storage.content.source import Files
from bot.storage.content.versions import KEPT, Version, zipped

_ON_A_PAGE = 8
_SEEN = 8
"""Characters of a digest that tell one state of the folder from another."""

_PATH_BYTES = 56
"""A button names no longer path: 64 bytes with its code (Bot API, callback_data)."""


def status(turn: Turn, content: Keeper) -> Screen:
    """Tell what serves and since when, what is wrong, and offer the ways on."""
    parts = [_state(turn, content)]
    if not content.live:
        found = words.findings(turn, words.errors(content.findings))
        parts.append(turn.text("content-status-broken", findings=found))
    elif content.findings:
        found = words.findings(turn, content.findings)
        parts.append(turn.text("content-status-warnings", findings=found))
    parts.append(turn.text("content-how" if content.writable else "content-status-read-only"))
    buttons = [
        turn.button("button-content-fresh", OpenFreshness()),
        turn.button("button-content-versions", OpenVersions()),
        turn.button("button-content-previews", OpenPreviews()),
        turn.button("button-content-files", OpenFiles()),
        turn.button("button-content-export", ExportContent()),
        turn.button("button-refresh", OpenContent()),
    ]
    return Screen(Html("\n\n".join(parts)), (*pairs(buttons), (_home(turn),)))


def freshness(turn: Turn) -> Screen:
    """List the answers, topics and wizards, by the day they were checked, oldest first."""
    topics = turn.catalogue.topics.values()
    ages = [(each.checked, each.texts[turn.lang].label, each.valid_until) for each in topics]
    ages += [(each.checked, each.label[turn.lang], None) for each in turn.catalogue.wizards.values()]
    lines = [_age(turn, *each) for each in sorted(ages, key=lambda age: age[:2])]
    html = turn.text("content-freshness", topics=Html("\n".join(lines)), limit=OLD_DAYS)
    return Screen(html, _way_back(turn))


async def versions(turn: Turn, content: Keeper, page: int) -> Screen:
    """List the kept versions, newest first."""
    kept = await asyncio.to_thread(content.versions.all)
    buttons = [_version_button(turn, content, each) for each in kept]
    rows = _listed(turn, [(each,) for each in buttons], page, OpenVersions)
    return Screen(turn.text("content-versions", kept=KEPT), rows)


async def version(turn: Turn, content: Keeper, number: str) -> Screen | None:
    """Tell what a version changed and what going back to it would change; None when it is gone."""
    found, before = await asyncio.to_thread(_version, content, number)
    files = content.versions.files(found.number) if found else None
    if found is None or files is None:
        return None
    shown = turn.text(
        "content-version",
        number=str(found.number),
        at=words.moment(found.at),
        origin=found.origin,
        changes=_changes_of(turn, content, files, before),
    )
    back, rows = await _way_to(turn, content, found, files)
    return Screen(Html(f"{shown}\n\n{back}"), (*rows, *_way_back(turn, OpenVersions())))


def files_of(content: Keeper, number: str) -> Files | None:
    """Return the files of a version by its number as a button tells it."""
    found, _ = _version(content, number)
    return content.versions.files(found.number) if found else None


def state_of(files: Files) -> str:
    """Return what tells one state of the folder from another, short enough for a button."""
    return digest(files)[:_SEEN]


def previews(turn: Turn, page: int) -> Screen:
    """List the topics to look at."""
    buttons = [
        Button(topic.texts[turn.lang].label, PreviewTopic(slug, turn.lang))
        for slug, topic in turn.catalogue.topics.items()
    ]
    rows = _listed(turn, pairs(buttons), page, OpenPreviews)
    return Screen(turn.text("content-previews"), rows)


def preview(turn: Turn, content: Keeper, slug: str, lang: Lang) -> Screen | None:
    """Show an answer as people see it in a language; its files are one tap away. None when there is none."""
    if slug not in turn.catalogue.topics:
        return None
    switch = tuple(_preview_button(turn, PreviewTopic(slug, each)) for each in LANGUAGES)
    files = [f"topics/{slug}/{lang}.md", f"topics/{slug}/topic.yaml", path_of(slug, lang)]
    take = tuple(Button(f"📄 {path.rpartition('/')[2]}", GetFile(path)) for path in files)
    confirm = confirming(turn, content, f"topics/{slug}/{lang}.")
    return Screen(answer(turn, slug, lang), (switch, *confirm, take, *_way_back(turn, OpenPreviews())))


def confirming(turn: Turn, content: Keeper, beginning: str) -> Rows:
    """Return a button for each translation that nobody compared with the Kazakh text as it is now."""
    asked = [
        each.path
        for each in content.findings
        if each.rule in ("stamp-missing", "stamp-old") and each.path.startswith(beginning)
    ]
    return tuple(
        (Button(turn.label("button-content-confirm", lang=path[-5:-3]), ConfirmTranslation(path)),)
        for path in asked
    )


def answer(turn: Turn, slug: str, lang: Lang) -> Html:
    """Return an answer as people see it."""
    shown = answers.topic(replace(turn, lang=lang), slug)
    return shown.html if shown else turn.text("content-preview-gone")


def files(turn: Turn, content: Keeper, page: int) -> Screen:
    """List the content files."""
    buttons = [Button(_short(path), GetFile(path)) for path in sorted(content.files) if _fits(path)]
    rows = _listed(turn, pairs(buttons), page, OpenFiles)
    return Screen(turn.text("content-files"), rows)


def file(turn: Turn, content: Keeper, path: str) -> NewFile | None:
    """Return a content file as a document, under a name that tells its path; None when it is gone."""
    found = content.files.get(path)
    if not found:
        return None
    return NewFile(path.replace("/", "."), found, turn.text("content-file-caption", path=path))


def export(turn: Turn, content: Keeper) -> NewFile | None:
    """Return the files that were changed from the chat as one zip, by their paths; None without any."""
    edited = content.version.edited if content.version else {}
    changed = {path: content.files[path] for path in edited if path in content.files}
    if not changed or content.version is None:
        return None
    caption = turn.text("content-export-caption")
    return NewFile(f"content-{content.version.number}.zip", zipped(changed), caption)


# --- parts --------------------------------------------------------------------------------------------


def _state(turn: Turn, content: Keeper) -> Html:
    serving = content.version
    return turn.text(
        "content-status",
        number=serving.number if serving else 0,
        at=words.moment(serving.at) if serving else "",
        origin=serving.origin if serving else "",
        topics=len(turn.catalogue.topics),
        warnings=sum(each.severity == "warning" for each in content.findings),
    )


def _age(turn: Turn, checked: date, label: str, until: date | None) -> Html:
    old = int((turn.today - checked).days > OLD_DAYS)
    return turn.text("content-fresh", topic=label, checked=checked, old=old, until=until or 0)


def _version(content: Keeper, number: str) -> tuple[Version | None, Version | None]:
    """Return a version and the one before it."""
    kept = content.versions.newest_first()
    for each in kept:
        if str(each.number) == number:
            return each, next(kept, None)
    return None, None


def _changes_of(turn: Turn, content: Keeper, after: Files, before: Version | None) -> Html:
    old = content.versions.files(before.number) if before else None
    if old is None:
        return turn.text("content-version-first")
    return words.differences(turn, compare(old, after)) or turn.text("content-nothing")


async def _way_to(turn: Turn, content: Keeper, found: Version, files: Files) -> tuple[Html, Rows]:
    """Tell what going back to a version would change, and offer it where it is possible."""
    trial = await content.trial(lambda _: files)
    if trial.before == trial.after and content.live:
        return turn.text("content-version-now"), ()
    if trial.catalogue is None:
        return turn.text(
            "content-version-bad", findings=words.findings(turn, words.errors(trial.findings))
        ), ()
    changes = words.differences(turn, compare(trial.before, trial.after))
    action = RollBack(str(found.number), state_of(trial.before))
    button = turn.button("button-content-back", action)
    return turn.text("content-version-back", changes=changes), ((button,),)


def _version_button(turn: Turn, content: Keeper, each: Version) -> Button:
    now = content.version is not None and each.number == content.version.number
    at = f"{each.at.astimezone(KAZAKHSTAN):%d.%m %H:%M}"
    label = turn.label("button-content-version", number=str(each.number), at=at, now=int(now))
    return Button(label, OpenVersion(str(each.number)))


def _preview_button(turn: Turn, action: PreviewTopic) -> Button:
    return Button(turn.label("button-content-preview", lang=action.lang), action)


def _listed(
    turn: Turn,
    rows: Sequence[tuple[Button, ...]],
    page: int,
    opens: type[OpenVersions | OpenPreviews | OpenFiles],
) -> Rows:
    """Return a page of rows with the ways to the pages before and after it, and back."""
    listed = page_of(rows, page, _ON_A_PAGE)
    turns = ways(turn, listed, opens)
    return (*listed.shown, *((turns,) if turns else ()), *_way_back(turn))


def _fits(path: str) -> bool:
    short = len(path.encode(errors="replace")) <= _PATH_BYTES
    return short and path.endswith(ENDINGS) and ":" not in path and path.isprintable()


def _short(path: str) -> str:
    """Return as much of a path as a button shows: its end tells most."""
    name = path.removeprefix("topics/")
    return name if len(name) <= LABEL_LIMIT else f"…{name[1 - LABEL_LIMIT :]}"


def _way_back(turn: Turn, to: Action | None = None) -> Rows:
    return ((turn.button("button-back", to or OpenContent()), _home(turn)),)


def _home(turn: Turn) -> Button:
    return turn.button("button-home", OpenPage(turn.catalogue.menu.home))
