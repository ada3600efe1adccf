"""Every page of the menu can be reached from home and leads back to it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.content.check.placeholders import none
from bot.storage.content.draft import Draft, Read
from bot.storage.content.findings import Findings
from bot.storage.content.markdown import render
from bot.storage.content.schema import ButtonEntry, MenuFile


def check(draft: Draft, found: Findings) -> None:
    if not draft.menu:
        return
    menu = draft.menu
    for line, button in _buttons(menu):
        _target(draft, menu, button, line, found)
    for page_id in menu.file.pages:
        _text(menu, page_id, found)
    if menu.file.home in menu.file.pages:
        _ways(menu, found)
    else:
        found.add("page-unknown", menu.path, menu.line("home"), id=menu.file.home)


def _buttons(menu: Read[MenuFile]) -> Iterator[tuple[int, ButtonEntry]]:
    for page_id, page in menu.file.pages.items():
        for row_at, row in enumerate(page.rows):
            for at, button in enumerate(row):
                yield menu.line("pages", page_id, "rows", row_at, at), button


def _target(draft: Draft, menu: Read[MenuFile], button: ButtonEntry, line: int, found: Findings) -> None:
    if button.topic and button.topic not in draft.topics:
        found.add("topic-unknown", menu.path, line, id=button.topic)
    if button.page and button.page not in menu.file.pages:
        found.add("page-unknown", menu.path, line, id=button.page)
    elif button.page and not menu.file.pages[button.page].label:
        found.add("page-label", menu.path, line, id=button.page)
    if button.wizard and button.wizard not in draft.wizards:
        found.add("wizard-unknown", menu.path, line, id=button.wizard)
    if button.do and button.do not in menu.file.deeds:
        found.add("deed-label", menu.path, line, id=button.do)


def _text(menu: Read[MenuFile], page_id: str, found: Findings) -> None:
    for lang, words in menu.file.pages[page_id].text.words().items():
        line = menu.line("pages", page_id, "text", lang)
        render(words, menu.path, line, found)
        none(words, menu.path, line, found)


def _ways(menu: Read[MenuFile], found: Findings) -> None:
    pages, home = menu.file.pages, menu.file.home
    reached, ahead = {home}, [home]
    while ahead:
        page = pages[ahead.pop()]
        targets = {button.page for row in page.rows for button in row if button.page in pages}
        ahead += sorted(target for target in targets - reached if target)
        reached |= {target for target in targets if target}
    homeward = _homeward(menu.file)
    for page_id in pages:
        if page_id not in reached:
            found.add("page-unreachable", menu.path, menu.line("pages", page_id), id=page_id)
        if page_id not in homeward:
            found.add("page-no-way-home", menu.path, menu.line("pages", page_id), id=page_id)


def _homeward(menu: MenuFile) -> set[str]:
    """Return the pages whose parents lead to the home page."""
    children: dict[str | None, list[str]] = {}
    for page_id, page in menu.pages.items():
        children.setdefault(page.parent, []).append(page_id)
    homeward, ahead = {menu.home}, [menu.home]
    while ahead:
        below = [child for child in children.get(ahead.pop(), ()) if child not in homeward]
        homeward.update(below)
        ahead += below
    return homeward
