"""What a wizard says: the same in three languages, by the ledger, and short enough for one message."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from bot.domain.language import LANGUAGES, Lang
from bot.domain.markup import MESSAGE_LIMIT, utf16_length
from bot.domain.wizard import MOST_QUESTIONS
from bot.storage.content.check.languages import same
from bot.storage.content.check.ledger import Ledger, ledger
from bot.storage.content.check.lengths import length_in, sources_length
from bot.storage.content.check.placeholders import known, none
from bot.storage.content.check.prose import readable
from bot.storage.content.draft import Draft, Read
from bot.storage.content.fields import LABEL_LIMIT, Localised
from bot.storage.content.findings import Findings
from bot.storage.content.markdown import Rendered, render
from bot.storage.content.schema_wizard import NodeEntry, PieceEntry, WizardFile
from bot.storage.content.source import Place

OPENING_LIMIT = 1_500
"""UTF-16 units of the words that an appeal begins with: the rest of 4,096 is the author's."""

FRAME = 300 + MOST_QUESTIONS * (LABEL_LIMIT + 3)
"""UTF-16 units kept for what the bot adds: the title, the answers given, the sources' heading, the day."""

_Bodies = dict[Lang, Rendered]


def check_texts(draft: Draft, wizard: Read[WizardFile], found: Findings) -> None:
    proof = _Proof(draft, wizard, found)
    proof.plain(wizard.file.title, ("title",))
    proof.plain(wizard.file.label, ("label",))
    for node_id, node in wizard.file.nodes.items():
        proof.node(node, ("nodes", node_id))


class _Proof:
    def __init__(self, draft: Draft, wizard: Read[WizardFile], found: Findings) -> None:
        self._wizard, self._found = wizard, found
        self._region = draft.region.file if draft.region else None
        self._facts = {fact.id: fact for fact in draft.facts.file.facts} if draft.facts else None
        self._whole = self._ledger(fact for node in wizard.file.nodes.values() for fact in node.facts or ())
        self._measure = length_in(draft)

    def plain(self, words: Localised, place: Place) -> None:
        """Prove a title or a label, which take no values."""
        for lang, text in words.words().items():
            none(text, self._wizard.path, self._line(place, lang), self._found)
        self._proven(self._lines(words, place), place, self._whole)

    def node(self, node: NodeEntry, place: Place) -> None:
        if node.question:
            self._proven(self._rendered(node.question, (*place, "question")), place, self._whole)
        for at, option in enumerate(node.options or ()):
            self.plain(option.label, (*place, "options", at, "label"))
        own = self._ledger(node.facts or ())
        for at, piece in enumerate(node.outcome or ()):
            here = (*place, "outcome", at, "text")
            self._proven(self._rendered(piece.text, here), here, own)
        if node.appeal:
            self._opening(node.appeal, (*place, "appeal"), own)
        if node.outcome:
            self._fits(node, node.outcome, place)

    def _opening(self, words: Localised, place: Place, own: Ledger | None) -> None:
        self._proven(self._lines(words, place), place, own)
        for lang, text in words.words().items():
            if (length := utf16_length(text)) > OPENING_LIMIT:
                line = self._line(place, lang)
                self._found.add("opening-long", self._wizard.path, line, length=length, limit=OPENING_LIMIT)

    def _proven(self, bodies: _Bodies, place: Place, own: Ledger | None) -> None:
        path = self._wizard.path
        for body in bodies.values():
            known(body.shown, self._region, path, self._found)
            if own:
                own.prove(body.shown, path, self._found)
        same(bodies, {lang: (path, self._line(place, lang)) for lang in bodies}, self._found)

    def _rendered(self, words: Localised, place: Place) -> _Bodies:
        bodies = {
            lang: render(text, self._wizard.path, self._line(place, lang), self._found)
            for lang, text in words.words().items()
        }
        for body in bodies.values():
            readable(body, self._wizard.path, self._found)
        return bodies

    def _lines(self, words: Localised, place: Place) -> _Bodies:
        return {
            lang: Rendered(shown=[(self._line(place, lang), text)]) for lang, text in words.words().items()
        }

    def _ledger(self, facts: Iterable[str]) -> Ledger | None:
        known_facts = self._facts
        if known_facts is None:
            return None
        return ledger((known_facts[fact] for fact in facts if fact in known_facts), self._region)

    def _line(self, place: Place, lang: Lang) -> int:
        return self._wizard.line(*place, lang)

    def _fits(self, node: NodeEntry, pieces: Sequence[PieceEntry], place: Place) -> None:
        known_facts = self._facts or {}
        cited = [known_facts[fact] for fact in node.facts or () if fact in known_facts]
        for lang in LANGUAGES:
            lengths = [self._measured(piece, lang) for piece in pieces]
            length = _longest(pieces, lengths) + sources_length(cited, lang) + FRAME
            if length > MESSAGE_LIMIT:
                line = self._wizard.line(*place, "outcome")
                self._found.add("answer-long", self._wizard.path, line, length=length, limit=MESSAGE_LIMIT)

    def _measured(self, piece: PieceEntry, lang: Lang) -> int:
        body = render(piece.text.words()[lang], "", 1, Findings()).html
        length = self._measure(body, lang, self._found) if self._measure else None
        return 0 if length is None else length + 2


def _longest(pieces: Iterable[PieceEntry], lengths: Iterable[int]) -> int:
    """Add up an outcome's texts; of those that hang on one question only the longest set counts."""
    always = 0
    chosen: dict[str, Counter[str]] = defaultdict(Counter)
    for piece, units in zip(pieces, lengths, strict=True):
        if len(piece.when) != 1:
            always += units
        for question, answers in piece.when.items() if len(piece.when) == 1 else ():
            chosen[question].update(dict.fromkeys(answers, units))
    return always + sum(max(by_answer.values()) for by_answer in chosen.values())
