"""Drawings in units of their own as form XObjects (ISO 32000-1 8.10): written once, shown wherever they are wanted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.pdf.objects import deflated, dictionary, numbers, ref
from handouts.pdf.painter import PALETTE, Pen, Resources
from handouts.typeset.pages import PlacedArt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.pdf.assembler import Objects
    from handouts.pdf.device import Device
    from handouts.typeset.pages import Layer


@dataclass(frozen=True, slots=True)
class Form:
    """A drawing's stream as it goes into a file, and its size in its own units."""

    size: tuple[float, float]
    packed: bytes

    @property
    def digest(self) -> str:
        """What it is known by."""
        return hashlib.blake2b(self.packed, digest_size=8).hexdigest()


def drawings(layers: Iterable[Layer]) -> Iterator[PlacedArt]:
    """What of some layers is drawn in units of its own, in order of painting."""
    for layer in layers:
        for item in layer.items:
            if isinstance(item, PlacedArt) and item.scale is not None:
                yield item


def size(art: PlacedArt) -> tuple[float, float]:
    """Width and height of a drawing in its own units, by its ``scale`` and its ``box``."""
    _, _, scale = art.scale or (0.0, 0.0, 1.0)
    _, _, width, height = art.box or (0.0, 0.0, 0.0, 0.0)
    return round(width / scale, 3), round(height / scale, 3)


def pack(art: PlacedArt, device: Device) -> Form:
    """Paint a drawing and compress it."""
    pen = Pen(Resources({}, {}, device=device))
    pen.draw(art.items)
    return Form(size(art), deflated(pen.taken().encode("ascii")))


def write(form: Form, palette: int, objects: Objects) -> int:
    """The form XObject; returns its number. ``palette`` is the number of the file's palette."""
    entries = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": f"[0 0 {numbers(form.size, 3)}]",
        "Resources": dictionary({"ColorSpace": dictionary({PALETTE: ref(palette)})}),
    }
    return objects.add_stream(entries, form.packed, packed=True)
