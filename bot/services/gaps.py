"""What the answers lack, as the admins see it."""

from __future__ import annotations

from bot.domain.actions import OpenGaps
from bot.domain.deadlines import local_day
from bot.domain.gaps import KEPT, Gap, Tally
from bot.domain.markup import Html, cut
from bot.domain.messages import Screen
from bot.services.paging import page_of, ways
from bot.services.turn import Turn
from bot.storage import feedback

_PAGE = 8
_WORDS = 120
"""UTF-16 units of each gap that the list shows, and topics in its head: with them a page fits a message."""
_TOPICS = 10


async def show(turn: Turn, page: int = 0) -> Screen:
    """List the unhelpful topics, then what people wrote, the most frequent first, eight to a page."""
    tallies, gaps = await feedback.tallies(turn.unit), await feedback.listed(turn.unit)
    if not (tallies or gaps):
        return Screen(turn.text("gaps-none", days=KEPT.days), ((turn.button("button-refresh", OpenGaps()),),))
    listed = page_of(gaps, page, _PAGE)
    head = turn.text("gaps", days=KEPT.days, count=len(gaps))
    voices = "\n".join(_tally(turn, each) for each in tallies[:_TOPICS]) if listed.number == 0 else ""
    shown = [_entry(turn, each) for each in listed.shown]
    html = "\n\n".join(each for each in (head, voices, *shown) if each)
    return Screen(Html(html), (ways(turn, listed, OpenGaps, again=True),))


def _tally(turn: Turn, tally: Tally) -> Html:
    topic = _topic(turn, tally.topic)
    return turn.text("gaps-tally", topic=topic, helped=tally.helped, missed=tally.not_helped)


def _entry(turn: Turn, gap: Gap) -> Html:
    words, more = cut(gap.words, _WORDS)
    return turn.text(
        "gaps-missing" if gap.topic else "gaps-question",
        topic=_topic(turn, gap.topic),
        times=gap.times,
        day=local_day(gap.at),
        language=turn.catalogue.texts.label(gap.lang, "language-name"),
        text=words + ("…" if more else ""),
    )


def _topic(turn: Turn, slug: str) -> str:
    """Name a topic or a wizard; one that officials took out of `content/` by its slug."""
    topic, wizard = turn.catalogue.topics.get(slug), turn.catalogue.wizards.get(slug)
    if topic:
        return topic.texts[turn.lang].label
    return wizard.label[turn.lang] if wizard else slug
