"""Makes README's picture: plays a conversation on the demo's page in Chromium and photographs it.

python -m tests.picture README.png
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize, sync_playwright

from bot.domain.catalogue import Catalogue
from bot.domain.language import Lang
from bot.storage.content.load import load
from bot.storage.content.shelf import UNTAUGHT
from tests.acceptance.stage import CONTENT, free_port

LANG: Lang = "en"
SIZE: ViewportSize = {"width": 1400, "height": 900}
NUMBER = re.compile(r"AB-\d{4}-000001")


def main(picture: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    catalogue = load(CONTENT, date.today(), shelf=UNTAUGHT).catalogue  # noqa: DTZ011  (a warning about old pages is no matter here)
    if catalogue is None:
        sys.exit("The content has errors: abai-bala check")
    with demo(lang=LANG) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        page.goto(f"{address}/?lang={LANG}")
        Play(page, catalogue).all()
        page.screenshot(path=picture)
        browser.close()


@contextmanager
def demo(content: Path = CONTENT, lang: Lang = "kk") -> Iterator[str]:
    """Run `abai-bala demo` in an empty folder until the block ends; yields the page's address."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        settings = {"DATA_DIR": folder, "CONTENT_DIR": str(content), "WEB_PORT": str(port), "PYTHONPATH": "."}
        with subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--lang", lang],
            env=settings,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stderr
            try:
                assert any("Open http" in line for line in process.stderr), "the demo ended before it opened"
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


class Play:
    """A parent asks and writes an appeal, an operator answers it, the parent reads the answer."""

    def __init__(self, page: Page, catalogue: Catalogue) -> None:
        self._page = page
        self._catalogue = catalogue
        self._parent = page.locator('[data-role="parent"]')
        self._operators = page.locator('[data-role="operators"]')
        self._admin = page.locator('[data-role="admin"]')

    def all(self) -> None:
        self._meet()
        self._write(self._parent, self._word("tour-question"))
        self._tap(self._parent, self._word("button-write-about"))
        self._tap(self._parent, self._catalogue.places["semey"].label[LANG])
        self._write(self._parent, self._word("tour-statement"))
        self._tap(self._parent, self._word("button-send"))
        self._answer()
        self._messages(self._parent, self._word("tour-reply")).wait_for()
        self._messages(self._operators, self._word("delivery-sent")).wait_for()
        self._page.mouse.move(0, 0)
        self._page.locator(".toast:not(:empty)").first.wait_for(state="hidden")

    def _meet(self) -> None:
        """Let everybody speak the picture's language; parent and admin do, since the page is in it."""
        self._parent.locator(".start").click()
        self._admin.locator(".start").click()
        self._write(self._operators, "/language")
        self._tap(self._operators, "English")

    def _answer(self) -> None:
        self._messages(self._operators, NUMBER).hover()
        self._messages(self._operators, NUMBER).locator(".reply").click()
        self._write(self._operators, self._word("tour-reply"))
        self._tap(self._operators, self._word("button-send-reply"))

    def _word(self, text_id: str) -> str:
        return self._catalogue.texts.label(LANG, text_id)

    def _messages(self, phone: Locator, text: str | re.Pattern[str]) -> Locator:
        return phone.locator(".message", has_text=text).last

    def _write(self, phone: Locator, text: str) -> None:
        phone.locator("textarea").fill(text)
        phone.locator(".send").click()

    def _tap(self, phone: Locator, label: str) -> None:
        phone.locator(".keyboard").get_by_role("button", name=label).last.click()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
