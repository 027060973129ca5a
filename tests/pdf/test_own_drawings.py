"""What a clinic's own drawing may hold that ours do not: literal colours, other pens, holes and clips in clips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handouts.colour import ROLES
from handouts.graphics.drawing import Clip, Shape, circle, rounded
from handouts.pdf import GREY, RGB
from handouts.pdf.layers import paint_layer
from handouts.pdf.painter import Resources
from handouts.typeset.pages import Layer, PlacedArt

if TYPE_CHECKING:
    from handouts.pdf.device import Device

BOX = rounded(0, 0, 9, 6, 0)
TINT, LINE = ROLES.index("tint"), ROLES.index("line")


def operators(*items: Shape | Clip, device: Device = RGB) -> list[str]:
    """What is written between the marks of one artifact."""
    content = paint_layer(Layer((PlacedArt(items),)), {}, Resources({}, {}, device), 0)
    return content.content.decode().split("\n")[2:-2]


def count(items: list[str], operator: str) -> int:
    return sum(item.split()[-1] == operator for item in items)


def test_a_literal_colour_is_written_as_it_is() -> None:
    assert operators(Shape(BOX, fill="#ff8000")) == ["1 .502 0 rg", "0 0 9 6 re", "f"]
    assert operators(Shape(BOX, stroke="#ff8000", width=1))[0] == "1 .502 0 RG"


def test_an_edition_in_grey_has_literal_colours_in_grey() -> None:
    found = operators(Shape(BOX, fill="#ff8000", stroke="#ff8000", width=1), device=GREY)
    assert found[:2] == [".639 g", ".639 G"]


def test_the_palette_is_named_again_after_a_literal_colour() -> None:
    shapes = [Shape(BOX, fill=fill, stroke=fill, width=1) for fill in ("tint", "#ff0000", "tint", "line")]
    colours = [line for line in operators(*shapes) if line.split()[-1] in {"scn", "SCN", "rg", "RG"}]
    assert colours == [
        f"/Brand cs {TINT} scn",
        f"/Brand CS {TINT} SCN",
        "1 0 0 rg",
        "1 0 0 RG",
        f"/Brand cs {TINT} scn",
        f"/Brand CS {TINT} SCN",
        f"{LINE} scn",
        f"{LINE} SCN",
    ]


def test_one_literal_colour_is_written_once() -> None:
    assert count(operators(*[Shape(BOX, fill="#ff0000")] * 3), "rg") == 1


@pytest.mark.parametrize(
    ("shape", "operator"),
    [
        (Shape(BOX, fill="tint", even_odd=True), "f*"),
        (Shape(BOX, fill="tint", stroke="line", width=1, even_odd=True), "B*"),
        (Shape(BOX, fill="tint"), "f"),
    ],
)
def test_the_rule_of_what_is_inside_is_the_shape_s(shape: Shape, operator: str) -> None:
    assert operators(shape)[-1] == operator


@pytest.mark.parametrize(("even_odd", "operator"), [(True, "W* n"), (False, "W n")])
def test_a_clip_has_its_own_rule(even_odd: bool, operator: str) -> None:  # noqa: FBT001 - a parameter
    found = operators(Clip(circle(5, 5, 5), (Shape(BOX, fill="tint"),), even_odd))
    assert found[1].endswith(operator)
    assert found[-2].split()[-1] == "f"


def test_a_clip_in_a_clip_ends_inside_it() -> None:
    inner = Clip(circle(2, 2, 2), (Shape(BOX, fill="#ff0000"),))
    found = operators(Clip(circle(5, 5, 5), (inner, Shape(BOX, fill="#ff0000"))))
    assert [line for line in found if line in {"q", "Q"}] == ["q", "q", "Q", "Q"]
    assert count(found, "rg") == 2, "what a clip sets ends with it"


def test_a_stroke_has_its_own_ends_turns_and_dashes() -> None:
    shape = Shape(BOX, stroke="line", width=1, ends="square", joins="bevel", miter=4, dash=(2.0, 1.25), dash_start=0.5)
    pen = operators(shape, shape, Shape(BOX, stroke="line", width=1))[2:]
    assert pen[:4] == ["2 J", "2 j", "4 M", "[2 1.25] .5 d"]
    assert pen[-6:-2] == ["0 J", "0 j", "10 M", "[] 0 d"]
    assert count(pen, "J") == 2
