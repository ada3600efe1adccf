"""Writing an appeal: category, place, words, preview, send. The draft survives restarts."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.domain.actions import (
    Action,
    ChangeDraft,
    DeleteDraft,
    DropDraft,
    OpenAppeal,
    OpenDanger,
    OpenPage,
    PickCategory,
    PickPlace,
    ResumeDraft,
    SendAppeal,
    Step,
)
from bot.domain.appeals import FILES_LIMIT, TEXT_LIMIT, Appeal, Body, Draft, Part
from bot.domain.deadlines import due_day
from bot.domain.markup import Html, cut, escape, utf16_length
from bot.domain.messages import Button, Screen, pairs
from bot.services import desk
from bot.services.turn import Turn
from bot.storage import appeals, outbox

_SHOWN = 2_000
"""UTF-16 units of the text that a preview shows; all of it is sent."""
_GLIMPSE = 200


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a draft starts from: an answer's slug, or a wizard's outcome with the rule it quotes."""

    topic: str = ""
    category: str = ""
    """Empty for the answer's own."""
    opening: str = ""


NOWHERE = Origin()


def begin(turn: Turn, origin: Origin = NOWHERE) -> Draft:
    """Start a draft; from an answer it takes the answer's category."""
    known = turn.catalogue.topics.get(origin.topic)
    if known is None:
        return Draft(os.urandom(8).hex())
    category = origin.category or known.category
    return Draft(os.urandom(8).hex(), origin.topic, category, opening=origin.opening)


def current(turn: Turn, draft: Draft) -> Draft:
    """Return the draft without choices that officials took out of `content/`: they are asked for again."""
    category = draft.category if draft.category in turn.catalogue.categories else ""
    place = draft.place if draft.place in turn.catalogue.places else ""
    return replace(draft, category=category, place=place)


def pick_category(turn: Turn, draft: Draft, category: str) -> Draft:
    """Set the category; an unknown one (of an old or forged button) changes nothing."""
    return replace(draft, category=category) if category in turn.catalogue.categories else draft


def pick_place(turn: Turn, draft: Draft, place: str) -> Draft:
    return replace(draft, place=place) if place in turn.catalogue.places else draft


def write(draft: Draft, *parts: Part) -> Draft | None:
    """Add messages, or take over their edit; None when they would not fit, and the draft stays as it is.

    A preview from before does not hold for the longer draft: nothing is sent that its author was not shown.
    """
    longer = replace(draft.written(*parts), consent="")
    whole = longer.body
    if utf16_length(whole.text) > TEXT_LIMIT or len(whole.files) > FILES_LIMIT:
        return None
    return longer


def shown(turn: Turn, draft: Draft) -> Draft:
    """Return the draft as its step is about to be shown: a preview is remembered with its consent."""
    draft = current(turn, draft)
    return replace(draft, consent=consent_version(turn)) if draft.step == "preview" else draft


def step(turn: Turn, draft: Draft) -> Screen:
    """Show what the draft is waiting for."""
    match draft.step:
        case "category":
            return _categories(turn, draft)
        case "place":
            return _places(turn, draft)
        case "text":
            return _words(turn, draft)
        case "preview":
            return _preview(turn, draft)


async def send(turn: Turn, draft: Draft) -> Appeal:
    """File a draft whose preview was shown: number, promise, receipt and card are one transaction.

    Ten taps file one appeal.
    """
    category = turn.catalogue.categories[draft.category]
    filing = appeals.Filing(
        draft_id=draft.id,
        author=turn.chat,
        lang=turn.lang,
        category=draft.category,
        place=draft.place,
        topic=draft.topic,
        consent_version=draft.consent,
        promised_days=category.working_days,
        due_on=due_day(turn.unit.now, category.working_days, turn.catalogue.region),
        year=turn.today.year,
    )
    appeal = await appeals.file(turn.unit, filing)
    if appeal is None:
        known = await appeals.of_draft(turn.unit, draft.id)
        if known is None:  # pragma: no cover  (the draft was found a moment ago, in this transaction)
            raise LookupError("a filed draft without its appeal")
        return known
    await appeals.say(turn.unit, appeal, "statement", draft.body, *appeals.came_from(turn.chat, draft.parts))
    await appeals.note_deed(turn.unit, appeal.id, turn.chat, "filed")
    receipt = _receipt(turn, appeal)
    await outbox.add(turn.unit, turn.chat, receipt.new(stays=True), kind="receipt", appeal_id=appeal.id)
    await desk.post_card(turn, appeal)
    return appeal


async def sent(turn: Turn, appeal: Appeal) -> Screen:
    """Show what stands in the preview's place once it was sent: the words as they went."""
    statement = next(each for each in await appeals.said(turn.unit, appeal) if each.kind == "statement")
    html = turn.text(
        "form-sent",
        number=appeal.number,
        category=turn.category(appeal.category),
        place=turn.place(appeal.place),
        text=_opening(statement.body),
        files=len(statement.body.files),
    )
    return Screen(html, ((_opens(appeal),),))


def ask_drop(turn: Turn, draft: Draft) -> Screen:
    """Ask once more before words are lost."""
    rows = (
        (turn.button("button-resume", ResumeDraft(draft.id)),),
        (turn.button("button-delete", DeleteDraft(draft.id)),),
    )
    return Screen(turn.text("form-drop"), rows)


def dropped(turn: Turn) -> Screen:
    return Screen(turn.text("form-dropped"), (_home_row(turn),))


def ask_other(turn: Turn, draft: Draft, another: Action) -> Screen:
    """Ask which it shall be: the unsent appeal, or a new one that takes its place."""
    rows = (
        (turn.button("button-resume", ResumeDraft(draft.id)),),
        (turn.button("button-another", another),),
        _home_row(turn),
    )
    return Screen(turn.text("form-other", text=_opening(draft.body, _GLIMPSE)), rows)


def _categories(turn: Turn, draft: Draft) -> Screen:
    buttons = [
        Button(each.label[turn.lang], PickCategory(draft.id, each.slug))
        for each in turn.catalogue.categories.values()
    ]
    rows = (*pairs(buttons), (turn.button("button-danger", OpenDanger()),), _stop_row(turn, draft))
    return Screen(_kept(turn, draft, "form-category"), rows)


def _places(turn: Turn, draft: Draft) -> Screen:
    buttons = [
        Button(each.label[turn.lang], PickPlace(draft.id, each.slug))
        for each in turn.catalogue.places.values()
    ]
    first = draft.topic and (turn.button("button-danger", OpenDanger()),)
    rows = pairs(buttons) + ((first,) if first else ())
    return Screen(_kept(turn, draft, "form-place"), (*rows, _back_row(turn, draft, "category")))


def _words(turn: Turn, draft: Draft) -> Screen:
    hint = turn.catalogue.categories[draft.category].hint[turn.lang]
    html = turn.text("form-text", hint=hint)
    if draft.anew:
        html = Html(f"{turn.text('form-anew')}\n\n{html}")
    elif draft.opening:
        html = Html(f"{turn.text('form-opening', text=draft.opening)}\n\n{html}")
    return Screen(html, (_back_row(turn, draft, "preview" if draft.anew else "place"),))


def _preview(turn: Turn, draft: Draft) -> Screen:
    category = turn.catalogue.categories[draft.category]
    due = due_day(turn.unit.now, category.working_days, turn.catalogue.region)
    html = turn.text(
        "form-preview",
        category=category.label[turn.lang],
        place=turn.place(draft.place),
        text=_opening(draft.body),
        files=len(draft.body.files),
        consent=_consent(turn),
        days=category.working_days,
        due=due,
    )
    rows = (
        (turn.button("button-send", SendAppeal(draft.id)),),
        (
            turn.button("button-change-category", ChangeDraft(draft.id, "category")),
            turn.button("button-change-place", ChangeDraft(draft.id, "place")),
        ),
        (turn.button("button-rewrite", ChangeDraft(draft.id, "text")), *_stop_row(turn, draft)),
    )
    return Screen(html, rows)


def _receipt(turn: Turn, appeal: Appeal) -> Screen:
    html = turn.text(
        "receipt", number=appeal.number, filed=turn.today, days=appeal.promised_days, due=appeal.due_on
    )
    return Screen(html, ((_opens(appeal),), _home_row(turn)))


def _consent(turn: Turn) -> Html:
    e_otinish = turn.catalogue.region.contacts["e-otinish"]
    return turn.text("consent", url=escape(e_otinish.url or ""))


def consent_version(turn: Turn) -> str:
    """Name the exact words that were agreed to: a digest of them, in the language they were shown in."""
    return f"{turn.lang}-{sha256(_consent(turn).encode()).hexdigest()[:12]}"


def _kept(turn: Turn, draft: Draft, question: str) -> Html:
    asked = turn.text(question)
    return Html(f"{turn.text('form-kept')}\n\n{asked}") if draft.parts else asked


def _opening(body: Body, units: int = _SHOWN) -> str:
    """Return the text up to `units` UTF-16 units."""
    shown, more = cut(body.text, units)
    return shown + ("…" if more else "")


def _opens(appeal: Appeal) -> Button:
    return Button(appeal.number, OpenAppeal(appeal.number))


def _back_row(turn: Turn, draft: Draft, step: Step) -> tuple[Button, ...]:
    return (turn.button("button-back", ChangeDraft(draft.id, step)), *_stop_row(turn, draft))


def _stop_row(turn: Turn, draft: Draft) -> tuple[Button, ...]:
    return (turn.button("button-drop", DropDraft(draft.id)),)


def _home_row(turn: Turn) -> tuple[Button, ...]:
    return (turn.button("button-home", OpenPage(turn.catalogue.menu.home)),)
