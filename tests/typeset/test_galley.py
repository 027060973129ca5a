from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document.elements import Element, Role
from handouts.typeset.galley import Area, Fit, Grid, Joined, Part, Stack, Stacked
from handouts.typeset.pages import PlacedArt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.typeset.galley import Thing


@dataclass(frozen=True)
class Slab:
    """A block of fixed height that places a mark of itself."""

    tall: float
    flexible: float = 0.0

    def height(self, width: float, fit: Fit) -> float:  # noqa: ARG002 - the protocol's signature
        return self.tall * fit.scale

    def stretch(self) -> float:
        return self.flexible

    def place(self, area: Area, fit: Fit) -> Iterator[Thing]:  # noqa: ARG002 - the protocol's signature
        yield PlacedArt((), box=(area.x, area.top, area.width, area.height))

    def parts(self, width: float, fit: Fit) -> Iterator[Part]:  # noqa: ARG002 - the protocol's signature
        yield from ()


def boxes(things: Iterator[Thing]) -> list[tuple[float, float, float, float]]:
    return [thing.box for thing in things if isinstance(thing, PlacedArt) and thing.box is not None]


def test_a_stack_is_as_high_as_its_blocks_and_the_gaps_between_them() -> None:
    stack = Stack((Stacked(Slab(10), gap=99), Stacked(Slab(20), gap=4), Stacked(Slab(5), gap=6)))
    assert stack.height(100, Fit()) == 10 + 4 + 20 + 6 + 5


def test_gaps_that_may_grow_may_shrink_and_others_keep_their_size() -> None:
    stack = Stack((Stacked(Slab(10)), Stacked(Slab(10), gap=8, share=1), Stacked(Slab(10), gap=8)))
    assert stack.height(100, Fit(gap=0.5)) == 30 + 4 + 8


def test_spare_white_goes_to_the_gaps_by_their_shares() -> None:
    stack = Stack((Stacked(Slab(10)), Stacked(Slab(10), gap=4, share=1), Stacked(Slab(10), gap=4, share=2)))
    tops = [top for _, top, _, _ in boxes(stack.place(Area(0, 100, 50, 38 + 9), Fit(loosest=50)))]
    assert tops == [100, 100 - 10 - 4 - 3, 100 - 10 - 4 - 3 - 10 - 4 - 6]


def test_no_gap_grows_by_more_than_the_loosest_and_the_rest_stays_below() -> None:
    stack = Stack((Stacked(Slab(10)), Stacked(Slab(10), gap=4, share=1)))
    (_, second) = boxes(stack.place(Area(0, 100, 50, 500), Fit(loosest=3)))
    assert second[1] == 100 - 10 - 4 - 3


@pytest.mark.parametrize(("align", "top"), [("top", 100), ("centre", 60), ("bottom", 20)])
def test_what_is_left_stays_where_the_stack_is_aligned(align: str, top: float) -> None:
    stack = Stack((Stacked(Slab(20)),), align)
    assert boxes(stack.place(Area(0, 100, 50, 100), Fit()))[0][1] == top


def test_the_block_that_grows_takes_all_that_is_left() -> None:
    stack = Stack((Stacked(Slab(10)), Stacked(Slab(10), grow=True), Stacked(Slab(10))))
    heights = [height for _, _, _, height in boxes(stack.place(Area(0, 100, 50, 90), Fit(loosest=5)))]
    assert heights == [10, 70, 10]


def test_white_reaches_the_gaps_of_a_stack_within_a_stack() -> None:
    inner = Stack((Stacked(Slab(10)), Stacked(Slab(10), gap=2, share=1)))
    outer = Stack((Stacked(inner), Stacked(Slab(10), gap=2, share=1)))
    placed = boxes(outer.place(Area(0, 100, 50, outer.height(50, Fit()) + 8), Fit(loosest=50)))
    assert [top for _, top, _, _ in placed] == [100, 100 - 10 - 6, 100 - 10 - 6 - 10 - 6]


def test_a_row_of_a_grid_shares_one_top_and_is_as_high_as_its_highest_cell() -> None:
    grid = Grid((Slab(10), Slab(30), Slab(10)), columns=2, gap=5, column_gap=10)
    assert grid.height(110, Fit()) == 30 + 5 + 10
    placed = boxes(grid.place(Area(0, 100, 110, 45), Fit()))
    assert [(x, top, width) for x, top, width, _ in placed] == [(0, 100, 50), (60, 100, 50), (0, 65, 50)]


def test_a_grid_in_a_script_from_the_right_begins_on_the_right() -> None:
    grid = Grid((Slab(10), Slab(10)), columns=2, gap=5, column_gap=10, rtl=True)
    assert [x for x, _, _, _ in boxes(grid.place(Area(0, 100, 110, 10), Fit()))] == [60, 0]


def test_the_line_between_two_numbers_ends_short_of_both_circles() -> None:
    joined = Joined((Slab(40), Slab(40)), gap=10, centre=5, drop=4, radius=6, role="line")
    line = next(thing for thing in joined.place(Area(0, 200, 100, 90), Fit()) if isinstance(thing, PlacedArt))
    (_, x, start), (_, _, end) = line.items[0].steps
    assert x == 5
    assert 200 - 4 - 6 > start > end > 200 - 50 - 4 + 6


def test_a_part_names_the_element_it_shows_and_the_width_it_was_set_at() -> None:
    element = Element(Role.SECT, "steps")
    (part,) = Stack((Stacked(Part(Slab(10), element)),)).parts(80, Fit())
    assert part.element is element
    assert part.width == 80


slabs = st.lists(
    st.tuples(st.floats(1, 80), st.floats(0, 20), st.sampled_from([0.0, 1.0, 2.0])), min_size=1, max_size=8
)


@given(slabs, st.floats(0, 200), st.floats(0, 30))
def test_blocks_never_overlap_and_never_leave_the_area(
    given_slabs: list[tuple[float, float, float]], spare: float, loosest: float
) -> None:
    stack = Stack(tuple(Stacked(Slab(tall), gap, share) for tall, gap, share in given_slabs))
    fit = Fit(loosest=loosest)
    area = Area(0, 1000, 50, stack.height(50, fit) + spare)
    floor = area.top
    for (_, top, _, _), (tall, _, _) in zip(boxes(stack.place(area, fit)), given_slabs, strict=True):
        assert top <= floor + 1e-6
        floor = top - tall
    assert floor >= area.top - area.height - 1e-6
