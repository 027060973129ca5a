"""Grounds: what lies behind a box.

In files for a print shop some run out over the trim, so that no white edge shows where the cut is not exact (bleed).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.graphics.drawing import CORNERS, Shape, rounded
from handouts.typeset.pages import PlacedArt

if TYPE_CHECKING:
    from handouts.boxes import Box
    from handouts.typeset.galley import Area

#: How far a ground may lie from the side of its frame and still stand at it, in points.
_TOLERANCE = 0.5

_MIRRORED = {"left": "right", "right": "left"}


@dataclass(frozen=True, slots=True)
class Edges:
    """How far the grounds of a frame run out where they stand at its sides, in points.

    Over the trim they run by the bleed; at a fold they end, as there the paper goes on.
    """

    frame: Area
    left: float
    right: float
    bottom: float
    top: float
    #: Reading starts on the right, so that left and right change places.
    rtl: bool = False

    def beyond(self, area: Area, sides: tuple[str, ...]) -> dict[str, float]:
        """By side, how much further a ground runs out; nothing for a side at which it does not stand."""
        frame = self.frame
        gaps = {
            "left": (area.x - frame.x, area.x - self.left),
            "right": (frame.x + frame.width - area.x - area.width, self.right - area.x - area.width),
            "bottom": (area.top - area.height - frame.top + frame.height, area.top - area.height - self.bottom),
            "top": (frame.top - area.top, self.top - area.top),
        }
        asked = {_MIRRORED.get(side, side) if self.rtl else side for side in sides}
        return {side: reach for side, (gap, reach) in gaps.items() if side in asked and gap <= _TOLERANCE}


def ground(spec: Box, area: Area, edges: Edges | None = None) -> PlacedArt:
    """A box's ground, as decoration. The outline lies inside the box, so that boxes align by what is seen.

    ``edges`` are those of its frame, in files for a print shop: on the sides that the box names it runs out to them,
    with square corners there.
    """
    beyond = edges.beyond(area, tuple(spec.bleed)) if edges else {}
    inset = spec.outline_width / 2 if spec.outline else 0.0
    left, right, bottom, top = (beyond.get(side, -inset) for side in ("left", "right", "bottom", "top"))
    steps = rounded(
        area.x - left,
        area.top - area.height - bottom,
        area.width + left + right,
        area.height + bottom + top,
        max(0.0, spec.radius - inset),
        square=frozenset(corner for corner in CORNERS if beyond.keys() & set(corner)),
    )
    width = spec.outline_width if spec.outline else 0.0
    return PlacedArt((Shape(steps, fill=spec.fill, stroke=spec.outline, width=width),))
