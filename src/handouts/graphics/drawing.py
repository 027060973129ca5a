"""Vector drawings as values: paths, shapes and clips in palette roles. Nothing here knows a colour or a PDF operator.

Coordinates are y up. A :class:`Drawing` is in units of its own box; :meth:`Drawing.at` places it on a page, in points.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Collection

#: One step of a path: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x3, y3) or ("Z",); or a whole closed rectangle,
#: ("R", x, y, width, height), in whole numbers, which stays one when it is placed by a scale of its own only.
Step = tuple[str, *tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Shape:
    """A path that is filled, stroked or both, in roles of the palette (``colour.ROLES``).

    In an imprint the colours may also be literal, written ``#rrggbb``: a clinic's own drawing keeps its colours.
    Widths and dashes are in the drawing's units, and in points once placed.
    """

    steps: tuple[Step, ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    #: How a stroke ends and turns, and how far a mitre may reach, in widths (ISO 32000-1 8.4.3.3 to 8.4.3.5).
    ends: Literal["butt", "round", "square"] = "butt"
    joins: Literal["miter", "round", "bevel"] = "miter"
    miter: float = 10.0
    #: Lengths of dashes and gaps in turn, and how far into them the stroke starts.
    dash: tuple[float, ...] = ()
    dash_start: float = 0.0
    #: What the path goes around twice is left open (the even-odd rule, ISO 32000-1 8.5.3.3.3).
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class Clip:
    """Shapes seen through a path."""

    steps: tuple[Step, ...]
    shapes: tuple[Shape | Clip, ...]
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in a box of its own, ``width`` by ``height`` units, origin bottom left."""

    width: float
    height: float
    items: tuple[Shape | Clip, ...] = field(default=())

    def at(self, x: float, y: float, width: float) -> tuple[Shape | Clip, ...]:
        """The items scaled to ``width`` points, with the bottom left corner at (x, y) points."""
        scale = width / self.width
        return tuple(_moved(item, x, y, scale) for item in self.items)

    @property
    def has_ground(self) -> bool:
        """Whether the first shape fills the whole box, so that nothing below the drawing shows through."""
        item = self.items[0] if self.items else None
        while isinstance(item, Clip) and _fills(item.steps, self.width, self.height) and item.shapes:
            item = item.shapes[0]
        return isinstance(item, Shape) and item.fill is not None and _fills(item.steps, self.width, self.height)


def _fills(steps: tuple[Step, ...], width: float, height: float) -> bool:
    """Whether a path is an upright rectangle that covers a box, or all but a thousandth at its edges."""
    side = max(width, height)
    corners = {tuple(round(number / side, 3) for number in step[1:]) for step in steps if step[0] != "Z"}
    across, up = ({corner[axis] for corner in corners if len(corner) == 2} for axis in (0, 1))  # noqa: PLR2004 - a point
    if any(step[0] == "C" for step in steps) or (len(corners), len(across), len(up)) != (4, 2, 2):
        return False
    return (
        min(across) <= 0
        and min(up) <= 0
        and max(across) >= round(width / side, 3)
        and max(up) >= round(height / side, 3)
    )


def _moved(item: Shape | Clip, x: float, y: float, scale: float) -> Shape | Clip:
    steps = tuple([_step(step, x, y, scale) for step in item.steps])
    if isinstance(item, Clip):
        return replace(item, steps=steps, shapes=tuple(_moved(shape, x, y, scale) for shape in item.shapes))
    dash = tuple(length * scale for length in item.dash)
    return replace(item, steps=steps, width=item.width * scale, dash=dash, dash_start=item.dash_start * scale)


def _step(step: Step, x: float, y: float, scale: float) -> Step:
    match step:
        case (letter, to_x, to_y):
            return letter, to_x * scale + x, to_y * scale + y
        case (letter, x1, y1, x2, y2, to_x, to_y):
            return (
                *(letter, x1 * scale + x, y1 * scale + y, x2 * scale + x, y2 * scale + y),
                *(to_x * scale + x, to_y * scale + y),
            )
    origin = (x, y) * (len(step) // 2)
    return (step[0], *[number * scale + start for number, start in zip(step[1:], origin, strict=True)])


#: How far a cubic's handles lie out for a quarter of a circle: 4/3 (sqrt 2 - 1), error below 0.03 %.
_KAPPA = 0.5522847498


#: A corner of a rectangle by the sides that meet in it; all four in the order in which a path comes to them.
Corner = tuple[str, str]
CORNERS: Final[tuple[Corner, ...]] = (("bottom", "right"), ("top", "right"), ("top", "left"), ("bottom", "left"))


def rounded(
    x: float, y: float, width: float, height: float, radius: float, *, square: Collection[Corner] = ()
) -> tuple[Step, ...]:
    """A rectangle with rounded corners, but for those that are ``square``; (x, y) is its bottom left corner."""
    r = min(radius, width / 2, height / 2)
    if r <= 0 or len(square) == len(CORNERS):
        return (("M", x, y), ("L", x + width, y), ("L", x + width, y + height), ("L", x, y + height), ("Z",))
    x2, y2 = x + width, y + height
    radii = br, tr, tl, bl = tuple(0.0 if corner in square else r for corner in CORNERS)
    brk, trk, tlk, blk = (radius * (1 - _KAPPA) for radius in radii)
    turns: tuple[tuple[Step, Step], ...] = (
        (("L", x2 - br, y), ("C", x2 - brk, y, x2, y + brk, x2, y + br)),
        (("L", x2, y2 - tr), ("C", x2, y2 - trk, x2 - trk, y2, x2 - tr, y2)),
        (("L", x + tl, y2), ("C", x + tlk, y2, x, y2 - tlk, x, y2 - tl)),
        (("L", x, y + bl), ("C", x, y + blk, x + blk, y, x + bl, y)),
    )
    steps = (step for radius, turn in zip(radii, turns, strict=True) for step in (turn if radius else turn[:1]))
    return (("M", x + bl, y), *steps, ("Z",))


def circle(x: float, y: float, radius: float) -> tuple[Step, ...]:
    """A circle around (x, y)."""
    return rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius)
