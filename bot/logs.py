"""Logs: one sentence and what to do. An exception shows where it happened, never what it held.

The program's own sentences hold nothing personal. Those of libraries may, so of them only the part that
stands in their source is told, and a net goes over everything: tokens, ids, phones, file ids.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePath
from types import TracebackType
from typing import Any, TextIO, cast

from bot.errors import AbaiBalaError

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


_OURS = ("bot", "py", "__main__")
"""The loggers whose sentences are our own: of the program, and of `_warned`."""

_HIDDEN = "…"
_PERSONAL = re.compile(
    r"""
    (?<=/bot)[^/\s]+:[^/\s]+              # the token in the address of a call
    | \b\d+:[\w-]{25,}                    # a token alone
    | (?:\+7|\b8)[\d\ ()-]{9,}\d         # a phone
    | (?<!\w)-?\d{6,}(?!\w)               # an id of a person, a chat or a group
    | \b(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{24,}  # a file id
    """,
    re.VERBOSE | re.ASCII,
)


def set_up(level: str, form: str, secrets: Iterable[str] = ()) -> None:
    """Send everything that is logged, warned of or not caught to stderr, without personal data.

    `secrets` are values that must stand in no line, whatever they look like.
    """
    handler = _Handler(sys.stderr)
    handler.setFormatter((JsonFormatter if form == "json" else TextFormatter)(secrets))
    handler.addFilter(_without_values)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library in ("aiogram", "aiohttp", "aiosqlite", "alembic", "asyncio"):
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.getLogger().level))
    warnings.showwarning = cast("Any", _warned)
    sys.excepthook = _uncaught
    threading.excepthook = lambda failed: _uncaught(
        failed.exc_type, failed.exc_value or failed.exc_type(), failed.exc_traceback
    )
    sys.unraisablehook = lambda failed: _uncaught(
        failed.exc_type, failed.exc_value or failed.exc_type(), failed.exc_traceback
    )


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (logging's name)
        """Say where a sentence went wrong; logging itself would print all that it was about."""
        with suppress(OSError, ValueError):
            self.stream.write(f"A line could not be logged: {_place(record)}\n")


class TextFormatter(logging.Formatter):
    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._secrets = sorted((each for each in secrets if each), key=len, reverse=True)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (logging's name)
        record.message = self.clean(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802  (logging's name)
        return self.clean(_where(ei[1]))

    def clean(self, text: str) -> str:
        """Take out what must not be told."""
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _PERSONAL.sub(_HIDDEN, text)


class JsonFormatter(TextFormatter):
    """One JSON object a line: time, level, logger, message, and where an exception came from."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.clean(record.getMessage()),
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
    """Keep of a library's sentence what stands in its source: what it puts in may be a whole update."""
    library = record.name.partition(".")[0]
    if library in _OURS:
        return True
    if record.levelno < logging.WARNING:
        return False
    if record.name == "asyncio" and not record.args:  # tasks, callbacks and connections come after it
        sentence = record.getMessage().partition("\n")[0]
        record.msg = "Work that nobody waited for failed" if record.exc_info else sentence
    else:
        record.msg = f"{record.msg} ({_place(record)})" if record.args else _place(record)
    record.args = None
    return True


def _place(record: logging.LogRecord) -> str:
    return f"{'/'.join(PurePath(record.pathname).parts[-2:])}:{record.lineno}"


def _warned(_words: object, kind: type[Warning], path: str, line: int, *_: object) -> None:
    """Tell kind and place alone: a warning's words may be a whole update."""
    logging.getLogger("py.warnings").warning("%s at %s:%s", kind.__name__, path, line)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("bot").critical("The program failed", exc_info=(kind, error, trace))
