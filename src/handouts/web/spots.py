"""Where on a page the words of a file's scalar stand: an area for each of their lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handouts.document.elements import Text, walk
from handouts.typeset.pages import PlacedRun

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handouts.document.elements import Document, Element
    from handouts.errors import Place
    from handouts.typeset.pages import Layer, Pages

#: How far an area reaches above and below the baseline, in sizes of the type.
_ABOVE: Final = 0.95
_BELOW: Final = 0.3

#: Thousandths of an em in an em.
_EM: Final = 1000


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of some words on a page, in points from the top left."""

    place: Place
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Marked:
    """A page's size in points, and its spots."""

    width: float
    height: float
    spots: tuple[Spot, ...]


def marked(pages: Pages, document: Document) -> tuple[Marked, ...]:
    """The pages with the places of their words."""
    body = dict(_places(document.body))
    imprint = {number: place for _, part in document.imprint.parts for number, place in _places(part)}
    return tuple(
        Marked(
            page.width,
            page.height,
            (*_spots(page.body, body, page.height), *_spots(page.imprint, imprint, page.height)),
        )
        for page in pages.pages
    )


def _places(root: Element) -> Iterator[tuple[int, Place]]:
    for node in walk(root):
        if isinstance(node, Text) and node.place is not None:
            yield node.id, node.place


def _spots(layer: Layer, places: Mapping[int, Place], height: float) -> Iterator[Spot]:
    """One spot a line: runs of the same words on one baseline are joined."""
    found: dict[tuple[Place, float], tuple[float, float, float]] = {}
    for item in layer.items:
        place = places.get(item.node) if isinstance(item, PlacedRun) and item.node is not None else None
        if place is None or not isinstance(item, PlacedRun):
            continue
        key = place, round(item.y, 1)
        left, right = item.x, item.x + item.run.advance * item.size / _EM
        known = found.get(key, (left, right, item.size))
        found[key] = min(left, known[0]), max(right, known[1]), max(item.size, known[2])
    for (place, y), (left, right, size) in found.items():
        top = height - y - _ABOVE * size
        yield Spot(place, round(left, 1), round(top, 1), round(right - left, 1), round((_ABOVE + _BELOW) * size, 1))
