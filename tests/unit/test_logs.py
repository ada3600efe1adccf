from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from types import SimpleNamespace
from typing import Any

import pytest

from bot.errors import SettingsError
from bot.logs import JsonFormatter, TextFormatter, set_up


def record_of(error: Exception) -> logging.LogRecord:
    try:
        raise error  # noqa: TRY301  (an exception has frames only once it was raised)
    except Exception:  # noqa: BLE001  (whatever the test raises)
        return logging.LogRecord("bot", logging.ERROR, __file__, 1, "It %s", ("failed",), sys.exc_info())


@pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()])
def test_an_exception_shows_where_it_happened_and_never_what_it_held(formatter: logging.Formatter) -> None:
    shown = formatter.format(record_of(ValueError("менің баламды")))
    assert "It failed" in shown
    assert "test_logs.py" in shown
    assert "builtins.ValueError" in shown
    assert "менің баламды" not in shown


def test_the_programs_own_errors_keep_their_sentence() -> None:
    assert "SettingsError: BOT_TOKEN is missing" in TextFormatter().format(
        record_of(SettingsError("BOT_TOKEN is missing"))
    )


def test_a_json_line_is_one_object() -> None:
    line = json.loads(JsonFormatter().format(record_of(ValueError("x"))))
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "bot", "It failed")


@pytest.mark.parametrize("form", ["text", "json"])
def test_warnings_and_uncaught_exceptions_are_logged_without_their_words(form: str) -> None:
    script = (
        "import warnings; from bot.logs import set_up;"
        f"set_up('INFO', {form!r}); warnings.warn('ескерту'); raise ValueError('менің баламды')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "The program failed" in done.stderr
    assert "py.warnings" in done.stderr
    assert "ескерту" not in done.stderr
    assert "менің баламды" not in done.stderr


_SECRETS = """
import asyncio, logging, sys, threading, warnings
from bot.errors import ApiError
from bot.logs import set_up
set_up("INFO", sys.argv[1])
TOKEN, TYPED = "42:CANARY-TOKEN", "құпия-CANARY"
log = logging.getLogger("bot.test")

def raising():
    try:
        try:
            raise ValueError(TYPED)
        except ValueError as error:
            raise OSError(f"https://api.telegram.org/bot{TOKEN}/sendMessage") from error
    except OSError:
        log.exception("A turn failed")

def refused():
    try:
        raise ApiError(400, TYPED)
    except ApiError as error:
        log.warning("Telegram refused: %s", error, exc_info=True)

class Response:
    def __repr__(self):
        return f"<Response {TOKEN} {TYPED}>"

async def forgotten():
    loop = asyncio.get_running_loop()
    async def fail():
        raise ValueError(TYPED)
    task = loop.create_task(fail(), name="forgotten")
    await asyncio.wait([task])
    del task
    def call_back(words):
        raise ValueError(words)
    loop.call_soon(call_back, TYPED)
    loop.call_exception_handler({"message": "Unclosed response", "response": Response()})
    await asyncio.sleep(0)

class Falling:
    def __del__(self):
        raise ValueError(TYPED)

raising()
refused()
asyncio.run(forgotten())
warnings.warn(f"unknown update {TYPED}", RuntimeWarning)
thread = threading.Thread(target=lambda: int(TYPED))
thread.start()
thread.join()
Falling()
raise KeyError(TYPED)
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_way_into_the_log_carries_words_or_the_token(form: str) -> None:
    done = subprocess.run([sys.executable, "-c", _SECRETS, form], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    for sign in (
        "A turn failed",
        "builtins.OSError",
        "Telegram refused: Bot API error 400",
        "Work that nobody waited for failed",
        "Unclosed response",
        "RuntimeWarning at <string>:",
        "The program failed",
        "builtins.KeyError",
    ):
        assert sign in done.stderr, sign
    assert done.stderr.count("The program failed") == 3
    assert "CANARY" not in done.stderr
    if form == "json":
        lines = [json.loads(line) for line in done.stderr.splitlines()]
        assert all({"time", "level", "logger", "message"} <= set(line) for line in lines)


def test_an_interrupt_is_told_as_python_tells_it() -> None:
    script = "from bot.logs import set_up; set_up('INFO', 'text'); raise KeyboardInterrupt"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr.rstrip().endswith("KeyboardInterrupt")
    assert "The program failed" not in done.stderr


def test_a_record_without_an_exception_is_its_sentence_alone() -> None:
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, "Running", (), (None, None, None))
    assert TextFormatter().format(record).strip().endswith("INFO    bot: Running")
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, "Running", (), None)
    assert "exception" not in json.loads(JsonFormatter().format(record))


def test_setting_up_quietens_what_tells_too_much_and_can_be_done_again() -> None:
    """In this process, so that coverage sees it; everything is put back."""
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    try:
        set_up("INFO", "json")
        set_up("WARNING", "text")
        assert (root.level, len(root.handlers)) == (logging.WARNING, 1)
        assert logging.getLogger("aiogram.event").level == logging.WARNING
        root.handlers[0].setStream(io.StringIO())  # type: ignore[attr-defined]
        _say_everything()
        heard = root.handlers[0].stream.getvalue().splitlines()  # type: ignore[attr-defined]
    finally:
        root.handlers, root.level = handlers, level
        sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning = hooks
    assert "CANARY" not in "".join(heard)
    assert sum("The program failed" in line for line in heard) == 3


def _say_everything() -> None:
    error = ValueError("CANARY")
    sys.excepthook(ValueError, error, None)
    threading.excepthook(threading.ExceptHookArgs((ValueError, error, None, None)))
    sys.unraisablehook(_UNRAISABLE)
    warnings.showwarning("CANARY", UserWarning, "x.py", 1)
    logging.getLogger("asyncio").error("Task failed\n%s", "CANARY")
    logging.getLogger("asyncio").error("CANARY", exc_info=error)


_UNRAISABLE: Any = SimpleNamespace(exc_type=ValueError, exc_value=ValueError("CANARY"), exc_traceback=None)
"""Shaped as `sys.UnraisableHookArgs`, which nobody can make."""
