"""Imposition: finished pages put on the sheets that a printer prints. Nothing is set anew, everything is only moved.

Of pages that stand on a sheet several times the first is the leaflet; the others are decoration, and listed as copies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from handouts.graphics.drawing import Shape
from handouts.typeset.pages import Copied, Layer, Page, Pages, PlacedArt, moved
from handouts.units import MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.boxes.imposing import Imposition
    from handouts.typeset.pages import Bookmark, Placed

#: Marks to cut and fold by, in points.
_TICK, _TICK_WIDTH = 2 * MM, 0.4

#: Pages on a sheet of a booklet, both sides.
_ON_A_SHEET = 4


@dataclass(frozen=True, slots=True)
class _Spot:
    """A page in its place on a side of a sheet: its number, counted from 0, and its bottom left corner."""

    page: int
    x: float
    y: float
    copy: bool = False


def impose(pages: Pages, imposition: Imposition, *, rtl: bool = False) -> Pages:
    """The sheets of a leaflet, side by side of paper. Links are left out: nobody clicks on paper.

    Args:
        pages: the leaflet, all pages of one size, which the sheet must hold.
        imposition: the sheet.
        rtl: booklets of languages that are read from the right are bound on the right.
    """
    width, height = pages.pages[0].width, pages.pages[0].height
    left = (imposition.width - imposition.across * width) / 2
    top = (imposition.height + imposition.down * height) / 2
    places = [
        (left + column * width, top - (row + 1) * height)
        for row, column in product(range(imposition.down), range(imposition.across))
    ]
    if imposition.kind == "booklet":
        sides = [tuple(_spread(pair, places, rtl)) for pair in booklet(len(pages.pages))]
    else:
        sides = [
            tuple(_Spot(nth, *place, copy=number > 0) for number, place in enumerate(places))
            for nth in range(len(pages.pages))
        ]
    marks = tuple(_marks(imposition, width, height))
    return replace(
        pages,
        pages=tuple(_side(side, pages, imposition, marks) for side in sides),
        bookmarks=tuple(_bookmarks(sides, pages)),
        duplex="DuplexFlipShortEdge" if imposition.kind == "booklet" else pages.duplex,
        copies=tuple(
            Copied(number, spot.x, spot.y, width, height)
            for number, side in enumerate(sides)
            for spot in side
            if spot.copy
        ),
    )


def booklet(count: int) -> tuple[tuple[int | None, int | None], ...]:
    """For each side of a booklet's sheets the two pages on it, left and right, counted from 0.

    With n pages, a multiple of four, sheet k (counted from 0, from the outside) has n-2k and 2k+1 on its front and
    2k+2 and n-2k-1 on its back, counted from 1. Where pages are missing to a multiple of four, there is None: blank
    pages stand before the last, which stays the back cover.
    """
    whole = -(-count // _ON_A_SHEET) * _ON_A_SHEET
    inner = max(1, count - 1)
    pages: list[int | None] = [*range(inner), *[None] * (whole - inner)]
    if count > 1:
        pages[-1] = count - 1
    sides: list[tuple[int | None, int | None]] = []
    for k in range(whole // _ON_A_SHEET):
        front, back = (whole - 2 * k - 1, 2 * k), (2 * k + 1, whole - 2 * k - 2)
        sides += [(pages[left], pages[right]) for left, right in (front, back)]
    return tuple(sides)


def _spread(
    pair: tuple[int | None, int | None],
    places: list[tuple[float, float]],
    rtl: bool,  # noqa: FBT001 - a direction
) -> Iterator[_Spot]:
    """Two facing pages; blank ones are not there."""
    for page, place in zip(reversed(pair) if rtl else pair, places, strict=True):
        if page is not None:
            yield _Spot(page, *place)


def _side(side: tuple[_Spot, ...], pages: Pages, imposition: Imposition, marks: tuple[Placed, ...]) -> Page:
    body = tuple(item for spot in side for item in _moved(pages.pages[spot.page].body, spot))
    imprint = tuple(item for spot in side for item in _moved(pages.pages[spot.page].imprint, spot))
    return Page(imposition.width, imposition.height, Layer((*body, *marks)), Layer(imprint))


def _moved(layer: Layer, spot: _Spot) -> Iterator[Placed]:
    for item in layer.items:
        there = moved(item, spot.x, spot.y)
        yield replace(there, node=None) if spot.copy else there


def _bookmarks(sides: list[tuple[_Spot, ...]], pages: Pages) -> Iterator[Bookmark]:
    """Each leads to the side of a sheet that its page is on."""
    found = {spot.page: (number, spot) for number, side in enumerate(sides) for spot in side if not spot.copy}
    for mark in pages.bookmarks:
        number, spot = found[mark.page]
        yield replace(mark, page=number, y=mark.y + spot.y)


def _marks(imposition: Imposition, width: float, height: float) -> Iterator[PlacedArt]:
    """A tick at each end of every line to cut or fold along that lies on the sheet, and a cross where two meet."""
    left = (imposition.width - imposition.across * width) / 2
    bottom = (imposition.height - imposition.down * height) / 2
    safe = imposition.safe
    upright = [at for at in _lines(left, width, imposition.across) if safe <= at <= imposition.width - safe]
    level = [at for at in _lines(bottom, height, imposition.down) if safe <= at <= imposition.height - safe]
    for x in upright:
        yield _tick(x, safe, x, safe + _TICK)
        yield _tick(x, imposition.height - safe - _TICK, x, imposition.height - safe)
    for y in level:
        yield _tick(safe, y, safe + _TICK, y)
        yield _tick(imposition.width - safe - _TICK, y, imposition.width - safe, y)
    for x, y in product(upright, level):
        yield _tick(x - _TICK, y, x + _TICK, y)
        yield _tick(x, y - _TICK, x, y + _TICK)


def _lines(start: float, step: float, count: int) -> Iterator[float]:
    return (start + step * number for number in range(count + 1))


def _tick(x: float, y: float, x2: float, y2: float) -> PlacedArt:
    return PlacedArt((Shape((("M", x, y), ("L", x2, y2)), stroke="ink-2", width=_TICK_WIDTH),))
