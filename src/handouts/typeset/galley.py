"""Set type before it has a place: blocks that know their height at a width, and can be placed in an area.

The printer's galley was the tray that held a column of set type. Heights run from the cap height of the first line to
the last baseline, so gaps are the white that the eye sees and everything aligns by its letters, not by its boxes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from handouts.graphics.drawing import Shape
from handouts.typeset.pages import PlacedArt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.document.elements import Element
    from handouts.typeset.pages import Bookmark, Placed, PlacedLink
    from handouts.typeset.place import FolioArea, SlotArea, TooWide


@dataclass(frozen=True, slots=True)
class Fit:
    """One trial of copyfit: the scale of type, the share of each gap, and the most added to a gap, in points."""

    scale: float = 1.0
    gap: float = 1.0
    loosest: float = 0.0


@dataclass(frozen=True, slots=True)
class Area:
    """Where a block goes: its left edge, its top, and how wide and high it may be, in points."""

    x: float
    top: float
    width: float
    height: float


class Block(Protocol):
    """Anything set that can be stacked."""

    def height(self, width: float, fit: Fit) -> float:
        """How high it stands at this width, in points."""

    def stretch(self) -> float:
        """How many shares of spare white it can take up."""

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """Everything in it, placed. Spare height in the area goes to its gaps."""

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:
        """The parts of the document that make it as high as it is, for saying what is too long."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block that shows one element of the document; remembers at what width it was set."""

    block: Block
    element: Element
    width: float = 0.0

    def height(self, width: float, fit: Fit) -> float:
        """As high as its block."""
        return self.block.height(width, fit)

    def stretch(self) -> float:
        """As its block."""
        return self.block.stretch()

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """As its block."""
        yield from self.block.place(area, fit)

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:  # noqa: ARG002 - the protocol's signature
        """Itself."""
        yield replace(self, width=width)


@dataclass(frozen=True, slots=True)
class Stacked:
    """A block in a stack: the gap above it (none above the first), its share of spare white, a rule in the gap."""

    block: Block
    gap: float = 0.0
    share: float = 0.0
    grow: bool = False
    rule: str | None = None
    #: How far the rule keeps from the left and from the right, in points.
    rule_inset: tuple[float, float] = (0.0, 0.0)
    #: The gap belongs to the lines (a leading) and follows the type's scale.
    scales: bool = False
    #: The gap may grow with the others, but never shrinks: it ties a heading to what it heads.
    firm: bool = False
    #: Goes to the next page with what stands above it, rather than alone.
    tied: bool = False

    def above(self, fit: Fit) -> float:
        """The gap in this trial; only gaps that may grow may shrink, and not all of them."""
        shrinks = self.share and not self.firm
        return self.gap * (fit.gap if shrinks else 1.0) * (fit.scale if self.scales else 1.0)


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks one under the other. What the area has to spare goes to the block that grows, else to the gaps."""

    items: tuple[Stacked, ...]
    align: str = "top"

    def height(self, width: float, fit: Fit) -> float:
        """The sum of blocks and gaps."""
        blocks = sum(item.block.height(width, fit) for item in self.items)
        return blocks + sum(item.above(fit) for item in self.items[1:])

    def stretch(self) -> float:
        """The shares of its gaps and of the blocks in it."""
        return sum(item.share for item in self.items[1:]) + sum(item.block.stretch() for item in self.items)

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """Top down. White is shared up to the fit's ``loosest``; what is left then stays where ``align`` puts it."""
        heights = [item.block.height(area.width, fit) for item in self.items]
        spare = max(0.0, area.height - (sum(heights) + sum(item.above(fit) for item in self.items[1:])))
        growing = [item for item in self.items if item.grow]
        shares = 0.0 if growing else self.stretch()
        each = min(fit.loosest, spare / shares) if shares else 0.0
        left = 0.0 if growing else spare - each * shares
        top = area.top - {"top": 0.0, "centre": left / 2, "bottom": left}[self.align]
        for number, (item, own) in enumerate(zip(self.items, heights, strict=True)):
            if number:
                gap = item.above(fit) + each * item.share
                if item.rule:
                    left, right = item.rule_inset
                    yield hairline(area.x + left, top - gap * _RULE_AT, area.width - left - right, item.rule)
                top -= gap
            height = own + each * item.block.stretch()
            if item.grow:
                height += spare / len(growing)
            yield from item.block.place(Area(area.x, top, area.width, height), fit)
            top -= height

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:
        """All parts of all blocks."""
        for item in self.items:
            yield from item.block.parts(width, fit)


#: A rule between two sections stands nearer to the one above: the heading below needs the air.
_RULE_AT = 0.42


def hairline(x: float, y: float, width: float, role: str, thickness: float = 0.7) -> PlacedArt:
    """A thin line across, as decoration."""
    return PlacedArt((Shape((("M", x, y), ("L", x + width, y)), stroke=role, width=thickness),))


@dataclass(frozen=True, slots=True)
class Grid:
    """Blocks in columns, row by row; the blocks of a row share one top."""

    cells: tuple[Block, ...]
    columns: int
    gap: float
    column_gap: float
    rtl: bool = False

    def _rows(self) -> Iterator[tuple[Block, ...]]:
        for start in range(0, len(self.cells), self.columns):
            yield self.cells[start : start + self.columns]

    def as_stack(self) -> Stack:
        """Its rows, one under the other."""
        rows = (GridRow(row, self.columns, self.column_gap, self.rtl) for row in self._rows())
        return Stack(tuple(Stacked(row, self.gap, 1.0) for row in rows))

    def height(self, width: float, fit: Fit) -> float:
        """The sum of its rows and the gaps between them."""
        return self.as_stack().height(width, fit)

    def stretch(self) -> float:
        """One share between two rows."""
        return self.as_stack().stretch()

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """Row by row."""
        yield from self.as_stack().place(area, fit)

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:
        """All parts of all cells."""
        yield from self.as_stack().parts(width, fit)


@dataclass(frozen=True, slots=True)
class GridRow:
    """Some cells of a grid that share a top; a last row may be short of cells."""

    cells: tuple[Block, ...]
    columns: int
    column_gap: float
    rtl: bool

    def _column(self, width: float) -> float:
        return (width - self.column_gap * (self.columns - 1)) / self.columns

    def height(self, width: float, fit: Fit) -> float:
        """As high as the highest cell."""
        return max(cell.height(self._column(width), fit) for cell in self.cells)

    def stretch(self) -> float:
        """None of its own: cells keep their height."""
        return 0.0

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """From the side where reading starts."""
        column = self._column(area.width)
        for number, cell in enumerate(self.cells):
            nth = self.columns - 1 - number if self.rtl else number
            x = area.x + nth * (column + self.column_gap)
            yield from cell.place(Area(x, area.top, column, cell.height(column, fit)), fit)

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:
        """All parts of all cells."""
        for cell in self.cells:
            yield from cell.parts(self._column(width), fit)


@dataclass(frozen=True, slots=True)
class Joined:
    """A numbered sequence: a stack of items whose labels are joined by a line."""

    items: tuple[Block, ...]
    gap: float
    #: Of a label: distance of its centre from the side and from the item's top, and its radius; and the line's role.
    centre: float
    drop: float
    radius: float
    role: str
    rtl: bool = False

    def _as_stack(self) -> Stack:
        return Stack(tuple(Stacked(item, self.gap, 1.0) for item in self.items))

    def height(self, width: float, fit: Fit) -> float:
        """As a stack."""
        return self._as_stack().height(width, fit)

    def stretch(self) -> float:
        """As a stack."""
        return self._as_stack().stretch()

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """The lines first, so that labels lie over them."""
        stack, x = self._as_stack(), area.x + (area.width - self.centre if self.rtl else self.centre)
        shares = stack.stretch()
        spare = max(0.0, area.height - stack.height(area.width, fit))
        each = min(fit.loosest, spare / shares) if shares else 0.0
        heights = [item.height(area.width, fit) for item in self.items]
        tops = [area.top]
        for height in heights[:-1]:
            tops.append(tops[-1] - height - self.gap * fit.gap - each)
        for upper, lower in pairwise(tops):
            start, end = upper - self.drop - self.radius - _CLEAR, lower - self.drop + self.radius + _CLEAR
            if start - end > _CLEAR:
                line = Shape((("M", x, start), ("L", x, end)), stroke=self.role, width=0.9)
                yield PlacedArt((line,))
        yield from stack.place(area, fit)

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:
        """All parts of all items."""
        for item in self.items:
            yield from item.parts(width, fit)


#: White between a label and the line that leads to the next, in points.
_CLEAR = 4.0


if TYPE_CHECKING:
    #: What placing a block gives: things to paint, links, bookmarks, places kept for the clinic and for the page's
    #: number, words that stick out.
    Thing = Placed | PlacedLink | Bookmark | SlotArea | FolioArea | TooWide
