"""Lines of words and what hangs beside them: paragraphs with their style, items with their labels."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from handouts.graphics.drawing import Shape, circle
from handouts.typeset.galley import Area, Stack
from handouts.typeset.pages import Bookmark, PlacedArt, PlacedLink, PlacedRun
from handouts.typeset.place import TooWide

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handouts.boxes import TextStyle
    from handouts.document.elements import Element
    from handouts.graphics.drawing import Drawing
    from handouts.typeset.fonts import Face
    from handouts.typeset.galley import Block, Fit, Part, Thing
    from handouts.typeset.paragraph import Line, Paragraph

#: A line may stick out by this much, in points: a hundredth of a millimetre is rounding, not overset.
_TOLERANCE = 0.03

#: Steps in which a heading shrinks to its ``smallest`` size, in points.
_SHRINK = 0.5


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph in its style. Its height runs from the cap height of the first line to the last baseline."""

    paragraph: Paragraph
    style: TextStyle
    face: Face
    #: The Link above a Text, by the Text's id.
    links: Mapping[int, Element]
    rtl: bool = False
    #: Words shown before: painted again, not read again.
    repeated: bool = False
    #: (level, title, id) of a heading, for the outline.
    heading: tuple[int, str, int] | None = None

    def cap(self, width: float, fit: Fit) -> float:
        """The cap height of a line, in points."""
        return self.face.cap_height * self.size(width, fit)

    def size(self, width: float, fit: Fit) -> float:
        """The size in this trial: scaled if the style scales, shrunk if it may to stay within its lines and column."""
        size = self.style.size * (fit.scale if self.style.scales else 1.0)
        if self.style.smallest is None:
            return size
        while size > self.style.smallest and not self._is_within(size, width):
            size = max(self.style.smallest, size - _SHRINK)
        return size

    def _is_within(self, size: float, width: float) -> bool:
        if self._count(size, width) > self.style.lines:
            return False
        return self.paragraph.widest(size, self.style.tracking) <= width + _TOLERANCE

    def _set(self, size: float, width: float) -> Paragraph:
        return self.paragraph.within(size, width + _TOLERANCE, self.style.tracking)

    def _count(self, size: float, width: float) -> int:
        return self._set(size, width).count(size, width, self.style.tracking)

    def _leading(self, size: float) -> float:
        return self.style.leading * size / self.style.size

    def count(self, width: float, fit: Fit) -> int:
        """How many lines it makes."""
        return self._count(self.size(width, fit), width)

    def height(self, width: float, fit: Fit) -> float:
        """Cap height, and a leading for each further line."""
        size = self.size(width, fit)
        return self.face.cap_height * size + (self._count(size, width) - 1) * self._leading(size)

    def stretch(self) -> float:
        """Lines keep their leading."""
        return 0.0

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """Line by line, from the cap height down."""
        size = self.size(area.width, fit)
        baseline = area.top - self.face.cap_height * size
        if self.heading:
            level, title, node = self.heading
            yield Bookmark(title, level, 0, area.top, node)
        words = self._set(size, area.width)
        lines = words.lines(size, area.width, balance=self.style.balance, tracking=self.style.tracking)
        for line in lines:
            if line.width > area.width + _TOLERANCE:
                widest = max(line.runs, key=lambda run: run.run.advance)
                yield TooWide(widest.node, widest.run.text.strip(), line.width - area.width)
            yield from self._line(line, self._start(line, area), baseline, size)
            baseline -= self._leading(size)

    def _start(self, line: Line, area: Area) -> float:
        side = self.style.align
        if self.rtl and side != "centre":
            side = "end" if side == "start" else "start"
        return area.x + {"start": 0.0, "centre": 0.5, "end": 1.0}[side] * (area.width - line.width)

    def _line(self, line: Line, x: float, baseline: float, size: float) -> Iterator[Thing]:
        style = self.style
        for piece in line.runs:
            node = None if self.repeated else piece.node
            yield PlacedRun(x + piece.x, baseline, size, piece.run, style.colour, node, style.tracking)
        if self.repeated:
            return
        for link, pieces in groupby(line.runs, key=lambda piece: self.links.get(piece.node)):
            if link is None or link.target is None:
                continue
            together = tuple(pieces)
            left = min(piece.x for piece in together)
            right = max(piece.x + piece.run.advance * size / 1000 for piece in together)
            low, high = self.face.descent * size, self.face.ascent * size
            yield PlacedLink(x + left, baseline - low, right - left, low + high, link.id)

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:  # noqa: ARG002 - the protocol's signature
        """Too small to name: the section around it is the part."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Label:
    """What hangs beside the first line of an item: an icon, or a word such as a number, perhaps in a circle."""

    size: float
    drawing: Drawing | None = None
    para: Para | None = None
    #: Roles of the circle's ground and outline; no circle without.
    circle: tuple[str, str] | None = None

    def place(self, area: Area, middle: float, fit: Fit) -> Iterator[Thing]:
        """Centred on ``middle``, the height at which the first line has its centre, at the left of the area."""
        if self.circle:
            fill, outline = self.circle
            steps = circle(area.x + self.size / 2, middle, self.size / 2 - 0.4)
            yield PlacedArt((Shape(steps, fill=fill, stroke=outline, width=0.8),))
        if self.drawing:
            yield PlacedArt(self.drawing.at(area.x, middle - self.size / 2, self.size))
        if self.para:
            cap = self.para.cap(self.size, fit)
            yield from self.para.place(Area(area.x, middle + cap / 2, self.size, cap), fit)


@dataclass(frozen=True, slots=True)
class Item:
    """A label and the words that hang by it."""

    label: Label
    body: Block
    hang: float
    #: The paragraph whose first line the label is centred on.
    first: Para
    rtl: bool = False
    #: Whether the label begins at the top of the words, and not around their first line.
    at_top: bool = False

    def height(self, width: float, fit: Fit) -> float:
        """As high as the words; a label around their first line may stand out above them by a little."""
        return max(self.body.height(width - self.hang, fit), self.label.size if self.at_top else 0.0)

    def stretch(self) -> float:
        """As the words."""
        return self.body.stretch()

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """The label, then the words."""
        side = area.x + area.width - self.label.size if self.rtl else area.x
        width = area.width - self.hang
        spare = max(0.0, self.label.size - self.body.height(width, fit)) if self.at_top else 0.0
        middle = area.top - (self.label.size if self.at_top else self.first.cap(width, fit)) / 2
        yield from self.label.place(Area(side, area.top, self.label.size, self.label.size), middle, fit)
        left = area.x if self.rtl else area.x + self.hang
        yield from self.body.place(Area(left, area.top - spare / 2, width, area.height - spare), fit)

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:
        """The parts of the words."""
        yield from self.body.parts(width - self.hang, fit)


def first_of(block: Block) -> Para:
    """The paragraph that a block of words begins with.

    Raises:
        TypeError: the block begins with something else.
    """
    while not isinstance(block, Para):
        if isinstance(block, Stack):
            block = block.items[0].block
        elif isinstance(block, Item | WriteIn):
            block = block.first
        else:
            raise TypeError(f"{type(block).__name__} does not begin with words")
    return block


@dataclass(frozen=True, slots=True)
class WriteIn:
    """Words that ask for something, and dotted lines to write it on."""

    first: Para
    lines: int
    gap: float

    def height(self, width: float, fit: Fit) -> float:
        """The words and the lines below them."""
        return self.first.height(width, fit) + self.lines * self.gap

    def stretch(self) -> float:
        """Hands need the same room everywhere."""
        return 0.0

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """The words, then the lines, which are decoration."""
        yield from self.first.place(area, fit)
        y = area.top - self.first.height(area.width, fit)
        for number in range(1, self.lines + 1):
            at = y - number * self.gap
            steps = (("M", area.x, at), ("L", area.x + area.width, at))
            yield PlacedArt((Shape(steps, stroke="ink-2", width=0.7, ends="round", joins="round", dash=_DOTS),))

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:
        """As its words."""
        yield from self.first.parts(width, fit)


#: A dotted line: round dots, and the white between them, in points.
_DOTS = (0.0, 2.4)
