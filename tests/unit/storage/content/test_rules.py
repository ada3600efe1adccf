"""Every rule is broken in at least two ways, and the check points at each with its file and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from bot.storage.content.findings import RULES, Finding
from bot.storage.content.load import load
from tests.unit.storage.content.breaks import BREAKS, TODAY, WIZARD, Break
from tests.unit.storage.content.folder import ASKED, Folder

ELSEWHERE = {"copy-failed"}
"""No folder is at fault: see test_keeper.py."""


def lines(folder: Folder, findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        path = finding.path.replace(folder.path.as_posix(), "content")
        yield f"{path}:{finding.line} [{finding.rule}]"


@pytest.mark.parametrize(
    "broken",
    BREAKS,
    ids=[f"{at}-{broken.finding.partition('[')[2][:-1]}" for at, broken in enumerate(BREAKS)],
)
def test_a_broken_folder_is_found_with_file_and_line(folder: Folder, broken: Break) -> None:
    broken.change(folder)
    loaded = load(folder.path, TODAY, ASKED)
    assert broken.finding in list(lines(folder, loaded.findings))
    errors = [finding for finding in loaded.findings if finding.severity == "error"]
    assert (loaded.catalogue is None) is bool(errors)


def test_the_unbroken_folder_has_no_finding(folder: Folder) -> None:
    folder.write("wizards/help.yaml", WIZARD)
    assert load(folder.path, TODAY, ASKED).findings == ()


def test_every_rule_is_broken_in_two_ways() -> None:
    ways = Counter(broken.finding.partition("[")[2][:-1] for broken in BREAKS)
    assert {rule for rule in RULES if ways[rule] < 2} == ELSEWHERE
    assert sum(ways.values()) >= 80
