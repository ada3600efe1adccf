"""A draft without errors made into the catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import islice

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
from bot.domain.understanding import search, triage
from bot.domain.understanding.features import Example
from bot.domain.understanding.letters import spelled
from bot.domain.understanding.meaning import Understanding
from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.phrases import Phrases, Together, Writer
from bot.domain.understanding.search import Index
from bot.domain.understanding.small_talk import SmallTalk
from bot.domain.understanding.triage import Triage
from bot.domain.values import without_calls
from bot.domain.wizard import Wizard
from bot.storage.content.asked import LEVELS
from bot.storage.content.build_wizard import build_wizard, markdown
from bot.storage.content.draft import Draft, TopicDraft
from bot.storage.content.schema import (
    ButtonEntry,
    FactEntry,
    MenuFile,
    PhrasesByLanguage,
    RegionFile,
)
from bot.storage.content.schema_wizard import WizardFile
from bot.storage.content.shelf import NO_SHELF, Shelf
from bot.storage.content.source import Files

BODY_WEIGHT = 0.3
"""What a line of an answer counts beside a line as people ask."""


ONE_IN = 4
"""Of how many questions about a harmless topic one teaches what is harmless: all of them drown the rest."""

SHORT = 3
"""Words of a harmless line that never alarms where it is the whole message."""


def build(draft: Draft, files: Files, shelf: Shelf = NO_SHELF) -> Catalogue:
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
    appeals = draft.appeals.file
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
        understanding=understanding_of(draft, shelf),
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
    buttons = [button for page in pages.values() for row in page.rows for button in row]
    labels = {spelled(tokens(label)): button for button in buttons for label in button.label.values()}
    return Menu(file.home, pages, labels)


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


def understanding_of(draft: Draft, shelf: Shelf) -> Understanding:
    """Learn what a draft without errors teaches."""
    assert draft.danger
    assert draft.small_talk
    writes = draft.danger.file.writes
    topics = shelf.learned(lambda: about_topics(draft), search.FEATURES, search.SMOOTHING)
    levels = shelf.weighed(lambda: about_levels(draft), triage.FEATURES, "none")
    return Understanding(
        Index(topics),
        Triage(_listed(draft), levels),
        SmallTalk({kind: _phrases(said) for kind, said in draft.small_talk.file.kinds().items()}),
        Writer(_phrases(writes.child), _phrases(writes.adult)),
    )


def about_topics(draft: Draft) -> Iterator[Example]:
    """Go through all that is said about each topic, and about other things."""
    for slug, topic in draft.topics.items():
        for page in topic.pages.values():
            front = page.front.file
            yield from (Example(slug, line) for line in (front.title, front.label, *front.questions))
            body = visible(without_calls(page.body.html)).splitlines()
            yield from (Example(slug, line, BODY_WEIGHT) for line in body)
    for read in draft.wizards.values():
        for said in (read.file.title, read.file.label):
            yield from (Example(read.file.topic, line) for line in said.words().values())
        for text in _texts(read.file):
            yield from (
                Example(read.file.topic, line, BODY_WEIGHT) for line in without_calls(text).splitlines()
            )
    for (label, _), asked in draft.asked.items():
        if label not in LEVELS:
            yield from (Example(label, line) for _, line in asked.lines())


def _texts(wizard: WizardFile) -> Iterator[str]:
    """Go through what a wizard asks, offers to tap and tells at its ends."""
    for node in wizard.nodes.values():
        labels = (option.label for option in node.options or ())
        pieces = (piece.text for piece in node.outcome or ())
        for text in (node.question, *labels, *pieces):
            yield from text.words().values() if text else ()


def about_levels(draft: Draft) -> Iterator[Example]:
    """Go through all that is said in danger, in worry and in neither."""
    assert draft.danger
    assert draft.small_talk
    for phrases in draft.small_talk.file.kinds().values():
        yield from (Example("none", phrase.removesuffix(" *")) for phrase in _phrases(phrases))
    harmless = draft.danger.file.harmless_topics
    for slug in harmless:
        for page in draft.topics[slug].pages.values():
            yield from (Example("none", line) for line in page.front.file.questions)
    for (label, _), asked in draft.asked.items():
        if label in LEVELS:
            level = "none" if label == "harmless" else label
            yield from (Example(level, line) for _, line in asked.lines())
        elif label in harmless:
            yield from (Example("none", line) for _, line in islice(asked.lines(), 0, None, ONE_IN))


def _names(draft: Draft) -> Iterator[str]:
    """Go through what the bot itself calls things: who taps or types such a name tells nothing by it."""
    assert draft.menu
    for topic in draft.topics.values():
        for page in topic.pages.values():
            yield from (page.front.file.title, page.front.file.label)
    labels = [
        *(read.file.label for read in draft.wizards.values()),
        *(page.label for page in draft.menu.file.pages.values()),
        *(label for deed, label in draft.menu.file.deeds.items() if deed != "danger"),
    ]
    for label in labels:
        yield from label.words().values() if label else ()


def _short_harmless(draft: Draft) -> Iterator[str]:
    """Go through the short harmless lines: by what is learned from others, one of their words might alarm."""
    for (label, _), asked in draft.asked.items():
        if label == "harmless":
            yield from (line for _, line in asked.lines() if line.count(" ") < SHORT)


def _listed(draft: Draft) -> Phrases:
    assert draft.danger
    file = draft.danger.file
    families = {name: _phrases(phrases) for name, phrases in file.families.items()}
    together = [
        Together(
            [families[name] for name in each.near],
            tuple(phrase for name in each.unless for phrase in families[name]),
        )
        for each in file.together
    ]
    return Phrases(
        danger=_phrases(file.phrases.danger),
        concern=_phrases(file.phrases.concern),
        idioms=_phrases(file.idioms),
        together=together,
        alone={
            "none": (*_names(draft), *_short_harmless(draft)),
            "concern": file.alone.concern,
            "danger": file.alone.danger,
        },
    )


def _phrases(phrases: PhrasesByLanguage) -> tuple[str, ...]:
    return tuple(phrase for lang in LANGUAGES for phrase in getattr(phrases, lang))
