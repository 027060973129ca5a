"""The result of typesetting: pages on which everything has its place. Drawing them decides nothing any more.

All coordinates are in points, y up, origin at the bottom left of the TrimBox (ISO 32000-1 14.11.2). A page has two
layers, *body* and *imprint*, painted in that order as content streams of their own. Each placed thing names the node
of the document it shows (``node``, an id in the body's tree or in the imprint's, by layer); what names none is an
artifact. Things that follow one another with the same node become one marked-content sequence.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from handouts.graphics.drawing import Drawing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.graphics.drawing import Clip, Shape
    from handouts.graphics.images import Picture
    from handouts.typeset.runs import Run


@dataclass(frozen=True, slots=True)
class PlacedRun:
    """Shaped glyphs on a baseline: (x, y) is where the first glyph's origin stands. ``node`` is a Text's id."""

    x: float
    y: float
    size: float
    run: Run
    colour: str
    node: int | None
    #: Extra space after each glyph, in thousandths of the size (negative tightens large headings).
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class PlacedArt:
    """Vector shapes. ``node`` is a Figure's id, or None for decoration."""

    items: tuple[Shape | Clip, ...]
    node: int | None = None
    #: (x, y, width, height) of the whole, the BBox of a Figure (ISO 32000-1 14.8.5.4.3).
    box: tuple[float, float, float, float] | None = None
    #: (x, y, scale) where the shapes are in units of their own: where their origin lies, and points to a unit.
    scale: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture of pixels in a box."""

    picture: Picture
    x: float
    y: float
    width: float
    height: float
    node: int | None


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """The area that leads somewhere when clicked; one a line of its words.

    ``node`` is the id of the Link element, which knows where it leads and what it says.
    """

    x: float
    y: float
    width: float
    height: float
    node: int


Placed = PlacedRun | PlacedArt | PlacedPicture


def moved(item: Placed, x: float, y: float) -> Placed:
    """The same thing elsewhere: so many points to the right, and up."""
    if isinstance(item, PlacedRun):  # which is most of what is moved: each field by itself is three times as quick
        colour, node, tracking = item.colour, item.node, item.tracking
        return PlacedRun(item.x + x, item.y + y, item.size, item.run, colour, node, tracking)
    if isinstance(item, PlacedPicture):
        return replace(item, x=item.x + x, y=item.y + y)
    box = (item.box[0] + x, item.box[1] + y, *item.box[2:]) if item.box else None
    if item.scale is not None:
        return replace(item, box=box, scale=(item.scale[0] + x, item.scale[1] + y, item.scale[2]))
    return replace(item, items=Drawing(1, 1, item.items).at(x, y, 1), box=box)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one content stream paints, in order, and the links over it."""

    items: tuple[Placed, ...] = ()
    links: tuple[PlacedLink, ...] = ()
    #: The layers that it was joined from, if it was: each may stand in other leaflets too, and is painted by itself.
    parts: tuple[Layer, ...] = field(default=(), init=False, repr=False)

    @classmethod
    def joined(cls, parts: Iterable[Layer]) -> Layer:
        """Layers one above another as one."""
        own = tuple(parts)
        items = tuple(item for part in own for item in part.items)
        whole = cls(items, tuple(link for part in own for link in part.links))
        object.__setattr__(whole, "parts", own)
        return whole


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; ``level`` counts from 1. ``node`` is an id in the body's tree."""

    title: str
    level: int
    page: int
    y: float
    node: int


@dataclass(frozen=True, slots=True)
class Page:
    """One side of paper. ``width`` and ``height`` are the trimmed size in points."""

    width: float
    height: float
    body: Layer
    imprint: Layer
    #: How far grounds may run out over the trim, and the room for marks outside of that, in points.
    bleed: float = 0.0
    slug: float = 0.0


@dataclass(frozen=True, slots=True)
class Copied:
    """Where a page stands on a sheet once more: the sheet's side, counted from 0, and the page's box, in points."""

    side: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages of a leaflet in reading order, or the sides of the sheets that they stand on."""

    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    #: How both sides are printed; None for one side (ISO 32000-1 table 150).
    duplex: Literal["DuplexFlipLongEdge", "DuplexFlipShortEdge"] | None = None
    #: What copyfit came to, for people: text scale and points added to each gap.
    scale: float = 1.0

    def unlinked(self) -> Pages:
        """The same pages, on which nothing can be clicked."""
        layers = ((page, replace(page.body, links=()), replace(page.imprint, links=())) for page in self.pages)
        return replace(self, pages=tuple(replace(page, body=body, imprint=own) for page, body, own in layers))

    #: Of pages that stand on a sheet several times, all but the first.
    copies: tuple[Copied, ...] = ()
