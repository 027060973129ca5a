"""Our own stroke icons: drawn on a 24-unit grid, named by what they mean, kept as data in ``icons.json``.

An icon in the data is made of ``path`` (SVG path data, y down), ``circles`` (x, y, radius), ``boxes`` (x, y, width,
height, radius of the corners), which are stroked, and ``dots`` (x, y, radius), which are filled.
"""

from __future__ import annotations

import json
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypedDict

from handouts.errors import UnknownName
from handouts.graphics.drawing import Drawing, Shape, Step, circle, rounded
from handouts.graphics.paths import path

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Side of the grid, and the width of every stroke on it: even weight is what makes a set.
GRID: Final = 24.0
STROKE: Final = 1.75


class _Icon(TypedDict, total=False):
    path: str
    circles: list[tuple[float, float, float]]
    boxes: list[tuple[float, float, float, float, float]]
    dots: list[tuple[float, float, float]]


_ICONS: Final[Mapping[str, _Icon]] = MappingProxyType(
    json.loads(files("handouts.graphics").joinpath("icons.json").read_text(encoding="utf-8"))
)

#: The names that a treatment's words and a layout may use.
NAMES: Final[tuple[str, ...]] = tuple(_ICONS)


def icon(name: str, role: str = "strong") -> Drawing:
    """An icon in one role of the palette.

    Raises:
        UnknownName: there is no icon of this name; the error offers the nearest names.
    """
    if name not in _ICONS:
        raise UnknownName("icon", name, NAMES)
    outline = Shape(_strokes(_ICONS[name]), stroke=role, width=STROKE, ends="round", joins="round")
    dots = tuple(step for x, y, radius in _ICONS[name].get("dots", ()) for step in circle(x, GRID - y, radius))
    return Drawing(GRID, GRID, (outline, Shape(dots, fill=role)) if dots else (outline,))


def _strokes(data: _Icon) -> tuple[Step, ...]:
    steps = list(path(data.get("path", ""), GRID))
    for x, y, radius in data.get("circles", ()):
        steps += circle(x, GRID - y, radius)
    for x, y, width, height, radius in data.get("boxes", ()):
        steps += rounded(x, GRID - y - height, width, height, radius)
    return tuple(steps)
