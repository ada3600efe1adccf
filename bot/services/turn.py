"""What every use case is given: the unit of work, the catalogue as it is now, and whom it serves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.domain.actions import Action
from bot.domain.catalogue import Catalogue
from bot.domain.deadlines import local_day
from bot.domain.language import Lang
from bot.domain.markup import Html
from bot.domain.messages import Button, CopyText
from bot.domain.texts import Value
from bot.storage.people import People
from bot.storage.unit import UnitOfWork


@dataclass(slots=True)
class Desk:
    """The people behind the bot: the operators' group, which may move, and the admins' private chats."""

    operators: int | None
    admins: frozenset[int]
    moved: Callable[[], None] = lambda: None
    """Is told when the group has another id."""


@dataclass(slots=True)
class Turn:
    """One turn with one chat, in its language."""

    unit: UnitOfWork
    catalogue: Catalogue
    people: People
    desk: Desk
    chat: int
    lang: Lang

    @property
    def today(self) -> date:
        return local_day(self.unit.now)

    def text(self, text_id: str, /, **values: Value) -> Html:
        return self.catalogue.texts.text(self.lang, text_id, **values)

    def label(self, text_id: str, /, **values: Value) -> str:
        return self.catalogue.texts.label(self.lang, text_id, **values)

    def button(self, text_id: str, action: Action) -> Button:
        return Button(self.label(text_id), action)

    def category(self, slug: str) -> str:
        """Name a category; one that officials took out of `content/` by its slug."""
        known = self.catalogue.categories.get(slug)
        return known.label[self.lang] if known else slug

    def place(self, slug: str) -> str:
        """Name a city or district; one that officials took out of `content/` by its slug."""
        known = self.catalogue.places.get(slug)
        return known.label[self.lang] if known else slug

    def copy_number(self, phone: str) -> Button:
        return Button(self.label("button-copy-number", number=phone), CopyText(phone))

    def speaking(self, lang: Lang, chat: int | None = None) -> Turn:
        """Return the same unit of work, to another chat or in another language."""
        return Turn(
            self.unit, self.catalogue, self.people, self.desk, self.chat if chat is None else chat, lang
        )
