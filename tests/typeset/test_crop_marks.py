from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.typeset.marks import marks, slug

MM = 72 / 25.4

length = st.floats(0, 12 * MM)


def lines(width: float, height: float, bleed: float, *folds: float) -> list[tuple[float, float, float, float, bool]]:
    """Each mark from its left or lower end to the other, and whether it is dashed."""
    return [
        (min(x, x2), min(y, y2), max(x, x2), max(y, y2), bool(shape.dash))
        for art in marks(width, height, bleed, folds)
        for shape in art.items
        for (_, x, y), (_, x2, y2) in [shape.steps]
    ]


@given(st.floats(60, 900), st.floats(60, 900), length, st.floats(0.2, 0.8))
def test_marks_stand_in_the_slug_and_point_at_corners_and_folds(
    width: float, height: float, bleed: float, fold: float
) -> None:
    room = bleed + slug(bleed)
    found = lines(width, height, bleed, fold * width)
    for x, y, x2, y2, dashed in found:
        assert -room < x
        assert -room < y
        assert x2 < width + room
        assert y2 < height + room
        outside = x2 <= -bleed or y2 <= -bleed or x >= width + bleed or y >= height + bleed
        assert outside, "neither on the page nor in its bleed"
        if x == x2:
            assert x in ({fold * width} if dashed else {0, width})
        else:
            assert y in {0, height}
        assert max(x2 - x, y2 - y) == pytest.approx(5 * MM)
    assert sum(dashed for *_, dashed in found) == 2
    assert len(found) == 10


def test_marks_are_a_quarter_of_a_point_of_black_and_nothing_that_is_read() -> None:
    found = list(marks(100, 200, 9, (50,)))
    assert {art.node for art in found} == {None}
    assert {(shape.stroke, shape.fill, shape.width) for art in found for shape in art.items} == {("ink", None, 0.25)}


def test_a_page_without_bleed_has_marks_that_stand_off_it() -> None:
    assert max(x2 for x, _, x2, *_ in lines(100, 200, 0) if x < 0) == pytest.approx(-2 * MM)
    assert slug(0) == pytest.approx(9 * MM)
    assert slug(3 * MM) == pytest.approx(7 * MM)
