"""What must be true after any torture, told by the server's log and only then by the bot's tables."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.storage import appeals
from tests.acceptance.stage import play
from tests.torture.authors import Crowd
from tests.torture.scene import Scene

_NUMBER = re.compile(r"AB-2026-\d{6}")
_RECEIPT = "Өтінішіңіз қабылданды"


@dataclass
class Posted:
    """Receipts and cards as the server took them: number → chats and texts, as often as they came."""

    receipts: dict[str, list[tuple[int, str]]]
    cards: dict[str, list[str]]
    repeats: int
    """How many messages of any kind came again: the same to the same chat."""


def posted(scene: Scene) -> Posted:
    receipts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    cards: dict[str, list[str]] = defaultdict(list)
    taken = [call for call in scene.world.calls.of("sendMessage") if call.ok]
    for call in taken:
        text, chat = call.params["text"], call.params["chat_id"]
        if chat == scene.group.id and "Асхана туралы" in text:
            cards[_NUMBER.findall(text)[0]].append(text)
        elif _RECEIPT in text:
            receipts[_NUMBER.findall(text)[0]].append((chat, text))
    return Posted(receipts, cards, len(taken) - len({json.dumps(call.params) for call in taken}))


async def finish(scene: Scene, crowd: Crowd, *, all_begun: bool = False) -> None:
    """Let a last life work off what is left, and stop it as an admin would.

    No other appeal is begun, unless all of them are wanted.
    """
    if not all_begun:
        crowd.quota.left = 0
    await scene.start()
    await scene.until(lambda: crowd.quota.left <= 0)
    await scene.until(lambda: crowd.at_rest)
    await scene.rest()
    await scene.until(lambda: all_arrived(scene, crowd))
    assert await scene.stop() == 0, scene.last_words()


def all_arrived(scene: Scene, crowd: Crowd) -> bool:
    """Tell whether as many receipts and cards came as appeals were sent."""
    found = posted(scene)
    return len(found.receipts) >= len(crowd.sent) and len(found.cards) >= len(crowd.sent)


def assert_nothing_lost_or_doubled(scene: Scene, crowd: Crowd, *, most_repeats: int) -> str:
    """Hold the authors' "Send" against receipts and cards; return the figures in a line."""
    found = posted(scene)
    sent = Counter(crowd.sent)
    assert set(sent.values()) <= {1}, "the authors' words differ, or this proves nothing"
    for author in crowd.authors:
        mine = {n for n, seen in found.receipts.items() if seen[0][0] == author.user.id}
        assert len(mine) == len(author.sent), f"{author.user.id}: {len(mine)} of {len(author.sent)} receipts"
        assert len(author.drafts) == author.begun, f"{author.begun} forms, {len(author.drafts)} drafts"
    for number in found.receipts.keys() & found.cards.keys():
        wordings = len(set(found.receipts[number])), len(set(found.cards[number]))
        assert wordings == (1, 1), f"{number} came in {wordings} wordings"
    words = Counter(_words(texts[0]) for texts in found.cards.values())
    assert words == sent, f"cards: lost {list(sent - words)[:3]}, doubled {list(words - sent)[:3]}"
    assert found.receipts.keys() == found.cards.keys()
    assert sorted(found.cards) == [f"AB-2026-{n:06d}" for n in range(1, len(sent) + 1)], "a gap in numbers"
    bound = f"(≤ {most_repeats})"
    assert found.repeats <= most_repeats, f"{found.repeats} repeats {bound}"
    assert not scene.pending()
    return f"{len(sent)} appeals, 0 lost, 0 doubled, {found.repeats} messages repeated {bound}"


def _words(card: str) -> str:
    return card[card.index("Асхана туралы") :]


async def assert_stored(data_dir: Path, words: list[str]) -> None:
    """The database is sound and holds each appeal once, nothing parked, numbers without a gap."""
    with closing(sqlite3.connect(data_dir / "abai-bala.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT count(*) FROM inbox WHERE state = 'parked'").fetchone() == (0,)
        kept = "SELECT count(*) FROM inbox WHERE state = 'done' AND payload_sealed IS NOT NULL"
        assert database.execute(kept).fetchone() == (0,), "what is done still has its words"
        ends = dict(database.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())
    assert ends.keys() <= {"sent"}, ends
    async with play(data_dir, operators_chat_id=None) as stage, stage.app.unit() as unit:
        filed = await appeals.waiting(unit)
        stored = [(await appeals.said(unit, each))[0].body.text for each in filed]
    assert Counter(stored) == Counter(words)
