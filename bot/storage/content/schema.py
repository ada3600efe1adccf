"""The shape of every content file but the wizards'."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from bot.domain.catalogue import Deed
from bot.domain.language import LANGUAGES
from bot.domain.understanding.small_talk import Kind
from bot.storage.content.fields import (
    Label,
    Localised,
    LocalisedLabel,
    LocalisedUrl,
    Model,
    Phone,
    Slug,
    Text,
    Url,
)

LEAST_QUESTIONS = 12

TOPICS = (
    *("helpline-111", "bullying", "free-meals", "camps", "mentors", "foster-family", "violence", "transport"),
    *("guardianship", "meirim", "clubs", "patriotic", "school-safety", "support-centers", "prevention"),
    *("rights", "appeals", "privacy"),
)
"""The fixed slugs: deep links and statistics use them."""


def _enough(questions: list[str]) -> list[str]:
    if len(questions) < LEAST_QUESTIONS:
        raise PydanticCustomError("questions-few", "", {"count": len(questions), "least": LEAST_QUESTIONS})
    return questions


def _everywhere(url: object) -> object:
    """Take one address for all languages."""
    return dict.fromkeys(LANGUAGES, url) if isinstance(url, str) else url


class SourceEntry(Model):
    title: Localised
    url: Annotated[LocalisedUrl, BeforeValidator(_everywhere)]
    """One address, or one for each language."""


class FactEntry(Model):
    id: Text
    statement: Text
    values: list[Text] = []
    date: date
    """The day of the source."""
    confidence: Literal["high", "medium", "low"]
    sources: Annotated[list[SourceEntry], Field(min_length=1)]


class FactsFile(Model):
    facts: list[FactEntry]


class SumEntry(Model):
    since: date = Field(alias="from")
    tenge: Annotated[int, Field(gt=0)]


class ContactEntry(Model):
    name: Localised
    phone: Phone | None = None
    url: Url | None = None

    @model_validator(mode="after")
    def _reachable(self) -> ContactEntry:
        if not (self.phone or self.url):
            raise PydanticCustomError("contact-empty", "")
        return self


class CalendarEntry(Model):
    days_off: list[date] = []
    working_days: list[date] = []


class RegionFile(Model):
    name: Localised
    mci: Annotated[list[SumEntry], Field(min_length=1)]
    mci_known_until: date
    minimum: list[SumEntry] = []
    minimum_known_until: date = date.min
    contacts: dict[Slug, ContactEntry]
    emergency: Annotated[list[Slug], Field(min_length=1)]
    calendar: CalendarEntry = CalendarEntry()


class ButtonEntry(Model):
    topic: Slug | None = None
    page: Slug | None = None
    wizard: Slug | None = None
    do: Deed | None = None

    @model_validator(mode="after")
    def _one_target(self) -> ButtonEntry:
        if sum(target is not None for target in (self.topic, self.page, self.wizard, self.do)) != 1:
            raise PydanticCustomError("button-target", "")
        return self


class PageEntry(Model):
    parent: Slug | None = None
    text: Localised
    label: LocalisedLabel | None = None
    rows: list[Annotated[list[ButtonEntry], Field(min_length=1, max_length=8)]]


class MenuFile(Model):
    home: Slug
    pages: dict[Slug, PageEntry]
    deeds: dict[Deed, LocalisedLabel] = {}


class TopicFile(Model):
    facts: Annotated[list[Text], Field(min_length=1)]
    checked: date
    valid_until: date | None = None
    related: list[Slug] = []
    contacts: list[Slug] = []
    category: Slug


class TopicFront(Model):
    title: Text
    label: Label
    questions: Annotated[list[Text], Field(max_length=100), AfterValidator(_enough)]


class StampsFile(Model):
    stamps: dict[Text, Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]]


class CategoryEntry(Model):
    label: LocalisedLabel
    hint: Localised
    working_days: Annotated[int, Field(ge=1, le=60)]


class PlaceEntry(Model):
    label: LocalisedLabel


class AppealsFile(Model):
    categories: Annotated[dict[Slug, CategoryEntry], Field(min_length=1)]
    places: Annotated[dict[Slug, PlaceEntry], Field(min_length=1)]


class PhrasesByLanguage(Model):
    kk: list[Text] = []
    ru: list[Text] = []
    en: list[Text] = []


class PhrasesByLevel(Model):
    danger: list[Text] = []
    concern: list[Text] = []


class PhrasesEntry(Model):
    danger: PhrasesByLanguage
    concern: PhrasesByLanguage = PhrasesByLanguage()


class TogetherEntry(Model):
    near: Annotated[list[Slug], Field(min_length=2)]
    unless: list[Slug] = []


class WritesEntry(Model):
    """Words by which a child in danger is told from an adult, who both see the numbers."""

    child: PhrasesByLanguage = PhrasesByLanguage()
    adult: PhrasesByLanguage = PhrasesByLanguage()


class DangerFile(Model):
    alone: PhrasesByLevel = PhrasesByLevel()
    """Whole messages."""
    phrases: PhrasesEntry
    families: dict[Slug, PhrasesByLanguage] = {}
    """Phrases with one sense."""
    together: list[TogetherEntry] = []
    """Families that tell of danger when they stand near each other."""
    writes: WritesEntry = WritesEntry()
    harmless_topics: list[Slug] = []
    """Topics that nobody in danger asks about: their questions teach what is harmless."""
    idioms: PhrasesByLanguage = Field(alias="not", default=PhrasesByLanguage())
    """Phrases that cancel a match which they overlap: songs, batteries, jokes."""


class SmallTalkFile(Model):
    """Whole messages that are no question."""

    thanks: PhrasesByLanguage
    greeting: PhrasesByLanguage
    who: PhrasesByLanguage = PhrasesByLanguage()
    """Asks who or what this is."""
    operator: PhrasesByLanguage = PhrasesByLanguage()
    """Wants to talk to a person."""
    rude: PhrasesByLanguage = PhrasesByLanguage()
    """Swears."""
    trick: PhrasesByLanguage = PhrasesByLanguage()
    """Wants the bot to be something else."""

    def kinds(self) -> dict[Kind, PhrasesByLanguage]:
        return {kind: getattr(self, kind) for kind in get_args(Kind)}
