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
from bot.logs import JsonFormatter, TextFormatter, _without_values, set_up


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


TOKEN = "4200000000:AAbbCC-ddEEff_ggHHiiJJkkLLmmNNooPPq"
CLEANED = [
    (
        "Calling https://api.telegram.org/bot42:TEST/sendMessage",
        "Calling https://api.telegram.org/bot…/sendMessage",
    ),
    (f"The token is {TOKEN}.", "The token is …."),
    ("A chat, -1001234567890, is gone", "A chat, …, is gone"),
    ("Person 500600700 wrote", "Person … wrote"),
    ("Call +7 701 123-45-67 or 8 (701) 123 45 67", "Call … or …"),
    ("File AgACAgIAAxkBAAIBZ2Zx8y_Abc is gone", "File … is gone"),
    ("my-secret stands here", "… stands here"),
]
UNTOUCHED = [
    "Running; health on http://127.0.0.1:8080/healthz",
    "content/menu.yaml:12: error: no topic `helpline-111` [unknown-topic]",
    "Telegram answers getUpdates with error 502; trying again",
    "An update is parked after 5 attempts: ValidationError",
    "Checked on 23.11.2026, due 2026-11-26 at 12:30:05",
]


@pytest.mark.parametrize(("said", "heard"), [*CLEANED, *((each, each) for each in UNTOUCHED)])
def test_tokens_ids_phones_and_files_are_taken_out_of_whatever_is_said(said: str, heard: str) -> None:
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, "%s", (said,), None)
    assert TextFormatter(["my-secret", ""]).format(record).endswith(f"bot: {heard}")
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, "%s", (said,), None)
    assert json.loads(JsonFormatter(["my-secret"]).format(record))["message"] == heard


def test_of_a_librarys_sentence_its_own_words_remain_and_nothing_that_it_puts_in() -> None:
    said: list[str] = []
    for words, values in (("Failed update %s: %r", ("АВС", {"text": "құпия"})), ("Whole update: құпия", ())):
        record = logging.LogRecord(
            "library.part", logging.ERROR, "/x/library/part.py", 7, words, values, None
        )
        assert _without_values(record)
        said.append(TextFormatter().format(record).partition("library.part: ")[2])
    assert said == ["Failed update %s: %r (library/part.py:7)", "library/part.py:7"]
    chatter = logging.LogRecord("library", logging.INFO, "x.py", 1, "Update %s is handled", ("құпия",), None)
    assert not _without_values(chatter)


def test_a_line_that_cannot_be_made_tells_its_place_alone() -> None:
    script = (
        "import logging; from bot.logs import set_up; set_up('INFO', 'text');"
        "logging.getLogger('bot').info('%d words', 'құпия')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == "A line could not be logged: <string>:1\n"


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
        assert logging.getLogger("aiogram.event").getEffectiveLevel() == logging.WARNING
        set_up("ERROR", "text")
        assert logging.getLogger("aiogram.event").getEffectiveLevel() == logging.ERROR
        set_up("WARNING", "text")
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
