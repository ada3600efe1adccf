"""The demo in a real Chromium: a parent asks and files, an operator answers, on the chat page."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.acceptance.stage import CONTENT, free_port

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: run `apt-get install chromium`"),
    pytest.mark.timeout(180),
]

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run `abai-bala demo` and return the page's address."""
    port = _two_free_ports()
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path_factory.mktemp("demo")),
        "CONTENT_DIR": str(CONTENT),
        "WEB_PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }
    demo = subprocess.Popen([sys.executable, "-m", "bot", "demo"], env=environment)
    try:
        _await_page(f"http://127.0.0.1:{port}/healthz", demo)
        yield f"http://127.0.0.1:{port}/"
    finally:
        demo.terminate()
        assert demo.wait(15) == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the page failed: {error}"))
    page.goto(f"{address}?lang=kk")
    yield page
    context.close()


def test_a_parent_files_and_an_operator_answers_on_the_page(page: Page) -> None:
    parent = page.get_by_role("region", name="Ата-ана", exact=True)
    desk = page.get_by_role("region", name="Операторлар тобы", exact=True)
    parent.get_by_role("button", name="Бастау", exact=True).click()
    _write(parent, "сыныптастары баламды мазақтайды")
    expect(_last(parent)).to_contain_text("Баланы жәбірлеу")
    _last(parent).get_by_role("button", name="Осы туралы жазу").click()
    _last(parent).get_by_role("button", name="Семей қаласы").click()
    expect(_last(parent)).to_contain_text("өз сөзіңізбен")
    _write(parent, "5-сыныпта баламды күнде мазақтайды.")
    _last(parent).get_by_role("button", name="✅ Жіберу").click()
    expect(parent.locator(".toast")).to_contain_text("AB-2026-000001")
    expect(_last(parent)).to_contain_text("Өтінішіңіз қабылданды: AB-2026-000001")
    card = desk.locator("li.message", has_text="5-сыныпта баламды күнде мазақтайды.")
    expect(card).to_contain_text("жауап күтуде")
    card.get_by_role("button", name="Жауап беру").click()
    _write(desk, "Мектеппен сөйлестік.")
    _last(desk).get_by_role("button", name="Авторға жіберу").click()
    expect(_last(parent)).to_contain_text("Мектеппен сөйлестік.")
    expect(desk.locator("li.message").filter(has_text="жауап берілді").first).to_contain_text(
        "Жауап авторға жеткізілді"
    )


def test_another_parent_has_a_language_of_their_own(page: Page) -> None:
    parent = page.get_by_role("region", name="Ата-ана", exact=True)
    parent.get_by_role("button", name="Басқа ата-ана").click()
    page.get_by_role("button", name="English", exact=True).click()
    parent.get_by_role("button", name="Бастау", exact=True).click()
    expect(_last(parent)).to_contain_text("Hello. This is Abai Bala.")


def test_the_menu_moves_in_one_message(page: Page) -> None:
    parent = page.get_by_role("region", name="Ата-ана", exact=True)
    parent.get_by_role("button", name="Басқа ата-ана").click()
    page.get_by_role("button", name="Русский", exact=True).click()
    parent.get_by_role("button", name="Бастау", exact=True).click()
    _last(parent).get_by_role("button", name="Лагеря и путёвки").click()
    expect(_last(parent)).to_contain_text("Источники")
    expect(parent.locator("li.message.bot, li.message.in")).to_have_count(1)


@pytest.mark.parametrize("width", [360, 1400])
def test_the_page_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _write(phone: Locator, words: str) -> None:
    box = phone.get_by_role("textbox")
    box.fill(words)
    box.press("Enter")


def _last(phone: Locator) -> Locator:
    return phone.locator("li.message").last


def _two_free_ports() -> int:
    """Return a port whose neighbour is free too: the demo takes both."""
    while True:
        port = free_port()
        with suppress(OSError):
            _probe(port + 1)
            return port


def _probe(port: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", port))


def _await_page(url: str, demo: subprocess.Popen[bytes]) -> None:
    end = monotonic() + 60
    while monotonic() < end:
        assert demo.poll() is None, "the demo ended"
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
            if answer.status == 200:
                return
    raise TimeoutError("the demo did not come up")
