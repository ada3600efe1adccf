"""The folder read file by file: what could be read stands here, what could not is a finding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.domain.language import LANGUAGES, Lang
from bot.storage.content import asked
from bot.storage.content.asked import Asked, Label
from bot.storage.content.fields import Model
from bot.storage.content.findings import Findings
from bot.storage.content.markdown import Rendered, render
from bot.storage.content.schema import (
    TOPICS,
    AppealsFile,
    DangerFile,
    FactsFile,
    MenuFile,
    RegionFile,
    SmallTalkFile,
    StampsFile,
    TopicFile,
    TopicFront,
)
from bot.storage.content.schema_wizard import WizardFile
from bot.storage.content.sentences import Sentences, parse_sentences
from bot.storage.content.source import Document, Files, decode, parse_yaml
from bot.storage.content.validation import M, validate

_FRONT = re.compile(r"---\n(.*?\n)---(?:\n|$)", re.DOTALL)
_TOPIC_FILE = re.compile(r"topics/([^/]+)/[^/]+")
_WIZARD_FILE = re.compile(r"wizards/([a-z0-9][a-z0-9-]{0,31})\.yaml")

T = TypeVar("T", bound=Model)


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A file that fits its schema, and its lines."""

    file: T
    document: Document

    @property
    def path(self) -> str:
        return self.document.path

    def line(self, *place: str | int) -> int:
        return self.document.line(*place)


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic in one language."""

    front: Read[TopicFront]
    body: Rendered
    body_line: int

    @property
    def path(self) -> str:
        return self.front.path


@dataclass(slots=True)
class TopicDraft:
    slug: str
    sheet: Read[TopicFile] | None = None
    pages: dict[Lang, TopicPage] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """The whole folder; a part that is None was missing or broken and is already a finding."""

    facts: Read[FactsFile] | None
    region: Read[RegionFile] | None
    menu: Read[MenuFile] | None
    appeals: Read[AppealsFile] | None
    danger: Read[DangerFile] | None
    small_talk: Read[SmallTalkFile] | None
    topics: Mapping[str, TopicDraft]
    wizards: Mapping[str, Read[WizardFile]]
    sentences: Mapping[Lang, Sentences]
    asked: Mapping[tuple[Label, Lang], Asked]
    stamps: Read[StampsFile] | None
    """None also when the folder keeps none."""


def read_draft(files: Files, found: Findings) -> Draft:
    """Read every known file; name the unknown ones."""
    reader = _Reader(files, found)
    draft = Draft(
        facts=reader.sheet("facts.yaml", FactsFile),
        region=reader.sheet("region.yaml", RegionFile),
        menu=reader.sheet("menu.yaml", MenuFile),
        appeals=reader.sheet("appeals.yaml", AppealsFile),
        danger=reader.sheet("danger.yaml", DangerFile),
        small_talk=reader.sheet("small-talk.yaml", SmallTalkFile),
        topics=reader.topics(),
        wizards=reader.wizards(),
        sentences=reader.sentences(),
        asked=reader.asked(),
        stamps=reader.sheet("stamps.yaml", StampsFile) if "stamps.yaml" in files else None,
    )
    for path in sorted(files.keys() - reader.used):
        found.add("file-unknown", path)
    return draft


class _Reader:
    def __init__(self, files: Files, found: Findings) -> None:
        self._files, self._found = files, found
        self.used: set[str] = set()

    def _text(self, path: str) -> str | None:
        self.used.add(path)
        if path not in self._files:
            self._found.add("file-missing", path)
            return None
        return decode(path, self._files[path], self._found)

    def sheet(self, path: str, model: type[M]) -> Read[M] | None:
        text = self._text(path)
        return None if text is None else self._read(path, text, 1, model)

    def _read(self, path: str, text: str, first_line: int, model: type[M]) -> Read[M] | None:
        document = parse_yaml(path, text, self._found, first_line)
        file = validate(model, document, self._found) if document else None
        return Read(file, document) if file and document else None

    def topics(self) -> Mapping[str, TopicDraft]:
        slugs = dict.fromkeys(match[1] for path in self._files if (match := _TOPIC_FILE.fullmatch(path)))
        for slug in slugs:
            if slug not in TOPICS:
                self._found.add("topic-slug", f"topics/{slug}", slug=slug)
        return {slug: self._topic(slug) for slug in slugs}

    def _topic(self, slug: str) -> TopicDraft:
        topic = TopicDraft(slug, self.sheet(f"topics/{slug}/topic.yaml", TopicFile))
        for lang in LANGUAGES:
            if page := self._page(f"topics/{slug}/{lang}.md"):
                topic.pages[lang] = page
        return topic

    def _page(self, path: str) -> TopicPage | None:
        text = self._text(path)
        if text is None:
            return None
        match = _FRONT.match(text)
        if match is None:
            self._found.add("front-matter", path)
            return None
        front = self._read(path, match[1], 2, TopicFront)
        body_line = text.count("\n", 0, match.end()) + 1
        body = render(text[match.end() :], path, body_line, self._found)
        return TopicPage(front, body, body_line) if front else None

    def wizards(self) -> Mapping[str, Read[WizardFile]]:
        slugs = [match[1] for path in sorted(self._files) if (match := _WIZARD_FILE.fullmatch(path))]
        sheets = {slug: self.sheet(f"wizards/{slug}.yaml", WizardFile) for slug in slugs}
        return {slug: sheet for slug, sheet in sheets.items() if sheet}

    def sentences(self) -> Mapping[Lang, Sentences]:
        read: dict[Lang, Sentences] = {}
        for lang in LANGUAGES:
            path = f"texts/{lang}.ftl"
            text = self._text(path)
            sentences = None if text is None else parse_sentences(path, lang, text, self._found)
            if sentences:
                read[lang] = sentences
        return read

    def asked(self) -> Mapping[tuple[Label, Lang], Asked]:
        """Read the lines of `asked/`; a file that is not there teaches nothing."""
        read: dict[tuple[Label, Lang], Asked] = {}
        for label, lang in asked.paths():
            path = asked.path_of(label, lang)
            text = self._text(path) if path in self._files else None
            if text is not None:
                read[label, lang] = Asked(label, lang, text)
        return read
