from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handouts import layouts
from handouts.errors import ContentInvalid
from handouts.graphics.drawing import Shape, rounded
from handouts.typeset.pages import Layer, PlacedArt
from handouts.typeset.reach import check_reach

if TYPE_CHECKING:
    from pathlib import Path

MM = 72 / 25.4


def box(x: float, y: float, width: float, height: float) -> Layer:
    return Layer((PlacedArt((Shape(rounded(x * MM, y * MM, width * MM, height * MM, 0), fill="tint"),)),))


def test_what_keeps_seven_millimetres_from_every_edge_is_fine(repository: Path) -> None:
    check_reach([box(7, 7, 196, 283)], layouts.find("a4", repository))


@pytest.mark.parametrize("place", [(6, 7, 10, 10), (7, 6, 10, 10), (194, 7, 10, 10), (7, 281, 10, 10)])
def test_what_lies_nearer_is_a_problem_of_the_layout(place: tuple[float, ...], repository: Path) -> None:
    with pytest.raises(ContentInvalid, match=r"layouts/a4\.yaml:1:1: something on page 2 lies nearer .* than 7\.0 mm"):
        check_reach([box(7, 7, 10, 10), box(*place)], layouts.find("a4", repository))
