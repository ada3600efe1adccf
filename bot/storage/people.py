"""Languages that people chose, in memory and on disk."""

from __future__ import annotations

from sqlalchemy import select

from bot.domain.language import Lang
from bot.storage.memory import Memory
from bot.storage.tables import people
from bot.storage.unit import UnitOfWork
from bot.storage.upsert import upsert


class People:
    def __init__(self) -> None:
        self._memory: Memory[Lang | None] = Memory()

    async def language(self, unit: UnitOfWork, chat: int) -> Lang | None:
        """Return the language that a chat chose, or None when it chose none."""
        key = unit.vault.hash("chat", chat)
        if key in self._memory:
            return self._memory[key]
        connection = await unit.reading()
        chosen = select(people.c.lang).where(people.c.chat_hash == key)
        lang: Lang | None = (await connection.execute(chosen)).scalar()
        if not unit.wrote:  # else it may be undone
            self._memory.learn(key, lang)
        return lang

    async def choose(self, unit: UnitOfWork, chat: int, lang: Lang) -> None:
        key = unit.vault.hash("chat", chat)
        connection = await unit.writing()
        await upsert(connection, people, {"chat_hash": key, "lang": lang, "changed_at": unit.now})
        unit.after_commit(lambda: self._memory.put(key, lang))
