"""The three languages of a topic say the same: values, numbers, links."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.domain.values import calls, without_calls
from bot.storage.content.draft import TopicDraft, TopicPage
from bot.storage.content.findings import Findings
from bot.storage.content.numbers import numbers, parts

_LANGUAGE_PART = re.compile(r"/(?:kk|kaz|kz|ru|rus|en|eng)(?=/|$)")


def same(topic: TopicDraft, found: Findings) -> None:
    """Name each language that lacks what another has, once."""
    for rule, values_of in _COMPARED.items():
        values = {lang: values_of(page) for lang, page in topic.pages.items()}
        first = {value: lang for lang in reversed(values) for value in values[lang]}
        for lang, page in topic.pages.items():
            for value, other in first.items():
                if value not in values[lang]:
                    found.add(rule, page.path, page.body_line, lang=lang, value=value, other=other)


def _values(page: TopicPage) -> set[str]:
    return {str(call) for _, text in page.body.shown for call in calls(text)}


def _numbers(page: TopicPage) -> set[str]:
    return {
        part
        for _, text in page.body.shown
        for number in numbers(without_calls(text))
        for part in parts(number)
    }


def _links(page: TopicPage) -> set[str]:
    """Return the links with their language left out: pages of one site in two languages are one."""
    return {_LANGUAGE_PART.sub("/*", url) for _, url in page.body.links}


_COMPARED: dict[str, Callable[[TopicPage], set[str]]] = {
    "languages-values": _values,
    "languages-numbers": _numbers,
    "languages-links": _links,
}
