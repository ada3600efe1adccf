"""What is known of each feature, in arrays: a few bytes for each, found by the feature's hash."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from zlib import crc32

HASH_BITS = 31
"""One unknown feature in four thousand is taken for one of half a million."""

_LOW_BITS = 16
_LOW = (1 << _LOW_BITS) - 1
"""Of a hash the upper bits find the place, and the lower ones stand there."""

_PLACES = 1 << (HASH_BITS - _LOW_BITS)

_CHECK = 4
"""Bytes of the checksum before what is packed."""


def hashed(feature: bytes) -> int:
    """Return a whole number of `HASH_BITS` bits."""
    return crc32(feature) >> 1


@dataclass(frozen=True, slots=True)
class Table:
    """Where hashes stand in their order; the arrays beside it say what is known of each."""

    places: memoryview[int]
    """Where the hashes begin that have these upper bits; their number at the end."""
    lows: memoryview[int]
    """The lower bits of each hash."""

    @classmethod
    def of(cls, hashes: Sequence[int]) -> Table:
        """Set hashes up, given in order; one may come several times."""
        begins = (bisect_left(hashes, place << _LOW_BITS) for place in range(_PLACES + 1))
        return cls(memoryview(array("I", begins)), memoryview(array("H", [each & _LOW for each in hashes])))

    def find(self, feature: bytes) -> range:
        """Return where a feature's hash stands: nowhere, once or several times."""
        key = hashed(feature)
        high, low = key >> _LOW_BITS, key & _LOW
        begin, end = self.places[high], self.places[high + 1]
        first = bisect_left(self.lows, low, begin, end)
        return range(first, bisect_right(self.lows, low, first, end))


def packed(head: Sequence[Any], *columns: memoryview[int]) -> bytes:
    """Return what JSON can hold and arrays as bytes, to be unpacked on the same machine."""
    shapes = [(column.format, column.nbytes) for column in columns]
    whole = b"".join((json.dumps([*head, shapes]).encode(), b"\n", *columns))
    return crc32(whole).to_bytes(_CHECK) + whole


def unpacked(packed: bytes) -> tuple[list[Any], list[memoryview[int]]]:
    """Return what was packed, without copying the arrays. Raises ValueError when it is damaged."""
    check, whole = packed[:_CHECK], memoryview(packed)[_CHECK:]
    if crc32(whole).to_bytes(_CHECK) != check:
        raise ValueError("damaged")
    end = packed.index(b"\n", _CHECK)
    *head, shapes = json.loads(packed[_CHECK:end])
    rest = memoryview(packed)[end + 1 :]
    ends = accumulate(size for _, size in shapes)
    return head, [rest[end - size : end].cast(kind) for (kind, size), end in zip(shapes, ends, strict=True)]
