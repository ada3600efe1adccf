"""What impatient and unusual people do: twenty taps at once, letters of every kind (proofs 16 and 21)."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from bot.demo.chats import User
from bot.domain.markup import utf16_length
from bot.storage import appeals
from tests.acceptance.stage import play
from tests.torture.authors import Crowd
from tests.torture.oracle import assert_nothing_lost_or_doubled, assert_stored, finish
from tests.torture.scene import Scene, seeded, size

_TAPS = 20
_LIMIT = 4_096
_LETTERS = (
    "әіңғүұқөһ Ә Ё",
    "👨‍👩‍👧‍👦 🏳️‍🌈 🇰🇿 ❤️ 👍🏽",
    "\u202eمرحبا\u202c שלום",
    "é\u0301 e\u0301\u0323 Z\u0335\u0324",
    "\u0000 \u0001 \u007f \u0085",
    "<b>&amp;</b> {{ mci(1) }} { $x } %s \\n 'x' \"y\" `z` */;--",
    "\r\n\t \u00a0 \u2028 \ufeff \u200b",
    "\U0010ffff \ufffd 𝒜",
)

Figure = Callable[[str], None]


@pytest.mark.timeout(600)
async def test_twenty_taps_on_send_by_each_of_many_people_file_one_appeal_each(
    lives: Scene, figure: Figure
) -> None:
    people = size(20, 500)
    crowd = Crowd(lives.world, people, appeals=people, taps=_TAPS)
    crowd.begin()
    await lives.start()
    await lives.until(lambda: crowd.quota.left <= 0 and crowd.at_rest)
    assert await lives.stop() == 0
    await finish(lives, crowd)
    line = assert_nothing_lost_or_doubled(lives, crowd, most_repeats=0)
    await assert_stored(lives.data_dir, crowd.sent)
    figure(f"{people} people × {_TAPS} taps; {line}")
    assert len(crowd.sent) == people


@pytest.mark.timeout(600)
async def test_what_is_stored_is_what_was_written_to_the_last_byte(lives: Scene, figure: Figure) -> None:
    dice, texts = seeded("letters"), size(100, 2_000)
    crowd = Crowd(lives.world, people=20, appeals=20)
    crowd.begin()
    await lives.start()
    await lives.until(lambda: crowd.quota.left <= 0 and crowd.at_rest)
    await lives.rest()
    written = {author.user.id: _writes(lives, dice, author.user, texts // 20) for author in crowd.authors}
    halves = lives.world.add_user("H", "kk")
    lives.world.send_text(halves, halves, "half a character \ud83d")  # as only a forged update has it
    await lives.rest()
    assert await lives.stop() == 0
    async with play(lives.data_dir, operators_chat_id=None) as stage, stage.app.unit() as unit:
        stored = {
            appeal.author: [
                entry.body.text for entry in await appeals.said(unit, appeal) if entry.kind == "addition"
            ]
            for appeal in await appeals.waiting(unit)
        }
    assert stored == written
    figure(f"{sum(map(len, stored.values()))} texts stored byte for byte")


def _writes(lives: Scene, dice: random.Random, user: User, texts: int) -> list[str]:
    """Let a person add texts to the appeal, by answering its receipt."""
    receipt = next(each for each in lives.world.messages(user) if "Өтінішіңіз қабылданды" in each["text"])
    written = [_text(dice, number) for number in range(texts)]
    for text in written:
        lives.world.send_text(user, user, text, reply_to=receipt)
    return written


def _text(dice: random.Random, number: int) -> str:
    """Return a text of every kind of letters; each tenth is as long as Telegram allows."""
    text = f"{number}:" + "".join(dice.choice(_LETTERS) for _ in range(dice.randint(1, 6)))
    if number % 10:
        return text
    letter = dice.choice(("я", "😀", "<"))
    return text + letter * ((_LIMIT - utf16_length(text)) // utf16_length(letter))
