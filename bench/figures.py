"""Arithmetic on rounds: medians with the lowest and the highest, and ratios of runs that stood side by side."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some rounds, with the lowest and the highest."""

    middle: float
    lowest: float
    highest: float

    def __str__(self) -> str:
        if self.lowest == self.highest:
            return number(self.middle)
        return f"{number(self.middle)} ({number(self.lowest)} to {number(self.highest)})"

    def overlaps(self, other: Spread) -> bool:
        """Whether the rounds of the two lie among each other, so that noise alone may tell them apart."""
        return self.lowest <= other.highest and other.lowest <= self.highest


def spread(values: Sequence[float]) -> Spread:
    """The median, lowest and highest of some rounds."""
    return Spread(median(values), min(values), max(values))


def ratio(above: Sequence[float], below: Sequence[float]) -> Spread:
    """How many times as much: round by round, as runs of one round stood side by side on the same machine."""
    return spread([one / other for one, other in zip(above, below, strict=True)])


def number(value: float) -> str:
    """A figure as it is printed: three digits that count, and no more decimals than two."""
    if value == 0 or not math.isfinite(value):
        return f"{value:.0f}"
    decimals = max(0, min(2, 2 - math.floor(math.log10(abs(value)))))
    small = abs(value) < 0.1  # noqa: PLR2004 - below it two decimals would show nothing
    return f"{value:.3f}" if small else f"{value:,.{decimals}f}"
