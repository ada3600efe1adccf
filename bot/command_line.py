"""The command line. Rooms are imported inside the commands that need them: aiogram takes seconds."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from bot import running
from bot.domain.clock import SystemClock
from bot.domain.deadlines import local_day

cli = typer.Typer(
    name="abai-bala",
    help="Answers and appeals for the parents, children and citizens of the Abai region.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Folder = Annotated[Path | None, typer.Argument(help="The content folder; CONTENT_DIR when left out.")]
Today = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Pretend that it is this day.")]
OneLang = Annotated[Literal["kk", "ru", "en"] | None, typer.Option(help="The language of the text.")]


@cli.command()
def run(
    or_demo: Annotated[bool, typer.Option("--or-demo", help="Without BOT_TOKEN, open the demo.")] = False,
) -> None:
    """Talk to Telegram until stopped."""
    from bot.settings import read

    if or_demo and read().bot_token is None:
        demo()
        return
    raise typer.Exit(running.run())


@cli.command()
def demo(
    tour: Annotated[bool, typer.Option(help="Print a scripted conversation and end.")] = False,
    keep: Annotated[bool, typer.Option(help="Keep the data of the last demo.")] = False,
    lang: Annotated[
        Literal["kk", "ru", "en"] | None, typer.Option(help="The language of everybody in it. [default: kk]")
    ] = None,
) -> None:
    """Open the whole product with no token and no network: a chat page in the browser."""
    from bot.demo import place
    from bot.settings import read

    settings = place.settings_for(read(), tour=tour)
    running.prepare(settings)
    from bot.storage import lock

    with lock.hold(settings.data_dir):
        if not keep:
            place.forget(settings.data_dir)
        if tour:
            from bot.demo import tour as script

            _end(script.run(settings, sys.stdout, lang or "kk"))
        from bot.demo import command

        _end(command.run(settings, keep=keep, lang=lang))


@cli.command()
def check(
    folder: Folder = None,
    today: Today = None,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="Lines to read, or one JSON object.")
    ] = "text",
    freshness: Annotated[bool, typer.Option("--freshness", help="Tell the age of each answer too.")] = False,
    diagrams: Annotated[
        Path | None, typer.Option(help="Draw each wizard into this folder, as Mermaid.", metavar="DIR")
    ] = None,
) -> None:
    """Prove the content folder: everything that is wrong with it, at once."""
    from bot.commands.content import run_check

    code = run_check(
        _content(folder),
        _day(today),
        sys.stdout,
        sys.stderr,
        as_json=form == "json",
        fresh=freshness,
        diagrams=diagrams,
    )
    raise typer.Exit(code)


@cli.command()
def stamp(
    translations: Annotated[
        list[str] | None,
        typer.Argument(help="Paths like topics/camps/ru.md, or topics.", metavar="TRANSLATION..."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All translations.")] = False,
    folder: Annotated[
        Path | None, typer.Option(help="The content folder; CONTENT_DIR when not given.", metavar="FOLDER")
    ] = None,
) -> None:
    """Say that translations follow the Kazakh text as it is now: somebody has compared them."""
    from bot.commands.stamp import run_stamp

    if bool(translations) == every:
        raise typer.BadParameter("name translations or say --all", param_hint="TRANSLATION")
    raise typer.Exit(run_stamp(_content(folder), translations or [], sys.stdout, sys.stderr))


@cli.command()
def ask(
    text: Annotated[str, typer.Argument(help="The question.")] = "",
    lang: OneLang = None,
    explain: Annotated[bool, typer.Option(help="Say why.")] = False,
    jsonl: Annotated[bool, typer.Option(help="Answer lines of JSON from standard input.")] = False,
    today: Today = None,
) -> None:
    """Print what the bot would answer."""
    from bot.commands.content import run_ask, run_ask_jsonl
    from bot.settings import read
    from bot.storage.content.shelf import beside

    if not jsonl and not text.strip():
        raise typer.BadParameter("the question is empty", param_hint="TEXT")
    settings, day, out, err = read(), _day(today), sys.stdout, sys.stderr
    folder, shelf = settings.content_dir, beside(settings.data_dir)
    if jsonl:
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
        raise typer.Exit(run_ask_jsonl(folder, day, lines=sys.stdin, out=out, err=err, shelf=shelf))
    raise typer.Exit(run_ask(folder, text, lang, day, explain=explain, out=out, err=err, shelf=shelf))


outbox = typer.Typer(
    help="Messages that have not arrived: look, try again, give up. The running bot notices within seconds.",
    no_args_is_help=True,
)
cli.add_typer(outbox, name="outbox")

Numbers = Annotated[list[int], typer.Argument(help="Numbers, from `list`.", metavar="NUMBER...")]


@outbox.command("list")
def list_outbox() -> None:
    """Print what is unsent, and what did not arrive: no text, no names."""
    from bot.commands.outbox import list_outbox

    _tend(lambda storage, _: list_outbox(storage, SystemClock(), sys.stdout))


@outbox.command("retry")
def retry_outbox(numbers: Numbers) -> None:
    """Send these messages now, also those that failed."""
    from bot.commands.outbox import retry_outbox

    _tend(lambda storage, _: retry_outbox(storage, SystemClock(), numbers, sys.stdout))


@outbox.command("drop")
def drop_outbox(numbers: Numbers) -> None:
    """Give these messages up; what they say is deleted."""
    from bot.commands.outbox import drop_outbox

    _tend(lambda storage, _: drop_outbox(storage, SystemClock(), numbers, sys.stdout))


parked = typer.Typer(
    help="Updates that failed by themselves and were set aside: look, try again, delete.",
    no_args_is_help=True,
)
cli.add_typer(parked, name="parked")


@parked.command("list")
def list_parked() -> None:
    """Print what is set aside and why: no text, no names."""
    from bot.commands.parked import list_parked

    _tend(lambda storage, vault: list_parked(storage, vault, sys.stdout))


@parked.command("show")
def show_parked(
    numbers: Numbers,
    reveal: Annotated[bool, typer.Option("--reveal", help="Print all that they hold, texts too.")] = False,
) -> None:
    """Print what is known of these updates."""
    from bot.commands.parked import show_parked

    _tend(lambda storage, vault: show_parked(storage, vault, numbers, sys.stdout, reveal=reveal))


@parked.command("retry")
def retry_parked(
    numbers: Annotated[
        list[int] | None, typer.Argument(help="Numbers, from `list`.", metavar="NUMBER...")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All that are set aside.")] = False,
) -> None:
    """Let these updates try again."""
    from bot.commands.parked import retry_parked

    if bool(numbers) == every:
        raise typer.BadParameter("name updates or say --all", param_hint="NUMBER")
    _tend(lambda storage, _: retry_parked(storage, numbers or [], sys.stdout))


@parked.command("drop")
def drop_parked(numbers: Numbers) -> None:
    """Delete what these updates hold, for good."""
    from bot.commands.parked import drop_parked

    _tend(lambda storage, _: drop_parked(storage, SystemClock(), numbers, sys.stdout))


def _content(folder: Path | None) -> Path:
    from bot.settings import read

    return folder or read().content_dir


def _day(today: datetime | None) -> date:
    return today.date() if today else local_day(SystemClock().now())


def _tend(work: Callable[[Any, Any], Coroutine[Any, Any, int]]) -> None:
    """Work on the database beside the bot that may be running."""
    from bot import logs
    from bot.opening import beside
    from bot.settings import read

    settings = read()
    logs.set_up(settings.log_level, settings.log_format, settings.secrets)

    async def tend() -> int:
        async with beside(settings, SystemClock()) as (database, vault):
            return await work(database, vault)

    _end(tend())


def _end(work: Coroutine[Any, Any, int]) -> None:
    raise typer.Exit(asyncio.run(work))
