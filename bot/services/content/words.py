"""Files, differences and findings in the words of an admin's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.clock import KAZAKHSTAN
from bot.domain.differences import FileChange
from bot.domain.markup import Html, cut, escape, utf16_length, visible
from bot.services.turn import Turn
from bot.storage.content.findings import RULES, Finding

MOST_SHOWN = 12
"""Files or findings in one message; of the others their count is told."""

_LINE_UNITS, _LIST_UNITS = 160, 2500
_TOPIC = re.compile(r"topics/([a-z0-9-]+)/(kk|ru|en)\.md")
_SHEET = re.compile(r"topics/([a-z0-9-]+)/topic\.yaml")
_WIZARD = re.compile(r"wizards/([a-z0-9-]+)\.yaml")
_ASKED = re.compile(r"asked/([a-z0-9-]+)\.(kk|ru|en)\.txt")
_TEXTS = re.compile(r"texts/(kk|ru|en)\.ftl")


def file_name(turn: Turn, path: str) -> Html:
    """Name a content file by what it is for; one that is not known by its path."""
    if match := _TOPIC.fullmatch(path):
        return turn.text("content-file", kind=f"page-{match[2]}", name=_topic(turn, match[1]))
    if match := _SHEET.fullmatch(path):
        return turn.text("content-file", kind="sheet", name=_topic(turn, match[1]))
    if match := _WIZARD.fullmatch(path):
        return turn.text("content-file", kind="wizard", name=_wizard(turn, match[1]))
    if match := _ASKED.fullmatch(path):
        return turn.text("content-file-asked", kind=match[1], name=_topic(turn, match[1]), lang=match[2])
    if match := _TEXTS.fullmatch(path):
        return turn.text("content-file", kind=f"texts-{match[1]}", name=path)
    return turn.text("content-file", kind=path.removesuffix(".yaml"), name=path)


def differences(turn: Turn, changes: Sequence[FileChange]) -> Html:
    """Tell which files differ and by how much, one line each."""
    lines = [
        turn.text(
            "content-change",
            file=file_name(turn, each.path),
            kind=each.kind,
            added=len(each.added),
            removed=len(each.removed),
        )
        for each in changes[:MOST_SHOWN]
    ]
    return _listed(turn, lines, len(changes))


def lines_of(change: FileChange, units: int) -> Html:
    """Show the lines that went and came, folded away, in at most `units` UTF-16 units."""
    shown: list[str] = []
    left = units
    for sign, line in (*(("−", each) for each in change.removed), *(("+", each) for each in change.added)):
        words, rest = cut(f"{sign} {line.strip()}", _LINE_UNITS)
        left -= utf16_length(words) + 2
        if left < 0:
            shown.append("…")
            break
        shown.append(f"{words}…" if rest else words)
    if not shown:
        return Html("")
    quoted = "\n".join(escape(each) for each in shown)
    return Html(f"<blockquote expandable>{quoted}</blockquote>")


def findings(turn: Turn, found: Iterable[Finding]) -> Html:
    """Tell what is wrong and where, errors first, one line each."""
    ordered = sorted(found, key=lambda each: each.severity != "error")
    lines = [_finding(turn, each) for each in ordered[:MOST_SHOWN]]
    return _listed(turn, lines, len(ordered))


def errors(found: Iterable[Finding]) -> list[Finding]:
    return [each for each in found if each.severity == "error"]


def moment(at: datetime) -> str:
    """Return day and minute in Kazakhstan."""
    return f"{at.astimezone(KAZAKHSTAN):%d.%m.%Y %H:%M}"


def _finding(turn: Turn, finding: Finding) -> Html:
    mark = "❌" if finding.severity == "error" else "⚠️"
    place = escape(f"{finding.path}:{finding.line}")
    return Html(f"{mark} <code>{place}</code> {_sentence(turn, finding)}")


def _sentence(turn: Turn, finding: Finding) -> Html:
    """Return the finding's sentence, each argument cut short: what officials wrote may be long.

    Content that is older than the rule knows no sentence for it: then it is said as at the terminal.
    """
    arguments = {name: cut(value, _LINE_UNITS)[0] for name, value in finding.arguments.items()}
    try:
        return turn.text(f"finding-{finding.rule}", **arguments)
    except (LookupError, ValueError):
        return escape(RULES[finding.rule].english.format(**arguments))


def _topic(turn: Turn, slug: str) -> str:
    topic = turn.catalogue.topics.get(slug)
    return topic.texts[turn.lang].title if topic else slug


def _wizard(turn: Turn, slug: str) -> str:
    wizard = turn.catalogue.wizards.get(slug)
    return wizard.label[turn.lang] if wizard else slug


def _listed(turn: Turn, lines: list[Html], count: int) -> Html:
    """Join the lines; keep a message far below its limit."""
    kept: list[Html] = []
    units = 0
    for line in lines:
        units += utf16_length(visible(line)) + 1
        if units > _LIST_UNITS:
            break
        kept.append(line)
    if count > len(kept):
        kept.append(turn.text("content-more", count=count - len(kept)))
    return Html("\n".join(kept))
