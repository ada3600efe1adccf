"""The last content that had no error, kept in `DATA_DIR` so that a broken folder never silences the bot.

The copy is written beside the old one and takes its place by renaming. Killed at any moment, at least
one whole copy stands: `content-good`, or `content-good.old` between the two renames.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.storage.content.build import digest
from bot.storage.content.findings import Findings
from bot.storage.content.load import Loaded, load_files
from bot.storage.content.source import Files, read_files

_NAME = "content-good"


def open_catalogue(folder: Path, data_dir: Path, today: date | None = None) -> Loaded:
    """Load the folder; when it is broken, serve the last good copy with the findings of the broken one.

    A good folder becomes the last good copy. The catalogue is None only when there is neither.
    """
    found = Findings()
    files = read_files(folder, found)
    loaded = load_files(files, found, today)
    if loaded.catalogue is None or files is None:
        return replace(loaded, catalogue=_last_good(data_dir, today).catalogue)
    try:
        keep(files, data_dir)
    except OSError as error:
        found.add("copy-failed", _NAME, problem=error.strerror or type(error).__name__)
    return replace(loaded, findings=tuple(found))


def keep(files: Files, data_dir: Path) -> None:
    """Make `files` the last good copy, unless it already is."""
    good, old, new = _copies(data_dir)
    _mend(data_dir)
    if good.is_dir() and digest(read_files(good, Findings()) or {}) == digest(files):
        return
    shutil.rmtree(new, ignore_errors=True)
    for path, content in files.items():
        _write(new / path, content)
    if good.exists():
        good.rename(old)
    new.rename(good)
    _sync(data_dir)
    shutil.rmtree(old, ignore_errors=True)


def _copies(data_dir: Path) -> tuple[Path, Path, Path]:
    return data_dir / _NAME, data_dir / f"{_NAME}.old", data_dir / f"{_NAME}.new"


def _mend(data_dir: Path) -> None:
    """Bring back the copy that a kill left between the two renames."""
    good, old, _ = _copies(data_dir)
    if old.exists() and not good.exists():
        old.rename(good)
    shutil.rmtree(old, ignore_errors=True)


def _last_good(data_dir: Path, today: date | None) -> Loaded:
    good, old, _ = _copies(data_dir)
    found = Findings()
    return load_files(read_files(good if good.is_dir() else old, found), found, today)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Make renames inside `folder` last over a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
