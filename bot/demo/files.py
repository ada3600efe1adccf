"""Files by id: what people and the bot sent, and how long their links live."""

from __future__ import annotations

import base64
import mimetypes
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.demo.refusals import Json, bad

DOWNLOAD_LIMIT = 20 * 1024 * 1024
"""Bytes that a bot may fetch (Bot API, getFile)."""

LINK_LIFE = timedelta(hours=1)

_FOLDERS = {
    "photo": ("photos", ".jpg", "image/jpeg"),
    "voice": ("voice", ".oga", "audio/ogg"),
    "audio": ("music", ".mp3", "audio/mpeg"),
    "video": ("videos", ".mp4", "video/mp4"),
    "video_note": ("video_notes", ".mp4", "video/mp4"),
    "animation": ("animations", ".mp4", "video/mp4"),
    "document": ("documents", "", "application/octet-stream"),
    "sticker": ("stickers", ".webp", "image/webp"),
}
FILE_KINDS = tuple(_FOLDERS)


@dataclass
class StoredFile:
    """One file; `size` may be more than the bytes kept, to stand for a file too big to fetch."""

    file_id: str
    kind: str
    data: bytes = field(repr=False)
    path: str
    file_name: str | None
    mime_type: str
    size: int
    link_until: datetime | None = None

    def raw(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": f"u{self.file_id}", "file_size": self.size}


_SMALL = {"width": 90, "height": 67}


def _small(photo: StoredFile) -> StoredFile:
    """Return the thumbnail that stands first among a photo's sizes; its bytes are the photo's own."""
    name, dot, ending = photo.path.rpartition(".")
    return replace(
        photo, file_id=f"{photo.file_id}-small", path=f"{name}_small{dot}{ending}", link_until=None
    )


class Files:
    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def __getitem__(self, file_id: str) -> StoredFile:
        """Return the file; refuse an id that Telegram never gave."""
        if file_id not in self._files:
            raise bad("wrong file identifier/HTTP URL specified")
        return self._files[file_id]

    def add(
        self,
        kind: str,
        data: bytes,
        file_name: str | None = None,
        mime_type: str | None = None,
        size: int | None = None,
    ) -> StoredFile:
        folder, suffix, usual = _FOLDERS[kind]
        number = len(self._files)
        guessed = mimetypes.guess_type(file_name)[0] if file_name and kind == "document" else None
        ending = "." + file_name.rsplit(".", 1)[1] if file_name and "." in file_name else suffix
        stored = StoredFile(
            file_id=f"{kind}-{number}",
            kind=kind,
            data=data,
            path=f"{folder}/file_{number}{ending if ending.isascii() else suffix}",
            file_name=file_name,
            mime_type=mime_type or guessed or usual,
            size=len(data) if size is None else size,
        )
        self._files[stored.file_id] = stored
        if kind == "photo":
            small = _small(stored)
            self._files[small.file_id] = small
        return stored

    def link(self, file_id: str, now: datetime) -> Json:
        """Open a link for an hour and return the File (Bot API, getFile)."""
        stored = self[file_id]
        if stored.size > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        stored.link_until = now + LINK_LIFE
        return stored.raw() | {"file_path": stored.path}

    def at_path(self, path: str, now: datetime) -> StoredFile | None:
        """Return the file under an open link."""
        for stored in self._files.values():
            if stored.path == path and stored.link_until is not None and now < stored.link_until:
                return stored
        return None

    def dump(self) -> list[Json]:
        return [
            vars(stored) | {"data": base64.b64encode(stored.data).decode(), "link_until": None}
            for stored in self._files.values()
        ]

    def load(self, saved: list[Json]) -> None:
        for one in saved:
            stored = StoredFile(**one | {"data": base64.b64decode(one["data"])})
            self._files[stored.file_id] = stored


def media(stored: StoredFile, **details: Any) -> Json:
    """Write the message field that carries the file: `{"photo": [...]}` or `{"voice": {...}}`."""
    raw = stored.raw()
    if stored.kind == "photo":
        return {"photo": [_small(stored).raw() | _SMALL, raw | {"width": 800, "height": 600}]}
    shapes: dict[str, Json] = {
        "voice": {"duration": 3, "mime_type": stored.mime_type},
        "audio": {"duration": 3, "mime_type": stored.mime_type},
        "video": {"width": 640, "height": 480, "duration": 3, "mime_type": stored.mime_type},
        "video_note": {"length": 240, "duration": 3},
        "animation": {"width": 320, "height": 240, "duration": 3, "mime_type": stored.mime_type},
        "document": {"mime_type": stored.mime_type},
        "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    }
    if stored.file_name and stored.kind not in ("voice", "video_note", "sticker"):
        raw["file_name"] = stored.file_name
    found = {
        stored.kind: raw
        | shapes[stored.kind]
        | {key: value for key, value in details.items() if value is not None}
    }
    # Telegram keeps `document` beside `animation` for old bots (Bot API, Message.animation).
    return found | ({"document": found["animation"]} if stored.kind == "animation" else {})
