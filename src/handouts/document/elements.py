"""The meaning of a leaflet: a tree of elements named after PDF structure types (ISO 32000-1 14.8.4), no positions.

The tree *is* the reading order, the tag tree of the PDF and what ``handouts show`` prints. It is built before any
layout is known to it. The part that is the same for every clinic is the *body*; a :class:`Slot` in it marks where a
part of the *imprint*, the clinic's own, hangs.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.errors import Place


class Role(StrEnum):
    """Standard structure types that we use (ISO 32000-1 tables 333 to 338)."""

    DOCUMENT = "Document"
    SECT = "Sect"
    DIV = "Div"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    P = "P"
    L = "L"
    LI = "LI"
    LBL = "Lbl"
    LBODY = "LBody"
    SPAN = "Span"
    LINK = "Link"
    FIGURE = "Figure"
    NOTE = "Note"


class Weight(StrEnum):
    """How a run of words stands out: the four faces of a text family."""

    REGULAR = "regular"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRONG_EMPHASIS = "strong-emphasis"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words in one face and one language: a leaf.

    ``lang`` is a BCP 47 code where it differs from the document's. ``place`` is where the words stand in the YAML; it
    is None for a phrase of the locale, and plays no part in comparing, so that equal words share a cache entry.
    ``keep`` marks words that must not be reordered or broken inside (a phone number, an address on the web).
    """

    words: str
    weight: Weight = Weight.REGULAR
    lang: str | None = None
    place: Place | None = field(default=None, compare=False)
    keep: bool = False
    id: int = -1


@dataclass(frozen=True, slots=True)
class Graphic:
    """What fills a Figure, named and not yet drawn: an icon, an illustration, a logo's file, the link of a QR code.

    A mark (tick, cross, dot) that only repeats what the words say is not a Figure and not here: the layout draws it.
    """

    kind: Literal["icon", "illustration", "logo", "initial", "qr"]
    name: str
    #: For a logo: the file for dark grounds, if the clinic has one.
    name_on_dark: str | None = None
    place: Place | None = field(default=None, compare=False)
    place_on_dark: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a part of the imprint hangs in the body's tree."""

    name: str
    id: int = -1


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element. ``style`` is the name a layout styles it by; ``kids`` are in reading order."""

    role: Role
    style: str
    kids: tuple[Node, ...] = ()
    lang: str | None = None
    #: Alternative description of a Figure; what a Link's annotation says.
    alt: str | None = None
    #: Where a Link leads: a URI.
    target: str | None = None
    graphic: Graphic | None = None
    #: For L: "Decimal" when the order counts, else "None" (ISO 32000-1 table 347).
    numbering: Literal["Decimal", "None"] | None = None
    #: The id of the section in the words, for Sect: slots of a layout may name it.
    name: str | None = None
    place: Place | None = field(default=None, compare=False)
    id: int = -1

    @property
    def text(self) -> str:
        """All words below, in order, as they are joined in the tree."""
        return "".join(node.words for node in walk(self) if isinstance(node, Text))


Node = Element | Text | Slot


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says of itself: title bar, document information, XMP."""

    title: str
    author: str
    subject: str
    #: The paper code: treatment, version, language, layout, edition.
    code: str
    #: Latest review, as an ISO 8601 date: the PDF's own dates, never the clock's.
    date: str
    notice: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is the clinic's: one element a slot, each a tree of its own, numbered apart from the body's.

    ``parts`` are (name of the slot, its element); all ids are unique within one imprint.
    """

    parts: tuple[tuple[str, Element], ...]

    def part(self, name: str) -> Element:
        """The element of a slot.

        Raises:
            KeyError: the imprint has no such slot.
        """
        return dict(self.parts)[name]


@dataclass(frozen=True, slots=True)
class Document:
    """A leaflet's meaning for one clinic, in one language."""

    lang: str
    direction: Literal["ltr", "rtl"]
    body: Element
    imprint: Imprint
    metadata: Metadata


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in reading order."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        if isinstance(here, Element):
            waiting += reversed(here.kids)


def _with(one: Element, kids: tuple[Node, ...], own: int) -> Element:
    said = one.lang, one.alt, one.target, one.graphic, one.numbering, one.name, one.place
    return Element(one.role, one.style, kids, *said, own)


def numbered(root: Element, start: int = 0) -> Element:
    """The same tree with ids counted from ``start`` in reading order, so that a placed thing can name its node."""
    counter = iter(range(start, start + 1_000_000))

    def number(node: Node) -> Node:
        own = next(counter)
        if isinstance(node, Text):  # leaves are most of a tree: each field by itself is three times as quick
            return Text(node.words, node.weight, node.lang, node.place, node.keep, own)
        if isinstance(node, Element):
            return _with(node, tuple([number(kid) for kid in node.kids]), own)
        return replace(node, id=own)

    done = number(root)
    if not isinstance(done, Element):  # pragma: no cover - the root is an element by its type
        raise TypeError
    return done
