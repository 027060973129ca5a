from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.boxes.imposing import Imposition
from handouts.graphics.drawing import Shape, rounded
from handouts.typeset.imposition import booklet, impose
from handouts.typeset.pages import Bookmark, Layer, Page, Pages, PlacedArt
from handouts.units import MM

A5 = (148 * MM, 210 * MM)
BOOKLET = Imposition.model_validate({"kind": "booklet", "width": "297mm", "height": "210mm"})
CARDS = Imposition.model_validate({"kind": "copies", "width": "210mm", "height": "297mm", "columns": "2", "rows": "2"})


def page(number: int, size: tuple[float, float] = A5) -> Page:
    """A page with one square at its bottom left corner, whose node is the page's number."""
    square = PlacedArt((Shape(rounded(0, 0, 10, 10, 0), fill="ink"),), number, (0, 0, 10, 10))
    return Page(*size, Layer((square,)), Layer((replace(square, node=100 + number),)))


def leaflet(count: int, size: tuple[float, float] = A5) -> Pages:
    marks = tuple(Bookmark(f"Page {number}", 1, number, 50.0, number) for number in range(count))
    return Pages(tuple(page(number, size) for number in range(count)), marks)


def squares(side: Page) -> list[tuple[int | None, float, float]]:
    """Node and corner of each square on a side, from left to right."""
    arts = [item for item in side.body.items if isinstance(item, PlacedArt) and item.box]
    return [(art.node, int(art.box[0] / MM), int(art.box[1] / MM)) for art in arts if art.box]


def test_eight_pages_make_two_sheets_that_read_on_when_folded() -> None:
    assert booklet(8) == ((7, 0), (1, 6), (5, 2), (3, 4))


@given(st.integers(1, 200))
def test_every_page_of_a_booklet_stands_once_and_the_folded_sheets_read_on(count: int) -> None:
    sides = booklet(count)
    whole = len(sides) * 2
    assert whole % 4 == 0
    assert 0 <= whole - count < 4
    # Fold: from the outside in, the right half of each front and the left half of its back come one after the other;
    # then from the inside out the right half of the back and the left half of the front.
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    read = [page for front, back in sheets for page in (front[1], back[0])]
    read += [page for front, back in reversed(sheets) for page in (back[1], front[0])]
    *inner, last = range(count)
    blank = [None] * (whole - count)
    assert read == ([*inner, *blank, last] if inner else [last, *blank])


def test_pages_of_a_booklet_stand_side_by_side_and_blank_ones_are_not_there() -> None:
    sheets = impose(leaflet(6), BOOKLET)
    assert [squares(side) for side in sheets.pages] == [
        [(5, 0, 0), (0, 148, 0)],
        [(1, 0, 0)],
        [(2, 148, 0)],
        [(3, 0, 0), (4, 148, 0)],
    ]
    assert sheets.duplex == "DuplexFlipShortEdge"
    assert {(round(side.width / MM), round(side.height / MM)) for side in sheets.pages} == {(297, 210)}


def test_a_booklet_that_is_read_from_the_right_is_bound_on_the_right() -> None:
    first = impose(leaflet(4), BOOKLET, rtl=True).pages[0]
    assert squares(first) == [(0, 0, 0), (3, 148, 0)]


def test_the_imprint_goes_with_its_page() -> None:
    side = impose(leaflet(8), BOOKLET).pages[0]
    nodes = [item.node for item in side.imprint.items]
    assert nodes == [107, 100]


def test_of_copies_the_first_is_the_leaflet_and_the_others_are_listed() -> None:
    sheets = impose(leaflet(2, (105 * MM, 148.5 * MM)), CARDS)
    assert len(sheets.pages) == 2
    assert squares(sheets.pages[1]) == [(1, 0, 148), (None, 105, 148), (None, 0, 0), (None, 105, 0)]
    assert [(copy.side, int(copy.x / MM), int(copy.y / MM)) for copy in sheets.copies] == [
        (side, x, y) for side in (0, 1) for x, y in ((105, 148), (0, 0), (105, 0))
    ]


def test_smaller_pages_stand_in_the_middle_of_the_sheet() -> None:
    sheets = impose(leaflet(1, (100 * MM, 140 * MM)), CARDS)
    assert [corner[1:] for corner in squares(sheets.pages[0])] == [(5, 148), (105, 148), (5, 8), (105, 8)]


def test_bookmarks_lead_to_the_sheet_that_their_page_is_on() -> None:
    marks = impose(leaflet(8), BOOKLET).bookmarks
    assert [mark.page for mark in marks] == [0, 1, 2, 3, 3, 2, 1, 0]
    cards = impose(leaflet(1, (100 * MM, 140 * MM)), CARDS).bookmarks
    assert cards[0].y == pytest.approx(50 + 148.5 * MM)


def ticks(side: Page) -> list[PlacedArt]:
    return [item for item in side.body.items if isinstance(item, PlacedArt) and item.box is None]


def test_ticks_show_where_to_cut_and_lie_where_a_printer_reaches() -> None:
    side = impose(leaflet(1, (105 * MM, 148.5 * MM)), CARDS).pages[0]
    found = ticks(side)
    assert len(found) == 6, "two at each end of both lines, and a cross"
    assert all(tick.node is None for tick in found)
    for tick in found:
        points = [step[1:] for shape in tick.items for step in shape.steps]
        for x, y in points:
            assert 7 * MM - 0.01 <= x <= 203 * MM + 0.01
            assert 7 * MM - 0.01 <= y <= 290 * MM + 0.01
            assert x == pytest.approx(105 * MM, abs=2.1 * MM) or y == pytest.approx(148.5 * MM, abs=0.1)


def test_a_booklet_is_ticked_at_its_fold() -> None:
    side = impose(leaflet(4), BOOKLET).pages[0]
    assert {round(step[1] / MM, 1) for tick in ticks(side) for shape in tick.items for step in shape.steps} >= {148.5}


def test_whether_pages_go_on_a_sheet() -> None:
    assert BOOKLET.holds(148 * MM, 210 * MM)
    assert not BOOKLET.holds(149 * MM, 210 * MM)
    assert CARDS.holds(105 * MM, 148.5 * MM)
    assert not CARDS.holds(105 * MM, 150 * MM)
