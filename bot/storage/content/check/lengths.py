"""How long a text gets when its values are filled in, and what the sources under it add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.catalogue import Region
from bot.domain.language import LANGUAGES, Lang
from bot.domain.markup import Html, utf16_length, visible
from bot.domain.texts import Texts
from bot.domain.values import Call, calls, fill
from bot.storage.content.build import build_region, build_texts
from bot.storage.content.draft import Draft
from bot.storage.content.findings import Findings
from bot.storage.content.schema import FactEntry


@dataclass(frozen=True, slots=True)
class Length:
    """Measures a text as long as it gets: with known sums and with sums that follow."""

    region: Region
    texts: Texts

    def __call__(self, html: Html, lang: Lang, found: Findings) -> int | None:
        """Return UTF-16 units; None when a value cannot be filled in, which is a finding then."""
        try:
            return max(utf16_length(visible(self._filled(html, lang, day))) for day in self._days())
        except (LookupError, ValueError):
            self._tell(html, lang, found)
            return None

    def _days(self) -> set[date]:
        known_until = (self.region.mci_known_until, self.region.minimum_known_until)
        return {*known_until, *(day + timedelta(days=1) for day in known_until)}

    def _filled(self, html: Html, lang: Lang, day: date) -> Html:
        return fill(html, self.region, self.texts, lang, day)

    def _tell(self, html: Html, lang: Lang, found: Findings) -> None:
        """Name each sum whose sentence fails; a contact that is not there is told in its own place."""
        for call in calls(html):
            if not isinstance(call, Call) or call.function in ("phone", "contact"):
                continue
            try:
                for day in self._days():
                    self._filled(Html(str(call)), lang, day)
            except (LookupError, ValueError) as error:
                found.add("text-broken", f"texts/{lang}.ftl", id=f"value-{call.function}", problem=error)


def length_in(draft: Draft) -> Length | None:
    """Return the measure of this folder; None while what it measures with is broken."""
    if draft.region is None or len(draft.sentences) < len(LANGUAGES):
        return None
    return Length(build_region(draft.region.file), build_texts(draft))


def sources_length(facts: Iterable[FactEntry], lang: Lang) -> int:
    """Return the UTF-16 units of the sources' titles, each told once, with what stands around them."""
    sources = [source for fact in facts for source in fact.sources]
    titles = {source.url.words()[lang]: source.title.words()[lang] for source in sources}
    return sum(utf16_length(title) + 3 for title in titles.values())
