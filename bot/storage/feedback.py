"""Voices on answers and gaps in them: counted by topic, words sealed, authors unknown, kept for a while."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import Table, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.deadlines import local_day
from bot.domain.gaps import KEPT, Gap, Tally, nameless
from bot.domain.language import Lang
from bot.domain.understanding.normalise import fold
from bot.errors import SealError
from bot.storage.tables import gaps, voices
from bot.storage.unit import UnitOfWork
from bot.storage.upsert import insert_for, upsert

_log = logging.getLogger(__name__)

MOST_VOICES, MOST_GAPS = 20_000, 1_000
"""Rows that are kept of each, the newest."""


async def rate(unit: UnitOfWork, chat: int, topic: str, *, helped: bool) -> None:
    """Count a person's voice on a topic's answer; the same day's later one takes its place."""
    voice = unit.vault.hash("voice", chat, topic, local_day(unit.now))
    row = {"voice_hash": voice, "topic": topic, "helped": int(helped), "at": unit.now}
    await upsert(await unit.writing(), voices, row)


async def note(unit: UnitOfWork, topic: str, lang: Lang, words: str) -> bool:
    """Keep what a person missed in a topic's answer, or asked in vain (`topic` is ""); False without a word.

    The same words again, however they are spelled, count as one more time.
    """
    kept = nameless(words)
    if not (folded := fold(kept)):
        return False
    row_id = unit.vault.hash("gap", topic, folded)
    row = {
        "id": row_id,
        "topic": topic,
        "lang": lang,
        "words_sealed": unit.vault.queues.seal_json(kept, "gaps", "words", row_id),
        "times": 1,
        "at": unit.now,
    }
    connection = await unit.writing()
    new = insert_for(connection, gaps).values(row)
    again = {"times": gaps.c.times + 1, "at": new.excluded.at}
    await connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=again))
    return True


async def tallies(unit: UnitOfWork) -> list[Tally]:
    """Return the voices on each topic whose answer did not help somebody, the least helpful first."""
    helped = func.sum(voices.c.helped)
    not_helped = func.count() - helped
    counted = (
        select(voices.c.topic, helped.label("helped"), not_helped.label("not_helped"))
        .where(voices.c.at > unit.now - KEPT)
        .group_by(voices.c.topic)
        .having(not_helped > 0)
        .order_by(not_helped.desc(), voices.c.topic)
    )
    rows = await (await unit.reading()).execute(counted)
    return [Tally(row.topic, row.helped, row.not_helped) for row in rows]


async def listed(unit: UnitOfWork) -> list[Gap]:
    """Return all gaps, the most frequent first, then the newest; a damaged one is left out."""
    wanted = select(gaps).where(gaps.c.at > unit.now - KEPT).order_by(gaps.c.times.desc(), gaps.c.at.desc())
    found: list[Gap] = []
    for row in await (await unit.reading()).execute(wanted):
        try:
            words = unit.vault.queues.open_json(row.words_sealed, "gaps", "words", row.id)
        except SealError:
            _log.error("A stored gap is damaged: it is left out")
        else:
            found.append(Gap(row.topic, row.lang, words, row.times, row.at))
    return found


async def forget(connection: AsyncConnection, now: datetime) -> None:
    """Delete what is older than `KEPT`, and what is more than the newest so many."""
    for table, most in ((voices, MOST_VOICES), (gaps, MOST_GAPS)):
        await connection.execute(delete(table).where(table.c.at <= now - KEPT))
        await _keep_newest(connection, table, most)


async def _keep_newest(connection: AsyncConnection, table: Table, most: int) -> None:
    (key,) = table.primary_key
    newest = select(key).order_by(table.c.at.desc()).limit(most)
    await connection.execute(delete(table).where(key.not_in(newest)))
