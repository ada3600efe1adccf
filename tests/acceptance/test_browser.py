"""The demo in a real Chromium: a parent asks and files, an operator answers, on the chat page."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.acceptance.stage import CONTENT, free_port
from tests.reading import teach

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
    with _demo(tmp_path_factory.mktemp("demo")) as address:
        yield address


@contextmanager
def _demo(folder: Path, *options: str) -> Iterator[str]:
    """Run `abai-bala demo` until the block ends; yields the page's address."""
    port = _two_free_ports()
    teach(folder / "demo")
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "CONTENT_DIR": str(CONTENT),
        "WEB_PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }
    demo = subprocess.Popen([sys.executable, "-m", "bot", "demo", *options], env=environment)
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


SIZES = {"hand": (360, 740), "desk": (1400, 900)}

SMALL = """() => {
  const small = [], hit = (one, x, y) => one.contains(document.elementFromPoint(x, y));
  for (const one of document.querySelectorAll("button, a, textarea, video, audio[controls]")) {
    if (!one.checkVisibility() || one.matches(".text a, .text .command")) continue;
    one.scrollIntoView({ block: "center", inline: "center" });
    const box = one.getBoundingClientRect(), around = getComputedStyle(one, "::after");
    const [width, height] = ["width", "height"].map((side) =>
      Math.max(box[side], parseFloat(around[side]) || 0));
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const met = [[x - 21, y], [x + 21, y], [x, y - 21], [x, y + 21]].every((at) => hit(one, ...at));
    const large = width >= 44 && height >= 44 && (met || getComputedStyle(one).opacity === "0");
    if (!large) small.push(`${one.className} ${one.textContent.trim()} ${width}x${height}`);
  }
  return small;
}"""
"""Controls that are smaller than 44 pixels, or 21 pixels from whose middle one meets something else.

A link in a sentence is as tall as its line. What only shows under a mouse is measured, not met.
"""


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


def test_a_demo_in_russian_begins_with_everybody_in_it(browser: Browser, tmp_path: Path) -> None:
    with _demo(tmp_path, "--lang", "ru") as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}?lang=ru")
        expect(page.locator(".people")).to_have_text("Айгульru")
        expect(page.locator('[data-role="operators"]')).to_contain_text("Сюда приходят обращения")
        expect(page.locator('[data-role="admin"] .about')).to_contain_text("Родителям, детям и жителям")
        page.goto(f"{address}?lang=en")
        expect(page.locator(".people")).to_have_text("Aigulen")
        expect(page.locator('[data-role="parent"] .about')).to_contain_text("For parents, children")


def test_the_menu_moves_in_one_message(page: Page) -> None:
    parent = page.get_by_role("region", name="Ата-ана", exact=True)
    parent.get_by_role("button", name="Басқа ата-ана").click()
    page.get_by_role("button", name="Русский", exact=True).click()
    parent.get_by_role("button", name="Бастау", exact=True).click()
    _last(parent).get_by_role("button", name="Лагеря и путёвки").click()
    expect(_last(parent)).to_contain_text("Источники")
    expect(parent.locator("li.message.bot, li.message.in")).to_have_count(1)


@pytest.fixture(params=SIZES)
def sized(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page in a hand and on a desk, with a new parent who has not begun."""
    width, height = SIZES[request.param]
    hand = request.param == "hand"
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=hand, is_mobile=hand, reduced_motion="reduce"
    )
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the page failed: {error}"))
    page.goto(f"{address}?lang=kk")
    _another(page, "kk")
    yield page
    context.close()


def test_every_control_is_large_enough_for_a_finger(sized: Page) -> None:
    parent = _parent(sized)
    sized.locator(".another .add").click()
    assert sized.evaluate(SMALL) == []
    parent.get_by_role("button", name="Бастау", exact=True).click()
    parent.get_by_role("button", name="Командалар").click()
    expect(parent.locator(".commands button")).to_have_count(7)
    assert sized.evaluate(SMALL) == []
    _write(parent, "сыныптастары баламды мазақтайды")
    expect(_last(parent)).to_contain_text("Баланы жәбірлеу")
    _last(parent).hover()
    _last(parent).locator(".reply").click()
    _write(parent, "рақмет")
    expect(parent.locator(".quote")).to_have_count(1)
    assert sized.evaluate(SMALL) == []


def test_a_long_quote_is_folded_to_three_lines_until_it_is_opened(sized: Page) -> None:
    parent = _parent(sized)
    parent.get_by_role("button", name="Бастау", exact=True).click()
    _write(parent, "сыныптастары баламды мазақтайды")
    penalty = parent.get_by_role("button", name="Қандай жаза бар")
    expect(penalty).to_have_attribute("aria-expanded", "false")
    lines = penalty.locator("+ .lines")
    assert 60 < lines.evaluate("quote => quote.clientHeight") < 66

    penalty.focus()
    place = penalty.locator("..").bounding_box()
    penalty.press("Enter")
    expect(penalty).to_have_attribute("aria-expanded", "true")
    assert lines.evaluate("quote => quote.scrollHeight - quote.clientHeight") <= 1
    assert lines.evaluate("quote => quote.clientHeight") > 300
    opened = penalty.locator("..").bounding_box()
    assert place
    assert opened
    assert abs(opened["y"] - place["y"]) < 2, "what is read stays where it is"

    penalty.click()
    expect(penalty).to_have_attribute("aria-expanded", "false")
    penalty.locator("..").click()
    expect(penalty).to_have_attribute("aria-expanded", "true")


def test_a_link_is_out_of_the_keyboards_reach_while_it_is_folded_away(sized: Page) -> None:
    parent = _parent(sized)
    parent.get_by_role("button", name="Бастау", exact=True).click()
    _write(parent, "сыныптастары баламды мазақтайды")
    sources = parent.get_by_role("button", name="Дереккөздер")
    links = sources.locator("+ .lines a")
    expect(links.first).to_have_attribute("tabindex", "-1")
    sources.press("Enter")
    expect(links.first).to_have_attribute("tabindex", "0")


def test_a_number_stays_in_one_line_and_is_copied_as_it_is(sized: Page) -> None:
    parent = _parent(sized)
    parent.get_by_role("button", name="Бастау", exact=True).click()
    _write(parent, "сыныптастары баламды мазақтайды")
    _last(parent).get_by_role("button", name="Осы туралы жазу").click()
    _last(parent).get_by_role("button", name="Семей қаласы").click()
    _write(parent, "5-сыныпта баламды күнде мазақтайды (№ 158 бұйрық).")
    _last(parent).get_by_role("button", name="✅ Жіберу").click()
    number = _last(parent).locator(".whole")
    expect(number).to_have_text(re.compile(r"^AB-2026-\d{6}$"))
    lines = "phone => [...phone.querySelectorAll('.whole')].map((one) => one.getClientRects().length)"
    assert set(parent.evaluate(lines)) == {1}


def test_the_strip_of_people_fades_where_there_are_more(sized: Page) -> None:
    for lang in ("ru", "en", "kk"):
        _another(sized, lang)
    people = sized.locator(".people")
    expect(people).to_have_class("people before")
    people.locator("button").first.click()
    expect(people).to_have_class("people after")
    assert people.evaluate("people => getComputedStyle(people).maskImage").count("30px") == 1


def test_the_page_says_at_every_width_that_it_is_a_demo(sized: Page) -> None:
    said = sized.get_by_text("Сынақ беті: бәрі осы компьютерде, Telegram мен интернет керек емес")
    expect(said).to_be_visible()
    assert said.evaluate("said => said.scrollWidth <= said.clientWidth")


@pytest.mark.parametrize("width", [360, 1400])
def test_the_page_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _parent(page: Page) -> Locator:
    return page.locator('[data-role="parent"]')


def _another(page: Page, lang: str) -> None:
    """Let another parent come who speaks `lang`, and show their phone."""
    people = page.locator(".people button")
    expect(people).not_to_have_count(0)
    before = people.count()
    page.locator(".another .add").click()
    page.locator(f'#choice [lang="{lang}"]').click()
    expect(people.nth(before)).to_have_attribute("aria-pressed", "true")


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
