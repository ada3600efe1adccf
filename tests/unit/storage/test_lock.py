from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import LockedError, SettingsError
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


@pytest.mark.parametrize("folder", ["/proc", "file", "file/data"])
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(SettingsError, match=r"^DATA_DIR .* cannot be written: [A-Z].*\.$"),
        lock.hold(tmp_path / folder),
    ):
        pass  # pragma: no cover
