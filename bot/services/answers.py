"""Answers, only from content: the menu, a topic with its sources, and what a free question finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from bot.domain import values
from bot.domain.actions import (
    ChooseLanguage,
    OpenDanger,
    OpenHelp,
    OpenLanguages,
    OpenMine,
    OpenPage,
    OpenPrivacy,
    OpenTopic,
    OpenWizard,
    Rate,
    ResumeDraft,
    SendQuestion,
    StartAppeal,
)
from bot.domain.catalogue import MenuButton, MenuPage, Topic
from bot.domain.language import LANGUAGES
from bot.domain.markup import Html, escape
from bot.domain.messages import Button, Rows, Screen, pairs
from bot.domain.understanding.letters import spelled
from bot.domain.understanding.meaning import CONFIDENT
from bot.domain.understanding.normalise import tokens
from bot.domain.understanding.search import Hit
from bot.domain.understanding.small_talk import Kind
from bot.services.turn import Turn

Opens: TypeAlias = OpenPage | OpenTopic | OpenDanger | OpenHelp | OpenPrivacy | OpenLanguages
"""Shows what content says; nothing begins."""

Pressed: TypeAlias = Opens | OpenWizard | OpenMine | StartAppeal
"""What the menu's buttons do."""

_DEEDS: Mapping[str, Pressed] = {
    "appeal": StartAppeal(),
    "mine": OpenMine(),
    "danger": OpenDanger(),
    "language": OpenLanguages(),
    "help": OpenHelp(),
    "privacy": OpenPrivacy(),
}

_ASKED = 3
"""Topics between which a person is asked to choose."""

_CLOSE = 0.7
"""How near to the best hit another must come to be offered beside it."""


def greeting(turn: Turn, draft: str = "") -> Screen:
    """Greet a newcomer: who this is, and the menu."""
    menu = home(turn, draft)
    return Screen(Html(f"{turn.text('greeting')}\n\n{menu.html}"), menu.rows)


def home(turn: Turn, draft: str = "") -> Screen:
    """Show the menu; above it the way back to an unsent draft, if there is one."""
    menu = _page(turn, turn.catalogue.menu.pages[turn.catalogue.menu.home])
    if not draft:
        return menu
    return Screen(menu.html, ((turn.button("button-resume", ResumeDraft(draft)),), *menu.rows))


def page(turn: Turn, page_id: str, draft: str = "") -> Screen | None:
    """Return a page of the menu, or None when it is no longer there."""
    if page_id == turn.catalogue.menu.home:
        return home(turn, draft)
    found = turn.catalogue.menu.pages.get(page_id)
    return _page(turn, found) if found else None


def topic(turn: Turn, slug: str) -> Screen | None:
    """Return the answer on a topic with its sources, or None when the topic is gone or out of date."""
    found = turn.catalogue.topics.get(slug)
    if found is None or not found.holds(turn.today):
        return None
    return _once(turn, f"topic {slug}", lambda: _answer(turn, found))


def _answer(turn: Turn, found: Topic) -> Screen:
    body = values.answer(turn.catalogue, found.slug, turn.lang, turn.today)
    title = escape(found.texts[turn.lang].title)
    checked = turn.text("answer-checked", day=found.checked)
    html = f"<b>{title}</b>\n\n{body}\n\n{sources(turn, found.sources(turn.lang))}\n{checked}"
    return Screen(Html(html), _topic_rows(turn, found))


def opened(turn: Turn, action: Opens, draft: str = "") -> Screen | None:
    """Return what a button leads to; None when it is no longer there. A draft in progress is one tap away."""
    match action:
        case OpenPage(page_id):
            return page(turn, page_id, draft)
        case OpenTopic(slug):
            return topic(turn, slug)
        case OpenDanger():
            return danger(turn, draft)
        case OpenHelp():
            return help_(turn)
        case OpenPrivacy():
            return privacy(turn)
        case OpenLanguages():
            return languages(turn)


def languages(turn: Turn) -> Screen:
    """Offer the three languages, each by its own name."""
    return Screen(turn.text("language-question"), (*language_rows(turn), way_home(turn)))


def language_rows(turn: Turn) -> Rows:
    return tuple(
        (Button(turn.catalogue.texts.label(lang, "language-name"), ChooseLanguage(lang)),)
        for lang in LANGUAGES
    )


def help_(turn: Turn) -> Screen:
    rows = (
        (turn.button("button-appeal", StartAppeal()), turn.button("button-mine", OpenMine())),
        (turn.button("button-danger", OpenDanger()),),
        way_home(turn),
    )
    html = turn.text("help")
    if turn.chat in turn.desk.admins:
        html = Html(f"{html}\n\n{turn.text('help-admin')}")
    return Screen(html, rows)


def privacy(turn: Turn) -> Screen:
    return Screen(turn.text("privacy"), (way_home(turn),))


def concern(turn: Turn, slugs: Sequence[str], *, to_child: bool = False) -> Screen:
    """Show 111 first to one who is in trouble but not in danger now, then the topics it may be about."""
    numbers = _numbers(turn, sorted(turn.catalogue.region.emergency, key=lambda each: each != "helpline"))
    topics = tuple((_topic_button(turn, slug),) for slug in slugs if topic(turn, slug))
    write = (turn.button("button-appeal", StartAppeal()),)
    html = turn.text("concern-child" if to_child else "concern")
    return Screen(html, (*numbers, *topics, write, way_home(turn)))


def danger(turn: Turn, draft: str = "", *, kept: bool = False, to_child: bool = False) -> Screen:
    """Show the numbers, before anything else; a draft in progress is one tap away.

    `kept` says that what was written joined the draft, and that nobody has it yet. A child is spoken to as
    one speaks to a child.
    """
    rows = _numbers(turn, turn.catalogue.region.emergency)
    if draft:
        rows = (*rows, (turn.button("button-resume", ResumeDraft(draft)),))
    else:
        rows = (*rows, (turn.button("button-appeal", StartAppeal()),))
    html = turn.text("danger-child" if to_child else "danger")
    if kept:
        html = Html(f"{html}\n\n{turn.text('danger-kept')}")
    return Screen(html, (*rows, way_home(turn)))


def typed(turn: Turn, text: str) -> tuple[Turn, Pressed] | None:
    """Return what the menu's button does whose label is typed, and the turn in the label's language.

    Return None when the text is no label.
    """
    said = spelled(turn.catalogue.understanding.of(text).words)
    button = turn.catalogue.menu.labels.get(said)
    if button is None or not _leads_on(turn, button):
        return None
    lang = next(lang for lang in (turn.lang, *LANGUAGES) if spelled(tokens(button.label[lang])) == said)
    return turn.speaking(lang), _does(button)


def found(turn: Turn, text: str) -> Screen | None:
    """Answer a free question in the language it is written in; None when no answer is known."""
    understood = turn.catalogue.understanding.of(text)
    turn = turn.speaking(understood.lang or turn.lang)
    if kind := understood.talk:
        return _small_talk(turn, kind)
    hits = _hits(turn, text)
    if _worries(turn, text):
        return concern(turn, [hit.slug for hit in hits[:_ASKED]], to_child=understood.by_child)
    best = topic(turn, hits[0].slug) if hits else None
    if best is None:
        return None
    if len(hits) > 1 and hits[0].score < CONFIDENT:
        return _which(turn, [hit.slug for hit in hits[:_ASKED]])
    return _with_others(turn, best, hits[0].score, hits[1:_ASKED])


def _with_others(turn: Turn, best: Screen, score: float, others: Sequence[Hit]) -> Screen:
    """Offer what else may be meant: what is close before the answer's own buttons, the rest after them."""
    known = {button.does for row in best.rows for button in row}
    rows = [(hit.score >= _CLOSE * score, (_topic_button(turn, hit.slug),)) for hit in others]
    new = [(close, row) for close, row in rows if row[0].does not in known]
    own = next(at for at, row in enumerate(best.rows) if isinstance(row[0].does, StartAppeal))
    close, rest = ([row for near, row in new if near is wanted] for wanted in (True, False))
    return Screen(best.html, (*close, *best.rows[:own], *rest, *best.rows[own:]))


def _small_talk(turn: Turn, kind: Kind) -> Screen:
    """Reply to what is no question; who wants a person is shown the ways to one before the menu."""
    rows = home(turn).rows
    if kind == "operator":
        helpline = turn.catalogue.region.contacts["helpline"].phone or ""
        rows = ((turn.button("button-appeal", StartAppeal()),), (turn.copy_number(helpline),), way_home(turn))
    return Screen(turn.text(f"small-talk-{kind}"), rows)


def _which(turn: Turn, slugs: Sequence[str]) -> Screen:
    """Ask which of some topics is meant, the likeliest first; writing an appeal stays one tap away."""
    topics = tuple((_topic_button(turn, slug),) for slug in slugs)
    write = (turn.button("button-appeal", StartAppeal()),)
    return Screen(turn.text("did-you-mean"), (*topics, write, way_home(turn)))


def knows(turn: Turn, text: str) -> bool:
    """Tell whether a caption has an answer: a topic's, or a worry's."""
    return bool(text) and (_worries(turn, text) or bool(_hits(turn, text)))


def unknown_command(turn: Turn) -> Screen:
    known = help_(turn)
    return Screen(Html(f"{turn.text('unknown-command')}\n\n{known.html}"), known.rows)


def not_found(turn: Turn) -> Screen:
    """Say that no answer is known, under the question: it goes to the operators with one tap.

    The menu and 111 stay open.
    """
    main = home(turn).rows
    helpline = turn.catalogue.region.contacts["helpline"].phone or ""
    send = turn.button("button-send-question", SendQuestion())
    return Screen(turn.text("not-found"), ((send,), (turn.copy_number(helpline),), *main))


def _numbers(turn: Turn, contacts: Sequence[str]) -> Rows:
    """Return buttons that copy the numbers of `contacts`, two in a row."""
    phones = [turn.catalogue.region.contacts[each].phone for each in contacts]
    numbers = [turn.copy_number(phone) for phone in phones if phone]
    return pairs(numbers)


def sources(turn: Turn, titles: Mapping[str, str]) -> str:
    """Return the sources, titles by address, as links, folded away like the details of an answer."""
    links = "\n".join(f'• <a href="{escape(url)}">{escape(title)}</a>' for url, title in titles.items())
    return f"<blockquote expandable>{turn.text('answer-sources')}\n{links}</blockquote>"


def _page(turn: Turn, shown: MenuPage) -> Screen:
    return _once(turn, f"page {shown.id}", lambda: _menu_page(turn, shown))


def _menu_page(turn: Turn, shown: MenuPage) -> Screen:
    rows = _menu_rows(turn, shown)
    if shown.parent:
        rows = (*rows, _way_back(turn, shown.parent))
    return Screen(Html(shown.text[turn.lang]), rows)


def _menu_rows(turn: Turn, shown: MenuPage) -> Rows:
    """Return the page's buttons but those of topics that are out of date."""
    rows = (tuple(_menu_button(turn, each) for each in row if _leads_on(turn, each)) for row in shown.rows)
    return tuple(row for row in rows if row)


def _leads_on(turn: Turn, button: MenuButton) -> bool:
    match button.kind:
        case "topic":
            return _holds(turn, button.target)
        case "wizard":
            return _holds(turn, turn.catalogue.wizards[button.target].topic)
        case _:
            return True


def _holds(turn: Turn, slug: str) -> bool:
    return turn.catalogue.topics[slug].holds(turn.today)


def _hits(turn: Turn, text: str) -> list[Hit]:
    """Return what a free question finds, best first, but topics that are out of date."""
    return [hit for hit in turn.catalogue.understanding.of(text).hits if _holds(turn, hit.slug)]


def _worries(turn: Turn, text: str) -> bool:
    return turn.catalogue.understanding.of(text).worries


def _once(turn: Turn, name: str, make: Callable[[], Screen]) -> Screen:
    """Make a screen once a day for each language and version of the content."""
    made = turn.catalogue.shown.get((name, turn.lang))
    if made is None or made[0] != turn.today:
        made = turn.catalogue.shown[name, turn.lang] = turn.today, make()
    return made[1]


def _menu_button(turn: Turn, button: MenuButton) -> Button:
    return Button(button.label[turn.lang], _does(button))


def _does(button: MenuButton) -> Pressed:
    match button.kind:
        case "topic":
            return OpenTopic(button.target)
        case "page":
            return OpenPage(button.target)
        case "wizard":
            return OpenWizard(button.target)
        case "do":
            return _DEEDS[button.target]


def _topic_rows(turn: Turn, shown: Topic) -> Rows:
    numbers = [turn.copy_number(each.phone) for each in shown.contacts if each.phone]
    copies = pairs(numbers)
    related = tuple((_topic_button(turn, slug),) for slug in shown.related if _holds(turn, slug))
    wizards = tuple(
        (Button(wizard.label[turn.lang], OpenWizard(wizard.slug)),)
        for wizard in turn.catalogue.wizards.values()
        if wizard.topic == shown.slug
    )
    write = (turn.button("button-write-about", StartAppeal(shown.slug)),)
    back = _way_back(turn, _parent(turn, shown.slug))
    return (*copies, *wizards, *related, write, rating(turn, shown.slug), back)


def rating(turn: Turn, slug: str) -> tuple[Button, ...]:
    """Return the row under an answer that asks whether it helped."""
    helped, not_helped = Rate(slug, 1), Rate(slug, 0)
    return (turn.button("button-helped", helped), turn.button("button-not-helped", not_helped))


def _topic_button(turn: Turn, slug: str) -> Button:
    return Button(turn.catalogue.topics[slug].texts[turn.lang].label, OpenTopic(slug))


def _parent(turn: Turn, slug: str) -> str:
    menu = turn.catalogue.menu
    for shown in menu.pages.values():
        if any(each.kind == "topic" and each.target == slug for row in shown.rows for each in row):
            return shown.id
    return menu.home


def _way_back(turn: Turn, parent: str) -> tuple[Button, ...]:
    if parent == turn.catalogue.menu.home:
        return way_home(turn)
    return (turn.button("button-back", OpenPage(parent)), *way_home(turn))


def way_home(turn: Turn) -> tuple[Button, ...]:
    return (turn.button("button-home", OpenPage(turn.catalogue.menu.home)),)
