"""Every node of a wizard can be reached and ends; conditions and ids point at what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from bot.domain.wizard import MOST_QUESTIONS
from bot.storage.content.check.answers import OLD_DAYS
from bot.storage.content.check.wizard_texts import check_texts
from bot.storage.content.draft import Draft, Read
from bot.storage.content.findings import Findings
from bot.storage.content.schema import TOPICS
from bot.storage.content.schema_wizard import ConditionEntry, WayEntry, WizardFile
from bot.storage.content.source import Place

_Wizard = Read[WizardFile]

_Before: TypeAlias = Mapping[str, frozenset[str]]
"""For each node those from which options lead to it, over however many questions."""


def check(draft: Draft, found: Findings, today: date | None) -> None:
    for slug, wizard in draft.wizards.items():
        if slug in TOPICS:
            found.add("wizard-slug", wizard.path, slug=slug)
        before = _before(wizard.file)
        _tree(wizard, before, found)
        _conditions(wizard, before, found)
        _references(draft, wizard, found)
        check_texts(draft, wizard, found)
        if today and (days := (today - wizard.file.checked).days) > OLD_DAYS:
            found.add("checked-old", wizard.path, wizard.line("checked"), days=days, limit=OLD_DAYS)


# --- the tree -----------------------------------------------------------------------------------------


def _tree(wizard: _Wizard, before: _Before, found: Findings) -> None:
    nodes = wizard.file.nodes
    if wizard.file.start not in nodes:
        found.add("node-unknown", wizard.path, wizard.line("start"), id=wizard.file.start)
        return
    for place, way in _ways(wizard.file):
        if way.to not in nodes:
            found.add("node-unknown", wizard.path, wizard.line(*place), id=way.to)
    for node_id in nodes:
        line = wizard.line("nodes", node_id)
        if node_id != wizard.file.start and wizard.file.start not in before[node_id]:
            found.add("node-unreachable", wizard.path, line, id=node_id)
        if node_id in before[node_id]:
            found.add("node-circle", wizard.path, line, id=node_id)
    _length(wizard, before, found)


def _ways(file: WizardFile) -> Iterator[tuple[Place, WayEntry]]:
    for node_id, node in file.nodes.items():
        for at, option in enumerate(node.options or ()):
            for way_at, way in enumerate(option.next or ()):
                yield ("nodes", node_id, "options", at, "next", way_at, "to"), way


def _before(file: WizardFile) -> _Before:
    after: dict[str, set[str]] = {node_id: set() for node_id in file.nodes}
    for place, way in _ways(file):
        if way.to in after:
            after[str(place[1])].add(way.to)
    before: dict[str, set[str]] = {node_id: set() for node_id in file.nodes}
    for node_id in file.nodes:
        waiting = list(after[node_id])
        while waiting:
            to = waiting.pop()
            if node_id not in before[to]:
                before[to].add(node_id)
                waiting += after[to]
    return {node_id: frozenset(earlier) for node_id, earlier in before.items()}


def _length(wizard: _Wizard, before: _Before, found: Findings) -> None:
    """Measure the longest row of questions of a tree that ends."""
    if any(node_id in earlier for node_id, earlier in before.items()):
        return
    longest: dict[str, int] = dict.fromkeys(before, 0)
    for node_id in sorted(before, key=lambda each: len(before[each])):
        for place, way in _ways(wizard.file):
            if place[1] == node_id and way.to in longest:
                longest[way.to] = max(longest[way.to], longest[node_id] + 1)
    count = max(longest.values())
    if count > MOST_QUESTIONS:
        found.add("questions-many", wizard.path, wizard.line("start"), count=count, limit=MOST_QUESTIONS)


# --- conditions ---------------------------------------------------------------------------------------


def _conditions(wizard: _Wizard, before: _Before, found: Findings) -> None:
    for node_id, node in wizard.file.nodes.items():
        for at, option in enumerate(node.options or ()):
            place: Place = ("nodes", node_id, "options", at, "next")
            if option.next and not option.next[-1].always:
                found.add("condition-last", wizard.path, wizard.line(*place))
            for way_at, way in enumerate(option.next or ()):
                _condition(wizard, way, (*place, way_at), before[node_id] | {node_id}, found)
        if node.outcome and not node.outcome[0].always:
            found.add("condition-first", wizard.path, wizard.line("nodes", node_id, "outcome"))
        for at, piece in enumerate(node.outcome or ()):
            _condition(wizard, piece, ("nodes", node_id, "outcome", at), before[node_id], found)


def _condition(
    wizard: _Wizard, entry: ConditionEntry, place: Place, before: frozenset[str], found: Findings
) -> None:
    for question, answers in entry.when.items():
        line = wizard.line(*place, "when", question)
        node = wizard.file.nodes.get(question)
        if question not in before or not node or not node.options:
            found.add("question-unknown", wizard.path, line, id=question)
            continue
        for answer in answers:
            if answer not in {option.answer for option in node.options}:
                found.add("option-unknown", wizard.path, line, id=question, answer=answer)
    if entry.since and entry.until and entry.until < entry.since:
        line = wizard.line(*place, "until")
        found.add("days-reversed", wizard.path, line, until=entry.until, since=entry.since)


# --- what it points at --------------------------------------------------------------------------------


def _references(draft: Draft, wizard: _Wizard, found: Findings) -> None:
    if wizard.file.topic not in draft.topics:
        found.add("topic-unknown", wizard.path, wizard.line("topic"), id=wizard.file.topic)
    for node_id, node in wizard.file.nodes.items():
        answers = [option.answer for option in node.options or ()]
        for at, answer in enumerate(answers):
            if answer in answers[:at]:
                line = wizard.line("nodes", node_id, "options", at, "answer")
                found.add("id-duplicate", wizard.path, line, id=answer)
        _outcome(draft, wizard, node_id, found)


def _outcome(draft: Draft, wizard: _Wizard, node_id: str, found: Findings) -> None:
    node, path = wizard.file.nodes[node_id], wizard.path
    facts = {fact.id: fact for fact in draft.facts.file.facts} if draft.facts else None
    contacts = draft.region.file.contacts if draft.region else None
    for at, fact in enumerate(node.facts or ()):
        line = wizard.line("nodes", node_id, "facts", at)
        if facts is not None and fact not in facts:
            found.add("fact-unknown", path, line, id=fact)
        elif facts is not None and facts[fact].confidence == "low":
            found.add("fact-low", path, line, id=fact)
    for at, contact in enumerate(node.contacts):
        line = wizard.line("nodes", node_id, "contacts", at)
        if contacts is not None and contact not in contacts:
            found.add("contact-unknown", path, line, id=contact)
    if draft.appeals and node.category and node.category not in draft.appeals.file.categories:
        found.add("category-unknown", path, wizard.line("nodes", node_id, "category"), id=node.category)
