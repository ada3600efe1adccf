"""An answer says what its facts say, the same in three languages, and fits one message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from bot.domain.catalogue import Region
from bot.domain.markup import MESSAGE_LIMIT, utf16_length, visible
from bot.domain.texts import Texts
from bot.domain.values import fill
from bot.storage.content.build import build_region, build_texts
from bot.storage.content.check.languages import same
from bot.storage.content.check.ledger import Ledger, ledger
from bot.storage.content.check.placeholders import known, none
from bot.storage.content.draft import Draft, TopicDraft, TopicPage
from bot.storage.content.findings import Findings
from bot.storage.content.schema import FactEntry, RegionFile

OLD_DAYS = 180

FRAME = 200
"""UTF-16 units kept for what the bot adds: the heading of the sources, the day, line ends."""


def check(draft: Draft, found: Findings, today: date | None) -> None:
    facts = {fact.id: fact for fact in draft.facts.file.facts} if draft.facts else None
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
            if draft.region and draft.sentences:
                _length(topic, cited, build_region(draft.region.file), build_texts(draft), found)


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


def _length(
    topic: TopicDraft, facts: Iterable[FactEntry], region: Region, texts: Texts, found: Findings
) -> None:
    """Measure the answer as long as it gets: with known sums and with sums that follow."""
    days = (region.mci_known_until, region.mci_known_until + timedelta(days=1))
    for lang, page in topic.pages.items():
        try:
            filled = [fill(page.body.html, region, texts, lang, day) for day in days]
        except (LookupError, ValueError) as error:
            if not found.broken:  # else the reason is already told in its own place
                found.add("text-broken", f"texts/{lang}.ftl", id="value-mci", problem=error)
            continue
        titles = {
            source.url.words()[lang]: source.title.words()[lang] for fact in facts for source in fact.sources
        }
        body = utf16_length(page.front.file.title) + max(utf16_length(visible(text)) for text in filled)
        length = body + sum(utf16_length(title) + 3 for title in titles.values()) + FRAME
        if length > MESSAGE_LIMIT:
            found.add("answer-long", page.path, page.body_line, length=length, limit=MESSAGE_LIMIT)
