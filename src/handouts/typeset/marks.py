"""Marks for hands and machines that fold and cut. They are no part of the leaflet: decoration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.graphics.drawing import Shape
from handouts.typeset.pages import PlacedArt
from handouts.units import MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.boxes.paper import Sheet

#: A fold's tick on an office sheet: long enough for the eye, too faint to spoil the page.
_TICK, _TICK_WIDTH = 2 * MM, 0.4


def fold_ticks(sheet: Sheet, folds: tuple[float, ...]) -> Iterator[PlacedArt]:
    """Two short lines where each fold is, at the top and the bottom, within what an office printer reaches."""
    for x in folds:
        low, high = sheet.safe, sheet.height - sheet.safe
        ticks = (
            Shape((("M", x, start), ("L", x, end)), stroke="ink-2", width=_TICK_WIDTH)
            for start, end in ((low, low + _TICK), (high, high - _TICK))
        )
        yield PlacedArt(tuple(ticks))
