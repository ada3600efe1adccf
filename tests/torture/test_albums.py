"""Albums that come picture by picture while the bot is killed: one appeal, all files, in order (proof 19)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from bot.storage import appeals
from tests.acceptance.stage import play
from tests.torture.authors import Author, Crowd
from tests.torture.lives import KILLED
from tests.torture.oracle import assert_nothing_lost_or_doubled, assert_stored, finish
from tests.torture.scene import Scene, seeded, size

_PICTURES = 10
_POINTS = (
    "after fetch",
    "before inbox commit",
    "after inbox commit",
    "before effects commit",
    "after effects commit",
)


@dataclass
class Photographer(Author):
    """Tells everything in an album of ten pictures, the words under the first."""

    albums: dict[str, list[str]] = field(default_factory=dict)
    """The file ids of each album, by its words."""

    def tell(self, words: str) -> None:
        self.albums[words] = []
        for number in range(_PICTURES):
            asyncio.get_running_loop().call_later(0.02 * number, self._show, words, number)

    def _show(self, words: str, number: int) -> None:
        message = self.world.send_file(
            self.user,
            self.user.id,
            "photo",
            f"jpg {words} {number}".encode(),
            media_group_id=f"{self.user.id}-{len(self.albums)}",
            caption=None if number else words,
        )
        self.albums[words].append(message["photo"][-1]["file_id"])


@pytest.mark.timeout(900)
async def test_albums_arrive_whole_and_in_order_though_the_bot_is_killed_in_their_middle(
    lives: Scene, figure: Callable[[str], None]
) -> None:
    dice, kills = seeded("albums"), size(2, 50)
    crowd = Crowd(lives.world, people=4, appeals=1_000, author=Photographer)
    crowd.begin()
    for _ in range(kills):
        point = dice.choice(_POINTS)
        await lives.start(hands=1, fail={"point": point, "passage": dice.randint(2, 8)})
        assert await lives.died(point) == KILLED, lives.last_words()
    await finish(lives, crowd)
    line = assert_nothing_lost_or_doubled(lives, crowd, most_repeats=kills)
    await assert_stored(lives.data_dir, crowd.sent)
    assert await _stored_albums(lives) == _sent_albums(crowd)
    figure(f"{kills} kills; {line}, each with {_PICTURES} files in order")


def _sent_albums(crowd: Crowd) -> dict[str, list[str]]:
    sent = [each for each in crowd.authors if isinstance(each, Photographer)]
    return {words: files for author in sent for words, files in author.albums.items() if words in author.sent}


async def _stored_albums(lives: Scene) -> dict[str, list[str]]:
    """Return the file ids of each appeal, by its words, in the order that they are kept."""
    async with play(lives.data_dir, operators_chat_id=None) as stage, stage.app.unit() as unit:
        entries = [await appeals.said(unit, each) for each in await appeals.waiting(unit)]
        return {
            said[0].body.text: [file.file_id for entry in said for file in entry.body.files]
            for said in entries
        }
