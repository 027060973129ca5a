"""The shapes of SVG as paths, y down (SVG 2, 10)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby, islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from handouts.graphics import paths
from handouts.graphics.drawing import circle, rounded
from handouts.graphics.svg.faults import SIMPLER, Fault, quoted
from handouts.graphics.svg.values import length, moved, numbers, points

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from handouts.graphics.drawing import Step
    from handouts.graphics.svg.tree import Node

#: The most steps of all paths of a drawing.
MOST_STEPS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle that percentages are of, in user units."""

    width: float
    height: float

    @property
    def diagonal(self) -> float:
        """What a percentage is of that is neither across nor up (SVG 2, 8.9)."""
        return math.hypot(self.width, self.height) / math.sqrt(2)


@dataclass(frozen=True, slots=True)
class _Measure:
    """The lengths of one element."""

    node: Node
    frame: Frame

    def across(self, name: str) -> float:
        """A place from left to right."""
        return self._length(name, self.frame.width)

    def down(self, name: str) -> float:
        """A place from the top down."""
        return self._length(name, self.frame.height)

    def size(self, name: str, whole: float) -> float:
        """A length that cannot be negative."""
        found = self._length(name, whole)
        if found < 0:
            raise Fault(f"has a <{self.node.name}> of negative size")
        return found

    def radii(self) -> tuple[float, float]:
        """``rx`` and ``ry``; one that is not given is as the other."""
        given = {name: self.node.attributes.get(name, "").strip() not in {"", "auto"} for name in ("rx", "ry")}
        rx = self.size("rx", self.frame.width) if given["rx"] else None
        ry = self.size("ry", self.frame.height) if given["ry"] else rx
        return (rx if rx is not None else ry) or 0.0, ry or 0.0

    def _length(self, name: str, whole: float) -> float:
        written = self.node.attributes.get(name, "").strip()
        return length(written, whole) if written else 0.0


def outline(node: Node, frame: Frame) -> tuple[Step, ...]:
    """The path of a shape; no steps where it has no size.

    Raises:
        Fault: it cannot be read, is of negative size, or has too many steps.
    """
    if node.attributes.get("pathLength"):
        raise Fault("measures a path by a length of its own (pathLength)")
    found = _OUTLINES[node.name](_Measure(node, frame))
    if len(found) > MOST_STEPS:
        raise Fault(f"has more than {MOST_STEPS:,} points", SIMPLER)
    return found


def has_inside(steps: Sequence[Step]) -> bool:
    """Whether there is anything to fill: printers differ in what they make of a mere line (ISO 32000-1 8.5.3.3.1)."""
    inside = [point for step in steps for point in points(step[1:])]
    bent = any(step[0] == "C" for step in steps)
    runs = (len(list(run)) for lines, run in groupby(steps, lambda step: step[0] == "L") if lines)
    return (bent or max(runs, default=0) > 1) and all(len(set(axis)) > 1 for axis in zip(*inside, strict=True))


def _path(of: _Measure) -> tuple[Step, ...]:
    try:
        return tuple(islice(paths.steps(of.node.attributes.get("d", "")), MOST_STEPS + 1))
    except ValueError as error:
        raise Fault(f"has a path that cannot be read: {error}") from error


def _rect(of: _Measure) -> tuple[Step, ...]:
    width, height = of.size("width", of.frame.width), of.size("height", of.frame.height)
    if not width or not height:
        return ()
    rx, ry = of.radii()
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    x, y = of.across("x"), of.down("y")
    if not rx or not ry:
        return rounded(x, y, width, height, 0)
    flat = ry / rx  # drawn with quarters of circles for corners, and then pressed flat
    return moved((1, 0, 0, flat, x, y), rounded(0, 0, width, height / flat, rx))


def _circle(of: _Measure) -> tuple[Step, ...]:
    radius = of.size("r", of.frame.diagonal)
    return _around(of, radius, radius)


def _ellipse(of: _Measure) -> tuple[Step, ...]:
    return _around(of, *of.radii())


def _around(of: _Measure, rx: float, ry: float) -> tuple[Step, ...]:
    if not rx or not ry:
        return ()
    return moved((rx, 0, 0, ry, of.across("cx"), of.down("cy")), circle(0, 0, 1))


def _line(of: _Measure) -> tuple[Step, ...]:
    return (("M", of.across("x1"), of.down("y1")), ("L", of.across("x2"), of.down("y2")))


def _polyline(of: _Measure) -> tuple[Step, ...]:
    written = of.node.attributes.get("points", "")
    found = numbers(written)
    if len(found) % 2:
        raise Fault(f"has an odd number of coordinates ({quoted(written)})")
    pairs = zip(found[::2], found[1::2], strict=True)
    return tuple(("L" if place else "M", x, y) for place, (x, y) in enumerate(pairs))


def _polygon(of: _Measure) -> tuple[Step, ...]:
    found = _polyline(of)
    return (*found, ("Z",)) if found else ()


_OUTLINES: Final[Mapping[str, Callable[[_Measure], tuple[Step, ...]]]] = MappingProxyType(
    {
        "path": _path,
        "rect": _rect,
        "circle": _circle,
        "ellipse": _ellipse,
        "line": _line,
        "polyline": _polyline,
        "polygon": _polygon,
    }
)

SHAPES: Final = frozenset(_OUTLINES)
