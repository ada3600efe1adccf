"""The content that serves, and the ways to change it: the folder, a file from an admin, an earlier version.

`CONTENT_DIR` is the only truth. Whatever changed is checked whole and takes the place of the old content
whole; what has an error changes nothing that people see.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from bot.domain.catalogue import Catalogue
from bot.domain.clock import Clock
from bot.domain.deadlines import local_day
from bot.domain.differences import changed_paths
from bot.storage.content.build import digest
from bot.storage.content.edits import Edits
from bot.storage.content.findings import Finding, Findings
from bot.storage.content.load import Loaded, load_files
from bot.storage.content.shelf import Shelf, folder_in
from bot.storage.content.source import Files, read_files, size_limit
from bot.storage.content.versions import Changes, Origin, Version, Versions, write_whole

Wanted: TypeAlias = Callable[[Files], Files]
"""What the folder is to be, from what it is."""

Stamps: TypeAlias = Mapping[str, tuple[int, int, int]]
"""Inode, size and time of the last change (nanoseconds) of each file: others tell that something changed."""

_QUIET_SECONDS = 0.5
"""So long nobody must touch the folder before it is read: who copies many files is not disturbed."""

_PATIENCE_SECONDS = 5.0
"""So long a change from the chat waits for that: its turn has 20 s."""


class ReadOnlyError(Exception):
    """The content folder takes no file: read-only, full, or gone."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What the folder would be after a change: `catalogue` is None when a finding is an error."""

    before: Files
    after: Files
    catalogue: Catalogue | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What a look at the folder found. `live` is False while an older version serves in its place."""

    before: Files
    after: Files
    live: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The folder as it was read and checked. `seen` tells one state of it from another."""

    files: Files | None
    seen: str
    loaded: Loaded


class Keeper:
    """Holds the catalogue that serves. One change at a time; reading and checking happen beside the loop."""

    def __init__(
        self,
        folder: Path,
        data_dir: Path,
        clock: Clock,
        *,
        asked: Collection[str] = (),
        quiet_seconds: float = _QUIET_SECONDS,
    ) -> None:
        """`asked`: the ids of the texts that the program says; content that lacks one does not serve."""
        self.folder = folder
        self.versions = Versions(data_dir)
        self.edits = Edits(data_dir)
        self._shelf = Shelf(folder_in(data_dir))
        self.findings: tuple[Finding, ...] = ()
        """Of the folder as it was read last."""
        self.live = True
        """Whether the folder as it was read last is what serves."""
        self.version: Version | None = None
        """The version that serves; None when it could not be kept."""
        self.opening: News | None = None
        """What `open` found to be other than it was when the bot ran last, or broken."""
        self.swapped: Callable[[], None] = lambda: None
        """Is told when other content serves."""
        self._clock = clock
        self._asked = asked
        self._quiet_seconds = quiet_seconds
        self._catalogue: Catalogue | None = None
        self._files: Files = {}
        """Of what serves when its version could not be kept."""
        self._seen: str | None = None
        self._stamps: Stamps = {}
        """Of the folder as it was read last."""
        self._lock = asyncio.Lock()

    @property
    def catalogue(self) -> Catalogue:
        """Return what serves; there is something once `open` found it."""
        assert self._catalogue
        return self._catalogue

    @property
    def files(self) -> Files:
        """Return the files of what serves: from its version, for they are seldom asked for and many."""
        kept = self.version and self.versions.files(self.version.number)
        return kept or self._files

    @property
    def writable(self) -> bool:
        return os.access(self.folder, os.W_OK)

    def open(self) -> bool:
        """Read the folder at a start; while it is broken the last good version serves.

        Tell whether anything serves.
        """
        finding = self._finish_writing()
        served = self.versions.newest()
        self._stamps = stamps(self.folder)
        reading = self._read()
        assert reading
        files, loaded = reading.files, reading.loaded
        self._notice(reading.seen, loaded)
        if files is not None and loaded.catalogue:
            self._serve(files, loaded.catalogue, "folder")
            if served and served[0].digest != loaded.catalogue.digest:
                self.opening = News(served[1], files, live=True, findings=loaded.findings)
        elif newest := self._newest_good():
            self.version, files, self._catalogue = newest
            self.opening = News(files, files, live=False, findings=loaded.findings)
        if finding:
            self.findings = (*self.findings, *finding)
        return self._catalogue is not None

    async def look(self) -> News | None:
        """Take over what changed in the folder, once it is quiet; None when nothing did."""
        while True:
            quiet = await self._quiet()
            if quiet == self._stamps:
                return None
            async with self._lock:
                reading = await asyncio.to_thread(self._read)
                if await asyncio.to_thread(stamps, self.folder) == quiet:
                    self._stamps = quiet
                    return await self._take(reading) if reading else None

    async def trial(self, wanted: Wanted) -> Trial:
        """Check what the folder would be; nothing is written."""
        return await asyncio.to_thread(self._try, wanted)

    async def change(self, wanted: Wanted, origin: Origin) -> Trial:
        """Make the folder what is wanted and let it serve, if all is good then; wait for quiet before.

        Raises ReadOnlyError when the folder does not take them: then nothing has changed.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._quiet()  # somebody may be copying files: half of them must not serve
        async with self._lock:
            trial = await asyncio.to_thread(self._try, wanted)
            if trial.catalogue is None:
                return trial
            await asyncio.to_thread(self._write, trial, origin)
            seen = _seen(trial.after, Findings())  # what could not be read would have been an error
            self._notice(seen, Loaded(trial.catalogue, trial.findings))
            await asyncio.to_thread(self._serve, trial.after, trial.catalogue, origin)
            self.swapped()
            return trial

    async def _take(self, reading: _Reading) -> News:
        before, files, loaded = self.files, reading.files, reading.loaded
        self._notice(reading.seen, loaded)
        if files is None or loaded.catalogue is None:
            return News(before, files or {}, live=False, findings=loaded.findings)
        await asyncio.to_thread(self._serve, files, loaded.catalogue, "folder")
        self.swapped()
        return News(before, files, live=True, findings=self.findings)

    # --- reading ------------------------------------------------------------------------------------

    @property
    def _today(self) -> date:
        return local_day(self._clock.now())

    def _read(self) -> _Reading | None:
        """Read the folder and check it; None when it is as it was seen last."""
        found = Findings()
        files = read_files(self.folder, found)
        seen = _seen(files, found)
        if seen == self._seen:
            return None
        return _Reading(files, seen, load_files(files, found, self._today, self._asked, self._shelf))

    def _notice(self, seen: str, loaded: Loaded) -> None:
        self._seen = seen
        self.live, self.findings = loaded.catalogue is not None, loaded.findings

    async def _quiet(self) -> Stamps:
        """Return what the folder is when nothing in it has changed for a while."""
        before = await asyncio.to_thread(stamps, self.folder)
        while True:
            await asyncio.sleep(self._quiet_seconds)
            now = await asyncio.to_thread(stamps, self.folder)
            if now == before:
                return now
            before = now

    # --- serving ------------------------------------------------------------------------------------

    def _serve(self, files: Files, catalogue: Catalogue, origin: Origin) -> None:
        """Keep good content and let it serve."""
        try:
            self.version = self.versions.keep(files, self._clock.now(), origin)
        except OSError as error:
            self.version = None
            self.findings = (*self.findings, _not_kept(error))
        self._files, self._catalogue = {} if self.version else files, catalogue

    def _newest_good(self) -> tuple[Version, Files, Catalogue] | None:
        """Return the newest version that this program still takes."""
        for version in self.versions.newest_first():
            files = self.versions.files(version.number)
            loaded = load_files(files, Findings(), asked=self._asked, shelf=self._shelf)
            if files is not None and loaded.catalogue:
                return version, files, loaded.catalogue
        return None

    # --- writing ------------------------------------------------------------------------------------

    def _try(self, wanted: Wanted) -> Trial:
        reading, found = Findings(), Findings()
        before = read_files(self.folder, reading) or {}
        after = wanted(before)
        for finding in reading:
            if finding.path not in after:  # else a file that could be read takes its place
                found.add(finding.rule, finding.path, finding.line, **finding.arguments)
        _measure(before, after, found)
        if found.broken:
            return Trial(before, after, None, tuple(found))
        loaded = load_files(after, found, self._today, self._asked, self._shelf)
        return Trial(before, after, loaded.catalogue, loaded.findings)

    def _write(self, trial: Trial, origin: Origin) -> None:
        """Write what changed, all of it or nothing; a start finishes what a kill broke off."""
        if trial.before == trial.after:
            return
        changes = {path: trial.after.get(path) for path in changed_paths(trial.before, trial.after)}
        try:
            self.versions.begin(trial.after, self._clock.now(), origin, changes)
            _write(self.folder, changes)
            self.versions.finish()
        except OSError as error:
            with contextlib.suppress(OSError):
                _write(self.folder, {path: trial.before.get(path) for path in changes})
            with contextlib.suppress(OSError):
                self.versions.drop()
            raise ReadOnlyError from error

    def _finish_writing(self) -> tuple[Finding, ...]:
        """Write what a kill broke off, and nothing that others changed since."""
        pending = self.versions.pending()
        try:
            if pending is not None:
                _write(self.folder, pending)
                self.versions.finish()
            self.versions.drop()
        except OSError as error:
            return (_not_kept(error),)
        return ()


def stamps(folder: Path) -> Stamps:
    """Return the stamps of all files that are not hidden."""
    found: dict[str, tuple[int, int, int]] = {}
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                with contextlib.suppress(OSError):
                    told = Path(root, name).stat()
                    found[f"{root}/{name}"] = told.st_ino, told.st_size, told.st_ctime_ns
    return found


def _seen(files: Files | None, unread: Findings) -> str:
    """Return what tells one state of the folder from another, what cannot be read included."""
    told = "\n".join(finding.english() for finding in unread)
    return f"{'' if files is None else digest(files)} {told}"


def _measure(before: Files, after: Files, found: Findings) -> None:
    """Find new files that are too large to be read back."""
    for path in changed_paths(before, after):
        if len(after.get(path, b"")) > size_limit(path):
            found.add("file-large", path, limit=size_limit(path))


def _write(folder: Path, changes: Changes) -> None:
    for path, content in changes.items():
        file = folder / path
        if content is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, content)


def _not_kept(error: OSError) -> Finding:
    problem = error.strerror or type(error).__name__
    return Finding("copy-failed", "content-versions", 1, {"problem": problem})
