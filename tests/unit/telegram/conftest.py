from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.unit.telegram.edge import Edge, open_edge


@pytest.fixture
async def edge() -> AsyncIterator[Edge]:
    async with open_edge() as edge:
        yield edge
