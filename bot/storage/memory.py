"""What was read or written lately, bounded: reading turns need no database."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """The `most` entries used last, by key."""

    def __init__(self, most: int = 5_000) -> None:
        self._most = most
        self._entries: OrderedDict[str, Value] = OrderedDict()

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __getitem__(self, key: str) -> Value:
        self._entries.move_to_end(key)
        return self._entries[key]

    def learn(self, key: str, value: Value) -> None:
        """Keep what was read, unless something newer was put meanwhile."""
        if key not in self._entries:
            self.put(key, value)

    def put(self, key: str, value: Value) -> None:
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self._most:
            self._entries.popitem(last=False)
