"""What can go wrong, for developers. Nothing here is shown to a citizen; `str()` of these may be logged."""

from __future__ import annotations


class AbaiBalaError(Exception):
    """The base of the program's own errors. Its text never holds personal data."""


class SettingsError(AbaiBalaError):
    """A setting is missing or wrong: the text names the variable and what is expected (exit 2)."""


class LockedError(AbaiBalaError):
    """Another long-running command uses the same DATA_DIR (exit 3)."""


class StoreError(AbaiBalaError):
    """The database is unusable as it is: newer than the program, or its pragmas do not hold."""


class NotStoredError(AbaiBalaError):
    """Updates are not on disk: whoever brought them has to bring them again."""


class KeyFileError(AbaiBalaError):
    """The key file is missing, malformed, or does not open this database (exit 2)."""


class SealError(AbaiBalaError):
    """An encrypted field does not open in its place: moved, truncated, altered or another key's."""


class ApiError(AbaiBalaError):
    """Telegram's server refused a call.

    `code` is the HTTP-like error code, `retry_after` seconds to wait (429), `migrate_to` the new chat
    id of a group that became a supergroup. The description is kept for decisions and stays out of `str()`.
    """

    def __init__(
        self, code: int, description: str, *, retry_after: float | None = None, migrate_to: int | None = None
    ) -> None:
        super().__init__(f"Bot API error {code}")
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to


class ConnectionFailedError(AbaiBalaError):
    """Telegram's server was not reached: the call was surely not carried out."""


class OutcomeUnknownError(AbaiBalaError):
    """The connection broke after the call was sent: it may or may not have been carried out."""
