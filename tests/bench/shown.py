"""What both bots show: the menu and every answer, as Abai Bala itself encodes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from bot.domain.actions import Action, OpenPage, OpenTopic
from bot.domain.clock import SystemClock
from bot.domain.deadlines import local_day
from bot.domain.language import DEFAULT
from bot.domain.messages import Screen
from bot.services import answers
from bot.services.turn import Desk, Turn
from bot.storage.content.load import load
from bot.storage.content.shelf import UNTAUGHT
from bot.storage.people import People
from bot.storage.unit import UnitOfWork
from bot.telegram.callbacks import pack
from bot.telegram.encode import encode

CONTENT = Path(__file__).parents[2] / "content"


class _Now:
    """As much of a unit of work as a page takes: the moment."""

    now = SystemClock().now()


def pages() -> dict[str, dict[str, Any]]:
    """Return each page's `text` and `reply_markup` by the callback data that opens it, the menu first."""
    turn = _turn()
    menu, topics = turn.catalogue.menu, turn.catalogue.topics
    screens: dict[Action, Screen | None] = {OpenPage(menu.home): answers.home(turn)}
    screens |= {OpenTopic(slug): answers.topic(turn, slug) for slug in topics}
    return {pack(action): _params(screen) for action, screen in screens.items() if screen}


def write(file: Path) -> list[str]:
    """Write the pages for the bare bot; return the taps that show them all: menu, answer, menu, answer …"""
    shown = pages()
    home, *others = shown
    file.write_text(json.dumps({"home": home, "pages": shown}, ensure_ascii=False))
    return [data for other in others for data in (other, home)]


def _turn() -> Turn:
    catalogue = load(CONTENT, today=local_day(_Now.now), shelf=UNTAUGHT).catalogue
    assert catalogue is not None, "content/ is broken: run `make check`"
    return Turn(cast(UnitOfWork, _Now()), catalogue, People(), Desk(None, frozenset()), 1, DEFAULT)


def _params(screen: Screen) -> dict[str, Any]:
    _, params = encode(screen.new())
    return {"text": params["text"], "reply_markup": params["reply_markup"]}
