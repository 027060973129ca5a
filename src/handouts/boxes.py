"""The boxes that the pages of a layout are made of, and the styles of what stands in them.

A *box* stacks what is in it, a *row* stands its boxes side by side at one height, *show* flows parts of the document,
*clinic* keeps a place of fixed size for the clinic's own details, so that they never move the rest. Lengths are written
with their unit (``9mm``, ``12pt``) and are points inside the program.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from handouts.colour import ROLES
from handouts.document.elements import Weight
from handouts.errors import did_you_mean
from handouts.source.words import Model, Words
from handouts.units import points

#: Bounds of copyfit beyond which a page is another design.
_LEAST_SHARE, _MOST_ENLARGED = 0.1, 3.0


def _length(value: object) -> object:
    length = points(value) if isinstance(value, str) else value
    if isinstance(length, float) and length < 0:
        raise ValueError(f'"{value}" is less than nothing; write a length of 0mm or more')
    return length


def _role(value: str) -> str:
    if value not in ROLES:
        raise ValueError(f'there is no colour role "{value}".{did_you_mean(value, ROLES)}')
    return value


def _some_length(value: object) -> object:
    length = _length(value)
    if not length:
        raise ValueError(f'"{value}" is nothing; write a length of more than 0mm')
    return length


def _number(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"-?\d{1,6}(\.\d+)?", value):
        raise ValueError(f'"{value}" is not a number; write digits, such as 0.9')
    return float(value)


def _some_boxes(row: tuple[Node, ...]) -> tuple[Node, ...]:
    """A bound on the length would also count boxes that have mistakes of their own as missing."""
    if not row:
        raise ValueError("a row needs at least one box")
    return row


def _enlargement(value: float) -> float:
    if not 1 <= value <= _MOST_ENLARGED:
        raise ValueError(f"{value:g} is not an enlargement; write a number from 1 to {_MOST_ENLARGED:g}")
    return value


def _share(value: float) -> float:
    if not _LEAST_SHARE <= value <= 1:
        raise ValueError(f"{value:g} is not a share; write a number from {_LEAST_SHARE:g} to 1")
    return value


def _count(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[1-9]\d?", value):
        raise ValueError(f'"{value}" is not a number of them; write a whole number from 1 to 99')
    return int(value) if isinstance(value, str) else value


def _padding(value: object) -> object:
    """One length for all sides, or four: top, right, bottom, left."""
    return [value] * 4 if isinstance(value, str) else value


_LENGTH_PATTERN = r"^-?\d+(\.\d+)?\s*(mm|cm|in|pt)$"
Length = Annotated[
    float,
    BeforeValidator(_length),
    WithJsonSchema({"type": "string", "pattern": _LENGTH_PATTERN, "description": "A length with its unit: 9mm, 12pt"}),
]
SomeLength = Annotated[
    float,
    BeforeValidator(_some_length),
    WithJsonSchema({"type": "string", "pattern": _LENGTH_PATTERN, "description": "A length of more than nothing"}),
]
Number = Annotated[float, BeforeValidator(_number), WithJsonSchema({"type": ["number", "string"]})]
Share = Annotated[Number, AfterValidator(_share)]
Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": ["integer", "string"], "minimum": 1})]
ColourRole = Annotated[str, AfterValidator(_role), WithJsonSchema({"type": "string", "enum": list(ROLES)})]
Sides = Annotated[
    tuple[Length, Length, Length, Length],
    BeforeValidator(_padding),
    WithJsonSchema(
        {
            "oneOf": [
                {"type": "string", "pattern": _LENGTH_PATTERN},
                {
                    "type": "array",
                    "items": {"type": "string", "pattern": _LENGTH_PATTERN},
                    "minItems": 4,
                    "maxItems": 4,
                },
            ],
            "description": "One length for all sides, or four: top, right, bottom, left",
        }
    ),
]


class Copyfit(Model):
    """How far type may give way to the words, and how far white space may.

    ``floor`` and ``ceiling`` bound the scale of every style that ``scales``; ``tightest`` is the least that a gap may
    shrink to, as a share of itself; ``loosest`` is the most that is added to a gap when there is room.
    """

    floor: Share = 1.0
    ceiling: Annotated[Number, AfterValidator(_enlargement)] = 1.0
    tightest: Share = 0.7
    loosest: Length = 6.8


class TextStyle(Model):
    """How words of one kind are set. Sizes are nominal; x-height decides what is readable (see ``docs/layouts.md``)."""

    face: Literal["text", "heading"] = "text"
    weight: Weight = Weight.REGULAR
    size: SomeLength
    leading: SomeLength
    colour: ColourRole = "ink"
    tracking: Number = 0.0
    #: Follows the copyfit scale.
    scales: bool = False
    #: Even lines rather than full ones: for headings.
    balance: bool = False
    #: May shrink to this size to stay within ``lines``.
    smallest: SomeLength | None = None
    lines: Count = 1
    align: Literal["start", "end", "centre"] = "start"
    #: From the last baseline above to the cap height of the first line.
    before: Length = 0.0
    #: An icon in front of the first line, and how far the words then hang.
    icon: Words | None = None
    icon_colour: ColourRole = "strong"
    hang: Length = 0.0


class ListStyle(Model):
    """How the items of a list hang."""

    label: Literal["number", "icon", "tick", "cross", "dot", "none"] = "dot"
    size: Length = 12.0
    hang: Length
    gap: Length
    columns: Count = 1
    column_gap: Length = 0.0
    colour: ColourRole = "strong"
    ground: ColourRole = "tint-2"
    ground_line: ColourRole = "tint-2-line"
    #: A line that joins the numbers of a sequence.
    connector: bool = False
    #: Let a closing note take the empty place at the end of a grid.
    note_in_grid: bool = False
    before: Length = 0.0


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
    styles: dict[str, Words] = Field(default_factory=dict)


class Repeat(_Node):
    """Words shown on an earlier page, again: not read out twice."""

    repeat: tuple[Words, ...]
    styles: dict[str, Words] = Field(default_factory=dict)


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
    styles: dict[str, Words] = Field(default_factory=dict)

    @property
    def copyfit(self) -> Copyfit:
        """The white between words gives way first, by half; then the words, to the floor. Nothing grows."""
        return Copyfit(floor=self.floor, ceiling=1.0, tightest=0.5, loosest=0.0)


class Picture(_Node):
    """The treatment's illustration."""

    picture: Length


class Qr(_Node):
    """The booking code on a light card, ``qr`` wide, quiet zone included."""

    qr: Length
    radius: Length = 3.4


class Sign(_Node):
    """An icon on its own, as decoration."""

    sign: Words
    size: Length
    colour: ColourRole = "strong"


class Space(_Node):
    """Nothing, on purpose."""

    space: Length


_KINDS = ("box", "row", "show", "repeat", "clinic", "picture", "qr", "sign", "space")


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
    | Annotated[Space, Tag("a space")],
    Discriminator(_kind, custom_error_type="no_kind", custom_error_message=" ".join(_KINDS)),
]


Box.model_rebuild()
Row.model_rebuild()
