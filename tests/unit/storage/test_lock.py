from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import LockedError
from bot.storage import lock


def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with lock.hold(folder), pytest.raises(LockedError, match="stop it first"), lock.hold(folder):
        pass
    with lock.hold(folder):
        assert (folder / "abai-bala.lock").exists()


def test_two_folders_are_held_side_by_side(tmp_path: Path) -> None:
    with lock.hold(tmp_path / "one"), lock.hold(tmp_path / "two"):
        pass
