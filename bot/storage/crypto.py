"""Fields that tell nothing without the key file: AES-256-GCM, bound to their place.

The key file holds secrets, newest first. The newest wraps a random root kept in the database; purpose
keys come from the root by HKDF-SHA256; each appeal has a random key of its own under the appeals' key.
Place (table, column, row) and root id are associated data: a field moved elsewhere does not open.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import KeyFileError, SealError

_VERSION = b"\x01"
_NONCE = 12
_KEY = 32
_HASH_CHARACTERS = 32
"""128 bits of a keyed hash, in hex: collisions stay out of reach at any size of this bot."""


@dataclass(frozen=True, slots=True)
class Secret:
    """One line of the key file."""

    id: str
    key: bytes

    def __repr__(self) -> str:
        return f"Secret(id={self.id!r})"


@dataclass(frozen=True, slots=True)
class WrappedRoot:
    id: str
    secret_id: str
    wrapped: bytes


class Cipher:
    """Seals fields under one key. `place` is (table, column, row id)."""

    def __init__(self, key: bytes, root_id: str) -> None:
        self._aead = AESGCM(key)
        self._root_id = root_id

    def seal(self, plain: bytes, *place: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return _VERSION + nonce + self._aead.encrypt(nonce, plain, self._bind(place))

    def open(self, sealed: bytes, *place: str) -> bytes:
        """Return the plain bytes. Raises SealError when field, place or key do not belong together."""
        if sealed[:1] != _VERSION:
            raise SealError(f"unknown format in {place[0]}.{place[1]}")
        try:
            return self._aead.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], self._bind(place))
        except (InvalidTag, ValueError):
            raise SealError(f"a field of {place[0]}.{place[1]} does not open") from None

    def seal_json(self, value: Any, *place: str) -> bytes:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return self.seal(text.encode("utf-8", "surrogatepass"), *place)  # JSON may hold half a character

    def open_json(self, sealed: bytes, *place: str) -> Any:
        return json.loads(self.open(sealed, *place))

    def _bind(self, place: Sequence[str]) -> bytes:
        return "|".join((*place, self._root_id)).encode()


DAMAGED = "damaged"
"""Why something on disk is set aside: it does not open (SealError)."""


class Vault:
    """The opened root: a cipher for the queues, one for appeals' keys, and hashes for looking up."""

    def __init__(self, root_id: str, root: bytes) -> None:
        self._root_id = root_id
        self.queues = Cipher(_derive(root, "queues"), root_id)
        self._appeals = Cipher(_derive(root, "appeals"), root_id)
        self._lookup = _derive(root, "look-up")

    def hash(self, kind: str, *parts: object) -> str:
        """Return a keyed hash to look something up by, e.g. `hash("chat", chat_id)`: 32 hex characters."""
        message = "|".join((kind, *map(str, parts))).encode("utf-8", "surrogatepass")
        return hmac.digest(self._lookup, message, "sha256").hex()[:_HASH_CHARACTERS]

    def new_appeal_key(self, appeal_id: str) -> bytes:
        """Make an appeal's own key, sealed: without it nothing of the appeal opens."""
        return self._appeals.seal(os.urandom(_KEY), "appeals", "key", appeal_id)

    def appeal(self, appeal_id: str, key_sealed: bytes) -> Cipher:
        return Cipher(self._appeals.open(key_sealed, "appeals", "key", appeal_id), self._root_id)


def new_root(secrets: Sequence[Secret]) -> WrappedRoot:
    """Make a root wrapped by the newest secret, for a new database."""
    newest, root_id = secrets[0], os.urandom(8).hex()
    wrapped = Cipher(newest.key, root_id).seal(os.urandom(_KEY), "roots", "wrapped", newest.id)
    return WrappedRoot(root_id, newest.id, wrapped)


def open_vault(root: WrappedRoot, secrets: Sequence[Secret]) -> Vault:
    """Open the root. Raises KeyFileError when none of the secrets does."""
    secret = next((each for each in secrets if each.id == root.secret_id), None)
    if secret is None:
        raise KeyFileError(
            f"the database was made with secret '{root.secret_id}', which the key file does not hold; "
            "put that key file back (SECRET_KEYS_FILE)"
        )
    try:
        plain = Cipher(secret.key, root.id).open(root.wrapped, "roots", "wrapped", secret.id)
    except SealError:
        raise KeyFileError(
            f"secret '{secret.id}' of the key file is not the one this database was made with; "
            "put the right key file back (SECRET_KEYS_FILE)"
        ) from None
    return Vault(root.id, plain)


def _derive(root: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), _KEY, salt=None, info=f"abai-bala {purpose}".encode()).derive(root)
