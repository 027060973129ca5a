"""Our own illustrations: a round view into the subject, in tones of the brand. Drawn from a few numbers, not traced.

An illustration lies on the hero, so its tones (the ``art-`` roles) step away from the hero's, and its contours are
always drawn: the palette of an ink-saving edition makes the fills paper and lets the contours show.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from handouts.errors import UnknownName
from handouts.graphics.drawing import Clip, Drawing, Shape, Step, circle, rounded
from handouts.graphics.paths import path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Side of the drawing's box. The round view keeps half of its contour's width away from the edge.
SIDE: Final = 100.0
_CENTRE: Final = SIDE / 2
_CONTOUR: Final = 0.8
_RADIUS: Final = _CENTRE - _CONTOUR / 2
_HAIRLINE: Final = 0.45

#: Pieces of a wave; each is a cubic with the sine's own slope at both ends, so the wave stays smooth at any size.
_PIECES: Final = 24


def illustration(name: str) -> Drawing:
    """The illustration of a treatment, or the generic ``motif``.

    Raises:
        UnknownName: there is no illustration of this name; the error offers the nearest names.
    """
    if name not in _DRAWN:
        raise UnknownName("illustration", name, NAMES)
    return _DRAWN[name]()


def _round_view(shapes: tuple[Shape, ...]) -> Drawing:
    view = circle(_CENTRE, _CENTRE, _RADIUS)
    ground = Shape(view, fill="art-ground")
    contour = Shape(view, stroke="art-line", width=_CONTOUR)
    return Drawing(SIDE, SIDE, (ground, Clip(view, shapes), contour))


def _wave(y: float, swing: float, shift: float, waves: float) -> tuple[Step, ...]:
    """A sine from side to side: ``y`` is its middle, ``swing`` how far it leaves it, ``shift`` its start in turns."""
    turn = math.tau * waves / SIDE
    third = SIDE / _PIECES / 3

    def height(x: float) -> float:
        return y + swing * math.sin(turn * x + math.tau * shift)

    def rise(x: float) -> float:
        return third * swing * turn * math.cos(turn * x + math.tau * shift)

    steps: list[Step] = [("M", 0.0, height(0.0))]
    for piece in range(_PIECES):
        left, right = SIDE * piece / _PIECES, SIDE * (piece + 1) / _PIECES
        handles = (left + third, height(left) + rise(left), right - third, height(right) - rise(right))
        steps.append(("C", *handles, right, height(right)))
    return tuple(steps)


def _layer(line: tuple[Step, ...], role: str) -> tuple[Shape, Shape]:
    """All that lies below a line, and the line."""
    below = (*line, ("L", SIDE, 0.0), ("L", 0.0, 0.0), ("Z",))
    return Shape(below, fill=role), Shape(line, stroke="art-line", width=_CONTOUR)


def _needling() -> Drawing:
    """Skin in section under a row of needles: surface, upper skin, fibres, and the new growth that the tips prompt."""
    surface = _layer(_wave(59, 1.2, 0.05, 0.8), "art-3")
    skin = _layer(_wave(50.5, 1.5, 0.1, 6.5), "art-2")
    deep = _layer(_wave(19, 1.8, 0.4, 1.1), "art-1")
    fibres = tuple(
        Shape(_wave(43.5 - 3.3 * row, 1.0, 0.37 * row, 2.4 + 0.5 * (row % 3)), stroke="art-4", width=_HAIRLINE)
        for row in range(7)
    )
    tips = ((22, 35.5), (36, 32.5), (50, 31), (64, 32.5), (78, 35.5))
    growth = tuple(step for x, y in tips for step in _growth(x, y))
    needles = tuple(step for x, y in tips for step in _needle(x, y))
    grips = tuple(step for y in (83, 86.4, 89.8) for step in (("M", 45.0, y), ("L", 55.0, y)))
    return _round_view(
        (
            *surface,
            *skin,
            *fibres,
            *deep,
            Shape(growth, fill="art-4"),
            Shape(needles, fill="art-ink"),
            Shape(rounded(14.5, 72, 71, 5.6, 2.8), fill="art-ink"),
            Shape(rounded(41, 74, 18, 60, 3), fill="art-ink"),
            Shape(grips, stroke="art-ground", width=1.0, ends="round", joins="round"),
        )
    )


def _needle(x: float, tip: float) -> tuple[Step, ...]:
    """A fine needle from the head down, tapering over its lower half."""
    half, shoulder, top = 0.95, tip + 20, 74.0
    return (
        ("M", x - half, top),
        ("L", x - half, shoulder),
        ("C", x - half, shoulder - 7, x - half / 2, tip + 5, x, tip),
        ("C", x + half / 2, tip + 5, x + half, shoulder - 7, x + half, shoulder),
        ("L", x + half, top),
        ("Z",),
    )


def _growth(x: float, tip: float) -> tuple[Step, ...]:
    """Dots in a half ring below a tip, largest straight below."""
    ring = ((-160, 0.6), (-125, 0.85), (-90, 1.05), (-55, 0.85), (-20, 0.6))
    return tuple(
        step
        for angle, radius in ring
        for step in circle(
            x + 4.4 * math.cos(math.radians(angle)), tip + 0.8 + 4.4 * math.sin(math.radians(angle)), radius
        )
    )


def _motif() -> Drawing:
    """A drop above calm rings on water: for a treatment that has no illustration of its own."""
    water = _layer(_wave(47, 0.9, 0.1, 1.0), "art-1")
    rings = tuple(
        shape
        for reach, role in ((39, "art-2"), (25.5, "art-3"), (12, "art-2"))
        for shape in (
            Shape(_ellipse(27, reach), fill=role),
            Shape(_ellipse(27, reach), stroke="art-line", width=_CONTOUR),
        )
    )
    drop = path("M50 15.5C50 15.5 60 26.5 60 34A10 10 0 0 1 40 34C40 26.5 50 15.5 50 15.5Z", SIDE)
    shine = path("M44.8 34.7A5.3 5.3 0 0 0 49 39.4", SIDE)
    return _round_view(
        (
            *water,
            *rings,
            Shape(drop, fill="art-ink"),
            Shape(shine, stroke="art-ground", width=1.3, ends="round", joins="round"),
        )
    )


def _ellipse(y: float, reach: float) -> tuple[Step, ...]:
    """A ring seen from the side, around the middle of the box (y up): a third as high as wide."""
    left, right, middle, rise = _CENTRE - reach, _CENTRE + reach, SIDE - y, reach * 0.36
    half = f"A{reach} {rise:.2f} 0 0 1 "
    return path(f"M{left} {middle}{half}{right} {middle}{half}{left} {middle}Z", SIDE)


_DRAWN: Final[Mapping[str, Callable[[], Drawing]]] = MappingProxyType({"motif": _motif, "needling": _needling})

#: The names that a treatment may use as its ``picture``.
NAMES: Final[tuple[str, ...]] = tuple(_DRAWN)
