"""A wizard's checked file made into the values that the bot walks through."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.catalogue import Fact, Region, Topic, Words
from bot.domain.wizard import Condition, Node, Option, Outcome, Piece, Question, Way, Wizard
from bot.storage.content.fields import Localised
from bot.storage.content.findings import Findings
from bot.storage.content.markdown import render
from bot.storage.content.schema_wizard import ConditionEntry, NodeEntry, OptionEntry, WizardFile


def build_wizard(
    slug: str, file: WizardFile, facts: Mapping[str, Fact], region: Region, topics: Mapping[str, Topic]
) -> Wizard:
    """Make a wizard in whose file the check found no error."""
    return Wizard(
        slug=slug,
        topic=file.topic,
        label=file.label.words(),
        title=file.title.words(),
        checked=file.checked,
        start=file.start,
        nodes={
            node_id: _question(node_id, node)
            if node.options
            else _outcome(node_id, node, facts, region, topics[file.topic].category)
            for node_id, node in file.nodes.items()
        },
    )


def markdown(text: Localised) -> Words:
    """Return words written in Markdown as Telegram HTML."""
    return {lang: render(words, "", 1, Findings()).html for lang, words in text.words().items()}


def _question(node_id: str, node: NodeEntry) -> Node:
    assert node.question
    assert node.options
    return Question(node_id, markdown(node.question), tuple(_option(option) for option in node.options))


def _option(option: OptionEntry) -> Option:
    ways = tuple(Way(way.to, _condition(way)) for way in option.next or ())
    return Option(option.label.words(), option.answer, ways)


def _outcome(node_id: str, node: NodeEntry, facts: Mapping[str, Fact], region: Region, category: str) -> Node:
    assert node.outcome
    assert node.facts
    return Outcome(
        id=node_id,
        pieces=tuple(Piece(_condition(piece), markdown(piece.text)) for piece in node.outcome),
        facts=tuple(facts[fact] for fact in node.facts),
        contacts=tuple(region.contacts[contact] for contact in node.contacts),
        category=node.category or category,
        opening=node.appeal.words() if node.appeal else None,
    )


def _condition(entry: ConditionEntry) -> Condition:
    when = {question: frozenset(answers) for question, answers in entry.when.items()}
    return Condition(when, entry.since, entry.until)
