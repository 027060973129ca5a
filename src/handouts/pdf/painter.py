"""Placed things to operators of a content stream: everything has its place already.

Colour is an index into one palette, a resource of the file (``/Brand``): a brand changes no content stream. Only the
literal colours of a clinic's own drawings are written where they are used, as the file's device has them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from handouts.colour import ROLES
from handouts.graphics.drawing import Clip
from handouts.memo import Memo, Same
from handouts.pdf import paths
from handouts.pdf.device import RGB
from handouts.pdf.fonts import shows
from handouts.pdf.objects import number, numbers
from handouts.pdf.text import show
from handouts.typeset.pages import PlacedArt, PlacedPicture, PlacedRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from handouts.graphics.drawing import Shape, Step
    from handouts.pdf.device import Device
    from handouts.pdf.fonts import Subset
    from handouts.typeset.pages import Placed
    from handouts.typeset.runs import Run

#: The name of the palette among a page's resources.
PALETTE = "Brand"

#: How strokes end and turn (ISO 32000-1 tables 54 and 55).
_ENDS = ("butt", "round", "square")
_JOINS = ("miter", "round", "bevel")

_INDEX = {role: index for index, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class Resources:
    """What content streams name: subsets by the face's name, pictures by their digest, forms by what they show."""

    fonts: Mapping[str, Subset]
    pictures: Mapping[str, str]
    #: What literal colours go through.
    device: Device = RGB
    forms: Mapping[Same[tuple[Shape | Clip, ...]], str] = field(default_factory=dict)
    #: Subsets of the other half, taken where they can show a run.
    shared: Mapping[str, Subset] = field(default_factory=dict)
    #: Paths that were written already, by their steps.
    paths: Memo[str] = field(default_factory=partial(Memo, 1))

    def subset(self, run: Run) -> Subset:
        """The subset that a run is painted with."""
        return self.shared[run.face] if shows(run, self.shared) else self.fonts[run.face]


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
class Pen:
    """Operators in the making, and the state that they have brought about: at first the default one."""

    resources: Resources
    written: list[str] = field(default_factory=list)
    state: _State = field(default_factory=_State)

    def taken(self) -> str:
        """What was painted since this was asked last; the state stays."""
        operators = "\n".join(self.written)
        self.written.clear()
        return operators

    def write(self, operator: str) -> None:
        """One more operator, or several."""
        self.written.append(operator)

    def path(self, steps: Sequence[Step]) -> str:
        """The operators of a path. A code is drawn once; what is around it comes again in many files."""
        if steps[:1] and steps[0][0] == "R":
            return paths.operators(steps)
        return self.resources.paths.get(tuple(steps), lambda: paths.operators(steps))

    def paint(self, items: Iterable[Placed]) -> None:
        """Things of one sequence; neighbouring runs share a text object, inside which nothing else may be drawn."""
        for kind, group in groupby(items, key=type):
            if kind is PlacedRun:
                self._text(item for item in group if isinstance(item, PlacedRun))
                continue
            for item in group:
                if isinstance(item, PlacedArt):
                    self._art(item)
                elif isinstance(item, PlacedPicture):
                    self._picture(item)

    def _text(self, runs: Iterable[PlacedRun]) -> None:
        self.write("BT")
        for placed in runs:
            subset = self.resources.subset(placed.run)
            self._fill(placed.colour)
            font = subset.resource, placed.size
            if font != self.state.font:
                self.write(f"/{subset.resource} {number(placed.size, 3)} Tf")
                self.state.font = font
            self.write(show(placed, subset))
        self.write("ET")

    def _picture(self, item: PlacedPicture) -> None:
        name = self.resources.pictures[item.picture.digest]
        self.write(f"q\n{numbers((item.width, 0, 0, item.height, item.x, item.y))} cm\n/{name} Do\nQ")

    def _art(self, item: PlacedArt) -> None:
        if item.scale is None:
            self.draw(item.items)
            return
        x, y, scale = item.scale
        place = f"{number(scale, 5)} 0 0 {number(scale, 5)} {numbers((x, y))} cm"
        self.write(f"q\n{place}\n/{self.resources.forms[Same(item.items)]} Do\nQ")

    def draw(self, shapes: Iterable[Shape | Clip]) -> None:
        """Shapes of one drawing."""
        for shape in shapes:
            self._shape(shape)

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
            painting = "S" if item.fill is None else "B" if stroked else "f"
            rule = "*" if item.even_odd and item.fill is not None else ""
            self.write(f"{self.path(item.steps)}\n{painting}{rule}")

    def _clipped(self, item: Clip) -> None:
        before = self.state
        self.state = replace(before)
        rule = "*" if item.even_odd else ""
        self.write(f"q\n{self.path(item.steps)} W{rule} n")
        for shape in item.shapes:
            self._shape(shape)
        self.write("Q")
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
            self.write(f"{number(shape.width, 3)} w")
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
            self.write(f"{_ENDS.index(shape.ends)} J")
            state.ends = shape.ends
        if shape.joins != state.joins:
            self.write(f"{_JOINS.index(shape.joins)} j")
            state.joins = shape.joins
        if shape.miter != state.miter:
            self.write(f"{number(shape.miter, 3)} M")
            state.miter = shape.miter
        if (shape.dash, shape.dash_start) != state.dash:
            self.write(f"[{numbers(shape.dash, 3)}] {number(shape.dash_start, 3)} d")
            state.dash = shape.dash, shape.dash_start


def _in_palette(colour: str | None) -> bool:
    """Whether a colour is a role of the palette: not a clinic's own literal one, nor nothing painted yet."""
    return colour is not None and not colour.startswith("#")
