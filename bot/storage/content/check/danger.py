"""Enough phrases of danger in each language, and none that would match everything."""

from __future__ import annotations

from bot.domain.language import LANGUAGES
from bot.domain.understanding.triage import words_of
from bot.storage.content.draft import Draft, Read
from bot.storage.content.findings import Findings
from bot.storage.content.schema import DangerFile, PhrasesByLanguage

LEAST_PHRASES = 40
"""Danger phrases per language."""


def check(draft: Draft, found: Findings) -> None:
    if not draft.danger:
        return
    danger = draft.danger
    for lang in LANGUAGES:
        count = len(set(getattr(danger.file.phrases.danger, lang)))
        if count < LEAST_PHRASES:
            line = danger.line("phrases", "danger", lang)
            found.add("phrases-few", danger.path, line, lang=lang, count=count, least=LEAST_PHRASES)
    _empty(danger, danger.file.phrases.danger, ("phrases", "danger"), found)
    _empty(danger, danger.file.phrases.concern, ("phrases", "concern"), found)
    _empty(danger, danger.file.idioms, ("not",), found)
    for name, family in danger.file.families.items():
        _empty(danger, family, ("families", name), found)
    _families(danger, found)


def _families(danger: Read[DangerFile], found: Findings) -> None:
    for at, together in enumerate(danger.file.together):
        for name in (*together.near, *together.unless):
            if name not in danger.file.families:
                found.add("family-unknown", danger.path, danger.line("together", at), id=name)


def _empty(
    danger: Read[DangerFile], phrases: PhrasesByLanguage, place: tuple[str, ...], found: Findings
) -> None:
    for lang in LANGUAGES:
        for at, phrase in enumerate(getattr(phrases, lang)):
            if not words_of(phrase):
                found.add("phrase-empty", danger.path, danger.line(*place, lang, at), phrase=repr(phrase))
