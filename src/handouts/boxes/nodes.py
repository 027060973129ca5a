"""The boxes that the pages of a layout are made of.

A *box* stacks what is in it, a *row* stands its boxes side by side at one height, *show* flows parts of the document,
*clinic* keeps a place of fixed size for the clinic's own details, so that they never move the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from handouts.boxes.styles import Copyfit
from handouts.boxes.values import CodeWidth, ColourRole, Edge, Length, Share, Sides, SomeLength, StyleName
from handouts.source.words import Model, Words

if TYPE_CHECKING:
    from collections.abc import Iterator


def _some_boxes(row: tuple[Node, ...]) -> tuple[Node, ...]:
    """A bound on the length would also count boxes that have mistakes of their own as missing."""
    if not row:
        raise ValueError("a row needs at least one box")
    return row


class _Node(Model):
    #: Of a row: how wide; without it, an equal share of the rest.
    width: SomeLength | None = None
    #: Takes what height is left on the page.
    grow: bool = False
    before: Length | None = None


class Box(_Node):
    """A stack, perhaps with a ground of its own."""

    box: tuple[Node, ...]
    fill: ColourRole | None = None
    outline: ColourRole | None = None
    outline_width: Length = 0.9
    radius: Length = 0.0
    padding: Sides = (0.0, 0.0, 0.0, 0.0)
    gap: Length = 0.0
    min_height: Length = 0.0
    align: Literal["top", "centre", "bottom"] = "top"
    #: The sides on which its ground runs out over the trimmed edge, in files for a print shop.
    bleed: tuple[Edge, ...] = ()

    @model_validator(mode="after")
    def _has_a_ground(self) -> Self:
        if self.bleed and not (self.fill or self.outline):
            raise ValueError("only a ground can run out over the edge: give this box a fill, or take its bleed out")
        return self


class Row(_Node):
    """Boxes side by side, all as high as the highest."""

    row: Annotated[tuple[Node, ...], AfterValidator(_some_boxes)]
    gap: Length = 0.0
    align: Literal["top", "centre", "bottom", "stretch"] = "stretch"


class Show(_Node):
    """Parts of the document, one under the other: styles, kinds of section, ``kind/heading``, ``kind/body``."""

    show: tuple[Words, ...]
    #: Space between two sections, from baseline to cap height.
    section_gap: Length = 25.0
    rule: ColourRole | None = None
    styles: dict[StyleName, Words] = Field(default_factory=dict)


class Repeat(_Node):
    """Words shown on an earlier page, again: not read out twice."""

    repeat: tuple[Words, ...]
    styles: dict[StyleName, Words] = Field(default_factory=dict)


class Clinic(_Node):
    """A place of fixed size for details of the clinic's. They are fitted on their own."""

    clinic: tuple[Words, ...]
    height: Length
    arrange: Literal["stack", "row"] = "stack"
    align: Literal["top", "centre", "bottom"] = "top"
    #: A share of their size that words may shrink to.
    floor: Share = 1.0
    gap: Length = 6.0
    logo_width: Length = 130.0
    #: Shown in another place too: painted once more, and not read out again.
    again: bool = False
    styles: dict[StyleName, Words] = Field(default_factory=dict)

    @property
    def copyfit(self) -> Copyfit:
        """The white between words gives way first, by half; then the words, to the floor. Nothing grows."""
        return Copyfit(floor=self.floor, ceiling=1.0, tightest=0.5, loosest=0.0)


class Picture(_Node):
    """The treatment's illustration."""

    picture: Length


class Qr(_Node):
    """The booking code on a light card, ``qr`` wide, quiet zone included."""

    qr: CodeWidth
    radius: Length = 3.4


class Sign(_Node):
    """An icon on its own, as decoration."""

    sign: Words
    size: Length
    colour: ColourRole = "strong"


class Folio(_Node):
    """The number of the page, and of how many, in the style it names.

    It is not read out: a reader's program counts pages itself.
    """

    folio: Words


class Space(_Node):
    """Nothing, on purpose."""

    space: Length


_KINDS = ("box", "row", "show", "repeat", "clinic", "picture", "qr", "sign", "folio", "space")


_NO_KIND = f"It cannot be told what kind of box this is. It needs one of these keys: {', '.join(_KINDS)}."

#: A tag must not look like a key of the node: a problem's place is found by walking its path over the file.
_TAG = "a {}"


def _kind(value: object) -> str | None:
    if isinstance(value, dict):
        return next((_TAG.format(kind) for kind in _KINDS if kind in value), None)
    return next((_TAG.format(kind) for kind in _KINDS if hasattr(value, kind)), None)


Node = Annotated[
    Annotated[Box, Tag("a box")]
    | Annotated[Row, Tag("a row")]
    | Annotated[Show, Tag("a show")]
    | Annotated[Repeat, Tag("a repeat")]
    | Annotated[Clinic, Tag("a clinic")]
    | Annotated[Picture, Tag("a picture")]
    | Annotated[Qr, Tag("a qr")]
    | Annotated[Sign, Tag("a sign")]
    | Annotated[Folio, Tag("a folio")]
    | Annotated[Space, Tag("a space")],
    Discriminator(_kind, custom_error_type="no_kind", custom_error_message=_NO_KIND),
]


Box.model_rebuild()
Row.model_rebuild()


def nodes_of(node: Node) -> Iterator[Node]:
    """A box of a layout, and every box in it."""
    yield node
    for kid in node.box if isinstance(node, Box) else node.row if isinstance(node, Row) else ():
        yield from nodes_of(kid)
