from __future__ import annotations

from array import array

import pytest

from bot.domain.understanding.table import HASH_BITS, Table, hashed, packed, unpacked

WORDS = [f"word {number}".encode() for number in range(500)]


def test_each_feature_stands_where_its_hash_was_put() -> None:
    hashes = sorted(map(hashed, WORDS))
    table = Table.of(hashes)
    for word in WORDS:
        assert [hashes[at] for at in table.find(word)] == [hashed(word)] * hashes.count(hashed(word))


def test_a_feature_that_was_not_put_is_nowhere() -> None:
    assert not Table.of(sorted(map(hashed, WORDS))).find(b"another")
    assert not Table.of([]).find(b"word 1")


def test_one_put_several_times_stands_at_all_its_places() -> None:
    table = Table.of(sorted([hashed(b"a"), hashed(b"b"), hashed(b"b"), hashed(b"b")]))
    assert (len(table.find(b"a")), len(table.find(b"b"))) == (1, 3)


def test_the_smallest_and_the_greatest_hash_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = {b"least": 0, b"most": (1 << HASH_BITS) - 1}
    monkeypatch.setattr("bot.domain.understanding.table.hashed", ends.__getitem__)
    table = Table.of(sorted(ends.values()))
    assert (list(table.find(b"least")), list(table.find(b"most"))) == ([0], [1])


def test_what_is_unpacked_is_what_was_packed() -> None:
    columns = [memoryview(array("b", [-3, 0, 127])), memoryview(array("I", [1, 2])), memoryview(array("H"))]
    head, again = unpacked(packed((["a", "ү"], [0.5]), *columns))
    assert head == [["a", "ү"], [0.5]]
    assert again == columns


@pytest.mark.parametrize("at", [0, 7, -9, -1])
def test_a_changed_byte_is_noticed(at: int) -> None:
    kept = bytearray(packed((["a"],), memoryview(array("I", range(9)))))
    kept[at] ^= 1
    with pytest.raises(ValueError, match=r".*"):
        unpacked(bytes(kept))


@pytest.mark.parametrize("left", [0, 1, 20, -1])
def test_what_is_cut_short_is_refused(left: int) -> None:
    kept = packed((["a"],), memoryview(array("I", range(9))))
    with pytest.raises(ValueError, match=r".*"):
        unpacked(kept[:left])
