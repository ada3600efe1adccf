"""Wizards: a few questions, one at a time, that end in what holds for this family on this day.

A person's way through one is its options by number, so that a button carries it whole and an old message
still works. Only what was answered and the day decide where a way leads and what an outcome says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.domain.catalogue import Contact, Fact, Words

MOST_QUESTIONS = 12
"""Questions in a row: a way through is as many digits of a button's 64 bytes."""

_VERSION = 6
"""Hex digits that name a tree of questions."""

Answers: TypeAlias = Mapping[str, str]
"""The answers so far by the id of their question."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must have been answered, and the first and the last day on which it holds."""

    when: Mapping[str, frozenset[str]]
    since: date | None = None
    until: date | None = None

    def holds(self, answers: Answers, day: date) -> bool:
        return self.on(day) and all(
            answers.get(question) in allowed for question, allowed in self.when.items()
        )

    def on(self, day: date) -> bool:
        """Tell whether `day` is one of its days."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Way:
    """Leads to a node while its condition holds."""

    to: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Option:
    """A button under a question. Its first way that holds is taken; without ways it opens the danger card."""

    label: Words
    answer: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: Words
    """Telegram HTML with placeholders."""
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an outcome, told while its condition holds."""

    condition: Condition
    text: Words
    """Telegram HTML with placeholders."""


@dataclass(frozen=True, slots=True)
class Outcome:
    id: str
    pieces: tuple[Piece, ...]
    facts: tuple[Fact, ...]
    contacts: tuple[Contact, ...]
    category: str
    """The category of an appeal that starts from it."""
    opening: Words | None
    """Plain words with placeholders that such an appeal begins with: they quote the rule."""


Node: TypeAlias = Question | Outcome


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a way through has led: `path` is the options taken, `chosen` the same as options."""

    node: Node
    path: str
    chosen: tuple[Option, ...]
    answers: Answers

    def told(self, day: date) -> Iterator[Piece]:
        """Go through what an outcome says here on a day; a question says nothing."""
        pieces = self.node.pieces if isinstance(self.node, Outcome) else ()
        return (piece for piece in pieces if piece.condition.holds(self.answers, day))


@dataclass(frozen=True, slots=True)
class Wizard:
    slug: str
    topic: str
    """The answer that it belongs to: under it stands the wizard's button."""
    label: Words
    title: Words
    checked: date
    start: str
    nodes: Mapping[str, Node]

    def version(self, day: date) -> str:
        """Name the tree as it is on a day: a way through means nothing in another tree."""
        tree = "\n".join(self._branches(day))
        return hashlib.sha256(f"{self.start}\n{tree}".encode()).hexdigest()[:_VERSION]

    def _branches(self, day: date) -> Iterator[str]:
        for node in self.nodes.values():
            if isinstance(node, Question):
                options = [(option.answer, list(_open(option, day))) for option in node.options]
                yield f"{node.id} {options}"

    def stop(self, path: str, day: date) -> Stop | None:
        """Follow the options of `path` from the start; None when one of them is not there."""
        stop: Stop | None = Stop(self.nodes[self.start], "", (), {})
        for digit in path:
            stop = self._next(stop, digit, day) if stop else None
        return stop

    def _next(self, stop: Stop, digit: str, day: date) -> Stop | None:
        node = stop.node
        if not isinstance(node, Question) or not "0" <= digit <= "9" or int(digit) >= len(node.options):
            return None
        option = node.options[int(digit)]
        answers = {**stop.answers, node.id: option.answer}
        to = next((way.to for way in option.ways if way.condition.holds(answers, day)), None)
        if to is None:
            return None
        return Stop(self.nodes[to], stop.path + digit, (*stop.chosen, option), answers)

    def stops(self, day: date) -> Iterator[Stop]:
        """Go through every stop that a person can come to on a day, the start first."""
        waiting = [Stop(self.nodes[self.start], "", (), {})]
        while waiting:
            stop = waiting.pop()
            yield stop
            if isinstance(stop.node, Question):
                digits = map(str, reversed(range(len(stop.node.options))))
                waiting += [further for digit in digits if (further := self._next(stop, digit, day))]


def _open(option: Option, day: date) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Go through the ways of an option on a day: where each leads and what must have been answered."""
    for way in option.ways:
        if way.condition.on(day):
            when = way.condition.when.items()
            yield way.to, sorted((question, sorted(answers)) for question, answers in when)
