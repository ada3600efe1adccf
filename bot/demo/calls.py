"""What the bot asked of the server, in order: the witness in tests and in the tour."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from bot.demo.refusals import Json

_SHOWN = 8


@dataclass
class Call:
    """One call. `ok` is None while it is being served, or for ever when nothing was answered."""

    at: datetime
    method: str
    params: Json = field(repr=False)
    ok: bool | None = None
    error_code: int | None = None
    description: str | None = None
    result: Any = field(default=None, repr=False)

    def line(self) -> str:
        """Tell the call in one line, without what people wrote."""
        outcome = {None: "no answer", True: "ok", False: self.description}[self.ok]
        return f"{self.method}(chat_id={self.params.get('chat_id')}) → {outcome}"


class CallLog(list[Call]):
    """A list of calls that forgets the oldest beyond `kept`."""

    def __init__(self, kept: int | None = None) -> None:
        super().__init__()
        self._kept = kept

    def add(self, call: Call) -> Call:
        self.append(call)
        if self._kept is not None and len(self) > self._kept:
            del self[: len(self) - self._kept]
        return call

    def of(self, *methods: str) -> list[Call]:
        return [call for call in self if call.method in methods]

    def tail(self) -> str:
        lines = [f"  {call.line()}" for call in self if call.method != "getUpdates"]
        return "\n".join(lines[-_SHOWN:]) or "  none"
