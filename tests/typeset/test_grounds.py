from __future__ import annotations

from dataclasses import replace

import pytest

from handouts.boxes import Box
from handouts.typeset.galley import Area
from handouts.typeset.grounds import Edges, ground

#: A frame 10 points inside of a page of 100 by 200, with a bleed of 5.
FRAME = Area(10, 190, 80, 180)
EDGES = Edges(FRAME, left=-5, right=105, bottom=-5, top=205)


def spec(*sides: str, **more: object) -> Box:
    return Box.model_validate({"box": [], "fill": "hero", "bleed": list(sides), **more})


def extent(box: Box, area: Area, edges: Edges | None = EDGES) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the ground."""
    (shape,) = ground(box, area, edges).items
    points = [step[1:] for step in shape.steps]
    across, up = ([number for numbers in points for number in numbers[start::2]] for start in (0, 1))
    return min(across), min(up), max(across), max(up)


def test_a_ground_runs_out_on_the_sides_that_its_box_names() -> None:
    assert extent(spec("top", "left", "right"), Area(10, 190, 80, 50)) == (-5, 140, 105, 205)
    assert extent(spec("bottom"), Area(10, 60, 80, 50)) == (10, -5, 90, 60)


def test_for_an_office_it_stays_where_it_is() -> None:
    assert extent(spec("top", "left", "right"), Area(10, 190, 80, 50), None) == (10, 140, 90, 190)


@pytest.mark.parametrize("area", [Area(11, 189, 78, 170), Area(30, 150, 20, 20)])
def test_a_ground_that_does_not_stand_at_a_side_of_its_frame_stays_too(area: Area) -> None:
    """Else it would cover what stands between."""
    sides = spec("top", "right", "bottom", "left")
    assert extent(sides, area) == (area.x, area.top - area.height, area.x + area.width, area.top)


def test_at_a_fold_it_ends_with_its_panel() -> None:
    folded = replace(EDGES, left=0, frame=replace(FRAME, x=4, width=86))
    assert extent(spec("left", "right"), Area(4, 100, 86, 20), folded) == (0, 80, 105, 100)


def test_what_is_read_from_the_right_bleeds_on_the_other_side() -> None:
    assert extent(spec("left"), Area(10, 100, 80, 20), replace(EDGES, rtl=True)) == (10, 80, 105, 100)


def test_corners_are_square_where_the_ground_is_cut_and_round_elsewhere() -> None:
    (shape,) = ground(spec("right", radius="8pt"), Area(10, 100, 80, 40), EDGES).items
    curves = [step[5:] for step in shape.steps if step[0] == "C"]
    assert sorted(curves) == [(10, 92), (18, 60)], "both on the left"
    assert {("L", 105, 60), ("L", 105, 100)} < set(shape.steps)


def test_an_outline_is_cut_away_with_its_ground_and_lies_inside_elsewhere() -> None:
    box = spec("left", outline="hero-line", outline_width="4pt")
    assert extent(box, Area(10, 100, 80, 40)) == (-5, 62, 88, 98)
