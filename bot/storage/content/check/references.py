"""Ids that point somewhere point at something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from bot.storage.content.draft import Draft, Read
from bot.storage.content.figures import written
from bot.storage.content.findings import Findings
from bot.storage.content.schema import FactEntry, FactsFile, RegionFile, TopicFile

_EMERGENCY = ("rescue", "police", "ambulance", "helpline")
_SITES = ("e-otinish",)
"""What the bot shows by name: the danger card, 111 under "I do not know", the way to a formal appeal."""

_UNKNOWN = {
    "facts": "fact-unknown",
    "contacts": "contact-unknown",
    "emergency": "contact-unknown",
    "related": "topic-unknown",
}


def check(draft: Draft, found: Findings) -> None:
    if draft.region:
        _region(draft.region, found)
    if draft.facts:
        _facts(draft, draft.facts, found)
    for topic in draft.topics.values():
        if topic.sheet:
            _topic(draft, topic.sheet, found)


def _region(region: Read[RegionFile], found: Findings) -> None:
    contacts = region.file.contacts
    _known(region, "emergency", region.file.emergency, contacts, found)
    for at, contact in enumerate(region.file.emergency):
        if contact in contacts and not contacts[contact].phone:
            found.add("contact-phone", region.path, region.line("emergency", at), id=contact)
    for contact in _EMERGENCY:
        if contact not in region.file.emergency:
            found.add("emergency-missing", region.path, region.line("emergency"), id=contact)
    for contact in _SITES:
        if contact not in contacts:
            found.add("contact-required", region.path, region.line("contacts"), id=contact)
        elif not contacts[contact].url:
            found.add("contact-url", region.path, region.line("contacts", contact), id=contact)
    for field, sums in (("mci", region.file.mci), ("minimum", region.file.minimum)):
        days = [entry.since for entry in sums]
        if days != sorted(set(days)):
            found.add("mci-order", region.path, region.line(field), field=field)


def _facts(draft: Draft, facts: Read[FactsFile], found: Findings) -> None:
    for fact_id, count in Counter(fact.id for fact in facts.file.facts).items():
        if count > 1:
            last = max(at for at, fact in enumerate(facts.file.facts) if fact.id == fact_id)
            found.add("id-duplicate", facts.path, facts.line("facts", last), id=fact_id)
    for at, fact in enumerate(facts.file.facts):
        _fact(facts, at, fact, found)
    sheets = [topic.sheet for topic in draft.topics.values()]
    cited = {fact for sheet in sheets if sheet for fact in sheet.file.facts}
    for wizard in draft.wizards.values():
        cited.update(fact for node in wizard.file.nodes.values() for fact in node.facts or ())
    for at, fact in enumerate(facts.file.facts):
        if all(sheets) and fact.id not in cited:
            found.add("fact-unused", facts.path, facts.line("facts", at), id=fact.id)


def _fact(facts: Read[FactsFile], at: int, fact: FactEntry, found: Findings) -> None:
    for value_at, value in enumerate(fact.values):
        if not written(value):
            found.add("value-unread", facts.path, facts.line("facts", at, "values", value_at), value=value)
    for source_at, source in enumerate(fact.sources):
        if "adilet.zan.kz" in source.url.kk and "/kaz/" not in source.url.kk:
            line = facts.line("facts", at, "sources", source_at, "url")
            found.add("link-kazakh", facts.path, line, url=source.url.kk)


def _topic(draft: Draft, sheet: Read[TopicFile], found: Findings) -> None:
    file = sheet.file
    _known(sheet, "related", file.related, draft.topics, found)
    if draft.region:
        _known(sheet, "contacts", file.contacts, draft.region.file.contacts, found)
    if draft.appeals and file.category not in draft.appeals.file.categories:
        found.add("category-unknown", sheet.path, sheet.line("category"), id=file.category)
    if draft.facts:
        known = {fact.id: fact for fact in draft.facts.file.facts}
        _known(sheet, "facts", file.facts, known, found)
        for at, fact in enumerate(file.facts):
            if fact in known and known[fact].confidence == "low":
                found.add("fact-low", sheet.path, sheet.line("facts", at), id=fact)


def _known(
    read: Read[TopicFile] | Read[RegionFile],
    field: str,
    ids: Sequence[str],
    known: Container[str],
    found: Findings,
) -> None:
    seen: set[str] = set()
    for at, some_id in enumerate(ids):
        if some_id not in known:
            found.add(_UNKNOWN[field], read.path, read.line(field, at), id=some_id)
        if some_id in seen:
            found.add("id-duplicate", read.path, read.line(field, at), id=some_id)
        seen.add(some_id)
