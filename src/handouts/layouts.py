"""Layouts: what a design file may say, and where its files lie. A layout is data; adding one needs no Python.

A page is a tree of boxes. A *box* stacks what is in it, a *row* stands its boxes side by side at one height, *show*
flows parts of the document, *clinic* keeps a place of fixed size for the clinic's own details, so that they never move
the rest. Lengths are written with their unit (``9mm``, ``12pt``) and are points inside the program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from handouts.colour import ROLES
from handouts.document.elements import Weight
from handouts.document.fields import FIELDS
from handouts.errors import ContentInvalid, Problem, UnknownName, did_you_mean
from handouts.source import check, read
from handouts.source.words import Model, Words
from handouts.units import points

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from handouts.source import Source


def _length(value: object) -> object:
    return points(value) if isinstance(value, str) else value


def _role(value: str) -> str:
    if value not in ROLES:
        raise ValueError(f'there is no colour role "{value}".{did_you_mean(value, ROLES)}')
    return value


def _number(value: object) -> object:
    return float(value) if isinstance(value, str) else value


def _padding(value: object) -> object:
    """One length for all sides, or four: top, right, bottom, left."""
    return [value] * 4 if isinstance(value, str) else value


_LENGTH_PATTERN = r"^-?\d+(\.\d+)?\s*(mm|cm|in|pt)$"
Length = Annotated[
    float,
    BeforeValidator(_length),
    WithJsonSchema({"type": "string", "pattern": _LENGTH_PATTERN, "description": "A length with its unit: 9mm, 12pt"}),
]
Number = Annotated[float, BeforeValidator(_number), WithJsonSchema({"type": ["number", "string"]})]
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


class Sheet(Model):
    """The trimmed paper. Nothing is set nearer to its edge than ``safe``: office printers cannot reach it."""

    width: Length
    height: Length
    safe: Length = 7 * 72 / 25.4


class Copyfit(Model):
    """How far type may give way to the words, and how far white space may.

    ``floor`` and ``ceiling`` bound the scale of every style that ``scales``; ``tightest`` is the least that a gap may
    shrink to, as a share of itself; ``loosest`` is the most that is added to a gap when there is room.
    """

    floor: Number = 1.0
    ceiling: Number = 1.0
    tightest: Number = 0.7
    loosest: Length = 6.8


class TextStyle(Model):
    """How words of one kind are set. Sizes are nominal; x-height decides what is readable (see ``docs/layouts.md``)."""

    face: Literal["text", "heading"] = "text"
    weight: Weight = Weight.REGULAR
    size: Length
    leading: Length
    colour: ColourRole = "ink"
    tracking: Number = 0.0
    #: Follows the copyfit scale.
    scales: bool = False
    #: Even lines rather than full ones: for headings.
    balance: bool = False
    #: May shrink to this size to stay within ``lines``.
    smallest: Length | None = None
    lines: Annotated[int, BeforeValidator(_number)] = 1
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
    columns: Annotated[int, BeforeValidator(_number)] = 1
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
    width: Length | None = None
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

    row: tuple[Node, ...]
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


class Clinic(_Node):
    """A place of fixed size for details of the clinic's. They are fitted on their own."""

    clinic: tuple[Words, ...]
    height: Length
    arrange: Literal["stack", "row"] = "stack"
    align: Literal["top", "centre", "bottom"] = "top"
    side: Literal["start", "end"] = "start"
    #: A share of their size that words may shrink to.
    floor: Number = 1.0
    gap: Length = 6.0
    logo_width: Length = 130.0
    styles: dict[str, Words] = Field(default_factory=dict)

    @property
    def copyfit(self) -> Copyfit:
        """Words shrink to the floor; the white between them stays, and does not grow."""
        return Copyfit(floor=self.floor, ceiling=1.0, tightest=1.0, loosest=0.0)


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


class PageLayout(Model):
    """One page: its frame, and the stack in it."""

    inset: Sides
    gap: Length = 0.0
    stack: tuple[Node, ...]


class Layout(Model):
    """A whole design. ``shows`` is the reading order; with ``leaves_out`` it names every field there is."""

    name: Words = Words("")
    title: Words
    sheet: Sheet
    duplex: Literal["none", "long-edge", "short-edge"] = "none"
    shows: tuple[Words, ...]
    leaves_out: tuple[Words, ...] = ()
    #: Kinds of section that this layout leaves out.
    leaves_out_sections: tuple[Words, ...] = ()
    fit: Copyfit = Copyfit()
    styles: dict[str, TextStyle]
    lists: dict[str, ListStyle]
    pages: Annotated[tuple[PageLayout, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _every_field_once(self) -> Self:
        named = (*self.shows, *self.leaves_out)
        for name in named:
            if name not in FIELDS:
                raise ValueError(f'"{name}" is not a field I know.{did_you_mean(name, FIELDS)}')
            if named.count(name) > 1:
                raise ValueError(f'the field "{name}" is named twice in shows and leaves_out')
        missing = [name for name in FIELDS if name not in named]
        if missing:
            raise ValueError(f"shows and leaves_out must name every field; these are in neither: {', '.join(missing)}")
        return self


Box.model_rebuild()
Row.model_rebuild()


def folders(project: Path) -> tuple[Path, ...]:
    """Where layouts are looked for, first found wins: the project's folder, the installed copies, the checkout."""
    from importlib.resources import files  # noqa: PLC0415 - 8 ms that `--help` need not pay

    package = files("handouts")
    installed = package / "_bundled" / "layouts"
    checkout = package / ".." / ".." / "layouts"
    return (project / "layouts", _as_path(installed), _as_path(checkout))


def _as_path(place: object) -> Path:
    from pathlib import Path  # noqa: PLC0415 - only named in types above

    return Path(str(place)).resolve()


def available(project: Path) -> tuple[str, ...]:
    """The names of all layouts to be had, in alphabetical order."""
    return tuple(sorted({file.stem for folder in folders(project) for file in folder.glob("*.yaml")}))


def path_of(name: str, project: Path) -> Path:
    """The file of a layout.

    Raises:
        UnknownName: no folder has it.
    """
    for folder in folders(project):
        file = folder / f"{name}.yaml"
        if file.is_file():
            return file
    raise UnknownName("layout", name, available(project))


def find(name: str, project: Path) -> Layout:
    """The layout called ``name``: the project's own before the bundled one.

    Raises:
        UnknownName: there is no such layout.
        ContentInvalid: its file has mistakes.
    """
    source = read(path_of(name, project), name=f"layouts/{name}.yaml")
    return parse(source, name)


def parse(source: Source, name: str) -> Layout:
    """A layout from the text of its file; the file's name is the layout's.

    Raises:
        ContentInvalid: the file has mistakes.
    """
    layout, problems = check(source, Layout)
    if layout is None or problems:
        raise ContentInvalid(problems)
    missing = _styles_missing(layout, source)
    if missing:
        raise ContentInvalid(missing)
    return layout.model_copy(update={"name": Words(name)})


#: Styles that the typesetter asks for in every layout.
NEEDED = ("heading", "text")


def _styles_missing(layout: Layout, source: Source) -> Sequence[Problem]:
    place = source.place(("styles",))
    return [
        Problem(place, f'a layout needs a style called "{name}". Add it under styles.')
        for name in NEEDED
        if name not in layout.styles
    ]
