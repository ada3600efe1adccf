"""A thousand changes of the folder, some of them broken, while people read: never half a folder."""

from __future__ import annotations

import asyncio
import random
import time
from functools import partial
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from bot.storage.content.keeper import Keeper
from bot.tasks import Tasks
from tests.acceptance.folders import copied
from tests.acceptance.stage import Stage, play

BURSTS, IN_A_BURST = 12, 84
SEED = 20261123
LETTERS = "абвгдежзик"
TITLED = tuple(f"topics/camps/{lang}.md" for lang in ("kk", "ru", "en"))
MENU = "menu.yaml"


def word(number: int) -> str:
    """Spell a number in letters: figures must stand among a topic's facts."""
    return "нұсқа" + "".join(LETTERS[int(digit)] for digit in str(number))


class Official:
    """Changes four files one after the other, each in two halves; no rule of the check compares the words."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self._folder = folder
        self._dice = dice
        self._good = {path: (folder / path).read_text(encoding="utf-8") for path in (*TITLED, MENU)}
        self.number = 0

    def burst(self, *, ends_well: bool) -> str:
        """Make many changes; return the word that the last one left, when it is good."""
        for at in range(IN_A_BURST):
            last = at == IN_A_BURST - 1
            self._change(broken=not ends_well if last else self._dice.random() < 0.2)
        return word(self.number)

    def _change(self, *, broken: bool) -> None:
        self.number += 1
        spoilt = self._dice.choice((*TITLED, MENU)) if broken else ""
        for path, text in self._good.items():
            content = self._worded(path, text).encode()
            self._write(path, self._spoil(content) if path == spoilt else content)
            time.sleep(self._dice.random() / 1000)

    def _worded(self, path: str, text: str) -> str:
        """Put the change's word into the title, or into the text of the menu's first page."""
        if path == MENU:
            before, home, after = text.partition("  home:\n")
            return before + home + after.replace("kk: |\n        ", f"kk: |\n        {word(self.number)} ", 1)
        before, _, after = text.partition("title: ")
        return f"{before}title: {word(self.number)} {after}"

    def _spoil(self, content: bytes) -> bytes:
        return self._dice.choice((b"", content[: len(content) // 3], content + b"\xff", b"[" + content))

    def _write(self, path: str, content: bytes) -> None:
        half = self._dice.randrange(len(content) + 1)
        with (self._folder / path).open("wb") as stream:
            stream.write(content[:half])
            stream.flush()
            stream.write(content[half:])


def words_in(catalogue: Catalogue) -> set[str]:
    """Return the words of changes that a catalogue holds, one of each of the four files."""
    titles = [text.title.split()[0] for text in catalogue.topics["camps"].texts.values()]
    menu = catalogue.menu.pages[catalogue.menu.home].text["kk"].split()[0]
    return {each if each.startswith("нұсқа") else "" for each in (*titles, menu)}


@pytest.mark.timeout(600)
async def test_a_thousand_changes_under_load_never_show_half_a_folder(tmp_path: Path) -> None:
    print(f"seed {SEED}, {BURSTS * IN_A_BURST} changes")
    folder = copied(tmp_path / "content")
    async with play(tmp_path / "data", content_dir=folder) as stage:
        await stage.admin.says("/start")
        content = stage.app.parts.content
        assert words_in(content.catalogue) == {""}
        served: list[set[str]] = []
        content.swapped = lambda: served.append(words_in(content.catalogue))
        official = Official(folder, random.Random(SEED))
        reading = Tasks()
        answers: list[str] = []
        reading.start("reading", _read(stage, answers))
        good = ""
        for burst in range(BURSTS):
            ends_well = burst % 3 != 1
            left = await asyncio.to_thread(official.burst, ends_well=ends_well)
            good = left if ends_well else good
            settled = partial(_settled, content, good, live=ends_well)
            await stage.world.until(settled, timeout=60)
        await reading.stop()
        assert not reading.failed
    assert official.number == BURSTS * IN_A_BURST
    assert all(len(each) == 1 for each in served), served
    whole = {"", *(some for each in served for some in each)}
    shown = {first if first.startswith("нұсқа") else "" for first in (each.split()[0] for each in answers)}
    assert shown <= whole
    assert len(shown) > BURSTS // 3
    print(f"{len(served)} contents served, {len(answers)} answers read")


async def _read(stage: Stage, answers: list[str]) -> None:
    """Ask again and again, in three languages."""
    phones = [stage.phone(lang=lang) for lang in ("kk", "ru", "en")]
    while True:
        for phone in phones:
            answers += [each["text"] for each in await phone.says("/start t_camps")]


def _settled(content: Keeper, good: str, *, live: bool) -> bool:
    return content.live is live and words_in(content.catalogue) == {good}
