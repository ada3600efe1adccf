"""Whom to blame for a failed turn: its update, unless the trouble is everybody's."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot.delivery.trouble import WAITED_OUT
from bot.errors import AbaiBalaError

_log = logging.getLogger(__name__)


class PoisonError(AbaiBalaError):
    """The update itself fails: it does not parse, or its handler raises or hangs."""


_NOT_BLAMED: tuple[type[Exception], ...] = (PoisonError, *WAITED_OUT)


@contextmanager
def poisonous() -> Iterator[None]:
    """Blame the update for whatever is raised but trouble: its chat must go on, and so must the bot."""
    try:
        yield
    except _NOT_BLAMED:
        raise
    except Exception as error:  # noqa: BLE001  (whatever a handler raises)
        _log.exception("A turn failed")
        raise PoisonError(type(error).__name__) from None
