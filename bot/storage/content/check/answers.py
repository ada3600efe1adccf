"""An answer says what its facts say, the same in three languages, and fits one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.markup import MESSAGE_LIMIT, utf16_length
from bot.storage.content.check.languages import same
from bot.storage.content.check.ledger import Ledger, ledger
from bot.storage.content.check.lengths import Length, length_in, sources_length
from bot.storage.content.check.placeholders import known, none
from bot.storage.content.draft import Draft, TopicDraft, TopicPage
from bot.storage.content.findings import Findings
from bot.storage.content.schema import FactEntry, RegionFile

OLD_DAYS = 180

FRAME = 200
"""UTF-16 units kept for what the bot adds: the heading of the sources, the day, line ends."""


def check(draft: Draft, found: Findings, today: date | None) -> None:
    facts = {fact.id: fact for fact in draft.facts.file.facts} if draft.facts else None
    measure = length_in(draft)
    for topic in draft.topics.values():
        for page in topic.pages.values():
            _placeholders(page, draft.region.file if draft.region else None, found)
        same(
            {lang: page.body for lang, page in topic.pages.items()},
            {lang: (page.path, page.body_line) for lang, page in topic.pages.items()},
            found,
        )
        if topic.sheet and today:
            _age(topic, today, found)
        if topic.sheet and facts is not None:
            cited = [facts[fact] for fact in topic.sheet.file.facts if fact in facts]
            _figures(topic, ledger(cited, draft.region.file if draft.region else None), found)
            if measure:
                _length(topic, cited, measure, found)


def _placeholders(page: TopicPage, region: RegionFile | None, found: Findings) -> None:
    known(page.body.shown, region, page.path, found)
    for field, words in (("title", page.front.file.title), ("label", page.front.file.label)):
        none(words, page.path, page.front.line(field), found)
    for _, url in page.body.links:
        if "{" in url or "%7B" in url:
            found.add("link-scheme", page.path, page.body_line, url=url)


def _age(topic: TopicDraft, today: date, found: Findings) -> None:
    assert topic.sheet
    sheet = topic.sheet
    days = (today - sheet.file.checked).days
    if days > OLD_DAYS:
        found.add("checked-old", sheet.path, sheet.line("checked"), days=days, limit=OLD_DAYS)
    if sheet.file.valid_until and sheet.file.valid_until < today:
        found.add("valid-until", sheet.path, sheet.line("valid_until"), day=sheet.file.valid_until)


def _figures(topic: TopicDraft, known: Ledger, found: Findings) -> None:
    for page in topic.pages.values():
        front = page.front
        lines = [(front.line("title"), front.file.title), (front.line("label"), front.file.label)]
        known.prove([*lines, *page.body.shown], page.path, found)


def _length(topic: TopicDraft, facts: Sequence[FactEntry], measure: Length, found: Findings) -> None:
    for lang, page in topic.pages.items():
        body = measure(page.body.html, lang, found)
        if body is None:
            continue
        length = utf16_length(page.front.file.title) + body + sources_length(facts, lang) + FRAME
        if length > MESSAGE_LIMIT:
            found.add("answer-long", page.path, page.body_line, length=length, limit=MESSAGE_LIMIT)
