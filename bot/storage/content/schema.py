"""The shape of every content file. A custom error's type is the id of the rule that it breaks."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.domain.catalogue import Deed, Words
from bot.domain.language import LANGUAGES
from bot.storage.content.findings import RULES, Findings
from bot.storage.content.source import Document

LABEL_LIMIT = 24
"""Characters that a button shows on a narrow phone."""

LEAST_QUESTIONS = 12

TOPICS = (
    *("helpline-111", "bullying", "free-meals", "camps", "mentors", "foster-family", "violence", "transport"),
    *("guardianship", "meirim", "clubs", "patriotic", "school-safety", "support-centers", "prevention"),
    *("rights", "appeals", "privacy"),
)
"""The fixed slugs: deep links and statistics use them."""


def _short(label: str) -> str:
    if len(label) > LABEL_LIMIT:
        raise PydanticCustomError("label-long", "", {"length": len(label), "limit": LABEL_LIMIT})
    return label


_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,24}")
_WEB = re.compile(r"""https?://[^\s<>"'/?#.]+(?:\.[^\s<>"'/?#.]+)+(?:[/?#][^\s<>"]*)?""")


def web_address(url: str) -> bool:
    return _WEB.fullmatch(url) is not None


def _web(url: str) -> str:
    if not web_address(url):
        raise PydanticCustomError("link-scheme", "", {"url": url})
    return url


def _dialled(phone: str) -> str:
    if not _PHONE.fullmatch(phone):
        raise PydanticCustomError("phone-form", "", {"phone": phone})
    return phone


def _enough(questions: list[str]) -> list[str]:
    if len(questions) < LEAST_QUESTIONS:
        raise PydanticCustomError("questions-few", "", {"count": len(questions), "least": LEAST_QUESTIONS})
    return questions


Text: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4096)]
Label: TypeAlias = Annotated[Text, AfterValidator(_short)]
Url: TypeAlias = Annotated[Text, AfterValidator(_web)]
Phone: TypeAlias = Annotated[Text, AfterValidator(_dialled)]
Slug: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Localised(Model):
    kk: Text
    ru: Text
    en: Text

    def words(self) -> Words:
        return {"kk": self.kk, "ru": self.ru, "en": self.en}


class LocalisedLabel(Localised):
    kk: Label
    ru: Label
    en: Label


class LocalisedUrl(Localised):
    kk: Url
    ru: Url
    en: Url


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


class DangerFile(Model):
    alone: PhrasesByLevel = PhrasesByLevel()
    """Whole messages."""
    phrases: PhrasesEntry
    families: dict[Slug, PhrasesByLanguage] = {}
    """Phrases with one sense."""
    together: list[TogetherEntry] = []
    """Families that tell of danger when they stand near each other."""
    idioms: PhrasesByLanguage = Field(alias="not", default=PhrasesByLanguage())
    """Phrases that cancel a match which they overlap: songs, batteries, jokes."""


class SmallTalkFile(Model):
    """Whole messages that are no question."""

    thanks: PhrasesByLanguage
    greeting: PhrasesByLanguage


M = TypeVar("M", bound=Model)


def validate(model: type[M], document: Document, found: Findings) -> M | None:
    """Return the document as `model`, or None with every violation in `found`."""
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        for violation in error.errors(include_url=False, include_input=False):
            _report(violation, document, found)
        return None


def _report(violation: ErrorDetails, document: Document, found: Findings) -> None:
    place = tuple(part for part in violation["loc"] if part != "[key]")
    line = document.line(*place)
    field = ".".join(str(part) for part in place) or "the file"
    kind = violation["type"]
    if kind == "missing":
        found.add("field-missing", document.path, line, field=field)
    elif kind == "extra_forbidden":
        found.add("field-unknown", document.path, line, field=field)
    elif kind in RULES:
        found.add(kind, document.path, line, field=field, **violation.get("ctx", {}))
    else:
        found.add("field-value", document.path, line, field=field, problem=violation["msg"])
