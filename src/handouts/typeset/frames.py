"""Frames: the boxes and rows of a layout around set type, and the places it keeps for pictures and for the clinic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.boxes import Clinic
from handouts.errors import ContentInvalid, Place, Problem
from handouts.typeset.galley import Area, Stack
from handouts.typeset.grounds import ground
from handouts.typeset.lines import Item, Para
from handouts.typeset.pages import PlacedArt
from handouts.typeset.place import FolioArea, SlotArea
from handouts.units import MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.boxes import Box, Qr
    from handouts.graphics.drawing import Drawing
    from handouts.typeset.galley import Block, Fit, Part, Thing
    from handouts.typeset.grounds import Edges


#: A column narrower than this holds no words, in points; and rounding that is not too wide.
_NARROWEST, _TOLERANCE = 12.0, 0.05

_TOO_WIDE = (
    "the boxes of a row are wider than the {:.0f} mm there are for it. Make one narrower, or the gap between them."
)


@dataclass(frozen=True, slots=True)
class Panel:
    """A box: its ground, its padding, and the stack in it."""

    spec: Box
    stack: Stack
    #: How far its ground may run out, in files for a print shop.
    edges: Edges | None = None

    def _inner(self, width: float) -> float:
        return width - self.spec.padding[1] - self.spec.padding[3]

    def height(self, width: float, fit: Fit) -> float:
        """The stack and the padding, or the least height that the layout asks for."""
        top, _, bottom, _ = self.spec.padding
        return max(self.spec.min_height, top + bottom + self.stack.height(self._inner(width), fit))

    def stretch(self) -> float:
        """None from outside: a box takes the height it is given and shares it out within."""
        return 0.0

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """The ground first, then what stands on it."""
        spec, (top, _, bottom, left) = self.spec, self.spec.padding
        if spec.fill or spec.outline:
            yield ground(spec, area, self.edges)
        inner = Area(area.x + left, area.top - top, self._inner(area.width), area.height - top - bottom)
        yield from self.stack.place(inner, fit)

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:
        """The parts in it."""
        yield from self.stack.parts(self._inner(width), fit)


@dataclass(frozen=True, slots=True)
class Side:
    """Blocks side by side. ``widths`` has None where a block shares what is left."""

    blocks: tuple[Block, ...]
    widths: tuple[float | None, ...]
    gap: float
    align: str
    rtl: bool = False
    #: The layout's name, for saying which one asks for more than there is.
    layout: str = ""

    def _columns(self, width: float) -> tuple[float, ...]:
        fixed = sum(known for known in self.widths if known is not None)
        open_ = sum(1 for known in self.widths if known is None)
        rest = width - fixed - self.gap * (len(self.widths) - 1)
        if rest < (_NARROWEST * open_ if open_ else -_TOLERANCE):
            raise ContentInvalid([Problem(Place(f"layouts/{self.layout}.yaml"), _TOO_WIDE.format(width / MM))])
        return tuple(rest / open_ if known is None else known for known in self.widths)

    def height(self, width: float, fit: Fit) -> float:
        """As high as the highest."""
        return max(block.height(column, fit) for block, column in zip(self.blocks, self._columns(width), strict=True))

    def stretch(self) -> float:
        """None from outside, as a box."""
        return 0.0

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """From the side where reading starts; each at the height of the row, or at its own where aligned."""
        columns = self._columns(area.width)
        x = area.x
        for block, column in zip(self.blocks, columns, strict=True):
            left = 2 * area.x + area.width - x - column if self.rtl else x
            height = area.height if self.align == "stretch" else block.height(column, fit)
            drop = {"centre": 0.5, "bottom": 1.0}.get(self.align, 0.0) * (area.height - height)
            yield from block.place(Area(left, area.top - drop, column, height), fit)
            x += column + self.gap

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:
        """The parts of the highest only: shortening another would gain nothing."""
        columns = self._columns(width)
        tallest = max(zip(self.blocks, columns, strict=True), key=lambda pair: pair[0].height(pair[1], fit))
        yield from tallest[0].parts(tallest[1], fit)


@dataclass(frozen=True, slots=True)
class _Fixed:
    """A block of fixed height that holds no words of the body."""

    def stretch(self) -> float:
        """None."""
        return 0.0

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:  # noqa: ARG002 - the protocol's signature
        """None."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Kept(_Fixed):
    """A place kept for the clinic's details."""

    slot: Clinic | Qr
    ground: str
    treatment: int = 0

    def height(self, width: float, fit: Fit) -> float:  # noqa: ARG002 - the protocol's signature
        """What the layout says: never what the clinic's words would like."""
        return self.slot.height if hasattr(self.slot, "height") else self.slot.qr

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:
        """The place itself."""
        height = self.height(area.width, fit)
        yield SlotArea(self.slot, Area(area.x, area.top, area.width, height), self.ground, self.treatment)


@dataclass(frozen=True, slots=True)
class Art(_Fixed):
    """A drawing, centred in its area. ``node`` is its Figure's id; None for decoration."""

    drawing: Drawing
    size: float
    node: int | None = None

    def height(self, width: float, fit: Fit) -> float:  # noqa: ARG002 - the protocol's signature
        """Its size."""
        return self.size

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:  # noqa: ARG002 - the protocol's signature
        """In the middle of the area, both ways."""
        x = area.x + (area.width - self.size) / 2
        y = area.top - (area.height + self.size) / 2
        items = self.drawing.at(x, y, self.size)
        yield PlacedArt(items, self.node, (x, y, self.size, self.size) if self.node is not None else None)


@dataclass(frozen=True, slots=True)
class Numbered(_Fixed):
    """A place for the page's number, as high as its digits."""

    style: str
    digits: float

    def height(self, width: float, fit: Fit) -> float:  # noqa: ARG002 - the protocol's signature
        """That of the digits."""
        return self.digits

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:  # noqa: ARG002 - the protocol's signature
        """The place itself."""
        yield FolioArea(self.style, area)


@dataclass(frozen=True, slots=True)
class Blank(_Fixed):
    """White, on purpose."""

    size: float

    def height(self, width: float, fit: Fit) -> float:  # noqa: ARG002 - the protocol's signature
        """Its size."""
        return self.size

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:  # noqa: ARG002 - the protocol's signature
        """Nothing."""
        yield from ()


def shows(block: Block) -> bool:
    """Whether there is something of the leaflet in a block, and not only white, signs and what was shown before."""
    if isinstance(block, Panel):
        return shows(block.stack)
    if isinstance(block, Stack | Side):
        inner = block.blocks if isinstance(block, Side) else (item.block for item in block.items)
        return any(map(shows, inner))
    return not _is_decoration(block)


def _is_decoration(block: Block) -> bool:
    if isinstance(block, Art):
        return block.node is None
    if isinstance(block, Kept):
        return isinstance(block.slot, Clinic) and block.slot.again
    words = block.first if isinstance(block, Item) else block
    return words.repeated if isinstance(words, Para) else isinstance(block, Blank | Numbered)
