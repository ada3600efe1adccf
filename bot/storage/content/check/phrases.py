"""Enough phrases of danger in each language, families and topics that exist, no phrase without a word."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.language import LANGUAGES
from bot.domain.understanding.phrases import words_of
from bot.storage.content.draft import Draft, Read
from bot.storage.content.findings import Findings
from bot.storage.content.schema import DangerFile, PhrasesByLanguage, SmallTalkFile

LEAST_PHRASES = 40
"""Danger phrases per language."""


def check(draft: Draft, found: Findings) -> None:
    if draft.danger:
        _danger(draft.danger, found)
        for at, slug in enumerate(draft.danger.file.harmless_topics):
            if slug not in draft.topics:
                found.add(
                    "topic-unknown", draft.danger.path, draft.danger.line("harmless_topics", at), id=slug
                )
    if draft.small_talk:
        for kind, phrases in draft.small_talk.file.kinds().items():
            _each_language(draft.small_talk, phrases, (kind,), found)


def _danger(danger: Read[DangerFile], found: Findings) -> None:
    file = danger.file
    for lang in LANGUAGES:
        count = len(set(getattr(file.phrases.danger, lang)))
        if count < LEAST_PHRASES:
            line = danger.line("phrases", "danger", lang)
            found.add("phrases-few", danger.path, line, lang=lang, count=count, least=LEAST_PHRASES)
    _words(danger, file.alone.danger, ("alone", "danger"), found)
    _words(danger, file.alone.concern, ("alone", "concern"), found)
    _each_language(danger, file.phrases.danger, ("phrases", "danger"), found)
    _each_language(danger, file.phrases.concern, ("phrases", "concern"), found)
    _each_language(danger, file.idioms, ("not",), found)
    _each_language(danger, file.writes.child, ("writes", "child"), found)
    _each_language(danger, file.writes.adult, ("writes", "adult"), found)
    for name, family in file.families.items():
        _each_language(danger, family, ("families", name), found)
    for at, together in enumerate(file.together):
        for name in (*together.near, *together.unless):
            if name not in file.families:
                found.add("family-unknown", danger.path, danger.line("together", at), id=name)


def _each_language(
    read: Read[DangerFile] | Read[SmallTalkFile],
    phrases: PhrasesByLanguage,
    place: tuple[str, ...],
    found: Findings,
) -> None:
    for lang in LANGUAGES:
        _words(read, getattr(phrases, lang), (*place, lang), found)


def _words(
    read: Read[DangerFile] | Read[SmallTalkFile],
    phrases: Sequence[str],
    place: tuple[str, ...],
    found: Findings,
) -> None:
    for at, phrase in enumerate(phrases):
        if not words_of(phrase):
            found.add("phrase-empty", read.path, read.line(*place, at), phrase=repr(phrase))
