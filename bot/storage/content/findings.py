"""What is wrong in the content: a rule id with arguments, so that it can be said in any language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]


class Rule(NamedTuple):
    severity: Severity
    english: str
    """A sentence for the terminal, with its arguments in braces."""


RULES: Mapping[str, Rule] = {
    # the folder and its files
    "folder-missing": Rule("error", "there is no such folder"),
    "file-missing": Rule("error", "the file is missing"),
    "file-unknown": Rule("warning", "no such file is expected here"),
    "file-unreadable": Rule("error", "the file cannot be read: {problem}"),
    "file-large": Rule("error", "the file is larger than {limit} bytes"),
    "folder-large": Rule("error", "the folder holds more than {files} files or {limit} bytes"),
    "folder-deep": Rule("error", "folders are nested deeper than {limit}"),
    "file-encoding": Rule("error", "the file is not UTF-8"),
    "copy-failed": Rule("warning", "no copy of this good content could be kept: {problem}"),
    # YAML
    "yaml-syntax": Rule("error", "{problem}"),
    "yaml-alias": Rule("error", "anchors and aliases are not used here: write the value out"),
    "yaml-tag": Rule("error", "tags are not used here: {tag}"),
    "yaml-key": Rule("error", "a key must be a word"),
    "yaml-deep": Rule("error", "lists and keys are nested too deeply"),
    "yaml-large": Rule("error", "the file holds more than {limit} values"),
    "yaml-duplicate": Rule("error", "the key {key} stands twice"),
    "yaml-documents": Rule("error", "one document per file"),
    "front-matter": Rule("error", "the file starts with lines between two lines of ---"),
    # fields
    "field-missing": Rule("error", "{field} is missing"),
    "field-unknown": Rule("error", "{field} is not known here"),
    "field-value": Rule("error", "{field}: {problem}"),
    "label-long": Rule("error", "{field} has {length} characters, a button takes {limit}"),
    "link-scheme": Rule("error", "a link is a whole address with https:// or http://, not {url}"),
    "phone-form": Rule("error", "a phone is written with digits, not {phone}"),
    "questions-few": Rule("error", "{count} example questions, at least {least} are needed"),
    "button-target": Rule("error", "a button has exactly one of topic, page, wizard, do"),
    "option-target": Rule("error", "an option has exactly one of next, do"),
    "node-shape": Rule("error", "a node is a question with options, or an outcome with facts"),
    "contact-empty": Rule("error", "a contact has a phone or a url"),
    "id-duplicate": Rule("error", "{id} stands twice"),
    # references
    "topic-slug": Rule("error", "{slug} is not one of the fixed topics"),
    "topic-unknown": Rule("error", "there is no topic {id}"),
    "fact-unknown": Rule("error", "there is no fact {id}"),
    "fact-low": Rule("error", "fact {id} has low confidence and must not be told"),
    "link-kazakh": Rule("warning", "in Kazakh this law has its own page under /kaz/: {url}"),
    "value-unread": Rule("error", "the value {value} holds no figure"),
    "fact-unused": Rule("warning", "no topic rests on fact {id}"),
    "contact-unknown": Rule("error", "there is no contact {id}"),
    "contact-phone": Rule("error", "contact {id} has no phone"),
    "contact-url": Rule("error", "contact {id} has no url"),
    "contact-required": Rule("error", "contact {id} is missing: the bot always shows it"),
    "emergency-missing": Rule("error", "{id} is missing: the danger card shows all four numbers"),
    "category-unknown": Rule("error", "there is no category {id}"),
    "page-unknown": Rule("error", "there is no page {id}"),
    "page-unreachable": Rule("error", "no button leads from the home page to {id}"),
    "page-no-way-home": Rule("error", "the parents of {id} do not lead to the home page"),
    "page-label": Rule("error", "a button opens page {id}, which has no label"),
    "deed-label": Rule("error", "a button does {id}, which has no label under deeds"),
    # wizards
    "wizard-slug": Rule("error", "{slug} is the name of a topic: what people say of both would be one"),
    "wizard-unknown": Rule("error", "there is no wizard {id}"),
    "node-unknown": Rule("error", "there is no node {id}"),
    "node-unreachable": Rule("error", "no option leads from the start to {id}"),
    "node-circle": Rule("error", "options lead from {id} back to it: a wizard must end"),
    "questions-many": Rule("error", "{count} questions in a row, at most {limit}"),
    "question-unknown": Rule("error", "when: no question {id} comes before this"),
    "option-unknown": Rule("error", "when: question {id} has no answer {answer}"),
    "condition-last": Rule("error", "the last way has no condition, so that one is always open"),
    "condition-first": Rule("error", "the first text of an outcome has no condition"),
    "days-reversed": Rule("error", "until {until} comes before from {since}"),
    "opening-long": Rule("error", "the words of the appeal have {length} characters, at most {limit}"),
    # Markdown
    "markdown-unsupported": Rule("error", "Telegram cannot show {what} here"),
    "markdown-empty": Rule("error", "the text is empty"),
    # answers
    "placeholder": Rule("error", "{placeholder} is not one of the known values: {problem}"),
    "placeholder-place": Rule("error", "{placeholder} works only in the text of a topic"),
    "answer-long": Rule(
        "error", "the answer with its sources has {length} characters, a message takes {limit}"
    ),
    "sentence-long": Rule("warning", "a sentence of {count} words, people read at most {limit}"),
    "sentences-long": Rule("warning", "{mean} words in a sentence on average, people read at most {limit}"),
    "questions-alike": Rule("warning", "shares over {limit} % of its words with: {question}"),
    "number-unknown": Rule("error", "the {kind} {number} is not among the values of this topic's facts"),
    "mci-written": Rule("error", "a sum in MCI is computed: write {{{{ mci({number}) }}}}"),
    "languages-values": Rule("error", "{lang} lacks the value {value}, which {other} has"),
    "languages-numbers": Rule("error", "{lang} lacks the {kind} {value}, which {other} has"),
    "languages-links": Rule("error", "{lang} lacks the link {value}, which {other} has"),
    "checked-old": Rule("warning", "checked {days} days ago, more than {limit}"),
    "valid-until": Rule("warning", "valid only until {day}"),
    "stamp-missing": Rule("warning", "nobody has said that it follows the Kazakh text: abai-bala stamp {id}"),
    "stamp-old": Rule("warning", "the Kazakh text has changed: compare, then run abai-bala stamp {id}"),
    "stamp-unknown": Rule("warning", "{id} is no translation: abai-bala stamp takes the line away"),
    "mci-order": Rule("error", "the days under {field} must grow"),
    # Fluent
    "text-syntax": Rule("error", "{problem}"),
    "text-many": Rule("error", "the file holds more than {limit} texts"),
    "text-deep": Rule("error", "braces are nested deeper than {limit}"),
    "text-reference": Rule("error", "text {id} refers to another text: write it out"),
    "text-duplicate": Rule("error", "text {id} stands twice"),
    "text-empty": Rule("error", "text {id} has no value"),
    "text-missing": Rule("error", "text {id} is missing; {other} has it"),
    "text-asked": Rule("error", "text {id} is missing: the bot says it"),
    "text-unused": Rule("warning", "the bot never says text {id}"),
    "text-variables": Rule("error", "text {id} uses {here} here and {there} in {other}"),
    "text-html": Rule("error", "text {id}: {problem}"),
    "text-broken": Rule("error", "text {id} cannot be shown: {problem}"),
    # danger
    "asked-missing": Rule("warning", "no line teaches the bot how people say this: {label}"),
    "asked-empty": Rule("error", "the line holds no letter or digit"),
    "asked-long": Rule("error", "the line is longer than {limit} characters"),
    "asked-twice": Rule("error", "the same words stand at {place}: a line teaches one thing"),
    "phrases-few": Rule("error", "{count} danger phrases in {lang}, at least {least} are needed"),
    "family-unknown": Rule("error", "there is no family {id}"),
    "phrase-empty": Rule("error", "the phrase {phrase} holds no letter or digit"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `path` is relative to the folder, `line` counts from 1."""

    rule: str
    path: str
    line: int
    arguments: Mapping[str, str]

    @property
    def severity(self) -> Severity:
        return RULES[self.rule].severity

    def english(self) -> str:
        """Return `path:line: error: text [rule]`."""
        return f"{self.path}:{self.line}: {self.severity}: {self.text()} [{self.rule}]"

    def text(self) -> str:
        """Return the sentence for the terminal, without its place."""
        return RULES[self.rule].english.format(**self.arguments)


class Findings:
    """Gathers findings while the folder is read; the order of adding does not matter."""

    def __init__(self) -> None:
        self._all: dict[tuple[str, int, str, str], Finding] = {}

    def add(self, rule: str, path: str, line: int = 1, **arguments: object) -> None:
        finding = Finding(rule, path, line, {name: str(value) for name, value in arguments.items()})
        self._all.setdefault((path, line, rule, finding.english()), finding)

    @property
    def broken(self) -> bool:
        """Whether there is an error among them."""
        return any(finding.severity == "error" for finding in self._all.values())

    def __iter__(self) -> Iterator[Finding]:
        """Go through them file by file, from the first line down."""
        return iter(finding for _, finding in sorted(self._all.items(), key=lambda item: item[0]))
