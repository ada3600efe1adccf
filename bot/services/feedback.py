"""Whether an answer helped, what was missing in it, and what had no answer at all: nobody's name is kept."""

from __future__ import annotations

from datetime import date

from bot.domain.actions import OpenPage, OpenTopic, SkipMissing, StartAppeal
from bot.domain.appeals import parse_number
from bot.domain.gaps import says_something
from bot.domain.messages import Button, Rows, Screen
from bot.services import answers
from bot.services.turn import Turn
from bot.storage import feedback
from bot.storage.memory import Memory

_A_DAY = 20
"""Notes that one person may add in a day: nobody drowns the others."""

_OFFERED = 2

_SURE = 0.85
"""How probable another topic must be to be offered after what was missing, which is seldom a question: one
word that both use, such as a fare or a school, is not enough."""


class Notebook:
    """Where gaps are noted; how many somebody noted today is in memory only."""

    def __init__(self) -> None:
        self._noted: Memory[tuple[date, int]] = Memory()

    async def note(self, turn: Turn, words: str, topic: str = "") -> None:
        """Note what the answer on `topic` misses; without a topic, a question that has no answer.

        What says nothing is not noted.
        """
        if not says_something(words):
            return
        who, count = turn.unit.vault.hash("chat", turn.chat), 0
        if who in self._noted and self._noted[who][0] == turn.today:
            count = self._noted[who][1]
        if count < _A_DAY and await feedback.note(turn.unit, topic, turn.lang, words):
            turn.unit.after_commit(lambda: self._noted.put(who, (turn.today, count + 1)))


async def rate(turn: Turn, topic: str, *, helped: bool) -> bool:
    """Count the person's voice on a topic's or wizard's answer; False when there is none."""
    if topic not in turn.catalogue.topics and topic not in turn.catalogue.wizards:
        return False
    await feedback.rate(turn.unit, turn.chat, topic, helped=helped)
    return True


def ask_missing(turn: Turn, topic: str) -> Screen:
    """Ask what was missing in the answer on `topic`: one message, or none."""
    return Screen(turn.text("missing-question", topic=_title(turn, topic)), _skip(turn))


def only_words(turn: Turn) -> Screen:
    return Screen(turn.text("missing-only-words"), _skip(turn))


def tells_missing(turn: Turn, words: str) -> bool:
    """Tell whether words can say what was missing: a worry, thanks and an appeal's number are none of it."""
    understood = turn.catalogue.understanding.of(words)
    troubled = understood.level == "danger" or understood.worries
    return not (troubled or understood.talk or parse_number(words))


def thank(turn: Turn, topic: str, words: str) -> Screen:
    """Thank for the words; if they are a question that another topic answers, that is one tap away."""
    wizard = turn.catalogue.wizards.get(topic)
    topic = wizard.topic if wizard else topic
    hits = [hit.slug for hit in turn.catalogue.understanding.of(words).hits if hit.score >= _SURE]
    known = [slug for slug in hits if slug != topic and answers.topic(turn, slug)][:_OFFERED]
    others: Rows = tuple((Button(_label(turn, slug), OpenTopic(slug)),) for slug in known)
    write = (turn.button("button-write-about", StartAppeal(topic)),)
    home = (turn.button("button-home", OpenPage(turn.catalogue.menu.home)),)
    return Screen(turn.text("missing-thanks"), (*others, write, home))


def _skip(turn: Turn) -> Rows:
    return ((turn.button("button-skip", SkipMissing()),),)


def _title(turn: Turn, slug: str) -> str:
    topic, wizard = turn.catalogue.topics.get(slug), turn.catalogue.wizards.get(slug)
    if topic:
        return topic.texts[turn.lang].title
    return wizard.title[turn.lang] if wizard else slug


def _label(turn: Turn, slug: str) -> str:
    return turn.catalogue.topics[slug].texts[turn.lang].label
