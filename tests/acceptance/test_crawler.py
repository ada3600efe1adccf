"""A crawler taps every button it can reach, in three languages and after a restart."""

from __future__ import annotations

from collections import deque
from typing import Any

import pytest

from bot.domain.actions import SendAppeal
from bot.domain.markup import utf16_length
from bot.telegram.callbacks import CODES
from tests.acceptance.stage import Phone, Stage, labels

_ENTRIES = (
    "/start",
    "/help",
    "/appeal",
    "/status",
    "/language",
    "/privacy",
    "/start t_bullying",
    "/start w_bullied",
    "/start appeal",
)
_OPERATORS = {"rs", "rn", "q", "c"}
_ADMINS = {"g", *["n", "nf", "nv", "nw", "nb", "np", "nt", "nl", "ng", "nx", "no", "ne", "na", "nd", "ns"]}
_KAZAKH = set("әғқңөұүһі")
_LATIN_TERMS = ("telegram", "e-otinish", "egov")


class Crawler:
    """Walks from each entry, tapping what it meets; a place is its first words and its buttons."""

    def __init__(self, stage: Stage, phone: Phone, lang: str) -> None:
        self.stage, self.phone, self.lang = stage, phone, lang
        self.seen: set[tuple[str, ...]] = set()
        self.codes: set[str] = set()

    async def crawl(self, entry: str, but: str = "") -> None:
        """Tap every button below an entry, each place once; all but those of one code."""
        (first, *_) = await self.phone.says(entry)
        waiting = deque([first])
        while waiting:
            message = waiting.popleft()
            for button in self._buttons(message):
                if _code(button) == but:
                    continue
                shown = await self._tap(message, button)
                for each in shown:
                    self._inspect(each)
                    if self._place(each) not in self.seen:
                        self.seen.add(self._place(each))
                        waiting.append(each)

    async def follow(self, entry: str, *codes: str) -> None:
        """Tap the first button of each code in turn."""
        (shown, *_) = await self.phone.says(entry)
        for code in codes:
            button = next(each for each in self._buttons(shown) if _code(each) == code)
            (shown, *_) = await self._tap(shown, button)

    async def _tap(self, message: dict[str, Any], button: dict[str, Any]) -> list[dict[str, Any]]:
        """Tap on the message as it was then: its data lives on in old messages of real chats."""
        self.codes.add(_code(button))
        shown = await self.phone.forges(button["callback_data"], message)
        assert self.stage.world.answers(self.stage.last_query) is not None, f"unanswered: {button}"
        assert shown or self.phone.toast or self._shows_it_already(), f"a dead end: {button}"
        if button["callback_data"].startswith("cl:"):
            await self.phone.forges(f"cl:{self.lang}", message)
        return shown

    def _shows_it_already(self) -> bool:
        """The message was moved meanwhile to the very place that the button leads to."""
        edit = self.stage.world.calls.of("editMessageText")[-1]
        return "message is not modified" in (edit.description or "")

    def _buttons(self, message: dict[str, Any]) -> list[dict[str, Any]]:
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row if "callback_data" in button]

    def _place(self, message: dict[str, Any]) -> tuple[str, ...]:
        return (message["text"][:60], *labels(message))

    def _inspect(self, message: dict[str, Any]) -> None:
        text = message["text"]
        assert utf16_length(text) <= 4096
        assert "{" not in text
        assert labels(message), f"a message without a way on: {text[:80]}"
        for label in labels(message):
            assert len(label) <= 24, label


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
async def test_every_button_a_citizen_can_reach_leads_somewhere_before_and_after_a_restart(
    stage: Stage, lang: str
) -> None:
    phone = stage.phone(lang=lang)
    await _file_and_answer(stage, phone, lang)
    for _ in ("before", "after a restart"):
        crawler = Crawler(stage, phone, lang)
        for entry in _ENTRIES:
            await crawler.crawl(entry)
        await phone.says("/start")
        await crawler.follow("доллар бағамы ертең қанша болады", "sq", "fd", "fx")
        await _fill_in(phone, lang)
        await crawler.crawl("42", but=CODES[SendAppeal])
        await _fill_in(phone, lang)
        await phone.says("42")
        await crawler.crawl("/start t_bullying")
        await _fill_in(phone, lang)
        await phone.says("42")
        await crawler.follow("/start w_camp-place", "w", "w", "ww", "wx")
        await _fill_in(phone, lang)
        await crawler.crawl("42")
        assert crawler.codes == {code for code in CODES.values() if code not in _OPERATORS | _ADMINS}
        assert stage.world.queries.unanswered() == []
        await stage.restart()


async def test_every_button_of_the_operators_leads_somewhere(stage: Stage) -> None:
    author = stage.phone(lang="kk")
    for n in range(12):
        await author.files(f"Мәтін {n}", "Мектептегі тамақ")
    card = stage.operator.last
    (preview,) = await stage.operator.says("Жауап", reply_to=card)
    for data in [row[0]["callback_data"] for row in preview["reply_markup"]["inline_keyboard"]]:
        shown = await stage.operator.forges(data, preview)
        assert shown or stage.operator.toast
    (queue,) = await stage.operator.says("/appeals")
    for label in ("Келесі →", "← Алдыңғы", "Жаңарту"):
        await stage.operator.taps(label)
        assert stage.operator.toast
    for label in labels(stage.operator.again(queue))[:10]:
        await stage.operator.taps(label, stage.operator.again(queue))
        assert stage.operator.toast
    assert stage.world.queries.unanswered() == []


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
async def test_nobody_reads_a_language_they_did_not_choose(stage: Stage, lang: str) -> None:
    phone = stage.phone(lang=lang)
    crawler = Crawler(stage, phone, lang)
    shown: list[str] = []
    stage.world.subscribe(
        lambda event: (
            shown.append(event["message"]["text"])
            if event["type"] in ("message", "edit") and "text" in event["message"]
            else None
        )
    )
    for entry in ("/help", "/privacy", "/status", "/start t_camps"):
        await crawler.phone.says(entry)
    for text in (each.lower() for each in shown if not each.startswith("/")):
        if lang == "ru":
            words = [word for word in text.split() if _KAZAKH & set(word)]
            assert all(
                "жаңасемей" in word
                or "ақсуат" in word
                or "мақаншы" in word
                or "қазақ" in word
                or "халқына" in word
                for word in words
            ), words
        if lang == "kk":
            assert _KAZAKH & set(text)


def _code(button: dict[str, Any]) -> str:
    return str(button["callback_data"]).removeprefix("+").split(":")[0]


_FORM = {
    "kk": ("Мектептегі тамақ", "Семей қаласы", "✅ Жіберу"),
    "ru": ("Питание в школе", "город Семей", "✅ Отправить"),
    "en": ("School meals", "Semey city", "✅ Send"),
}


async def _fill_in(phone: Phone, lang: str) -> None:
    """Begin an appeal and stop where it asks for words."""
    category, place, _ = _FORM[lang]
    await phone.says("/appeal")
    await phone.taps(category)
    await phone.taps(place)


async def _file_and_answer(stage: Stage, phone: Phone, lang: str) -> None:
    """Leave an answered appeal behind, so that its pages are crawled too."""
    await _fill_in(phone, lang)
    await phone.says("42")
    await phone.taps(_FORM[lang][2])
    await stage.operator.says("42", reply_to=stage.operator.last)
    await stage.operator.taps("📨 Авторға жіберу")
