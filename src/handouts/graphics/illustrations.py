"""Our own illustrations: a round view into the subject, in tones of the brand. Drawn from a few numbers, not traced.

An illustration lies on the hero, so its tones (the ``art-`` roles) step away from the hero's, and its contours are
always drawn: the palette of an ink-saving edition makes the fills paper and lets the contours show.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from handouts.errors import UnknownName
from handouts.graphics.drawing import Clip, Drawing, Shape, Step, circle, rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Side of the drawing's box; the round view fills it but for its contour.
SIDE: Final = 100.0
_CENTRE: Final = SIDE / 2
_RADIUS: Final = 49.5
_CONTOUR: Final = 0.9

#: Points of a wave; between them run cubics, so that it stays smooth at any size.
_WAVE_POINTS: Final = 18


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
    """A sine across the box as cubics: ``y`` is its middle, ``swing`` its height, ``shift`` its start in radians."""
    step = SIDE / _WAVE_POINTS
    turn = 2 * math.pi * waves / SIDE

    def height(x: float) -> float:
        return y + swing * math.sin(turn * x + shift)

    def slope(x: float) -> float:
        return swing * turn * math.cos(turn * x + shift)

    steps: list[Step] = [("M", 0.0, height(0.0))]
    for number in range(_WAVE_POINTS):
        left, right = number * step, (number + 1) * step
        third = step / 3
        steps.append(
            (
                "C",
                left + third,
                height(left) + slope(left) * third,
                right - third,
                height(right) - slope(right) * third,
                right,
                height(right),
            )
        )
    return tuple(steps)


def _layer(line: tuple[Step, ...], role: str) -> Shape:
    """All that lies below a line."""
    return Shape((*line, ("L", SIDE, 0.0), ("L", 0.0, 0.0), ("Z",)), fill=role)


def _needling() -> Drawing:
    """Skin in section under a needle head: the surface, the layers, the fibres, and the channels that prompt them."""
    surface, skin, deep = _wave(60.0, 1.6, 0.4, 0.9), _wave(52.5, 2.2, 1.1, 0.9), _wave(20.0, 2.6, 2.4, 0.8)
    layers = (
        _layer(surface, "art-3"),
        _layer(skin, "art-2"),
        _layer(deep, "art-1"),
        *(Shape(line, stroke="art-line", width=0.55) for line in (surface, skin, deep)),
    )
    fibres = tuple(
        Shape(_wave(46.5 - 3.7 * number, 1.1, number * 1.15, 2.6), stroke="art-line", width=0.5) for number in range(7)
    )
    needles = tuple(
        shape
        for x, depth in zip((25, 37.5, 50, 62.5, 75), (6.5, 3.2, 8.2, 4.6, 2.8), strict=True)
        for shape in _needle(x, 39.5 - depth)
    )
    head = (
        Shape(rounded(18.5, 73.0, 63.0, 6.2, 3.1), fill="art-ink"),
        Shape(rounded(42.5, 77.0, 15.0, 40.0, 2.6), fill="art-ink"),
        Shape((("M", 45.5, 85.2), ("L", 54.5, 85.2)), stroke="art-ground", width=0.9, round_ends=True),
        Shape((("M", 45.5, 88.2), ("L", 54.5, 88.2)), stroke="art-ground", width=0.9, round_ends=True),
    )
    return _round_view((*layers, *fibres, *needles, *head))


def _needle(x: float, tip: float) -> tuple[Shape, ...]:
    """One needle, and the small signs of healing around its tip."""
    half, shoulder, top = 0.95, tip + 13.0, 74.0
    body = (
        ("M", x - half, top),
        ("L", x + half, top),
        ("L", x + half, shoulder),
        ("L", x, tip),
        ("L", x - half, shoulder),
        ("Z",),
    )
    signs = tuple(
        step
        for angle in (-158, -112, -68, -22)
        for step in circle(
            x + 4.6 * math.cos(math.radians(angle)), tip + 2.2 + 4.6 * math.sin(math.radians(angle)), 0.85
        )
    )
    return Shape(signs, fill="art-4"), Shape(body, fill="art-ink")


def _motif() -> Drawing:
    """Calm bands and a disc: for a treatment that has no illustration of its own."""
    disc = Shape(circle(62.0, 64.0, 15.0), fill="art-4")
    bands = tuple(
        _layer(_wave(y, swing, shift, waves), role)
        for y, swing, shift, waves, role in (
            (56.0, 6.0, 0.2, 0.8, "art-1"),
            (42.0, 5.2, 2.2, 0.9, "art-2"),
            (27.0, 4.6, 4.0, 1.0, "art-3"),
        )
    )
    lines = tuple(
        Shape(_wave(y, swing, shift, waves), stroke="art-line", width=0.55)
        for y, swing, shift, waves in ((56.0, 6.0, 0.2, 0.8), (42.0, 5.2, 2.2, 0.9), (27.0, 4.6, 4.0, 1.0))
    )
    return _round_view((disc, *bands, *lines))


_DRAWN: Final[Mapping[str, Callable[[], Drawing]]] = {"needling": _needling, "motif": _motif}

#: The names that a treatment may use as its ``picture``.
NAMES: Final[tuple[str, ...]] = tuple(_DRAWN)
