"""`make bench`: how fast the bot is beside a bare aiogram menu bot, in the same run on the same taps.

    python -m tests.bench [--rounds 5] [--turns 400] [--appeals 60] [--users 5000] [--only reading,…]

The bots run on the first core, the load and its Bot API server on the last. README's numbers come from here.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import measures, shown
from tests.bench.figures import Figure, Figures
from tests.bench.measures import Reading, Start, percentile
from tests.bench.rig import Rig, bare, ours

_PER_SECOND = 30.0
_APPEALS_PER_SECOND = 2.0
_PARTS = ("start", "reading", "receipts", "growth")


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="of each, the median counts")
    parser.add_argument("--turns", type=int, default=400, help="reading turns in a round")
    parser.add_argument("--appeals", type=int, default=60)
    parser.add_argument("--users", type=int, default=5_000, help="newcomers whose memory is weighed")
    parser.add_argument("--only", default=",".join(_PARTS), help=f"of {', '.join(_PARTS)}")
    parser.add_argument("--json", type=Path, default=Path("bench.json"))
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = asyncio.run(_measure(asked, Path(folder)))
    print(figures.table())
    asked.json.write_text(json.dumps(figures.as_json(), indent=2, ensure_ascii=False) + "\n")


async def _measure(asked: argparse.Namespace, folder: Path) -> Figures:
    taps = shown.write(folder / "pages.json")
    bots = (ours(folder / "data"), bare(folder / "pages.json"))
    figures, parts = Figures(), asked.only.split(",")
    for bot in bots:
        await bot.open()
    try:
        figures.extend(await _starts(bots, asked.rounds if "start" in parts else 1))
        if "reading" in parts:
            figures.extend(await _reading(bots, taps, asked))
        if "receipts" in parts:
            figures.extend(await _receipts(bots[0], asked))
        if "growth" in parts:
            figures.extend(await _growth(bots[0], taps[0], asked))
    finally:
        for bot in bots:
            await bot.close()
    return figures


async def _starts(bots: tuple[Rig, Rig], rounds: int) -> list[Figure]:
    """Start each bot once for its files, then as often as asked; the last ones keep running."""
    starts: dict[str, list[Start]] = {bot.name: [] for bot in bots}
    for number in range(rounds + 1):
        for bot in bots:
            await bot.kill()
            _say(f"start {number} of {bot.name}")
            starts[bot.name].append(await measures.start(bot))
    mine, other = ([*values[1:]] for values in starts.values())
    return [
        Figure.of("exec to first getUpdates", [s.polled for s in mine], [s.polled for s in other]),
        Figure.of("exec to first answer", [s.ready for s in mine], [s.ready for s in other], bound=2.5),
        Figure.of("idle memory, MB", [s.rss for s in mine], [s.rss for s in other], bound=130),
    ]


async def _reading(bots: tuple[Rig, Rig], taps: list[str], asked: argparse.Namespace) -> list[Figure]:
    paced: dict[str, list[Reading]] = {bot.name: [] for bot in bots}
    flat: dict[str, list[Reading]] = {bot.name: [] for bot in bots}
    for number in range(asked.rounds):
        for bot in bots:
            _say(f"reading {number + 1} of {bot.name}")
            readers = measures.Readers(bot, taps)
            paced[bot.name].append(await readers.at_pace(asked.turns, _PER_SECOND))
            flat[bot.name].append(await readers.flat_out(asked.turns))
    (mine, other), (mine_flat, other_flat) = paced.values(), flat.values()
    return [
        Figure.of("CPU per reading turn at 30/s, ms", _cpu(mine), _cpu(other), bound=1.0, relative=True),
        Figure.of(
            "CPU per reading turn flat out, ms", _cpu(mine_flat), _cpu(other_flat), bound=1.0, relative=True
        ),
        Figure.of("tap to edit at 30/s, median, ms", _slow(mine, 0.5), _slow(other, 0.5)),
        Figure.of("tap to edit at 30/s, p99, ms", _slow(mine, 0.99), _slow(other, 0.99), bound=25),
    ]


async def _receipts(bot: Rig, asked: argparse.Namespace) -> list[Figure]:
    _say("receipts")
    taken = await measures.receipts(bot, asked.appeals, _APPEALS_PER_SECOND)
    return [
        Figure("“Send” to receipt, median, ms", percentile(taken, 0.5) * 1e3),
        Figure("“Send” to receipt, p99, ms", percentile(taken, 0.99) * 1e3, bound=60),
    ]


async def _growth(bot: Rig, tap: str, asked: argparse.Namespace) -> list[Figure]:
    _say(f"{asked.users} newcomers")
    before, after = await measures.growth(bot, asked.users, tap)
    return [
        Figure("memory after 1,000 newcomers, MB", before),
        Figure(f"growth over {asked.users:,} more, %", (after / before - 1) * 100, bound=5),
    ]


def _cpu(readings: list[Reading]) -> list[float]:
    return [each.cpu * 1e3 for each in readings]


def _slow(readings: list[Reading], share: float) -> list[float]:
    return [percentile(each.taken, share) * 1e3 for each in readings]


def _say(what: str) -> None:
    print(f"… {what}", file=sys.stderr)


if __name__ == "__main__":
    main()
