from __future__ import annotations

import json
import logging
import subprocess
import sys

import pytest

from bot.errors import SettingsError
from bot.logs import JsonFormatter, TextFormatter


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
    assert "менің баламды" not in done.stderr
