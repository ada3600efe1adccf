"""What `check` and `ask` do at the terminal: neither token nor database, plain English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TextIO

from bot.commands.diagrams import draw_all
from bot.commands.explain import print_reasons
from bot.commands.freshness import ages, print_freshness
from bot.domain import values
from bot.domain.catalogue import Catalogue
from bot.domain.language import Lang
from bot.domain.markup import visible
from bot.services.asking import answer_line, ask
from bot.storage.content.check.sentences import all_asked
from bot.storage.content.findings import Finding
from bot.storage.content.load import Loaded, load
from bot.storage.content.shelf import NO_SHELF, UNTAUGHT, Shelf

GOOD, BROKEN = 0, 1
"""Exit codes: warnings alone are good."""


def run_check(
    folder: Path,
    today: date,
    out: TextIO,
    err: TextIO,
    *,
    as_json: bool = False,
    fresh: bool = False,
    diagrams: Path | None = None,
) -> int:
    """Print every finding in `folder` and a summary; return the exit code.

    With `as_json` it is one object; with `fresh` the age of each answer stands before the summary.
    Wizards of good content are drawn into the folder `diagrams`; where that cannot be, one line on `err`
    says so, and the exit code is that of a mistake.
    """
    loaded = load(folder, today, all_asked(), UNTAUGHT)
    drawn = _draw(loaded.catalogue, diagrams, today, err) if diagrams and loaded.catalogue else True
    errors = sum(finding.severity == "error" for finding in loaded.findings)
    warnings = len(loaded.findings) - errors
    if as_json:
        report = {"folder": str(folder), "errors": errors, "warnings": warnings}
        _print_json(report, loaded, today if fresh else None, out)
    else:
        print_findings(loaded.findings, out)
        if fresh and loaded.catalogue:
            print_freshness(loaded.catalogue, today, out)
        print(f"{folder}: {_counted(errors, 'error')}, {_counted(warnings, 'warning')}", file=out)
    return GOOD if loaded.catalogue and drawn else BROKEN


def _draw(catalogue: Catalogue, diagrams: Path, today: date, err: TextIO) -> bool:
    try:
        draw_all(catalogue, diagrams, today)
    except OSError as error:
        print_unwritten(diagrams, error, err)
        return False
    return True


def _print_json(report: Mapping[str, object], loaded: Loaded, fresh: date | None, out: TextIO) -> None:
    whole = {**report, "findings": [_finding(finding) for finding in loaded.findings]}
    if fresh:
        found = ages(loaded.catalogue, fresh) if loaded.catalogue else []
        whole["freshness"] = [{**asdict(age), "mark": age.mark} for age in found]
    print(json.dumps(whole, ensure_ascii=False, indent=2, default=str), file=out)


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "path": finding.path,
        "line": finding.line,
        "severity": finding.severity,
        "rule": finding.rule,
        "text": finding.text(),
        "arguments": dict(finding.arguments),
    }


def print_findings(findings: Iterable[Finding], out: TextIO) -> None:
    """Print one finding per line as `path:line: error|warning: text [rule]`."""
    for finding in findings:
        print(finding.english(), file=out)


def print_unwritten(path: Path, error: OSError, err: TextIO) -> None:
    """Say that a file or a folder could not be written, and why."""
    print(f"{path} cannot be written: {error.strerror or type(error).__name__}", file=err)


def run_ask(
    folder: Path,
    text: str,
    lang: Lang | None,
    today: date,
    *,
    explain: bool,
    out: TextIO,
    err: TextIO,
    shelf: Shelf = NO_SHELF,
) -> int:
    """Print what the bot would answer to `text`, and with `explain` why; return the exit code."""
    catalogue = _catalogue(folder, today, err, shelf)
    if catalogue is None:
        return BROKEN
    asked = ask(catalogue, text, lang, today)
    if explain:
        print_reasons(folder, catalogue.understanding, text, asked, out)
    if asked.text_id:
        print(visible(catalogue.texts.text(asked.lang, asked.text_id)), file=out)
        return GOOD
    topic = catalogue.topics[asked.topics[0]]
    print(topic.texts[asked.lang].title, end="\n\n", file=out)
    print(visible(values.answer(catalogue, topic.slug, asked.lang, today)), end="\n\n", file=out)
    for url, title in topic.sources(asked.lang).items():
        print(f"{title}: {url}", file=out)
    print(f"checked {topic.checked}", file=out)
    return GOOD


def run_ask_jsonl(
    folder: Path, today: date, *, lines: Iterable[str], out: TextIO, err: TextIO, shelf: Shelf = NO_SHELF
) -> int:
    """Answer each line of JSON with one, flushed, in their order; return 1 when a line was bad."""
    catalogue = _catalogue(folder, today, err, shelf)
    if catalogue is None:
        return BROKEN
    all_good = True
    for line in lines:
        answer, good = answer_line(catalogue, line, today)
        all_good = all_good and good
        print(answer, file=out, flush=True)
    return GOOD if all_good else BROKEN


def _catalogue(folder: Path, today: date, err: TextIO, shelf: Shelf) -> Catalogue | None:
    loaded = load(folder, today, shelf=shelf)
    if loaded.catalogue is None:
        print_findings(loaded.findings, err)
    return loaded.catalogue


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
