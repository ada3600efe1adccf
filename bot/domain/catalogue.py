"""The catalogue: all that officials wrote in `content/`, checked, as frozen values.

`bot.storage.content` reads and checks the folder; nobody else makes a catalogue. The running bot
swaps whole catalogues and never changes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.domain.language import Lang
from bot.domain.markup import Html

if TYPE_CHECKING:
    from bot.domain.messages import Screen
    from bot.domain.texts import Texts
    from bot.domain.understanding.meaning import Understanding
    from bot.domain.wizard import Wizard

Words: TypeAlias = Mapping[Lang, str]
"""One short text in the three languages."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: a link under the answer, to a page in its language where there is one."""

    title: Words
    url: Words


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    statement: str
    confidence: Literal["high", "medium", "low"]
    sources: tuple[Source, ...]
    values: tuple[str, ...]


def sources_of(facts: Iterable[Fact], lang: Lang) -> Mapping[str, str]:
    """Return the titles of the facts' sources by address, each once, in the order of the facts."""
    return {source.url[lang]: source.title[lang] for fact in facts for source in fact.sources}


@dataclass(frozen=True, slots=True)
class Contact:
    """A body or a line that helps. `phone` is what a person dials, `url` a site; either may be None."""

    id: str
    name: Words
    phone: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class TopicText:
    """A topic in one language. `label` fits a button; `questions` are what people ask about it."""

    title: str
    label: str
    questions: tuple[str, ...]
    body: Html
    """Telegram HTML, where values still stand as placeholders: `bot.domain.values.answer` fills them."""


@dataclass(frozen=True, slots=True)
class Topic:
    slug: str
    facts: tuple[Fact, ...]
    checked: date
    valid_until: date | None
    related: tuple[str, ...]
    contacts: tuple[Contact, ...]
    category: str
    """The category of an appeal that starts from this answer."""
    texts: Mapping[Lang, TopicText]

    def sources(self, lang: Lang) -> Mapping[str, str]:
        """Return the titles of its facts' sources by address, each once, in the order of the facts."""
        return sources_of(self.facts, lang)

    def holds(self, day: date) -> bool:
        """Tell whether the answer may still be shown on a day; the last one of `valid_until` counts."""
        return self.valid_until is None or day <= self.valid_until


Deed: TypeAlias = Literal["appeal", "mine", "danger", "language", "help", "privacy"]
"""What a menu button can do beside opening a topic or another page of the menu."""


@dataclass(frozen=True, slots=True)
class MenuButton:
    """One button: opens `target`, a topic's or a wizard's slug, a page's id or a deed, as `kind` says."""

    kind: Literal["topic", "page", "wizard", "do"]
    target: str
    label: Words


@dataclass(frozen=True, slots=True)
class MenuPage:
    id: str
    parent: str | None
    text: Words
    """Telegram HTML."""
    rows: tuple[tuple[MenuButton, ...], ...]


@dataclass(frozen=True, slots=True)
class Menu:
    home: str
    pages: Mapping[str, MenuPage]
    labels: Mapping[str, MenuButton] = field(default_factory=dict)
    """The buttons by their labels in all languages, in the coarse spelling of `letters.spelled`."""


@dataclass(frozen=True, slots=True)
class Category:
    slug: str
    label: Words
    hint: Words
    """What to write, shown above the question for the text."""
    working_days: int
    """Within how many working days operators answer: frozen into an appeal when it is sent."""


@dataclass(frozen=True, slots=True)
class Place:
    slug: str
    label: Words


@dataclass(frozen=True, slots=True)
class Region:
    name: Words
    mci: tuple[tuple[date, int], ...]
    """The monthly calculation index in tenge with the day it starts to hold, oldest first."""
    mci_known_until: date
    days_off: frozenset[date]
    """Days off beside Kazakhstan's public holidays, by government decision."""
    working_days: frozenset[date]
    """Saturdays, Sundays and holidays that are worked, by government decision."""
    contacts: Mapping[str, Contact]
    emergency: tuple[str, ...]
    """Ids of the contacts on the danger card, in its order."""
    minimum: tuple[tuple[date, int], ...] = ()
    """The subsistence minimum in tenge a month with the day it starts to hold, oldest first."""
    minimum_known_until: date = date.min


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything in `content/`, consistent with itself."""

    digest: str
    """SHA-256 of the folder, hex: the same for the same files."""
    facts: Mapping[str, Fact]
    topics: Mapping[str, Topic]
    wizards: Mapping[str, Wizard]
    menu: Menu
    categories: Mapping[str, Category]
    places: Mapping[str, Place]
    region: Region
    texts: Texts
    understanding: Understanding
    shown: dict[tuple[str, Lang], tuple[date, Screen]] = field(default_factory=dict, compare=False)
    """Pages and answers as they were last made from this content: see `bot.services.answers`."""
