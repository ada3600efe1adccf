"""Makes the pictures of content/README.md: carries out each example and photographs what a parent sees.

python -m tests.pictures
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeAlias

from playwright.sync_api import Browser, Locator, ViewportSize, sync_playwright

from bot.domain.catalogue import Catalogue
from bot.storage.content.load import load
from bot.storage.content.shelf import UNTAUGHT
from tests.acceptance.stage import CONTENT
from tests.guide import NAMES, examples
from tests.picture import demo

Guided: TypeAlias = Literal["kk", "ru"]
"""The languages of the guide."""

LANGUAGES: tuple[Guided, ...] = ("kk", "ru")

SIZE: ViewportSize = {"width": 400, "height": 620}

MARK = """(phone, words) => {
  const log = phone.querySelector('.log');
  const walker = document.createTreeWalker(log, NodeFilter.SHOW_TEXT);
  const plain = node => node.data.replaceAll('\\u00a0', ' ');
  let found = null;
  while (walker.nextNode()) if (plain(walker.currentNode).includes(words)) found = walker.currentNode;
  const range = new Range();
  range.setStart(found, plain(found).indexOf(words));
  range.setEnd(found, plain(found).indexOf(words) + words.length);
  CSS.highlights.set('changed', new Highlight(range));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('::highlight(changed) { background-color: #ffe27a; color: #000 }');
  document.adoptedStyleSheets.push(sheet);
  const [top, box] = [range.getBoundingClientRect().top, log.getBoundingClientRect()];
  log.scrollTop += top - box.top - box.height / 2;
}"""
"""Marks the words that changed and scrolls to them."""


def main() -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in NAMES:
            with changed(name) as content, demo(content) as address:
                catalogue = load(content, shelf=UNTAUGHT).catalogue
                assert catalogue
                for lang in LANGUAGES:
                    picture = CONTENT / "pictures" / f"{name}-{lang}.png"
                    photograph(browser, f"{address}/?lang={lang}", Phone(catalogue, lang), name, picture)
        browser.close()


@contextmanager
def changed(name: str) -> Iterator[Path]:
    """Yield a copy of the content with one example carried out."""
    with tempfile.TemporaryDirectory() as folder:
        content = shutil.copytree(CONTENT, Path(folder) / "content")
        for change in examples("kk")[name]:
            change.apply(content)
        yield content


def photograph(browser: Browser, address: str, phone: Phone, name: str, picture: Path) -> None:
    page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
    page.goto(address)
    parent = page.locator('[data-role="parent"]')
    people = parent.locator(".people button")
    before = people.count()
    parent.locator(".another .add").click()
    page.locator(f'#choice [lang="{phone.lang}"]').click()
    parent.locator(f".people button:nth-child({before + 1})[aria-pressed=true]").wait_for()
    parent.locator(".log[aria-busy=false]").wait_for()
    parent.locator(".start").click()
    words = STEPS[name](phone, parent)
    parent.locator(".message", has_text=words).last.wait_for()
    for folded in parent.locator(".fold", has_text=words).locator('[aria-expanded="false"]:visible').all():
        folded.click()
    page.mouse.move(0, 0)
    parent.evaluate(MARK, words)
    parent.screenshot(path=picture)
    page.close()


class Phone:
    """What a parent taps, in one language."""

    def __init__(self, catalogue: Catalogue, lang: Guided) -> None:
        self.lang = lang
        self._catalogue = catalogue

    def label(self, slug: str) -> str:
        return self._catalogue.topics[slug].texts[self.lang].label

    def topic(self, parent: Locator, slug: str) -> None:
        self.tap(parent, self.label(slug))

    def page(self, parent: Locator, page_id: str) -> None:
        pages = self._catalogue.menu.pages.values()
        labels = [
            button.label for page in pages for row in page.rows for button in row if button.target == page_id
        ]
        self.tap(parent, labels[0][self.lang])

    def wizard(self, parent: Locator, slug: str) -> None:
        self.tap(parent, self._catalogue.wizards[slug].label[self.lang])

    def tap(self, parent: Locator, label: str) -> None:
        parent.locator(".keyboard").get_by_role("button", name=label, exact=True).last.click()


def _phone(phone: Phone, parent: Locator) -> str:
    phone.topic(parent, "camps")
    return "1415"


def _text(phone: Phone, parent: Locator) -> str:
    phone.topic(parent, "camps")
    return {
        "kk": "Кезекке тұруға бола ма, соны да біліңіз.",
        "ru": "Узнайте и то, можно ли встать в очередь.",
    }[phone.lang]


def _fine(phone: Phone, parent: Locator) -> str:
    phone.topic(parent, "bullying")
    return {"kk": "173 000 ₸ (40 АЕК, 2026)", "ru": "173 000 ₸ (40 МРП, 2026)"}[phone.lang]


def _menu(phone: Phone, parent: Locator) -> str:
    del parent  # the home page stands there from the start
    return phone.label("mentors")


def _wizard(phone: Phone, parent: Locator) -> str:
    phone.page(parent, "steps")
    phone.wizard(parent, "camp-place")
    first = {"kk": "Басқа жағдай", "ru": "Другое"}[phone.lang]
    phone.tap(parent, first)
    return {"kk": "Өтініш бердім", "ru": "Заявление подали"}[phone.lang]


STEPS: Mapping[str, Callable[[Phone, Locator], str]] = {
    "phone": _phone,
    "text": _text,
    "fine": _fine,
    "menu": _menu,
    "wizard": _wizard,
}
"""How to get to what changed; each returns words that stand there."""

if __name__ == "__main__":
    main()
