"""Lengths. Inside the program every length is a float in PostScript points; files say mm, cm, in or pt."""

from __future__ import annotations

import re

#: Points in one inch (PostScript point, ISO 32000-1 8.3.2.3) and in one millimetre.
INCH = 72.0
MM = INCH / 25.4

_POINTS = {"mm": MM, "cm": 10 * MM, "in": INCH, "pt": 1.0}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")


def points(length: str) -> float:
    """The length written as ``"9mm"``, ``"0.5 in"`` or ``"12pt"``, in points.

    Raises:
        ValueError: it is not a number followed by one of mm, cm, in, pt.
    """
    found = _LENGTH.fullmatch(length.strip())
    if not found:
        raise ValueError(f'"{length}" is not a length; write a number and mm, cm, in or pt, such as 9mm')
    return float(found[1]) * _POINTS[found[2]]
