"""The key file: `id:base64(32 bytes)` lines, newest first. It never travels with the database."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkstemp

from bot.errors import KeyFileError
from bot.storage.crypto import Secret

_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_SIZE = 32


def parse(lines: Iterable[str], where: str) -> list[Secret]:
    """Read secrets from lines; empty ones and `#` comments are passed over.

    Raises KeyFileError naming `where` and the line's number, never its content.
    """
    secrets: list[Secret] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, _, encoded = line.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:  # not base64, or not even ASCII
            key = b""
        if not _ID.fullmatch(name) or len(key) != _SIZE:
            raise KeyFileError(f"{where}: entry {number} is not id:base64 of {_SIZE} bytes")
        if any(each.id == name for each in secrets):
            raise KeyFileError(f"{where}: entry {number} repeats an id")
        secrets.append(Secret(name, key))
    if not secrets:
        raise KeyFileError(f"{where} holds no secret")
    return secrets


def read(path: Path) -> list[Secret]:
    """Read a key file. Raises KeyFileError when it cannot be read or is malformed."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"the key file {path} cannot be read: {type(error).__name__}") from None
    return parse(lines, f"the key file {path}")


def create(path: Path) -> list[Secret]:
    """Make a key file with one random secret, mode 0600; one that exists is never replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    name = f"s{datetime.now(UTC):%Y%m%d}"
    line = f"{name}:{base64.b64encode(os.urandom(_SIZE)).decode()}\n"
    descriptor, name_of_temporary = mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
    temporary = Path(name_of_temporary)
    with os.fdopen(descriptor, "w") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(temporary, path)  # fails when the file exists: two starts at once share one
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
    _make_durable(path.parent)
    return read(path)


def _make_durable(folder: Path) -> None:
    """Put the folder's names on disk: a database must not outlive a power cut that its key does not."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
