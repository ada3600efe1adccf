"""Logs: one sentence and what to do. An exception shows where it happened, never what it held."""

from __future__ import annotations

import json
import logging
import sys
import threading
import traceback
import warnings
from types import TracebackType
from typing import Any, cast

from bot.errors import AbaiBalaError

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def set_up(level: str, form: str) -> None:
    """Send everything that is logged, warned of or not caught to stderr, without personal data."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    handler.addFilter(_without_values)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("aiohttp.access", "aiogram.event", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    warnings.showwarning = cast("Any", _warned)
    sys.excepthook = _uncaught
    threading.excepthook = lambda failed: _uncaught(
        failed.exc_type, failed.exc_value or failed.exc_type(), failed.exc_traceback
    )
    sys.unraisablehook = lambda failed: _uncaught(
        failed.exc_type, failed.exc_value or failed.exc_type(), failed.exc_traceback
    )


class TextFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802  (logging's name)
        return _where(ei[1])


class JsonFormatter(TextFormatter):
    """One JSON object a line: time, level, logger, message, and where an exception came from."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _where(error: BaseException | None) -> str:
    """Return the frames and the class of an exception. Its own words may hold what a person wrote."""
    if error is None:
        return ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    words = f": {error}" if isinstance(error, AbaiBalaError) else ""
    return f"{frames}{type(error).__module__}.{type(error).__qualname__}{words}"


def _without_values(record: logging.LogRecord) -> bool:
    """Drop what asyncio adds to its sentences: tasks, callbacks and connections with all they hold."""
    if record.name == "asyncio":
        sentence = record.getMessage().partition("\n")[0]
        record.msg, record.args = "Work that nobody waited for failed" if record.exc_info else sentence, None
    return True


def _warned(_words: object, kind: type[Warning], path: str, line: int, *_: object) -> None:
    """Tell kind and place alone: a warning's words may be a whole update."""
    logging.getLogger("py.warnings").warning("%s at %s:%s", kind.__name__, path, line)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("bot").critical("The program failed", exc_info=(kind, error, trace))
