"""Figures with their bounds, as a table and as JSON."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: ours, the bare bot's where it has one, and what ours must not exceed.

    `relative`: the bound is for ours divided by the bare bot's.
    """

    name: str
    ours: float
    bare: float | None = None
    bound: float | None = None
    relative: bool = False
    rounds: Sequence[tuple[float, float]] = field(default=())

    @classmethod
    def of(
        cls,
        name: str,
        ours: Sequence[float],
        bare: Sequence[float],
        bound: float | None = None,
        *,
        relative: bool = False,
    ) -> Self:
        """Return the medians of rounds that were taken in turns."""
        return cls(name, median(ours), median(bare), bound, relative, tuple(zip(ours, bare, strict=True)))

    @property
    def ratio(self) -> float | None:
        """Ours by the bare bot's: the median of the rounds' own ratios, for a round shares its noise."""
        if self.rounds:
            return median(ours / bare for ours, bare in self.rounds)
        return self.ours / self.bare if self.bare else None

    @property
    def good(self) -> bool | None:
        if self.bound is None:
            return None
        measured = self.ratio if self.relative else self.ours
        return measured is not None and measured <= self.bound

    def cells(self) -> tuple[str, ...]:
        verdict = {None: "", True: "yes", False: "NO"}[self.good]
        bound = "" if self.bound is None else f"≤ {self.bound:g}{' ×' if self.relative else ''}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} ×"
        return (self.name, _number(self.ours), _number(self.bare), ratio, bound, verdict)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "ours": self.ours,
            "bare": self.bare,
            "ratio": self.ratio,
            "bound": self.bound,
            "relative": self.relative,
            "good": self.good,
            "rounds": self.rounds,
        }


class Figures(list[Figure]):
    """The rows in the order they were measured."""

    def table(self) -> str:
        head = ("", "Abai Bala", "bare aiogram", "ratio", "bound", "kept")
        rows = [head, *(each.cells() for each in self)]
        widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
        lines = [
            "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)) for row in rows
        ]
        return "\n".join(line.rstrip() for line in lines)

    def as_json(self) -> dict[str, Any]:
        python = f"{platform.python_implementation()} {platform.python_version()}"
        return {"python": python, "machine": platform.machine(), "figures": [each.as_json() for each in self]}


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
