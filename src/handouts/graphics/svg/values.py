"""What attributes of an SVG say: numbers, lengths, transformations and colours."""

from __future__ import annotations

import math
import re
from itertools import chain, starmap
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tinycss2.color3 import RGBA, parse_color

from handouts.graphics.paths import LARGEST, NUMBER
from handouts.graphics.svg.faults import FLAT, Fault, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from handouts.graphics.drawing import Step

#: (a, b, c, d, e, f) as in SVG 2, 8.5: x becomes a x + c y + e, y becomes b x + d y + f.
Matrix = tuple[float, float, float, float, float, float]

SAME: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_NUMBER: Final = r"[+-]?+(?:\d++(?:\.\d*+)?+|\.\d++)(?:[eE][+-]?\d++)?+"
_LENGTH: Final = re.compile(rf"({_NUMBER})([A-Za-z]*+|%)")
_OPERATION: Final = re.compile(r"[\s,]*+([A-Za-z]++)\s*+\(([^()]*+)\)")
_END: Final = re.compile(r"\s*+\Z")

#: User units of one of each (CSS Values 4, 6.2): a pixel is a 96th of an inch.
_UNITS: Final[Mapping[str, float]] = MappingProxyType(
    {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
)


def numbers(written: str) -> tuple[float, ...]:
    """Numbers with spaces or single commas between them.

    Raises:
        Fault: something else stands there.
    """
    found, at = [], 0
    while not _END.match(written, at):
        number = NUMBER.match(written, at)
        if number is None:
            raise Fault(f"has {quoted(written)} where numbers should stand")
        found.append(_sound(float(number[1]), written))
        at = number.end()
    return tuple(found)


def length(written: str, whole: float) -> float:
    """A length in user units; a percentage is one of ``whole``.

    Raises:
        Fault: it is none, or its unit depends on a font or a window.
    """
    found = _LENGTH.fullmatch(written.strip())
    if found is None:
        raise Fault(f"has {quoted(written)} where a length should stand")
    number = float(found[1])
    if found[2] == "%":
        return _sound(number / 100 * whole, written)
    if found[2].lower() not in _UNITS:
        raise Fault(f"has a length in {quoted(found[2])}, which means nothing on paper")
    return _sound(number * _UNITS[found[2].lower()], written)


def _sound(number: float, written: str) -> float:
    """The number, if it is one that a drawing can have."""
    if not abs(number) <= LARGEST:
        raise Fault(f"has a number that is too large ({quoted(written)})")
    return number


def matrix(written: str) -> Matrix:
    """The transformation that an attribute says (SVG 2, 8.5).

    Raises:
        Fault: it is none.
    """
    whole, at = SAME, 0
    while not _END.match(written, at):
        found = _OPERATION.match(written, at)
        if found is None or found[1] not in _OPERATIONS:
            raise Fault(f"has a transformation that cannot be read ({quoted(written[at:])})")
        counts, make = _OPERATIONS[found[1]]
        given = numbers(found[2])
        if len(given) not in counts:
            raise Fault(f"has a transformation that cannot be read ({quoted(found[0])})")
        whole, at = times(whole, make(*given)), found.end()
    return whole


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """One transformation inside another."""
    a, b, c, d, e, f = outer
    p, q, r, s, x, y = inner
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * x + c * y + e, b * x + d * y + f)


def moved(by: Matrix, steps: Sequence[Step]) -> tuple[Step, ...]:
    """A path transformed."""
    a, b, c, d, e, f = by

    def point(x: float, y: float) -> tuple[float, float]:
        return a * x + c * y + e, b * x + d * y + f

    return tuple((step[0], *chain.from_iterable(starmap(point, points(step[1:])))) for step in steps)


def points(row: tuple[float, ...]) -> tuple[tuple[float, float], ...]:
    """The numbers of a step as points."""
    return tuple(zip(row[::2], row[1::2], strict=True))


def stretch(by: Matrix) -> float | None:
    """How much wider lines become; None where they would become wider one way than another."""
    a, b, c, d, _, _ = by
    along, across = math.hypot(a, b), math.hypot(c, d)
    slack = 1e-3 * max(along, across)
    even = abs(along - across) <= slack and abs(a * c + b * d) <= slack * max(along, across)
    return (along + across) / 2 if even else None


def _rotate(degrees: float, x: float = 0, y: float = 0) -> Matrix:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)


def _skew(x: float, y: float) -> Matrix:
    return (1, math.tan(math.radians(y)), math.tan(math.radians(x)), 1, 0, 0)


#: How many numbers each takes, and what it makes of them.
_OPERATIONS: Final[Mapping[str, tuple[tuple[int, ...], Callable[..., Matrix]]]] = MappingProxyType(
    {
        "matrix": ((6,), lambda *all_six: all_six),
        "translate": ((1, 2), lambda x, y=0: (1, 0, 0, 1, x, y)),
        "scale": ((1, 2), lambda x, y=None: (x, 0, 0, x if y is None else y, 0, 0)),
        "rotate": ((1, 3), _rotate),
        "skewX": ((1,), lambda degrees: _skew(degrees, 0)),
        "skewY": ((1,), lambda degrees: _skew(0, degrees)),
    }
)


def colour(written: str) -> str | None:
    """A colour as ``#rrggbb``; None where nothing is painted.

    Raises:
        Fault: it is see-through, or no colour of sRGB.
    """
    if written.lower() == "none":
        return None
    found = parse_color(written)
    if not isinstance(found, RGBA):
        raise Fault(f"has a colour that is not known here ({quoted(written)})", FLAT)
    if found.alpha == 0:
        return None
    if found.alpha < 1:
        raise Fault(f"has a colour that is see-through ({quoted(written)})", FLAT)
    channels = (round(min(1.0, max(0.0, part)) * 255) for part in (found.red, found.green, found.blue))
    return "#{:02x}{:02x}{:02x}".format(*channels)
