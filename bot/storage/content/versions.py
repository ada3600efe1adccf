"""Good versions of the content, kept in `DATA_DIR`: each a zip file that anybody can open.

The newest one is the last good content, which serves while the folder is broken. A version is written
whole beside the others and takes its name last: killed at any moment, none is ever half a version.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from bot.domain.differences import changed_paths
from bot.storage.content.build import digest
from bot.storage.content.source import Files

Changes: TypeAlias = Mapping[str, bytes | None]
"""New content by path; None takes a file away."""

KEPT = 50
"""Versions, about 0.2 MB each."""

Origin: TypeAlias = Literal["folder", "chat", "rollback"]
"""Who changed the content: somebody in the folder itself, an admin with a file or with an earlier version."""

_MANIFEST = ".version.json"
"""No content file: hidden names are none."""

_WRITING = "writing"
"""The manifest's list of paths that a change writes."""

_PENDING = "pending.zip"
_BROKEN = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    RuntimeError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
)
"""What reading a damaged zip raises."""


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of a version beside its files. `changed`: the paths that differ from the one before."""

    number: int
    at: datetime
    origin: Origin
    digest: str
    changed: tuple[str, ...]
    edited: Mapping[str, str]
    """Paths that admins changed and the folder's keeper did not since, with the digest of what he has."""

    def to_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "origin": self.origin,
            "digest": self.digest,
            "changed": self.changed,
            "edited": dict(self.edited),
        }

    @staticmethod
    def from_json(given: Any) -> Version:
        """Read what `to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        if given["origin"] not in get_args(Origin):
            raise ValueError(given["origin"])
        at = datetime.fromisoformat(given["at"]).astimezone(UTC)
        return Version(
            int(given["number"]),
            at,
            given["origin"],
            str(given["digest"]),
            tuple(given["changed"]),
            dict(given["edited"]),
        )


class Versions:
    """The versions under `data_dir`."""

    def __init__(self, data_dir: Path, kept: int = KEPT) -> None:
        self._folder = data_dir / "content-versions"
        self._kept = kept

    def all(self) -> list[Version]:
        """Return what is kept, newest first; a damaged file is left out."""
        return list(self.newest_first())

    def newest_first(self) -> Iterator[Version]:
        """Go through the same, opening each file when its turn comes."""
        found = (_read_manifest(path) for path in reversed(self._paths()))
        return (version for version in found if version)

    def files(self, number: int) -> Files | None:
        """Return the files of a version; None when it is gone or damaged."""
        return _read_files(self._path(number))

    def newest(self) -> tuple[Version, Files] | None:
        """Return the newest version that can be read."""
        for version in self.newest_first():
            if (files := self.files(version.number)) is not None:
                return version, files
        return None

    def keep(self, files: Files, at: datetime, origin: Origin) -> Version:
        """Keep good content as the newest version, unless it is that already. Raises OSError."""
        newest = self.newest()
        if newest and newest[0].digest == digest(files):
            return newest[0]
        version = self.begin(files, at, origin)
        self.finish()
        return version

    def begin(self, files: Files, at: datetime, origin: Origin, writing: Collection[str] = ()) -> Version:
        """Write a version that `finish` makes the newest, or `drop` gives up. Raises OSError.

        `writing`: the paths that are about to be written into the folder.
        """
        version = self._after(self.newest(), files, at, origin)
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._folder / _PENDING, _zipped(files, version, writing))
        return version

    def pending(self) -> Changes | None:
        """Return what was being written when the process was killed; None when nothing was begun."""
        path = self._folder / _PENDING
        manifest, files = _manifest(path), _read_files(path)
        if not isinstance(manifest, dict) or files is None:
            return None
        return {written: files.get(written) for written in manifest.get(_WRITING, ())}

    def finish(self) -> None:
        """Make what was begun the newest version, unless it is that already. Raises OSError."""
        version, newest = _read_manifest(self._folder / _PENDING), self.newest()
        if version and not (newest and newest[0].digest == version.digest):
            (self._folder / _PENDING).rename(self._path(version.number))
            sync(self._folder)
            self._forget_oldest()
        self.drop()

    def drop(self) -> None:
        (self._folder / _PENDING).unlink(missing_ok=True)

    def _after(
        self, newest: tuple[Version, Files] | None, files: Files, at: datetime, origin: Origin
    ) -> Version:
        before = newest[1] if newest else {}
        changed = changed_paths(before, files)
        edited = dict(newest[0].edited) if newest else {}
        for path in changed:
            if origin == "folder":
                edited.pop(path, None)
            elif digest_of(files.get(path)) == edited.setdefault(path, digest_of(before.get(path))):
                del edited[path]
        number = max((_number(path) for path in self._paths()), default=0) + 1
        return Version(number, at, origin, digest(files), changed if newest else (), edited)

    def _forget_oldest(self) -> None:
        for path in self._paths()[: -self._kept]:
            path.unlink(missing_ok=True)

    def _paths(self) -> list[Path]:
        return sorted(self._folder.glob("[0-9]*.zip"), key=_number)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06}.zip"


def write_whole(file: Path, content: bytes) -> None:
    """Put content in the place of a file at once: killed at any moment, the old or the new stands there."""
    new = file.with_name(f".{file.name}.new")
    try:
        with new.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(file)
    except OSError:
        if new.is_file():
            new.unlink()
        raise
    sync(file.parent)


def sync(folder: Path) -> None:
    """Make renames inside `folder` last over a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def zipped(files: Files) -> bytes:
    """Return the files as one zip, the same for the same files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path), files[path], zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _zipped(files: Files, version: Version, writing: Collection[str]) -> bytes:
    manifest = {**version.to_json(), _WRITING: sorted(writing)}
    return zipped({**files, _MANIFEST: json.dumps(manifest).encode()})


def _number(path: Path) -> int:
    return int(path.stem) if path.stem.isdecimal() else 0


def digest_of(content: bytes | None) -> str:
    """Return what tells one content of a file from another; "" for no file."""
    return "" if content is None else sha256(content).hexdigest()


def _read_manifest(path: Path) -> Version | None:
    try:
        return Version.from_json(_manifest(path))
    except _BROKEN:
        return None


def _manifest(path: Path) -> Any:
    """Return what a version tells of itself; None for a damaged zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            return json.loads(archive.read(_MANIFEST))
    except _BROKEN:
        return None


def _read_files(path: Path) -> Files | None:
    try:
        with zipfile.ZipFile(path) as archive:
            return dict(_members(archive))
    except _BROKEN:
        return None


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in archive.namelist():
        if name != _MANIFEST:
            yield name, archive.read(name)
