"""The plate: all that is the body's, serialised once and put unchanged at the start of every clinic's file.

A printer's forme is type locked up for printing, and a plate is cast from it; the clinic's imprint is then added to
the same sheets. The plate leaves fixed object numbers, *ports*, for what the imprint will bring.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from handouts.document.elements import Element, Slot, Weight, walk
from handouts.errors import PaintingIncomplete
from handouts.pdf import completeness, half, outline, tags
from handouts.pdf.assembler import HEADER, Block, Objects
from handouts.pdf.kept import Kept
from handouts.pdf.objects import array, dictionary, numbers, ref, text_string

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.document.elements import Document
    from handouts.pdf.fonts import Subset
    from handouts.pdf.half import Half
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.pages import Bookmark, Layer, Pages


@dataclass(frozen=True, slots=True)
class Side:
    """One side of paper, trimmed, and what the body paints on it; around it the bleed, and the slug with its marks."""

    width: float
    height: float
    layer: Layer
    bleed: float = 0.0
    slug: float = 0.0

    def box(self, beyond: float) -> str:
        """A rectangle that much larger than the trim on each side: a page's origin is a corner of its trim."""
        return f"[{numbers((-beyond, -beyond, self.width + beyond, self.height + beyond), 3)}]"


@dataclass(frozen=True, slots=True)
class Forme:
    """What a plate is made from: a body and its pages. It knows no clinic, so it is the key of its plate."""

    lang: str
    direction: Literal["ltr", "rtl"]
    body: Element
    sides: tuple[Side, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    duplex: Literal["DuplexFlipLongEdge", "DuplexFlipShortEdge"] | None = None
    #: The colours in which what shines through is mixed with its ground (ISO 32000-1 11.6.6); those of the output
    #: intent where none are named.
    blending: str | None = None


@dataclass(frozen=True, slots=True)
class Ports:
    """Object numbers that the plate refers to and the imprint fills. They come before all others."""

    sides: int
    slots: tuple[str, ...]
    palette: int = 1
    resources: int = 2
    metadata: int = 3
    intents: int = 4
    structure: int = 5

    def contents(self, side: int) -> int:
        """The imprint's content stream on a side."""
        return self.structure + 1 + 2 * side

    def annotations(self, side: int) -> int:
        """All annotations of a side, the body's first."""
        return self.structure + 2 + 2 * side

    def slot(self, name: str) -> int:
        """The structure element that hangs in a slot."""
        return self.structure + 1 + 2 * self.sides + self.slots.index(name)

    @property
    def end(self) -> int:
        """The first number that is no port."""
        return self.structure + 1 + 2 * self.sides + len(self.slots)


@dataclass(frozen=True, slots=True)
class Plate:
    """A finished body: its block of the file, and what the imprint has to continue.

    ``owners`` are, by side, the structure elements of the body's marked content; ``link_owners`` those of its links;
    ``slots`` the elements that the slots hang in, in the order of the ports; ``subsets`` the fonts in it.
    """

    block: Block
    ports: Ports
    root: int
    document: int
    pages: tuple[int, ...]
    subsets: Mapping[str, Subset]
    fonts: str
    pictures: str
    annotations: tuple[tuple[int, ...], ...]
    owners: tuple[tuple[int, ...], ...]
    link_owners: tuple[int, ...]
    slots: tuple[int, ...]
    notes: tuple[tuple[str, int], ...]


def forme(pages: Pages, document: Document, blending: str | None = None) -> Forme:
    """The body's half of a leaflet."""
    sides = tuple(Side(page.width, page.height, page.body, page.bleed, page.slug) for page in pages.pages)
    return Forme(document.lang, document.direction, document.body, sides, pages.bookmarks, pages.duplex, blending)


def plate(forme: Forme, fonts: FontSet, kept: Kept | None = None) -> Plate:
    """Paint and serialise a body, once for all clinics that share it; ``kept`` is what other files left.

    Raises:
        PaintingIncomplete: something of the body is not on its pages, or two slots share a name.
    """
    layers = tuple(side.layer for side in forme.sides)
    wanted = completeness.wanted(forme.body)
    completeness.compare([wanted], list(map(completeness.found, layers)))
    ports = Ports(len(forme.sides), _slots(forme.body))
    objects = Objects(ports.end)
    roles = tags.roles(forme.body, forme.lang)
    wide = tuple(fonts.chain("text", weight)[0].name for weight in (Weight.REGULAR, Weight.STRONG))
    start = half.Start(
        "B", (0,) * len(layers), len(layers), ports.palette, wanted.links, wide=wide, kept=kept or Kept()
    )
    painted = half.write(layers, roles, fonts, start, objects)
    pages = tuple(objects.reserve() for _ in layers)
    slots = {name: ports.slot(name) for name in ports.slots}
    tree = tags.Tree(objects, painted.shown, pages, slots)
    document = objects.reserve()
    tree.write(forme.body, ports.structure, document, forme.lang)
    root = _catalog(forme, pages, ports, tree, objects)
    _pages(forme, painted, (pages, root), ports, objects)
    return Plate(
        block=objects.block(len(HEADER)),
        ports=ports,
        root=root,
        document=document,
        pages=pages,
        subsets=painted.subsets,
        fonts=painted.fonts,
        pictures=painted.pictures,
        annotations=painted.annotations,
        owners=tree.rows(painted.painted),
        link_owners=tuple(tree.elements[node] for node in painted.link_nodes),
        slots=tuple(tree.slots[name] for name in ports.slots),
        notes=tuple(tree.notes),
    )


def _slots(body: Element) -> tuple[str, ...]:
    names = tuple(node.name for node in walk(body) if isinstance(node, Slot))
    if len(set(names)) != len(names):
        raise PaintingIncomplete(f"two slots share a name: {', '.join(sorted(names))}")
    return names


def _catalog(forme: Forme, pages: tuple[int, ...], ports: Ports, tree: tags.Tree, objects: Objects) -> int:
    """The catalog; the page tree's root is the object after it."""
    catalog = objects.reserve()
    preferences = {"DisplayDocTitle": "true", "PrintScaling": "/None"}
    if forme.direction == "rtl":
        preferences["Direction"] = "/R2L"
    if forme.duplex is not None:
        preferences["Duplex"] = f"/{forme.duplex}"
    entries = {
        "Type": "/Catalog",
        "Pages": ref(objects.reserve()),
        "Lang": text_string(forme.lang),
        "MarkInfo": "<</Marked true>>",
        "StructTreeRoot": ref(ports.structure),
        "Metadata": ref(ports.metadata),
        "OutputIntents": ref(ports.intents),
        "ViewerPreferences": dictionary(preferences),
    }
    contents = outline.write(forme.bookmarks, pages, tree.elements, objects)
    if contents is not None:
        entries["Outlines"] = ref(contents)
    objects.plain[catalog] = dictionary(entries)
    return catalog


def _pages(forme: Forme, painted: Half, numbers_: tuple[tuple[int, ...], int], ports: Ports, objects: Objects) -> None:
    """The page tree. What the imprint adds to a page is behind its ports."""
    pages, catalog = numbers_
    parent = catalog + 1
    for side, (page, sheet) in enumerate(zip(pages, forme.sides, strict=True)):
        body = objects.add_stream({}, painted.painted[side].content)
        entries = {
            "Type": "/Page",
            "Parent": ref(parent),
            "MediaBox": sheet.box(sheet.bleed + sheet.slug),
            "TrimBox": sheet.box(0.0),
            "BleedBox": sheet.box(sheet.bleed),
            "Resources": ref(ports.resources),
            "Contents": array([ref(body), ref(ports.contents(side))]),
            "Annots": ref(ports.annotations(side)),
            "StructParents": str(side),
            "Tabs": "/S",
        }
        if forme.blending is not None:
            group = {"Type": "/Group", "S": "/Transparency", "CS": forme.blending, "I": "true"}
            entries["Group"] = dictionary(group)
        objects.plain[page] = dictionary(entries)
    kids = array(ref(page) for page in pages)
    objects.plain[parent] = dictionary({"Type": "/Pages", "Kids": kids, "Count": str(len(pages))})
