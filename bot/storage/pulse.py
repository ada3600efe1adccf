"""How writing to the database goes."""

from __future__ import annotations


class Pulse:
    """Hears of every write that was committed or met trouble."""

    def __init__(self) -> None:
        self.failures = 0
        self.failure = ""
        """The class of the trouble that the last write met; "" when it went well."""

    def wrote(self) -> None:
        self.failure = ""

    def failed(self, error: BaseException) -> None:
        self.failures += 1
        self.failure = type(error).__name__
