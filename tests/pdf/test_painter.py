from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import reading
from handouts.colour import ROLES
from handouts.document.elements import Weight
from handouts.graphics.drawing import Clip, Shape, circle
from handouts.pdf.fonts import subsets
from handouts.pdf.layers import Painted, paint_layer
from handouts.pdf.painter import Resources
from handouts.typeset.pages import Layer, PlacedArt, PlacedPicture, PlacedRun

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.graphics.images import Picture
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.runs import Run
    from handouts.typeset.shaping import Shaper

LINE = (("M", 1.0, 2.0), ("L", 3.0, 4.0))
BOX = (("M", 0.0, 0.0), ("L", 9.0, 0.0), ("C", 9.0, 1.0, 9.0, 2.0, 8.12345, 3.0), ("Z",))


@pytest.fixture(scope="module")
def run(shaper: Shaper) -> Run:
    (found,) = shaper.shape("Hello", "text", Weight.REGULAR, "en", 0)
    return found


def painted(fonts: FontSet, *items: object, first: int = 0) -> Painted:
    layer = Layer(items)  # type: ignore[arg-type] - placed things, as every caller gives
    resources = Resources(subsets([layer], fonts, "B"), {})
    return paint_layer(layer, {1: "P", 2: "H1", 3: "Figure"}, resources, first)


def operators(content: Painted) -> list[str]:
    return content.content.decode().split("\n")


def index(role: str) -> int:
    return ROLES.index(role)


def test_every_colour_of_a_file_goes_through_the_palette(good: Path) -> None:
    assert reading.colour_operators(good) == {"/Brand cs", "scn", "/Brand CS", "SCN"}


def test_what_names_no_node_is_an_artifact(fonts: FontSet, run: Run) -> None:
    content = painted(fonts, PlacedArt((Shape(LINE, stroke="line", width=1),)), PlacedRun(1, 2, 9, run, "ink", None))
    assert content.marks == ()
    assert content.content.count(b"/Artifact BMC") == 1
    assert b"BDC" not in content.content


def test_neighbours_with_one_node_share_one_sequence(fonts: FontSet, run: Run) -> None:
    lines = [PlacedRun(1, y, 9, run, "ink", 1) for y in (30, 20, 10)]
    content = painted(fonts, *lines, PlacedRun(1, 0, 9, run, "ink", 2), lines[0], first=7)
    assert [(mark.node, mark.role, mark.mcid) for mark in content.marks] == [(1, "P", 7), (2, "H1", 8), (1, "P", 9)]
    assert content.content.count(b"BDC") == content.content.count(b"EMC") == 3


def test_an_artifact_between_two_lines_parts_them(fonts: FontSet, run: Run) -> None:
    rule = PlacedArt((Shape(LINE, stroke="line", width=1),))
    line = PlacedRun(1, 2, 9, run, "ink", 1)
    found = re.findall(rb"/(\w+)[ <].*(?:BMC|BDC)", painted(fonts, line, rule, line).content)
    assert found == [b"P", b"Artifact", b"P"]


def test_layers_end_with_the_graphics_state_they_found(fonts: FontSet, run: Run) -> None:
    lines = operators(painted(fonts, PlacedRun(1, 2, 9, run, "ink", 1)))
    assert (lines[0], lines[-1]) == ("q", "Q")
    assert lines.count("q") == lines.count("Q")


def test_an_empty_layer_is_an_empty_stream(fonts: FontSet) -> None:
    assert painted(fonts) == Painted(b"", ())


def test_state_is_written_only_when_it_changes(fonts: FontSet, run: Run) -> None:
    stroke = Shape(LINE, stroke="line", width=0.7, ends="round", joins="round", dash=(2.0, 1.0))
    lines = operators(painted(fonts, PlacedArt((stroke, stroke)), *[PlacedRun(1, 2, 9, run, "ink", 1)] * 2))
    for once in (f"/Brand CS {index('line')} SCN", ".7 w", "1 J", "1 j", "[2 1] 0 d", "/B-text 9 Tf"):
        assert lines.count(once) == 1, once
    assert lines.count(f"/Brand cs {index('ink')} scn") == 1


def test_shapes_are_filled_stroked_or_both(fonts: FontSet) -> None:
    for shape, paint in (
        (Shape(BOX, fill="tint"), "f"),
        (Shape(BOX, stroke="line", width=1), "S"),
        (Shape(BOX, fill="tint", stroke="line", width=1), "B"),
    ):
        assert operators(painted(fonts, PlacedArt((shape,))))[-3] == paint


def test_a_stroke_without_width_is_not_drawn(fonts: FontSet) -> None:
    content = painted(fonts, PlacedArt((Shape(BOX, stroke="line", width=0), Shape(BOX))))
    assert operators(content) == ["q", "/Artifact BMC", "EMC", "Q"]


def test_paths_are_written_to_a_hundredth_of_a_point(fonts: FontSet) -> None:
    assert b"0 0 m 9 0 l 9 1 9 2 8.12 3 c h" in painted(fonts, PlacedArt((Shape(BOX, fill="tint"),))).content


def path(fonts: FontSet, *steps: tuple[str, *tuple[float, ...]]) -> str:
    return operators(painted(fonts, PlacedArt((Shape(steps, fill="tint"),))))[-4]


def test_rectangles_are_written_as_such(fonts: FontSet) -> None:
    upright = (("M", 1, 2), ("L", 4.5, 2), ("L", 4.5, 8), ("L", 1, 8), ("Z",))
    hanging = (("M", 1, 2), ("L", -4, 2), ("L", -4, -8), ("L", 1, -8), ("Z",))
    assert path(fonts, *upright, *hanging) == "1 2 3.5 6 re 1 2 -5 -10 re"


@pytest.mark.parametrize(
    "steps",
    [
        (("M", 1, 2), ("L", 1, 8), ("L", 4, 8), ("L", 4, 2), ("Z",)),
        (("M", 1, 2), ("L", 4, 2), ("L", 5, 8), ("L", 1, 8), ("Z",)),
        (("M", 1, 2), ("L", 4, 2), ("L", 4, 8), ("L", 1, 8)),
    ],
    ids=["the other way round", "askew", "open"],
)
def test_what_is_no_upright_rectangle_keeps_its_lines(fonts: FontSet, steps: tuple[tuple[str, float, float]]) -> None:
    assert path(fonts, *steps).count(" l") == 3


def test_a_line_to_where_a_curve_ended_is_left_out_but_a_dot_stays(fonts: FontSet) -> None:
    assert (
        path(fonts, ("M", 0, 0), ("C", 0, 1, 1, 2, 2, 2), ("L", 2.001, 2), ("L", 5, 5)) == "0 0 m 0 1 1 2 2 2 c 5 5 l"
    )
    assert path(fonts, ("M", 3, 3), ("L", 3, 3)) == "3 3 m 3 3 l"


def test_colours_set_inside_a_clip_end_with_it(fonts: FontSet) -> None:
    clip = Clip(circle(5, 5, 5), (Shape(BOX, fill="accent"),))
    lines = operators(painted(fonts, PlacedArt((Shape(BOX, fill="tint"), clip, Shape(BOX, fill="accent")))))
    inside = lines[lines.index("q", 1) : lines.index("Q")]
    assert f"{index('accent')} scn" in inside
    assert any(line.endswith("W n") for line in inside)
    assert lines[lines.index("Q") + 1] == f"{index('accent')} scn"


def test_a_colour_first_set_inside_a_clip_names_its_space_again_after_it(fonts: FontSet) -> None:
    clip = Clip(circle(5, 5, 5), (Shape(BOX, fill="accent"),))
    content = painted(fonts, PlacedArt((clip, Shape(BOX, fill="accent")))).content
    assert content.count(f"/Brand cs {index('accent')} scn".encode()) == 2


def test_a_picture_is_scaled_into_its_box(logo: Picture) -> None:
    layer = Layer((PlacedPicture(logo, 10, 20, 60, 40, 3),))
    content = paint_layer(layer, {3: "Figure"}, Resources({}, {logo.digest: "IP0"}), 0)
    assert operators(content)[1:-1] == ["/Figure<</MCID 0>>BDC", "q", "60 0 0 40 10 20 cm", "/IP0 Do", "Q", "EMC"]


def test_words_that_glyphs_cannot_say_are_said_beside_them(fonts: FontSet, shaper: Shaper) -> None:
    (hindi,) = shaper.shape("कि", "text", Weight.REGULAR, "hi", 0)
    (latin,) = shaper.shape("ki", "text", Weight.REGULAR, "hi", 0)
    content = painted(fonts, *(PlacedRun(1, 2, 9, run, "ink", 1) for run in (latin, hindi, hindi)))
    assert [(mark.role, mark.actual_text) for mark in content.marks] == [("P", None), ("Span", "कि"), ("Span", "कि")]
    assert content.content.count(b"/Span<</MCID 1/ActualText<FEFF0915093F>>>BDC") == 1
