from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from handouts import layouts
from handouts.errors import ContentInvalid
from handouts.graphics.drawing import Shape, rounded
from handouts.typeset.fonts import default_fonts
from handouts.typeset.pages import Layer, PlacedArt, PlacedRun
from handouts.typeset.reach import check_reach
from handouts.typeset.runs import Run

if TYPE_CHECKING:
    from pathlib import Path

MM = 72 / 25.4


FONTS = default_fonts()


def words(x: float, y: float) -> Layer:
    """Letters of 10 pt on a baseline, 10 mm wide; their face goes 2.65 pt (0.93 mm) below it."""
    run = Run("text", "gy", (), (), 10 * MM * 100, rtl=False, actual_text=False)
    return Layer((PlacedRun(x * MM, y * MM, 10, run, "ink", 1),))


def box(x: float, y: float, width: float, height: float) -> Layer:
    return Layer((PlacedArt((Shape(rounded(x * MM, y * MM, width * MM, height * MM, 0), fill="tint"),)),))


def test_what_keeps_seven_millimetres_from_every_edge_is_fine(repository: Path) -> None:
    check_reach([box(7, 7, 196, 283)], layouts.find("a4", repository), FONTS)


@pytest.mark.parametrize("place", [(6, 7, 10, 10), (7, 6, 10, 10), (194, 7, 10, 10), (7, 281, 10, 10)])
def test_what_lies_nearer_is_a_problem_of_the_layout(place: tuple[float, ...], repository: Path) -> None:
    with pytest.raises(ContentInvalid, match=r"layouts/a4\.yaml:1:1: something on page 2 lies nearer .* than 7\.0 mm"):
        check_reach([box(7, 7, 10, 10), box(*place)], layouts.find("a4", repository), FONTS)


@pytest.mark.parametrize("place", [(5, 5, 200, 287), (-3, 100, 216, 30), (-3, -3, 30, 303)])
def test_for_a_press_five_millimetres_are_enough_and_a_ground_runs_out_over_the_cut(
    place: tuple[float, ...], repository: Path
) -> None:
    check_reach([box(*place)], layouts.find("a4", repository), FONTS, press=True)


@pytest.mark.parametrize("place", [(4, 7, 10, 10), (0, 100, 210, 30), (-2, 100, 214, 30), (-4, 100, 218, 30)])
def test_what_a_cut_would_show_to_be_wrong_is_a_problem(place: tuple[float, ...], repository: Path) -> None:
    with pytest.raises(ContentInvalid, match=r"nearer to the edge of the paper than 5\.0 mm, where a cut"):
        check_reach([box(*place)], layouts.find("a4", repository), FONTS, press=True)


def test_a_drawing_that_means_something_is_no_ground(repository: Path) -> None:
    (art,) = box(-3, 100, 216, 30).items
    assert isinstance(art, PlacedArt)
    with pytest.raises(ContentInvalid, match="where a cut"):
        check_reach([Layer((replace(art, node=7),))], layouts.find("a4", repository), FONTS, press=True)


def test_words_are_as_low_and_as_high_as_their_face_goes(repository: Path) -> None:
    face, layout = FONTS.face("text"), layouts.find("a4", repository)
    low, high = 7 + face.descent * 10 / MM, 297 - 7 - face.ascent * 10 / MM
    check_reach([words(7, low), words(193, high)], layout, FONTS)
    for y in (low - 0.3, high + 0.3):
        with pytest.raises(ContentInvalid, match=r"nearer .* than 7\.0 mm"):
            check_reach([words(7, y)], layout, FONTS)
