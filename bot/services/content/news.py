"""What admins hear of the content without asking: it changed, it is broken, an answer runs out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from bot.domain.actions import OpenContent
from bot.domain.catalogue import Topic
from bot.domain.differences import FileChange, compare
from bot.domain.markup import Html
from bot.domain.messages import Text
from bot.services import notices
from bot.services.content import words
from bot.services.turn import Turn
from bot.storage.content.findings import Finding
from bot.storage.content.keeper import News
from bot.storage.content.versions import Version

SOON = timedelta(days=30)
"""So long before an answer is switched off the admins hear of it."""


async def tell(turn: Turn, news: News) -> None:
    """Owe every admin word of what a look at the folder found."""
    changes = compare(news.before, news.after)
    if not news.live:
        await _owe(turn, partial(_broken, found=news.findings))
    elif changes:
        await _owe(turn, partial(_changed, text_id="content-changed", changes=changes))
    else:
        await _owe(turn, lambda told: told.text("content-mended"))


async def tell_edit(turn: Turn, changes: Sequence[FileChange], version: Version | None) -> None:
    """Owe the other admins word of what one of them changed from the chat: once for each version."""
    said = partial(_changed, text_id="content-edited", changes=changes)
    about = _edit(version) if version else ""
    await _owe(turn, said, about=about, but=frozenset({turn.chat}))


async def heard_of(turn: Turn, version: Version) -> bool:
    """Tell whether this admin was told that another made the version."""
    return await notices.was_told(turn, turn.chat, _edit(version))


async def tell_of_expiry(turn: Turn) -> None:
    """Owe every admin word of answers that run out within 30 days or did already: once for each day set."""
    for topic in turn.catalogue.topics.values():
        if topic.valid_until and topic.valid_until - turn.today <= SOON:
            text_id = "content-expiring" if topic.holds(turn.today) else "content-expired"
            about = f"{text_id}-{topic.slug}-{topic.valid_until}"
            await _owe(turn, partial(_expiry, text_id=text_id, topic=topic), about=about)


async def _owe(
    turn: Turn, say: Callable[[Turn], Html], *, about: str = "", but: frozenset[int] = frozenset()
) -> None:
    """Owe every admin a notice, with the way to the content."""

    def notice(told: Turn) -> Text:
        return Text(say(told), ((told.button("button-content", OpenContent()),),), stays=True)

    await notices.owe_admins(turn, notice, about=about, but=but)


def _edit(version: Version) -> str:
    return f"edit-{version.number}-{version.digest[:16]}"


def _changed(told: Turn, text_id: str, changes: Sequence[FileChange]) -> Html:
    return told.text(text_id, changes=words.differences(told, changes))


def _broken(told: Turn, found: Sequence[Finding]) -> Html:
    return told.text("content-broken", findings=words.findings(told, words.errors(found)))


def _expiry(told: Turn, text_id: str, topic: Topic) -> Html:
    assert topic.valid_until
    return told.text(text_id, topic=topic.texts[told.lang].title, day=topic.valid_until)
