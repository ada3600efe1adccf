"""Writing an appeal: category, place, words, preview, send. The draft survives restarts."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.domain.appeals import FILES_LIMIT, TEXT_LIMIT, Appeal, Body, Draft
from bot.domain.deadlines import due_day
from bot.domain.markup import Html, cut, escape, utf16_length
from bot.domain.messages import (
    Button,
    DropDraft,
    OpenAppeal,
    OpenDanger,
    OpenPage,
    PickCategory,
    PickPlace,
    Rows,
    Screen,
    SendAppeal,
    StepBack,
)
from bot.services import desk
from bot.services.turn import Turn
from bot.storage import appeals, outbox

_SHOWN = 2_000
"""UTF-16 units of the text that a preview shows; all of it is sent."""
_PAIRS = 2


@dataclass(frozen=True, slots=True)
class Sent:
    """An appeal is filed; `again` when an earlier tap had filed it."""

    appeal: Appeal
    again: bool


def begin(turn: Turn, topic: str = "") -> Draft:
    """Start a draft; from an answer it takes the answer's category."""
    known = turn.catalogue.topics.get(topic)
    category = known.category if known else ""
    return Draft(os.urandom(8).hex(), turn.lang, topic if known else "", category)


def pick_category(turn: Turn, draft: Draft, category: str) -> Draft:
    """Set the category; an unknown one (of an old or forged button) changes nothing."""
    return replace(draft, category=category) if category in turn.catalogue.categories else draft


def pick_place(turn: Turn, draft: Draft, place: str) -> Draft:
    return replace(draft, place=place) if place in turn.catalogue.places else draft


def write(draft: Draft, body: Body, source: int) -> Draft | None:
    """Add what was written or sent; None when it would no longer fit, and the draft stays as it is."""
    joined = draft.body.joined(body)
    if utf16_length(joined.text) > TEXT_LIMIT or len(joined.files) > FILES_LIMIT:
        return None
    return replace(draft, body=joined, source=source)


def rewrite(draft: Draft, body: Body) -> Draft:
    """Take over an edit of the message that the text came from."""
    return replace(draft, body=Body(body.text, draft.body.files))


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


async def send(turn: Turn, draft: Draft) -> Sent:
    """File the draft: number, promise, receipt and card are one transaction. Ten taps file one appeal."""
    category = turn.catalogue.categories[draft.category]
    filing = appeals.Filing(
        draft_id=draft.id,
        author=turn.chat,
        lang=turn.lang,
        category=draft.category,
        place=draft.place,
        topic=draft.topic,
        consent_version=_consent_version(turn),
        promised_days=category.working_days,
        due_on=due_day(turn.unit.now, category.working_days, turn.catalogue.region),
        year=turn.today.year,
    )
    appeal = await appeals.file(turn.unit, filing)
    if appeal is None:
        known = await appeals.of_draft(turn.unit, draft.id)
        if known is None:  # pragma: no cover  (the draft was found a moment ago, in this transaction)
            raise LookupError("a filed draft without its appeal")
        return Sent(known, again=True)
    await appeals.say(turn.unit, appeal, "statement", draft.body, (turn.chat, draft.source))
    await appeals.note_deed(turn.unit, appeal.id, turn.chat, "filed")
    receipt = _receipt(turn, appeal)
    await outbox.add(turn.unit, turn.chat, receipt.new(), kind="receipt", appeal_id=appeal.id)
    await desk.post_card(turn, appeal)
    return Sent(appeal, again=False)


def sent(turn: Turn, appeal: Appeal) -> Screen:
    """Show what stands in the preview's place once it was sent."""
    return Screen(turn.text("form-sent", number=appeal.number), ((_opens(appeal),),))


def dropped(turn: Turn) -> Screen:
    return Screen(turn.text("form-dropped"), (_home_row(turn),))


def _categories(turn: Turn, draft: Draft) -> Screen:
    buttons = [
        Button(each.label[turn.lang], PickCategory(draft.id, each.slug))
        for each in turn.catalogue.categories.values()
    ]
    rows = (*_pairs(buttons), (turn.button("button-danger", OpenDanger()),), _stop_row(turn, draft))
    return Screen(_kept(turn, draft, "form-category"), rows)


def _places(turn: Turn, draft: Draft) -> Screen:
    buttons = [
        Button(each.label[turn.lang], PickPlace(draft.id, each.slug))
        for each in turn.catalogue.places.values()
    ]
    first = draft.topic and (turn.button("button-danger", OpenDanger()),)
    rows = _pairs(buttons) + ((first,) if first else ())
    return Screen(_kept(turn, draft, "form-place"), (*rows, _back_row(turn, draft)))


def _words(turn: Turn, draft: Draft) -> Screen:
    hint = turn.catalogue.categories[draft.category].hint[turn.lang]
    return Screen(turn.text("form-text", hint=hint), (_back_row(turn, draft),))


def _preview(turn: Turn, draft: Draft) -> Screen:
    category = turn.catalogue.categories[draft.category]
    due = due_day(turn.unit.now, category.working_days, turn.catalogue.region)
    shown, more = cut(draft.body.text, _SHOWN)
    html = turn.text(
        "form-preview",
        category=category.label[turn.lang],
        place=turn.catalogue.places[draft.place].label[turn.lang],
        text=shown + ("…" if more else ""),
        files=len(draft.body.files),
        consent=_consent(turn),
        days=category.working_days,
        due=due,
    )
    rows = (
        (turn.button("button-send", SendAppeal(draft.id)),),
        (turn.button("button-rewrite", StepBack(draft.id)), turn.button("button-drop", DropDraft(draft.id))),
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


def _consent_version(turn: Turn) -> str:
    """Name the exact words that were agreed to: a digest of them, in the language they were shown in."""
    return f"{turn.lang}-{sha256(_consent(turn).encode()).hexdigest()[:12]}"


def _kept(turn: Turn, draft: Draft, question: str) -> Html:
    asked = turn.text(question)
    return Html(f"{turn.text('form-kept')}\n\n{asked}") if draft.body else asked


def _opens(appeal: Appeal) -> Button:
    return Button(appeal.number, OpenAppeal(appeal.number))


def _pairs(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + _PAIRS]) for at in range(0, len(buttons), _PAIRS))


def _back_row(turn: Turn, draft: Draft) -> tuple[Button, ...]:
    return (turn.button("button-back", StepBack(draft.id)), *_stop_row(turn, draft))


def _stop_row(turn: Turn, draft: Draft) -> tuple[Button, ...]:
    return (turn.button("button-drop", DropDraft(draft.id)),)


def _home_row(turn: Turn) -> tuple[Button, ...]:
    return (turn.button("button-home", OpenPage(turn.catalogue.menu.home)),)
