"""`make eval`: how well messages are understood: of a part to tune with, and of two that nobody tunes on.

    python -m tests.eval [--part tuning] [--rivals] [--missed]

Topics: how many questions find the right one first, among three, or none, and how many messages about
other things are declined. Levels: what each was taken for. `--rivals` adds what a team would pick
instead, taught by the same content. `--missed` lists what was misunderstood, of the part to tune with alone:
whoever reads the others tunes on them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from bot.domain.understanding.features import Example
from bot.domain.understanding.meaning import Understanding
from bot.storage.content.build import about_topics, understanding_of
from bot.storage.content.check import check
from bot.storage.content.draft import read_draft
from bot.storage.content.findings import Findings
from bot.storage.content.shelf import NO_SHELF
from bot.storage.content.source import read_files
from tests.eval import sets
from tests.eval.measures import LEVELS, Levels, Topics, measure_levels, measure_topics
from tests.eval.rivals import CharacterNgrams, Finder, FullText, Keywords, Ours
from tests.eval.sets import PARTS, Part, Said
from tests.eval.speed import print_speed

CONTENT = Path(__file__).parents[2] / "content"


def learned(folder: Path = CONTENT) -> tuple[Understanding, Sequence[Example]]:
    """Return what the folder teaches, and the lines about topics that teach it."""
    found = Findings()
    files = read_files(folder, found)
    assert files
    draft = read_draft(files, found)
    check(draft, found, None, ())
    assert not found.broken, "\n".join(finding.english() for finding in found)
    return understanding_of(draft, NO_SHELF), list(about_topics(draft))


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.eval", description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=PARTS, action="append", help="all unless told")
    parser.add_argument("--rivals", action="store_true")
    parser.add_argument("--missed", action="store_true")
    asked = parser.parse_args()
    began = perf_counter()
    understanding, examples = learned()
    print(
        f"learned from {len(examples)} lines about topics, in {perf_counter() - began:.2f} s with the check"
    )
    finders: list[Finder] = [Ours(understanding)]
    if asked.rivals:
        off_topic = sets.off_topic("tuning")
        finders += [Keywords(examples), FullText(examples), CharacterNgrams(examples, off_topic)]
    for part in asked.part or PARTS:
        _print_part(part, finders, understanding, missed=asked.missed and part == "tuning")
    texts = [said.text for part in PARTS for said in [*sets.questions(part), *sets.danger(part)]]
    print_speed(understanding, examples, texts)


def _print_part(part: Part, finders: Sequence[Finder], understanding: Understanding, *, missed: bool) -> None:
    questions, off_topic, sentences = sets.questions(part), sets.off_topic(part), sets.danger(part)
    print(f"\n{part}: {len(questions)} questions, {len(off_topic)} about other things")
    print(f"{'':20} {'first':>7} {'in 3':>7} {'none':>7} {'declined':>9}   worst typing")
    for finder in finders:
        topics = measure_topics(finder.find, questions, off_topic)
        _print_topics(finder.name, topics)
        if isinstance(finder, Ours):
            ours = topics
    _print_details(ours)
    levels = measure_levels(lambda text: understanding.of(text).level, sentences)
    _print_levels(levels, len(sentences))
    _print_alarms(understanding, questions, off_topic)
    right = sum(understanding.of(said.text).lang == said.lang for said in [*questions, *off_topic])
    print(f"language as the set says: {right / (len(questions) + len(off_topic)):.1%}")
    if missed:
        _print_missed(ours, levels)


def _print_topics(name: str, measured: Topics) -> None:
    whole, (typing, share) = measured.whole, measured.worst_typing
    print(
        f"{name:20} {whole.first / whole.asked:7.1%} {whole.in_three / whole.asked:7.1%}"
        f" {whole.nothing / whole.asked:7.1%} {measured.declined / measured.off_topic:9.1%}"
        f"   {typing} {share:.1%}"
    )


def _print_details(measured: Topics) -> None:
    for typing, found in sorted(measured.by_typing.items()):
        shares = f"{found.first / found.asked:7.1%} {found.in_three / found.asked:7.1%}"
        print(f"  {typing:18} {shares} {found.nothing / found.asked:7.1%}   of {found.asked}")
    often = [f"{right} > {taken} {count}" for (right, taken), count in measured.confused.most_common(12)]
    print("  confused: " + ", ".join(often))


def _print_levels(measured: Levels, count: int) -> None:
    print(f"levels of {count} sentences (down: told, across: taken for)")
    print(f"  {'':8}" + "".join(f"{level:>9}" for level in LEVELS))
    for told in LEVELS:
        counts = "".join(f"{measured.taken[told, taken]:9}" for taken in LEVELS)
        print(f"  {told:8}{counts}   {measured.share(told, 'danger'):.1%} taken for danger")


def _print_alarms(understanding: Understanding, questions: Sequence[Said], off_topic: Sequence[Said]) -> None:
    """Print how often who only asks is shown the numbers of danger; about violence that may be right."""
    for name, asked in (
        ("questions", [said for said in questions if said.topics[0] != "violence"]),
        ("other talk", off_topic),
    ):
        alarms = sum(understanding.of(said.text).level == "danger" for said in asked)
        print(f"  {name} taken for danger: {alarms} of {len(asked)}, {alarms / len(asked):.1%}")


def _print_missed(topics: Topics, levels: Levels) -> None:
    for said, found in topics.missed:
        right, taken = " ".join(said.topics) or "-", " ".join(found) or "-"
        print(f"  {said.id} {said.typing}: {right} > {taken}: {said.text}")
    for said, level in levels.missed:
        print(f"  {said.id} {said.typing}: {said.level} > {level}: {said.text}")


if __name__ == "__main__":
    main()
