"""When the admins are to hear of trouble: once when it lasts, once when it is over."""

from __future__ import annotations

from typing import Literal, TypeAlias

Change: TypeAlias = Literal["begun", "over"] | None


class Outage:
    """One trouble, as looks at moments of the monotonic clock see it.

    It has begun when it was seen again `begins_after` seconds after the first time, and is over when
    nothing was seen of it for `ends_after` seconds: trouble that comes and goes is one outage.
    """

    def __init__(self, begins_after: float, ends_after: float) -> None:
        self.on = False
        self._begins_after = begins_after
        self._ends_after = ends_after
        self._since: float | None = None
        self._seen = 0.0

    def look(self, seen: bool, now: float) -> Change:
        """Tell what has changed at this look."""
        if seen:
            return self._look_at_trouble(now)
        if self._since is None or now - self._seen < self._ends_after:
            return None
        self._since = None
        was, self.on = self.on, False
        return "over" if was else None

    def _look_at_trouble(self, now: float) -> Change:
        self._since = now if self._since is None else self._since
        self._seen = now
        if self.on or now - self._since < self._begins_after:
            return None
        self.on = True
        return "begun"
