"""The three languages of a topic say the same: values, figures, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.domain.language import Lang
from bot.domain.values import calls, without_calls
from bot.storage.content.figures import Figure, written
from bot.storage.content.findings import Findings
from bot.storage.content.markdown import Rendered

_LANGUAGE_PART = re.compile(r"/(?:kk|kaz|kz|ru|rus|en|eng)(?=/|$)")


def same(texts: Mapping[Lang, Rendered], places: Mapping[Lang, tuple[str, int]], found: Findings) -> None:
    """Name each language that lacks what another has, once; `places` are paths and lines."""
    for rule, values_of in _COMPARED.items():
        values = {lang: values_of(text) for lang, text in texts.items()}
        first = {value: lang for lang in reversed(values) for value in values[lang]}
        for lang in texts:
            for value, other in first.items():
                if value not in values[lang]:
                    shown = value._asdict() if isinstance(value, Figure) else {"value": value}
                    found.add(rule, *places[lang], lang=lang, other=other, **shown)


def _values(text: Rendered) -> set[str]:
    return {str(call) for _, line in text.shown for call in calls(line)}


def _figures(text: Rendered) -> set[Figure]:
    """Return what stands in digits outside placeholders; of a month the year: some write it far apart."""
    return {
        figure._replace(value=_day_or_year(figure.value)) if figure.kind == "date" else figure
        for _, line in text.shown
        for figure in written(without_calls(line))
    }


def _day_or_year(day: str) -> str:
    return day[:4] if re.fullmatch(r"\d{4}-\d\d", day) else day


def _links(text: Rendered) -> set[str]:
    """Return the links with their language left out: pages of one site in two languages are one."""
    return {_LANGUAGE_PART.sub("/*", url) for _, url in text.links}


_COMPARED: dict[str, Callable[[Rendered], set[str] | set[Figure]]] = {
    "languages-values": _values,
    "languages-numbers": _figures,
    "languages-links": _links,
}
