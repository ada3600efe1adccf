"""A draft without errors made into the catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from bot.domain.catalogue import (
    Catalogue,
    Category,
    Contact,
    Fact,
    Menu,
    MenuButton,
    MenuPage,
    Place,
    Region,
    Source,
    Topic,
    TopicText,
)
from bot.domain.language import LANGUAGES
from bot.domain.markup import visible
from bot.domain.texts import Texts
from bot.domain.understanding.search import Entry, Index
from bot.domain.understanding.small_talk import SmallTalk
from bot.domain.understanding.triage import Together, Triage
from bot.domain.values import without_calls
from bot.domain.wizard import Wizard
from bot.storage.content.build_wizard import build_wizard, markdown
from bot.storage.content.draft import Draft, TopicDraft
from bot.storage.content.schema import (
    ButtonEntry,
    DangerFile,
    FactEntry,
    MenuFile,
    PhrasesByLanguage,
    RegionFile,
)
from bot.storage.content.source import Files


def build(draft: Draft, files: Files) -> Catalogue:
    """Make the catalogue of a draft in which the check found no error."""
    assert draft.facts
    assert draft.region
    assert draft.menu
    assert draft.appeals
    assert draft.danger
    assert draft.small_talk
    facts = {fact.id: _fact(fact) for fact in draft.facts.file.facts}
    region = build_region(draft.region.file)
    topics = {slug: _topic(topic, facts, region) for slug, topic in draft.topics.items()}
    wizards = {
        slug: build_wizard(slug, read.file, facts, region, topics) for slug, read in draft.wizards.items()
    }
    appeals, danger, talk = draft.appeals.file, draft.danger.file, draft.small_talk.file
    return Catalogue(
        digest=digest(files),
        facts=facts,
        topics=topics,
        wizards=wizards,
        menu=_menu(draft.menu.file, topics, wizards),
        categories={
            slug: Category(slug, category.label.words(), category.hint.words(), category.working_days)
            for slug, category in appeals.categories.items()
        },
        places={slug: Place(slug, place.label.words()) for slug, place in appeals.places.items()},
        region=region,
        texts=build_texts(draft),
        triage=_triage(danger),
        small_talk=SmallTalk({"thanks": _phrases(talk.thanks), "greeting": _phrases(talk.greeting)}),
        index=Index.build(
            Entry(
                slug,
                lang,
                (text.title, *text.questions),
                tuple(visible(without_calls(text.body)).splitlines()),
            )
            for slug, topic in topics.items()
            for lang, text in topic.texts.items()
        ),
    )


def digest(files: Files) -> str:
    """Return the SHA-256 of the folder's files and names, hex."""
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(f"{path}\0{len(files[path])}\0".encode())
        whole.update(files[path])
    return whole.hexdigest()


def build_texts(draft: Draft) -> Texts:
    return Texts({lang: sentences.bundle for lang, sentences in draft.sentences.items()})


def build_region(file: RegionFile) -> Region:
    return Region(
        name=file.name.words(),
        mci=tuple((entry.since, entry.tenge) for entry in file.mci),
        mci_known_until=file.mci_known_until,
        minimum=tuple((entry.since, entry.tenge) for entry in file.minimum),
        minimum_known_until=file.minimum_known_until,
        days_off=frozenset(file.calendar.days_off),
        working_days=frozenset(file.calendar.working_days),
        contacts={
            key: Contact(key, contact.name.words(), contact.phone, contact.url)
            for key, contact in file.contacts.items()
        },
        emergency=tuple(file.emergency),
    )


def _fact(fact: FactEntry) -> Fact:
    sources = tuple(Source(source.title.words(), source.url.words()) for source in fact.sources)
    return Fact(fact.id, fact.statement, fact.confidence, sources, tuple(fact.values))


def _topic(topic: TopicDraft, facts: Mapping[str, Fact], region: Region) -> Topic:
    assert topic.sheet
    sheet = topic.sheet.file
    return Topic(
        slug=topic.slug,
        facts=tuple(facts[fact] for fact in sheet.facts),
        checked=sheet.checked,
        valid_until=sheet.valid_until,
        related=tuple(sheet.related),
        contacts=tuple(region.contacts[contact] for contact in sheet.contacts),
        category=sheet.category,
        texts={
            lang: TopicText(
                page.front.file.title, page.front.file.label, tuple(page.front.file.questions), page.body.html
            )
            for lang, page in topic.pages.items()
        },
    )


def _menu(file: MenuFile, topics: Mapping[str, Topic], wizards: Mapping[str, Wizard]) -> Menu:
    pages = {
        page_id: MenuPage(
            id=page_id,
            parent=page.parent,
            text=markdown(page.text),
            rows=tuple(tuple(_button(button, file, topics, wizards) for button in row) for row in page.rows),
        )
        for page_id, page in file.pages.items()
    }
    return Menu(file.home, pages)


def _button(
    button: ButtonEntry, file: MenuFile, topics: Mapping[str, Topic], wizards: Mapping[str, Wizard]
) -> MenuButton:
    if button.wizard:
        return MenuButton("wizard", button.wizard, wizards[button.wizard].label)
    if button.topic:
        labels = {lang: text.label for lang, text in topics[button.topic].texts.items()}
        return MenuButton("topic", button.topic, labels)
    if button.page:
        label = file.pages[button.page].label
        assert label
        return MenuButton("page", button.page, label.words())
    assert button.do
    return MenuButton("do", button.do, file.deeds[button.do].words())


def _triage(file: DangerFile) -> Triage:
    families = {name: _phrases(phrases) for name, phrases in file.families.items()}
    together = [
        Together(
            [families[name] for name in each.near],
            tuple(phrase for name in each.unless for phrase in families[name]),
        )
        for each in file.together
    ]
    return Triage(
        danger=_phrases(file.phrases.danger),
        concern=_phrases(file.phrases.concern),
        idioms=_phrases(file.idioms),
        together=together,
        alone={"danger": file.alone.danger, "concern": file.alone.concern},
    )


def _phrases(phrases: PhrasesByLanguage) -> tuple[str, ...]:
    return tuple(phrase for lang in LANGUAGES for phrase in getattr(phrases, lang))
