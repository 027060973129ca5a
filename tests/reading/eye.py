"""Whether two pictures of a page look alike to the eye: it sees a line that has moved, and not how it was smoothed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import ImageChops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

#: By how many steps of 255 the mean colour of a square may differ, by the length of its side in pixels. The small ones
#: see what has moved, and have room for pictures of few colours; the large ones see what has another colour.
_TOLERANCE = {3: 20, 16: 8}


def unlike(picture: Image.Image, other: Image.Image) -> list[str]:
    """Where two pictures differ; nothing when they look alike."""
    if picture.size != other.size:
        return [f"{picture.size} and {other.size} pixels"]
    return [fault for side, most in _TOLERANCE.items() for fault in _apart(picture, other, side, most)]


def _apart(picture: Image.Image, other: Image.Image, side: int, most: int) -> Iterator[str]:
    off = ImageChops.difference(*(one.convert("RGB").reduce(side) for one in (picture, other)))
    apart = [band.point([0] * (most + 1) + [255] * (255 - most)) for band in off.split()]
    places = ImageChops.lighter(ImageChops.lighter(apart[0], apart[1]), apart[2]).getbbox()
    if places is not None:
        left, top, right, bottom = (edge * side for edge in places)
        yield f"more than {most} steps apart in squares of {side} pixels, from ({left}, {top}) to ({right}, {bottom})"
