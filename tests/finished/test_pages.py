"""Positions and relations on the typeset pages of the sample: what a designer would measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handouts.graphics.drawing import Clip
from handouts.press.plan import one
from handouts.press.stages import Press
from handouts.typeset.fonts import default_fonts
from handouts.typeset.pages import PlacedArt, PlacedPicture, PlacedRun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.content.content import Content
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.pages import Page, Pages, Placed

MM = 72 / 25.4


@pytest.fixture(scope="module")
def press(content: Content) -> Press:
    return Press(content)


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return default_fonts()


@pytest.fixture
def pages(named: tuple[str, str], press: Press, content: Content) -> Pages:
    clinic, layout = named
    return press.pages(press.ticket(one(content, "microneedling", clinic=clinic, layout=layout)))


def placed(pages: Pages) -> Iterator[tuple[Page, Placed]]:
    for page in pages.pages:
        for item in (*page.body.items, *page.imprint.items):
            yield page, item


def runs(pages: Pages) -> Iterator[tuple[Page, PlacedRun]]:
    for page, item in placed(pages):
        if isinstance(item, PlacedRun):
            yield page, item


def extent(item: Placed) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is painted, strokes included; of words, without their descenders' depth."""
    if isinstance(item, PlacedRun):
        return item.x, item.y, item.x + item.run.advance * item.size / 1000, item.y + item.size * 0.7
    if isinstance(item, PlacedPicture):
        return item.x, item.y, item.x + item.width, item.y + item.height
    shapes = item.items
    if item.scale is not None:
        return rectangles(item)
    points = [number for shape in shapes for step in shape.steps for number in pairs(step[1:])]
    half = max((0.0 if isinstance(shape, Clip) else shape.width / 2) for shape in shapes)
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across) - half, min(up) - half, max(across) + half, max(up) + half


def rectangles(item: PlacedArt) -> tuple[float, float, float, float]:
    """The same of rectangles in units of their own."""
    assert item.scale is not None
    x, y, scale = item.scale
    corners = [step[1:] for shape in item.items for step in shape.steps]
    left, bottom = min(one[0] for one in corners), min(one[1] for one in corners)
    right, top = max(one[0] + one[2] for one in corners), max(one[1] + one[3] for one in corners)
    return x + left * scale, y + bottom * scale, x + right * scale, y + top * scale


def pairs(numbers: tuple[float, ...]) -> Iterator[tuple[float, float]]:
    return zip(numbers[::2], numbers[1::2], strict=True)


def test_nothing_lies_where_an_office_printer_cannot_reach(pages: Pages) -> None:
    edge = 7 * MM
    for page, item in placed(pages):
        left, bottom, right, top = extent(item)
        assert left >= edge
        assert bottom >= edge
        assert right <= page.width - edge
        assert top <= page.height - edge


def test_words_are_readable_by_their_x_height(pages: Pages, fonts: FontSet) -> None:
    """RNIB clear print: an x-height of 2 mm at least. Only the version line is smaller, and never under 8 pt."""
    small = set()
    for _, item in runs(pages):
        if fonts.face(item.run.face).x_height * item.size < 2 * MM - 0.005:
            small.add(item.size)
            assert item.size >= 8
    assert small <= {8.0, 8.5}
    assert len(small) == 1


def test_cards_in_a_column_share_their_edges(pages: Pages) -> None:
    """Boxes with a ground reach the same left or right edge as the hero."""
    for page in pages.pages:
        grounds = [
            extent(item)
            for item in page.body.items
            if isinstance(item, PlacedArt) and item.node is None and area(item) > 30 * MM * 30 * MM
        ]
        edges = {round(left, 1) for left, _, _, _ in grounds} | {round(right, 1) for _, _, right, _ in grounds}
        assert round(9 * MM, 1) in edges
        assert all(left >= 9 * MM - 0.1 and right <= page.width - 9 * MM + 0.1 for left, _, right, _ in grounds)
        rows = [(round(bottom), round(top)) for _, bottom, _, top in grounds]
        for bottom, top in rows:
            overlapping = [row for row in rows if row != (bottom, top) and row[0] < top and bottom < row[1]]
            assert overlapping == [], "cards side by side share top and bottom"


def area(item: PlacedArt) -> float:
    left, bottom, right, top = extent(item)
    return (right - left) * (top - bottom)


def test_the_first_headings_of_two_columns_share_a_baseline(pages: Pages) -> None:
    beside = [("What happens", "Before you book")]
    if len(pages.pages) > 1:
        beside = [("What it is", "Why people choose it"), ("Before you book", "After your treatment")]
    baselines = {item.run.text.strip(): item.y for _, item in runs(pages)}
    for left, right in beside:
        assert baselines[left] == pytest.approx(baselines[right], abs=0.15)


def test_words_do_not_lie_on_words(pages: Pages) -> None:
    for page in pages.pages:
        boxes = [
            extent(item)
            for item in (*page.body.items, *page.imprint.items)
            if isinstance(item, PlacedRun) and item.run.text.strip()
        ]
        for number, (left, bottom, right, top) in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = right <= other[0] + 0.5 or other[2] <= left + 0.5 or top <= other[1] or other[3] <= bottom
                assert apart


def test_the_booking_code_is_large_enough_to_scan(pages: Pages) -> None:
    codes = [
        item
        for page in pages.pages
        for item in page.imprint.items
        if isinstance(item, PlacedArt) and item.node is not None and item.box and item.items[0].fill == "qr"
    ]
    (code,) = codes
    assert code.box is not None
    left, _, right, _ = extent(code)
    assert right - left >= 20 * MM
    assert code.box[2] - (right - left) == pytest.approx(2 * 4 * (code.box[2] / modules(code)), abs=0.2)


def modules(code: PlacedArt) -> int:
    """Modules across, quiet zone included, from the code's own pitch."""
    assert code.box is not None
    left, _, right, _ = extent(code)
    zone = (code.box[2] - (right - left)) / 2
    return round(code.box[2] / (zone / 4))


def test_a_long_clinic_name_moves_nothing_of_the_body(press: Press, content: Content) -> None:
    for layout in ("a4", "a4-two-sided"):
        short, long_ = (
            press.pages(press.ticket(one(content, "microneedling", clinic=clinic, layout=layout)))
            for clinic in ("alder", "alder-st-catherine")
        )
        assert [page.body for page in short.pages] == [page.body for page in long_.pages]


def test_the_body_is_set_once_for_clinics_that_share_it(content: Content) -> None:
    press = Press(content)
    for clinic in ("alder", "alder-st-catherine"):
        press.pages(press.ticket(one(content, "microneedling", clinic=clinic, layout="a4")))
    assert len(press.set_bodies.kept) == 1


def test_what_can_be_clicked_is_the_words_of_the_link_and_not_much_more(pages: Pages) -> None:
    found = 0
    for page in pages.pages:
        for layer in (page.body, page.imprint):
            words = [extent(item) for item in layer.items if isinstance(item, PlacedRun) and item.run.text.strip()]
            for link in layer.links:
                within = [
                    (left, right)
                    for left, bottom, right, _ in words
                    if link.x - 0.1 <= left
                    and right <= link.x + link.width + 6
                    and link.y <= bottom <= link.y + link.height
                ]
                if link.width == pytest.approx(link.height):
                    continue  # the code: tested by scanning it
                found += 1
                assert within
                assert min(left for left, _ in within) == pytest.approx(link.x, abs=0.1)
                assert link.height < 30
    assert found >= 6
