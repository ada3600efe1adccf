"""The shape of a wizard's file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.storage.content.fields import Localised, LocalisedLabel, Model, Slug, Text


def _in_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _as_ways(value: object) -> object:
    """Take the id of one node for a way that always holds."""
    return [{"to": value}] if isinstance(value, str) else value


def _as_pieces(value: object) -> object:
    """Take one text for a piece that is always told."""
    return [{"text": value}] if isinstance(value, dict) else value


class ConditionEntry(Model):
    """What was answered, by question, and the first and the last day."""

    when: dict[Slug, Annotated[list[Slug], BeforeValidator(_in_list), Field(min_length=1)]] = {}
    since: date | None = Field(alias="from", default=None)
    until: date | None = None

    @property
    def always(self) -> bool:
        return not self.when and self.since is None and self.until is None


class WayEntry(ConditionEntry):
    to: Slug


class PieceEntry(ConditionEntry):
    text: Localised


class OptionEntry(Model):
    label: LocalisedLabel
    answer: Slug
    next: Annotated[list[WayEntry], BeforeValidator(_as_ways), Field(min_length=1)] | None = None
    do: Literal["danger"] | None = None

    @model_validator(mode="after")
    def _one_target(self) -> OptionEntry:
        if (self.next is None) == (self.do is None):
            raise PydanticCustomError("option-target", "")
        return self


class NodeEntry(Model):
    """A question with its options, or an outcome with what it rests on."""

    question: Localised | None = None
    options: Annotated[list[OptionEntry], Field(min_length=2, max_length=8)] | None = None
    outcome: Annotated[list[PieceEntry], BeforeValidator(_as_pieces), Field(min_length=1)] | None = None
    facts: Annotated[list[Text], Field(min_length=1)] | None = None
    contacts: list[Slug] = []
    category: Slug | None = None
    appeal: Localised | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> NodeEntry:
        asks, tells = (self.question, self.options), (self.outcome, self.facts)
        extras = self.contacts or self.category or self.appeal
        if None not in asks and tells == (None, None) and not extras:
            return self
        if None not in tells and asks == (None, None):
            return self
        raise PydanticCustomError("node-shape", "")


class WizardFile(Model):
    topic: Slug
    label: LocalisedLabel
    title: Localised
    checked: date
    start: Slug
    nodes: Annotated[dict[Slug, NodeEntry], Field(min_length=2, max_length=100)]
