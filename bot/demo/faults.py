"""Faults that a test switches on: the server then answers, or stays silent, as a bad day would have it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from bot.demo.refusals import Json, Refused, bad, conflict, forbidden, too_fast

FaultKind = Literal["429", "409", "500", "502", "503", "blocked", "chat_not_found", "timeout", "lost"]
"""`timeout`: not done and never answered; `lost`: done, but the connection drops without an answer."""

KINDS: tuple[str, ...] = get_args(FaultKind)


@dataclass
class Fault:
    """What goes wrong, for which calls, how often.

    `method`, `chat_id`: None matches any. `times`: None is until removed. `every`: 3 hits the third,
    sixth … matching call. `hits` counts the calls that were hit.
    """

    kind: str
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    retry_after: int = 2
    every: int = 1
    hits: int = field(default=0, init=False)
    seen: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind!r}; there are {', '.join(KINDS)}")

    def takes(self, method: str, params: Json) -> bool:
        """Tell whether this call is hit, and count it."""
        if not self._matches(method, params) or (self.times is not None and self.hits >= self.times):
            return False
        self.seen += 1
        hit = self.seen % self.every == 0
        self.hits += hit
        return hit

    def _matches(self, method: str, params: Json) -> bool:
        wanted = "getUpdates" if self.kind == "409" else self.method
        return wanted in (None, method) and self.chat_id in (None, params.get("chat_id"))

    def refusal(self) -> Refused | None:
        """Return the answer, or None when the fault is about the connection."""
        answers = {
            "429": too_fast(self.retry_after),
            "409": conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            ),
            "500": Refused(500, "Internal Server Error"),
            "502": Refused(502, "Bad Gateway"),
            "503": Refused(503, "Service Unavailable"),
            "blocked": forbidden("bot was blocked by the user"),
            "chat_not_found": bad("chat not found"),
        }
        return answers.get(self.kind)


class Faults(list[Fault]):
    def add(self, fault: Fault) -> Fault:
        self.append(fault)
        return fault

    def strike(self, method: str, params: Json) -> Fault | None:
        """Return the first fault that hits this call."""
        return next((fault for fault in self if fault.takes(method, params)), None)
