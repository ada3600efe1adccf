"""Files made to fill the memory or to keep the check busy are refused within a second and 200 MB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypedDict

import pytest

from bot.storage.content.source import FILES_LIMIT, SIZE_LIMIT, SIZE_LIMITS
from tests.unit.storage.content.folder import Folder, page

SECONDS = 1.0
MEGABYTES = 200

RU, SHEET, FTL = "topics/bullying/ru.md", "topics/bullying/topic.yaml", "texts/ru.ftl"
LARGE = 10_000_000


def text(path: str, content: str) -> Callable[[Folder], None]:
    """Write as much of `content` as the size limit of such a file lets through."""
    return lambda folder: folder.write(path, content.encode()[: SIZE_LIMITS[Path(path).suffix]])


def whole(path: str, content: bytes) -> Callable[[Folder], None]:
    return lambda folder: folder.write(path, content)


def answer(body: str) -> str:
    front = page("Травля ребёнка").split("---\n")[1]
    return f"---\n{front}---\n{body}"


def many_files(folder: Folder) -> None:
    for number in range(FILES_LIMIT + 1):
        folder.write(f"topics/{number}.txt", b"")


def many_bytes(folder: Folder) -> None:
    for number in range(30):
        folder.write(f"pad/{number}.bin", b"x" * SIZE_LIMIT)


def deep_folders(folder: Folder) -> None:
    at = folder.path
    for _ in range(500):
        at /= "a"
    at.mkdir(parents=True)


def pipe(folder: Folder) -> None:
    folder.remove("menu.yaml")
    os.mkfifo(folder.path / "menu.yaml")


def device(folder: Folder) -> None:
    folder.remove("menu.yaml")
    (folder.path / "menu.yaml").symlink_to("/dev/zero")


def itself(folder: Folder) -> None:
    folder.remove("menu.yaml")
    (folder.path / "menu.yaml").symlink_to("menu.yaml")


def lol(start: str, line: str, count: int) -> str:
    return start + "".join(line.format(this=at, last=at - 1) for at in range(1, count))


def circles(questions: int, *, round_again: bool = True) -> str:
    """Return a wizard whose every question leads by eight options to the next, and the last to the first."""
    head = "topic: bullying\nlabel: {kk: а, ru: а, en: a}\ntitle: {kk: а, ru: а, en: a}\n"
    lines = [head, "checked: 2026-11-23\nstart: q0\nnodes:\n"]
    for at in range(questions):
        to = f"q{at + 1}" if at + 1 < questions else "q0" if round_again else "end"
        options = (
            f"      - {{label: {{kk: а, ru: а, en: a}}, answer: a{option}, next: {to}}}\n"
            for option in range(8)
        )
        lines += [f"  q{at}:\n    question: {{kk: а, ru: а, en: a}}\n    options:\n", *options]
    return "".join([*lines, "  end:\n    outcome: {kk: а, ru: а, en: a}\n    facts: [BU-01]\n"])


PAGE_BELOW = "  p{this}: {{parent: p{last}, text: {{kk: a, ru: a, en: a}}, rows: []}}\n"

BOMBS: Mapping[str, tuple[Callable[[Folder], None], str]] = {
    # what it is, and the rule that refuses it
    "a yaml of 10 MB": (whole("menu.yaml", b"a" * LARGE), "file-large"),
    "an answer of 10 MB": (whole(RU, b"a\n" * (LARGE // 2)), "file-large"),
    "texts of 10 MB": (whole(FTL, b"a = b\n" * (LARGE // 6)), "file-large"),
    "a thousand files": (many_files, "folder-large"),
    "many large files": (many_bytes, "folder-large"),
    "deep folders": (deep_folders, "folder-deep"),
    "a wizard in circles": (text("wizards/x.yaml", circles(99)), "node-circle"),
    "a wizard of many nodes": (text("wizards/x.yaml", circles(150)), "field-value"),
    "a wizard of a billion ways": (text("wizards/x.yaml", circles(13, round_again=False)), "questions-many"),
    "a pipe": (pipe, "file-unreadable"),
    "a device": (device, "file-unreadable"),
    "a link to itself": (itself, "file-unreadable"),
    "yaml aliases": (
        text("menu.yaml", lol("a0: &a0 [x]\n", "a{this}: &a{this} [*a{last}, *a{last}]\n", 99)),
        "yaml-alias",
    ),
    "a yaml tag": (text("menu.yaml", "a: !!python/object/apply:os.system [id]"), "yaml-tag"),
    "deep lists": (text("menu.yaml", "[" * LARGE), "yaml-deep"),
    "deep keys": (text("menu.yaml", "".join(" " * at + "a:\n" for at in range(900))), "yaml-deep"),
    "deep front matter": (text(RU, answer("x").replace("label:", "label: " + "[" * 10_000)), "yaml-deep"),
    "many values": (text("menu.yaml", f"a: [{'1,' * 400_000}]"), "yaml-large"),
    "many keys": (text("menu.yaml", "".join(f"k{at}: 1\n" for at in range(90_000))), "yaml-large"),
    "a long way home": (
        text("menu.yaml", lol("home: p2499\npages:\n", PAGE_BELOW, 2_500)),
        "page-no-way-home",
    ),
    "one long word": (text("menu.yaml", "home: " + "x" * LARGE), "field-value"),
    "facts named again and again": (
        text(SHEET, f"facts: [{'x,' * 15_000}x]\nchecked: 2026-11-23\ncategory: other\n"),
        "id-duplicate",
    ),
    "many questions": (
        text(RU, answer("x").replace("questions:\n", "questions:\n" + "  - a\n" * 2_000)),
        "field-value",
    ),
    "open braces": (text(RU, answer("{{" * LARGE)), "placeholder"),
    "open brackets": (text(RU, answer("[" * LARGE)), "answer-long"),
    "open stars": (text(RU, answer("*a **b " * LARGE)), "answer-long"),
    "backticks": (text(RU, answer("".join("`" * at + " " for at in range(300)))), "markdown-unsupported"),
    "deep quotations": (text(RU, answer(">" * LARGE)), "markdown-unsupported"),
    "deep markdown lists": (
        text(RU, answer("".join("  " * at + "- a\n" for at in range(190)))),
        "markdown-unsupported",
    ),
    "many links": (text(RU, answer("[a](b" * LARGE)), "answer-long"),
    "open tags": (text(RU, answer("<a " * LARGE)), "answer-long"),
    "many figures": (text(RU, answer("1," * LARGE)), "number-unknown"),
    "many sentences": (text(RU, answer("a. " * LARGE)), "answer-long"),
    "no end of the front matter": (text(RU, "---\n" + "a\n" * LARGE), "front-matter"),
    "deep braces in a text": (text(FTL, "a = " + "{" * LARGE), "text-deep"),
    "deep choices in a text": (text(FTL, "a = " + "{ $x ->\n [a] " * LARGE), "text-deep"),
    "many texts": (text(FTL, lol("", "a{this} = b\n", 20_000)), "text-many"),
    "texts in a circle": (text(FTL, "a = { b }\nb = { a }\n"), "text-reference"),
    "texts that double": (
        text(FTL, lol("a0 = lol\n", "a{this} = {{ a{last} }}{{ a{last} }}\n", 60)),
        "text-reference",
    ),
    "an open tag in a text": (text(FTL, "a = <" + "a" * LARGE), "text-html"),
    "nonsense for texts": (text(FTL, "???\n" * LARGE), "text-syntax"),
}

CHILD = """
import json, os, resource, sys
from pathlib import Path
from time import process_time
from bot.storage.content.load import load
for folder in sys.argv[1:]:
    if os.fork() == 0:
        begun = process_time()
        loaded = load(Path(folder))
        spent = process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rules = sorted({finding.rule for finding in loaded.findings})
        print(json.dumps([folder, spent, memory, rules, loaded.catalogue is None]), flush=True)
        os._exit(0)
    assert os.wait()[1] == 0, folder
"""


class Refusal(TypedDict):
    seconds: float
    megabytes: float
    rules: list[str]
    broken: bool


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Refusal]:
    """Load each bomb in a process of its own, and measure; measuring coverage would double the time."""
    places = {}
    for name, (lay, _) in BOMBS.items():
        folder = Folder(tmp_path_factory.mktemp("bomb") / "content")
        lay(folder)
        places[str(folder.path)] = name
    alone = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    run = subprocess.run(
        [sys.executable, "-c", CHILD, *places], env=alone, capture_output=True, text=True, check=True
    )
    measured = [json.loads(line) for line in run.stdout.splitlines()]
    return {
        places[place]: {"seconds": spent, "megabytes": memory, "rules": rules, "broken": broken}
        for place, spent, memory, rules, broken in measured
    }


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_a_second_and_200_mb(refusals: Mapping[str, Refusal], name: str) -> None:
    refusal = refusals[name]
    assert refusal["broken"]
    assert BOMBS[name][1] in refusal["rules"]
    assert refusal["seconds"] <= SECONDS
    assert refusal["megabytes"] <= MEGABYTES


def test_pictures_and_help_for_the_editor_are_no_content(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "content")
    folder.write("README.md", b"\xff")
    folder.write("pictures/phone.png", b"\x89PNG" * SIZE_LIMIT)
    assert folder.lines() == []
