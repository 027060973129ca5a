"""Nothing may stand where a printer cannot reach: a last look at everything placed, whatever the layout asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import ContentInvalid, Place, Problem
from handouts.typeset.pages import PlacedPicture, PlacedRun
from handouts.units import MM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.layouts import Layout
    from handouts.typeset.pages import Layer, Placed

#: Rounding that no printer sees, in points.
_TOLERANCE = 0.5


def check_reach(layers: Iterable[Layer], layout: Layout) -> None:
    """Everything painted keeps the sheet's ``safe`` distance from the edge of the paper.

    Raises:
        ContentInvalid: something lies nearer, or off the page: a fault of the layout's.
    """
    sheet, safe = layout.sheet, layout.sheet.safe - _TOLERANCE
    for number, layer in enumerate(layers, 1):
        for item in layer.items:
            left, bottom, right, top = _extent(item)
            if min(left, bottom, sheet.width - right, sheet.height - top) < safe:
                message = (
                    f"something on page {number} lies nearer to the edge of the paper than {sheet.safe / MM:.1f} mm,"
                    " where office printers cannot print. Make a box, a code or a picture smaller."
                )
                raise ContentInvalid([Problem(Place(f"layouts/{layout.name}.yaml"), message)])


def _extent(item: Placed) -> tuple[float, float, float, float]:
    """Left, bottom, right and top, in points; of words from the baseline up, and of a clip what is seen."""
    if isinstance(item, PlacedRun):
        width = item.run.advance * item.size / 1000
        return item.x, item.y, item.x + width, item.y
    if isinstance(item, PlacedPicture):
        return item.x, item.y, item.x + item.width, item.y + item.height
    points = [step[1:] for shape in item.items for step in shape.steps]
    across, up = ([number for numbers in points for number in numbers[start::2]] for start in (0, 1))
    return min(across), min(up), max(across), max(up)
