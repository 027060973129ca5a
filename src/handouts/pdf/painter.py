"""Pages to content streams: ReportLab's canvas draws the paths, and everything has its place already.

What names a node of the document becomes its marked content; everything else is an artifact, by default and without a
word (ISO 32000-1 14.6, 14.8.2.2). Marked-content sequences stand one after another and never inside each other: some
readers lose all words after a nested one.

Colour is an index into one palette, a resource of the file (``/Brand``): a brand changes no content stream. Only the
literal colours of a clinic's own drawings are written where they are used, as the file's device has them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from handouts.colour import ROLES
from handouts.graphics.drawing import Clip
from handouts.pdf.device import RGB
from handouts.pdf.fonts import visible
from handouts.pdf.objects import number, numbers, utf16
from handouts.pdf.text import show
from handouts.typeset.pages import PlacedArt, PlacedPicture, PlacedRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reportlab.pdfgen.pathobject import PDFPathObject

    from handouts.graphics.drawing import Shape, Step
    from handouts.pdf.device import Device
    from handouts.pdf.fonts import Subset
    from handouts.typeset.pages import Layer, Placed

#: The name of the palette among a page's resources.
PALETTE = "Brand"

#: ReportLab's numbers for the rules that say what is inside a path.
_EVEN_ODD, _NON_ZERO = 0, 1

#: How strokes end and turn (ISO 32000-1 tables 54 and 55).
_ENDS = ("butt", "round", "square")
_JOINS = ("miter", "round", "bevel")

_INDEX = {role: index for index, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked-content sequence: the node it shows, and the words it stands for where its glyphs say others."""

    node: int
    role: str
    mcid: int
    actual_text: str | None = None


@dataclass(frozen=True, slots=True)
class Painted:
    """A content stream, and its marked content in order."""

    content: bytes
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Resources:
    """What content streams name: subsets by the face's name, pictures by their digest."""

    fonts: Mapping[str, Subset]
    pictures: Mapping[str, str]
    #: What literal colours go through.
    device: Device = RGB


def paint_layer(layer: Layer, roles: Mapping[int, str], resources: Resources, first: int) -> Painted:
    """The content stream of one layer of a page. ``roles`` are structure types by node; marks count from ``first``.

    The stream starts and ends with the default graphics state, so that layers do not colour each other.
    """
    pen = _Pen(resources)
    marks: list[Mark] = []
    for node, actual, items in _sequences(layer.items, resources):
        if node is None:
            pen.write("/Artifact BMC")
        else:
            role = roles[node] if actual is None else "Span"
            mark = Mark(node, role, first + len(marks), actual)
            marks.append(mark)
            pen.write(_begin(mark))
        pen.paint(items)
        pen.write("EMC")
    content = f"q\n{pen.operators()}\nQ" if layer.items else ""
    return Painted(content.encode("ascii"), tuple(marks))


def actual_text(item: Placed, resources: Resources) -> str | None:
    """What a run of words says, where its glyphs would say something else; None where they say it themselves."""
    if not isinstance(item, PlacedRun):
        return None
    meant = visible(item.run.text)
    return None if visible(resources.fonts[item.run.face].said(item.run)) == meant else meant


def _sequences(
    items: Sequence[Placed], resources: Resources
) -> Iterator[tuple[int | None, str | None, tuple[Placed, ...]]]:
    """Things that follow one another with the same node; a run with words of its own stands alone."""
    keyed = []
    for index, item in enumerate(items):
        actual = actual_text(item, resources) if item.node is not None else None
        keyed.append(((item.node, actual, index if actual is not None else -1), item))
    for (node, actual, _), group in groupby(keyed, key=lambda pair: pair[0]):
        yield node, actual, tuple(item for _, item in group)


def _begin(mark: Mark) -> str:
    words = "" if mark.actual_text is None else f"/ActualText<FEFF{utf16(mark.actual_text)}>"
    return f"/{mark.role}<</MCID {mark.mcid}{words}>>BDC"


@dataclass(slots=True)
class _State:
    """What the graphics state holds, to write only what changes."""

    fill: str | None = None
    stroke: str | None = None
    width: float | None = None
    ends: str = "butt"
    joins: str = "miter"
    miter: float = 10.0
    dash: tuple[tuple[float, ...], float] = ((), 0.0)
    font: tuple[str, float] | None = None


@dataclass(slots=True)
class _Pen:
    """A canvas that remembers its state."""

    resources: Resources
    canvas: Canvas = field(default_factory=lambda: Canvas(io.BytesIO(), pageCompression=0, invariant=1))
    state: _State = field(default_factory=_State)

    def operators(self) -> str:
        """All that was painted."""
        return str(self.canvas.getCurrentPageContent())

    def write(self, operator: str) -> None:
        """An operator that ReportLab has no method for."""
        self.canvas.addLiteral(operator)

    def paint(self, items: Iterable[Placed]) -> None:
        """Things of one sequence; neighbouring runs share a text object, inside which nothing else may be drawn."""
        for kind, group in groupby(items, key=type):
            if kind is PlacedRun:
                self._text(item for item in group if isinstance(item, PlacedRun))
                continue
            for item in group:
                if isinstance(item, PlacedArt):
                    for shape in item.items:
                        self._shape(shape)
                elif isinstance(item, PlacedPicture):
                    self._picture(item)

    def _text(self, runs: Iterable[PlacedRun]) -> None:
        self.write("BT")
        for placed in runs:
            subset = self.resources.fonts[placed.run.face]
            self._fill(placed.colour)
            font = subset.resource, placed.size
            if font != self.state.font:
                self.write(f"/{subset.resource} {number(placed.size, 3)} Tf")
                self.state.font = font
            self.write(show(placed, subset))
        self.write("ET")

    def _picture(self, item: PlacedPicture) -> None:
        self.canvas.saveState()
        self.write(f"{numbers((item.width, 0, 0, item.height, item.x, item.y))} cm")
        self.write(f"/{self.resources.pictures[item.picture.digest]} Do")
        self.canvas.restoreState()

    def _shape(self, item: Shape | Clip) -> None:
        if isinstance(item, Clip):
            self._clipped(item)
            return
        if item.fill is not None:
            self._fill(item.fill)
        stroked = item.stroke is not None and item.width > 0
        if stroked:
            self._stroke(item)
        if stroked or item.fill is not None:
            path = self._path(item.steps)
            mode = _EVEN_ODD if item.even_odd else _NON_ZERO
            self.canvas.drawPath(path, stroke=int(stroked), fill=int(item.fill is not None), fillMode=mode)

    def _clipped(self, item: Clip) -> None:
        before = self.state
        self.state = replace(before)
        self.canvas.saveState()
        mode = _EVEN_ODD if item.even_odd else _NON_ZERO
        self.canvas.clipPath(self._path(item.steps), stroke=0, fill=0, fillMode=mode)
        for shape in item.shapes:
            self._shape(shape)
        self.canvas.restoreState()
        self.state = before

    def _fill(self, colour: str) -> None:
        if colour != self.state.fill:
            self._colour(colour, self.state.fill, ("cs", "scn"), self.resources.device.fill)
            self.state.fill = colour

    def _stroke(self, shape: Shape) -> None:
        state = self.state
        if shape.stroke is not None and shape.stroke != state.stroke:
            self._colour(shape.stroke, state.stroke, ("CS", "SCN"), self.resources.device.stroke)
            state.stroke = shape.stroke
        if shape.width != state.width:
            self.canvas.setLineWidth(round(shape.width, 3))
            state.width = shape.width
        self._pen(shape)

    def _colour(
        self, colour: str, before: str | None, operators: tuple[str, str], literal: Callable[[str], str]
    ) -> None:
        """A role as an index into the palette, a literal colour by itself. ``operators`` choose space and index."""
        if not _in_palette(colour):
            self.write(literal(colour))
            return
        space = "" if _in_palette(before) else f"/{PALETTE} {operators[0]} "
        self.write(f"{space}{_INDEX[colour]} {operators[1]}")

    def _pen(self, shape: Shape) -> None:
        """How the stroke ends, turns and is interrupted."""
        state = self.state
        if shape.ends != state.ends:
            self.canvas.setLineCap(_ENDS.index(shape.ends))
            state.ends = shape.ends
        if shape.joins != state.joins:
            self.canvas.setLineJoin(_JOINS.index(shape.joins))
            state.joins = shape.joins
        if shape.miter != state.miter:
            self.canvas.setMiterLimit(round(shape.miter, 3))
            state.miter = shape.miter
        if (shape.dash, shape.dash_start) != state.dash:
            self.write(f"[{numbers(shape.dash, 3)}] {number(shape.dash_start, 3)} d")
            state.dash = shape.dash, shape.dash_start

    def _path(self, steps: Sequence[Step]) -> PDFPathObject:
        """The path, to a hundredth of a point. Rectangles have an operator of their own; a QR code is full of them."""
        path = self.canvas.beginPath()
        draw: Mapping[str, Callable[..., None]] = {
            "M": path.moveTo,
            "L": path.lineTo,
            "C": path.curveTo,
            "Z": path.close,
        }
        pen: tuple[float, ...] = ()
        at, before = 0, ""
        while at < len(steps):
            rectangle = _rectangle(steps[at : at + 5])
            if rectangle:
                path.rect(*rectangle)
                at, before = at + 5, "Z"
                continue
            letter, coordinates = steps[at][0], tuple(round(value, 2) for value in steps[at][1:])
            at += 1
            if letter == "L" and before in {"L", "C"} and coordinates == pen:
                continue
            draw[letter](*coordinates)
            before, pen = letter, coordinates[-2:]
        return path


def _in_palette(colour: str | None) -> bool:
    """Whether a colour is a role of the palette: not a clinic's own literal one, nor nothing painted yet."""
    return colour is not None and not colour.startswith("#")


def _rectangle(steps: Sequence[Step]) -> tuple[float, float, float, float] | None:
    """Left, bottom, width and height of a closed rectangle that starts along x, as the operator draws it; else None."""
    if "".join(step[0] for step in steps) != "MLLLZ":
        return None
    x, y, right, y2, right2, top, x2, top2 = (round(value, 2) for step in steps for value in step[1:])
    if (y2, right2, x2, top2) != (y, right, x, top):
        return None
    return x, y, round(right - x, 2), round(top - y, 2)
