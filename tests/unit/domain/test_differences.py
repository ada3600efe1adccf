from __future__ import annotations

import time

from bot.domain.differences import FileChange, changed_paths, compare

OLD = {"a": b"one\ntwo\nthree\n", "b": b"same\n", "gone": b"x\n"}
NEW = {"a": b"one\n2\nthree\nfour\n", "b": b"same\n", "new": b"y\n"}


def test_new_gone_and_changed_files_are_told_with_their_lines() -> None:
    assert compare(OLD, NEW) == (
        FileChange("a", "changed", ("two",), ("2", "four")),
        FileChange("gone", "gone", ("x",), ()),
        FileChange("new", "new", (), ("y",)),
    )
    assert changed_paths(OLD, NEW) == ("a", "gone", "new")


def test_lines_that_only_moved_are_no_difference_of_lines() -> None:
    (change,) = compare({"a": b"one\ntwo\n"}, {"a": b"two\n\none\n"})
    assert change == FileChange("a", "changed", (), ())


def test_bytes_that_are_no_text_are_compared_all_the_same() -> None:
    (change,) = compare({"a": b"\xff\n"}, {"a": b"\xfe\xff\n"})
    assert change.removed != change.added


def test_two_large_files_without_a_common_line_are_compared_at_once() -> None:
    before = {"a": b"".join(b"%d\n" % n for n in range(100_000))}
    after = {"a": b"".join(b"-%d\n" % n for n in range(1, 100_000))}
    began = time.monotonic()
    (change,) = compare(before, after)
    assert len(change.added) == 99_999
    assert time.monotonic() - began < 5
