"""Wizards: one question at a time, and at the end what holds, with its rule, source and day."""

from __future__ import annotations

from bot.domain.actions import OpenDanger, OpenTopic, OpenWizard, WriteOutcome
from bot.domain.catalogue import Words, sources_of
from bot.domain.markup import Html, escape, visible
from bot.domain.messages import Button, Rows, Screen, pairs
from bot.domain.values import fill
from bot.domain.wizard import Outcome, Question, Stop, Wizard
from bot.services import answers
from bot.services.filing import Origin
from bot.services.turn import Turn


def find(turn: Turn, slug: str) -> Wizard | None:
    """Return a wizard, or None when it is gone or the answer it belongs to is out of date."""
    wizard = turn.catalogue.wizards.get(slug)
    return wizard if wizard and turn.catalogue.topics[wizard.topic].holds(turn.today) else None


def stop(turn: Turn, wizard: Wizard, version: str, path: str) -> Stop | None:
    """Follow a button's path; None when the questions are not those any more that it was made for."""
    if path and version != wizard.version(turn.today):
        return None
    return wizard.stop(path, turn.today)


def first(turn: Turn, wizard: Wizard) -> Screen:
    """Show a wizard's first question."""
    at = wizard.stop("", turn.today)
    assert at
    return screen(turn, wizard, at)


def screen(turn: Turn, wizard: Wizard, at: Stop) -> Screen:
    if isinstance(at.node, Question):
        html = f"<b>{escape(wizard.title[turn.lang])}</b>\n\n{_filled(turn, at.node.text)}"
        return Screen(Html(html), (*_options(turn, wizard, at, at.node), *_ways_on(turn, wizard, at)))
    return Screen(_told(turn, wizard, at, at.node), _outcome_rows(turn, wizard, at, at.node))


def origin(turn: Turn, wizard: Wizard, at: Stop) -> Origin | None:
    """Return what an appeal from here begins with: the rule; None at a question."""
    if not isinstance(at.node, Outcome):
        return None
    words = at.node.opening[turn.lang] if at.node.opening else ""
    region, texts = turn.catalogue.region, turn.catalogue.texts
    opening = visible(fill(escape(words), region, texts, turn.lang, turn.today))
    return Origin(wizard.topic, at.node.category, opening)


def _told(turn: Turn, wizard: Wizard, at: Stop, outcome: Outcome) -> Html:
    """Return an outcome that can stand alone, forwarded to somebody without the questions."""
    title = f"<b>{escape(wizard.title[turn.lang])}</b>"
    given = turn.text("wizard-answers", answers=" · ".join(each.label[turn.lang] for each in at.chosen))
    pieces = [_filled(turn, piece.text) for piece in at.told(turn.today)]
    sources = answers.sources(turn, sources_of(outcome.facts, turn.lang))
    checked = turn.text("answer-checked", day=wizard.checked)
    return Html("\n\n".join([f"{title}\n{given}", *pieces, f"{sources}\n{checked}"]))


def _filled(turn: Turn, words: Words) -> Html:
    region, texts = turn.catalogue.region, turn.catalogue.texts
    return fill(Html(words[turn.lang]), region, texts, turn.lang, turn.today)


def _options(turn: Turn, wizard: Wizard, at: Stop, question: Question) -> Rows:
    version = wizard.version(turn.today)
    return tuple(
        (
            Button(
                option.label[turn.lang],
                OpenWizard(wizard.slug, version, f"{at.path}{digit}") if option.ways else OpenDanger(),
            ),
        )
        for digit, option in enumerate(question.options)
    )


def _outcome_rows(turn: Turn, wizard: Wizard, at: Stop, outcome: Outcome) -> Rows:
    copies = pairs([turn.copy_number(each.phone) for each in outcome.contacts if each.phone])
    write = WriteOutcome(wizard.slug, wizard.version(turn.today), at.path)
    ready = ((turn.button("button-write-outcome", write),),) if outcome.opening else ()
    return (
        *copies,
        *ready,
        (turn.button("button-more", OpenTopic(wizard.topic)),),
        answers.rating(turn, wizard.slug),
        *_ways_on(turn, wizard, at),
    )


def _ways_on(turn: Turn, wizard: Wizard, at: Stop) -> Rows:
    """Return the ways that every stop has: one question back, to the start, and home."""
    if not at.path:
        back = turn.button("button-back", OpenTopic(wizard.topic))
        return ((back, *answers.way_home(turn)),)
    earlier = OpenWizard(wizard.slug, wizard.version(turn.today), at.path[:-1])
    again = turn.button("button-again", OpenWizard(wizard.slug))
    return ((turn.button("button-back", earlier), again), answers.way_home(turn))
