"""The command line as its caller sees it: exit codes, a sentence for each trouble, nothing loaded in vain."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.settings import EXPECTED
from bot.storage import lock
from tests.acceptance.stage import free_port
from tests.reading import teach

CONTENT = Path(__file__).parents[2] / "content"
TOKEN = {"BOT_TOKEN": "42:TEST"}
GOOD, FAILED, USAGE, LOCKED = 0, 1, 2, 3


class Terminal:
    """Runs the program in a folder of its own, with no setting but those given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.command = [sys.executable, "-X", "importtime", "-m", "bot"]

    def run(self, *arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.command, *arguments],
            cwd=self.folder,
            env=self.environment(settings),
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    def environment(self, settings: dict[str, str]) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if name not in EXPECTED}
        nowhere = {"BOT_API_URL": "http://127.0.0.1:1", "CONTENT_DIR": str(CONTENT)}
        return {**ours, **nowhere, **settings}


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def said(run: subprocess.CompletedProcess[str]) -> str:
    """Return what was written to stderr, without the list of what was imported."""
    return "".join(line for line in run.stderr.splitlines(True) if not line.startswith("import time:"))


def imported(run: subprocess.CompletedProcess[str]) -> set[str]:
    return set(re.findall(r"^import time:.*\| +([\w.]+)$", run.stderr, re.MULTILINE))


def test_no_command_shows_them_all(terminal: Terminal) -> None:
    run = terminal.run("--help")
    assert run.returncode == GOOD
    assert {"run", "demo", "check", "ask"} <= set(run.stdout.split())


def test_an_unknown_command_is_a_usage_error(terminal: Terminal) -> None:
    assert terminal.run("fly").returncode == USAGE


def test_parked_needs_a_database_and_to_try_again_needs_numbers_or_all(terminal: Terminal) -> None:
    assert terminal.run("parked", "retry").returncode == USAGE
    assert terminal.run("parked", "retry", "1", "--all").returncode == USAGE
    run = terminal.run("parked", "list")
    assert (run.returncode, said(run)) == (FAILED, "there is no database in data yet; start the bot first\n")
    assert not imported(run) & {"aiogram", "bot.app"}


def test_run_without_a_token_names_it_and_the_demo(terminal: Terminal) -> None:
    run = terminal.run("run")
    assert run.returncode == USAGE
    assert said(run) == (
        "BOT_TOKEN is missing: get one from @BotFather, or try `abai-bala demo` without it.\n"
    )


def test_run_loads_no_command_line(terminal: Terminal) -> None:
    assert not imported(terminal.run("run")) & {"typer", "click", "rich", "alembic", "holidays"}


@pytest.mark.parametrize("command", ["run", "demo", "check", "ask привет"])
def test_wrong_settings_are_named_without_their_values(terminal: Terminal, command: str) -> None:
    run = terminal.run(*command.split(), BOT_TOKEN="my-token", WEB_PORT="my-port")
    assert run.returncode == USAGE
    assert said(run) == (
        f"BOT_TOKEN is not as expected: {EXPECTED['BOT_TOKEN']}.\n"
        f"WEB_PORT is not as expected: {EXPECTED['WEB_PORT']}.\n"
    )


def test_a_data_folder_that_cannot_be_made_is_named(terminal: Terminal) -> None:
    (terminal.folder / "file").touch()
    run = terminal.run("run", **TOKEN, DATA_DIR="file/data")
    assert run.returncode == USAGE
    assert said(run) == "DATA_DIR file/data cannot be made: Not a directory.\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEYS", "a:bXktc2VjcmV0"),
        ("SECRET_KEYS_FILE", "my-keys"),
        ("DATABASE_URL", "sqlite+aiosqlite:///missing/my-password.db"),
        ("DATABASE_URL", "my-password"),
        ("DATABASE_URL", "mysql://bot:my-password@127.0.0.1/bot"),
    ],
)
def test_what_only_opening_shows_to_be_wrong_is_named_too(terminal: Terminal, name: str, value: str) -> None:
    (terminal.folder / "my-keys").write_text("my-secret\n")
    teach(terminal.folder / "data")
    run = terminal.run("run", **TOKEN, **{name: value})
    assert run.returncode == USAGE
    told = [line for line in said(run).splitlines() if not re.match(r"\d{4}-", line)]
    assert name in told[0] or value in told[0]
    assert not re.search("bXktc2VjcmV0|my-secret|my-password", run.stderr)


def test_a_locked_folder_ends_within_two_seconds_and_before_aiogram(terminal: Terminal) -> None:
    with lock.hold(terminal.folder / "data"):
        began = time.monotonic()
        run = terminal.run("run", **TOKEN)
        took = time.monotonic() - began
    assert run.returncode == LOCKED
    assert said(run) == "another abai-bala already works with data; stop it first\n"
    assert "bot.storage.lock" in imported(run)
    assert "aiogram" not in imported(run)
    assert took < 2


def test_broken_content_without_a_good_copy_ends_with_each_place(terminal: Terminal) -> None:
    content = terminal.folder / "content"
    shutil.copytree(CONTENT, content)
    break_menu(content)
    run = terminal.run("run", **TOKEN, CONTENT_DIR="content")
    assert run.returncode == FAILED
    assert re.search(r"menu\.yaml:\d+: error: ", said(run))
    assert said(run).endswith("content has errors and there is no good copy; mend it\n")


def test_a_stopped_run_ends_well_and_its_good_content_serves_after_a_break(terminal: Terminal) -> None:
    content = terminal.folder / "content"
    shutil.copytree(CONTENT, content)
    settings = {**TOKEN, "CONTENT_DIR": "content", "WEB_PORT": str(free_port())}
    with started(terminal, settings) as process:
        assert ended(process) == GOOD
    break_menu(content)
    with started(terminal, settings) as process:
        assert ended(process) == GOOD


def test_a_database_that_another_program_holds_is_told_in_a_sentence(terminal: Terminal) -> None:
    with started(terminal, {**TOKEN, "WEB_PORT": str(free_port())}) as process:
        assert ended(process) == GOOD
    with closing(sqlite3.connect(terminal.folder / "data" / "abai-bala.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        run = terminal.run("outbox", "retry", "1")
    assert run.returncode == USAGE
    assert said(run) == "The database cannot be opened (OperationalError); see DATABASE_URL.\n"


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [(["check"], ""), (["ask", "Что такое 111?"], ""), (["ask", "--jsonl"], '{"id": 1, "text": "111"}\n')],
)
def test_check_and_ask_need_no_token_no_database_and_no_telegram(
    terminal: Terminal, arguments: list[str], stdin: str
) -> None:
    run = terminal.run(*arguments, stdin=stdin)
    assert run.returncode == GOOD
    assert run.stdout
    assert said(run) == ""
    assert imported(run) & {"aiogram", "aiohttp", "sqlalchemy", "alembic"} == set()
    assert list(terminal.folder.iterdir()) == []


def test_check_answers_programs_and_tells_the_age_of_answers(terminal: Terminal) -> None:
    run = terminal.run("check", "--format", "json", "--freshness")
    assert run.returncode == 0
    report = json.loads(run.stdout)
    assert report["errors"] == 0
    assert len(report["freshness"]) >= 18


def test_stamp_wants_names_or_all(terminal: Terminal) -> None:
    assert terminal.run("stamp").returncode == USAGE
    assert terminal.run("stamp", "camps", "--all").returncode == USAGE


def test_check_takes_a_folder_and_a_day(terminal: Terminal) -> None:
    content = terminal.folder / "mine"
    shutil.copytree(CONTENT, content)
    later = terminal.run("check", "mine", "--today", "2029-01-01")
    assert later.returncode == GOOD
    assert "warning" in later.stdout
    break_menu(content)
    assert terminal.run("check", "mine").returncode == FAILED


def test_ask_without_a_question_is_a_usage_error(terminal: Terminal) -> None:
    run = terminal.run("ask", " ")
    assert run.returncode == USAGE
    assert "the question is empty" in run.stderr


def break_menu(content: Path) -> None:
    menu = content / "menu.yaml"
    menu.write_text(menu.read_text(encoding="utf-8").replace("home: home", "home: house"), encoding="utf-8")


@contextmanager
def started(terminal: Terminal, settings: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Start `run` and wait until it says that it runs."""
    if not (data_dir := terminal.folder / "data").exists():
        teach(data_dir)
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(
        command,
        cwd=terminal.folder,
        env=terminal.environment(settings),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        try:
            assert any("bot.app: Running" in line for line in process.stderr), "it ended before it ran"
            yield process
        finally:
            process.kill()


def ended(process: subprocess.Popen[str]) -> int:
    """Ask it to stop, as a system does, and return its exit code."""
    process.send_signal(signal.SIGTERM)
    process.communicate()
    return process.returncode
