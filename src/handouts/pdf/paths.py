"""Paths as operators (ISO 32000-1 8.5.2), to a hundredth of a point: ReportLab writes lines and curves.

Rectangles have an operator of their own, which is shorter: a QR code is full of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.pdf.objects import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from handouts.graphics.drawing import Step

#: A closed rectangle is five steps: its corners, and the way back.
_SIDES = 5


def operators(steps: Sequence[Step]) -> str:
    """The operators that make a path of its steps, of rectangles alone or of none; painting it is another's."""
    if steps[:1] and steps[0][0] == "R":
        return " ".join(["%d %d %d %d re"] * len(steps)) % tuple([value for step in steps for value in step[1:]])
    return " ".join(_pieces([(step[0], *[round(value, 2) for value in step[1:]]) for step in steps]))


def _pieces(steps: Sequence[Step]) -> Iterator[str]:
    """Rectangles one by one, and what is drawn between them."""
    drawn: list[Step] = []
    at = 0
    while at < len(steps):
        rectangle = _rectangle(steps[at : at + _SIDES]) if steps[at][0] == "M" else None
        if rectangle is None:
            drawn.append(steps[at])
            at += 1
            continue
        if drawn:
            yield _drawn(drawn)
            drawn = []
        yield f"{numbers(rectangle)} re"
        at += _SIDES
    if drawn:
        yield _drawn(drawn)


def _drawn(steps: Sequence[Step]) -> str:
    """Lines and curves. A line that leads to where the pen is already is left out."""
    from reportlab.pdfgen.pathobject import PDFPathObject  # noqa: PLC0415 - 50 ms that a page of words need not pay

    path = PDFPathObject()
    draw: Mapping[str, Callable[..., None]] = {
        "M": path.moveTo,
        "L": path.lineTo,
        "C": path.curveTo,
        "Z": path.close,
    }
    pen: Sequence[float | str] = ()
    before = ""
    for letter, *coordinates in steps:
        if letter == "L" and before in {"L", "C"} and coordinates == pen:
            continue
        draw[letter](*coordinates)
        before, pen = letter, coordinates[-2:]
    return str(path.getCode()).removeprefix("n ")  # an operator that ends a path, where none was begun


def _rectangle(steps: Sequence[Step]) -> tuple[float, float, float, float] | None:
    """Left, bottom, width and height of a closed rectangle that starts along x, as the operator draws it; else None."""
    if [step[0] for step in steps] != ["M", "L", "L", "L", "Z"]:
        return None
    x, y, right, y2, right2, top, x2, top2 = (value for step in steps for value in step[1:])
    if (y2, right2, x2, top2) != (y, right, x, top):
        return None
    return x, y, round(right - x, 2), round(top - y, 2)
