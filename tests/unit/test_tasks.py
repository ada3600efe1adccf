from __future__ import annotations

import asyncio

import pytest

from bot.tasks import Tasks


async def forever() -> None:
    await asyncio.Event().wait()


async def fail() -> None:
    raise RuntimeError("with words")


async def end() -> None:
    """End by itself."""


async def test_work_that_fails_ends_the_program(caplog: pytest.LogCaptureFixture) -> None:
    tasks = Tasks()
    tasks.start("sender", fail())
    await tasks.over.wait()
    assert tasks.failed
    assert caplog.messages == ["sender ended, so the program stops"]


async def test_work_that_ends_although_it_should_not_ends_the_program() -> None:
    tasks = Tasks()
    tasks.start("sender", end())
    await tasks.over.wait()
    assert tasks.failed


async def test_work_cancelled_by_somebody_else_ends_the_program() -> None:
    async def cancelled() -> None:
        raise asyncio.CancelledError

    tasks = Tasks()
    tasks.start("sender", cancelled())
    await tasks.over.wait()
    assert tasks.failed


async def test_work_stopped_in_order_is_no_failure() -> None:
    tasks = Tasks()
    stopped: list[str] = []

    async def tidy(name: str) -> None:
        try:
            await forever()
        finally:
            stopped.append(name)

    for name in ("intake", "turns", "sender"):
        tasks.start(name, tidy(name))
    await asyncio.sleep(0)
    await tasks.stop("intake")
    assert stopped == ["intake"]
    await tasks.stop()
    assert sorted(stopped) == ["intake", "sender", "turns"]
    assert not tasks.failed
    assert not tasks.over.is_set()
    await tasks.stop()


async def test_work_for_once_may_end_fail_or_be_stopped(caplog: pytest.LogCaptureFixture) -> None:
    tasks = Tasks()
    tasks.once("end", end())
    tasks.once("fail", fail())
    tasks.once("forever", forever())
    await tasks.ended("end")
    await tasks.ended("fail")
    await tasks.stop()
    assert caplog.messages == ["fail failed"]
    assert not tasks.failed


async def test_waiting_for_work_that_never_was_returns_at_once() -> None:
    await Tasks().ended("nothing")
