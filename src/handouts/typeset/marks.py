"""Marks for hands and machines that fold and cut. They are no part of the leaflet: decoration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.graphics.drawing import Shape
from handouts.typeset.pages import PlacedArt
from handouts.units import MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.boxes.paper import Sheet
    from handouts.graphics.drawing import Step

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


#: Of the lines that show where to cut and to fold: how long and how thick, and the white around them.
_MARK, _MARK_WIDTH, _WHITE = 5 * MM, 0.25, 2 * MM

#: Marks keep this far from the trim even where nothing bleeds, so that a cut that is not exact leaves none on the page.
_CLEAR = 2 * MM

#: What tells a fold from a cut.
_FOLD_DASH = (2.0, 1.5)


def slug(bleed: float) -> float:
    """The room outside the bleed that marks need, in points."""
    return max(bleed, _CLEAR) - bleed + _MARK + _WHITE


def marks(width: float, height: float, bleed: float, folds: tuple[float, ...]) -> Iterator[PlacedArt]:
    """Where a print shop cuts, and dashed where it folds; all of it outside the trim and its bleed.

    Black alone and not on every plate: that would take a colour that no palette has (ISO 32000-1 8.6.6.4, *All*).

    Args:
        width: of the trimmed page, in points.
        height: the same.
        bleed: how far grounds run over the trim, in points.
        folds: distances from the left edge, in points.
    """
    near, far = max(bleed, _CLEAR), max(bleed, _CLEAR) + _MARK
    cuts = [_across(x, y) for y in (0.0, height) for x in ((-far, -near), (width + near, width + far))]
    cuts += [_up(x, y) for x in (0.0, width) for y in ((-far, -near), (height + near, height + far))]
    yield PlacedArt(tuple(Shape(line, stroke="ink", width=_MARK_WIDTH) for line in cuts))
    lines = [_up(x, y) for x in folds for y in ((-far, -near), (height + near, height + far))]
    if lines:
        yield PlacedArt(tuple(Shape(line, stroke="ink", width=_MARK_WIDTH, dash=_FOLD_DASH) for line in lines))


def _across(x: tuple[float, float], y: float) -> tuple[Step, ...]:
    return ("M", x[0], y), ("L", x[1], y)


def _up(x: float, y: tuple[float, float]) -> tuple[Step, ...]:
    return ("M", x, y[0]), ("L", x, y[1])
