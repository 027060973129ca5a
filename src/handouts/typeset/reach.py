"""Nothing may stand where a printer cannot reach: a last look at everything placed, whatever the layout asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import ContentInvalid, Place, Problem
from handouts.typeset.pages import PlacedArt, PlacedPicture, PlacedRun
from handouts.units import MM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.layouts import Layout
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.pages import Layer, Placed

#: Rounding that no printer sees, in points.
_TOLERANCE = 0.5

#: What print shops ask for between words and the trim: a cut is exact to a millimetre or two.
_SAFE_FROM_CUTS = 5 * MM

_PRINTERS = "where office printers cannot print. Make a box, a code or a picture smaller."
_CUTS = "where a cut that is not exact would show. Make a box, a code or a picture smaller."


def check_reach(
    layers: Iterable[Layer], layout: Layout, fonts: FontSet, *, press: bool = False, first: int = 1
) -> None:
    """Everything painted keeps the sheet's ``safe`` distance from the edge of the paper.

    ``first`` is the number of the first page. For a ``press`` it keeps from the cut, but for grounds that run out over
    it: those have to reach the whole bleed.

    Raises:
        ContentInvalid: something lies nearer, or off the page: a fault of the layout's.
    """
    sheet = layout.sheet
    safe, why = (_SAFE_FROM_CUTS, _CUTS) if press else (sheet.safe, _PRINTERS)
    for number, layer in enumerate(layers, first):
        for item in layer.items:
            left, bottom, right, top = _extent(item, fonts)
            gaps = (left, bottom, sheet.width - right, sheet.height - top)
            bleeds = press and isinstance(item, PlacedArt) and item.node is None
            if any(gap < safe - _TOLERANCE and not (bleeds and _runs_out(gap, sheet.bleed)) for gap in gaps):
                message = f"something on page {number} lies nearer to the edge of the paper than {safe / MM:.1f} mm,"
                raise ContentInvalid([Problem(Place(f"layouts/{layout.name}.yaml"), f"{message} {why}")])


def _runs_out(gap: float, bleed: float) -> bool:
    """Whether what begins so far from the edge runs out over it by the bleed, no less and no more."""
    return abs(gap + bleed) < _TOLERANCE


def _extent(item: Placed, fonts: FontSet) -> tuple[float, float, float, float]:
    """Left, bottom, right and top, in points; of words as high and low as their face goes, of a clip what is seen."""
    if isinstance(item, PlacedRun):
        face, width = fonts.face(item.run.face), item.run.advance * item.size / 1000
        return item.x, item.y - face.descent * item.size, item.x + width, item.y + face.ascent * item.size
    if isinstance(item, PlacedPicture):
        return item.x, item.y, item.x + item.width, item.y + item.height
    if item.scale is not None and item.box is not None:
        x, y, width, height = item.box
        return x, y, x + width, y + height
    points = [step[1:] for shape in item.items for step in shape.steps]
    across, up = ([number for numbers in points for number in numbers[start::2]] for start in (0, 1))
    return min(across), min(up), max(across), max(up)
