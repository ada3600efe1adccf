"""Files that admins sent and have not yet let serve or dropped, under `DATA_DIR`."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.storage.content.versions import write_whole

ENDINGS = (".md", ".yaml", ".ftl", ".txt")
"""A document with another name is no content file."""

KEPT = 20
"""Files; of more the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class PendingEdit:
    """A new file for `path`. `base` is the digest of the file that it was compared with."""

    path: str
    content: bytes
    base: str

    @property
    def id(self) -> str:
        """16 hex digits: the same for the same file sent twice."""
        whole = f"{self.path}\0{self.base}\0".encode() + self.content
        return sha256(whole).hexdigest()[:16]


class Edits:
    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "content-edits"

    def keep(self, edit: PendingEdit) -> None:
        """Remember a file until it is let serve or dropped. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        content = base64.b64encode(edit.content).decode()
        fields = {"path": edit.path, "content": content, "base": edit.base}
        write_whole(self._path(edit.id), json.dumps(fields).encode())
        oldest_first = sorted(self._folder.glob("*.json"), key=lambda each: each.stat().st_mtime_ns)
        for path in oldest_first[:-KEPT]:
            path.unlink(missing_ok=True)

    def get(self, edit_id: str) -> PendingEdit | None:
        """Return a remembered file; None when it is no longer there."""
        if not edit_id.isalnum():
            return None
        try:
            fields = json.loads(self._path(edit_id).read_bytes())
            content = base64.b64decode(fields["content"])
            return PendingEdit(fields["path"], content, fields["base"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def drop(self, edit_id: str) -> None:
        if edit_id.isalnum():
            self._path(edit_id).unlink(missing_ok=True)

    def _path(self, edit_id: str) -> Path:
        return self._folder / f"{edit_id}.json"
