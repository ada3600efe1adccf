"""Changes are noticed where the system tells of them, and in time where it does not."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

from bot.storage.content.watching import looks

LONG = 60.0
"""Seconds: whatever comes earlier was told by the system."""


async def next_look(moments: AsyncGenerator[None]) -> None:
    async with asyncio.timeout(10):
        await anext(moments)


async def test_the_first_look_is_at_once_and_the_next_after_a_change(tmp_path: Path) -> None:
    async with aclosing(looks(tmp_path, LONG)) as moments:
        await next_look(moments)
        coming = asyncio.gather(next_look(moments))
        number = 0
        while not coming.done():  # the watch begins a moment after it is asked for
            number += 1
            (tmp_path / "file").write_text(str(number))
            await asyncio.wait([coming], timeout=0.1)
        await coming


async def test_without_word_from_the_system_there_is_a_look_now_and_then(tmp_path: Path) -> None:
    async with aclosing(looks(tmp_path, 0.05)) as moments:
        for _ in range(3):
            await next_look(moments)


async def test_a_folder_that_is_not_there_yet_is_looked_for(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    async with aclosing(looks(folder, 0.05)) as moments:
        await next_look(moments)
        await next_look(moments)
        folder.mkdir()
        await next_look(moments)


async def test_another_folder_under_the_same_name_is_watched(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    async with aclosing(looks(folder, 0.1)) as moments:
        await next_look(moments)
        await next_look(moments)
        shutil.rmtree(folder)
        await next_look(moments)
        folder.mkdir()
        for _ in range(3):
            await next_look(moments)
