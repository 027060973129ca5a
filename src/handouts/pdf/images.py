"""Pictures as image XObjects (ISO 32000-1 8.9.5), with a soft mask where they let the ground through (11.6.5.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.pdf.objects import deflated, ref
from handouts.typeset.pages import PlacedPicture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.graphics.images import Picture
    from handouts.pdf.assembler import Objects
    from handouts.pdf.device import Device
    from handouts.typeset.pages import Layer


def pictures(layers: Iterable[Layer]) -> dict[str, Picture]:
    """The different pictures of some layers, by digest, in order of painting."""
    items = (item for layer in layers for item in layer.items if isinstance(item, PlacedPicture))
    return {item.picture.digest: item.picture for item in items}


#: Logos come by the thousand: level 6 takes twice as long for three hundred bytes, 9 ten times (measured).
_LEVEL = 4


@dataclass(frozen=True, slots=True)
class Packed:
    """A picture's streams as they go into a file: its space, its size in pixels, its pixels and what lets through."""

    space: str
    size: tuple[int, int]
    pixels: bytes
    mask: bytes | None


def pack(picture: Picture, device: Device) -> Packed:
    """Compress a picture. One of a single colour needs one pixel of it: its shape is in the mask."""
    space, pixels = device.picture(picture)
    size = picture.width, picture.height
    channels = len(pixels) // (size[0] * size[1])
    if pixels == pixels[:channels] * (size[0] * size[1]):
        size, pixels = (1, 1), pixels[:channels]
    mask = None if picture.alpha is None else deflated(picture.alpha, _LEVEL)
    return Packed(space, size, deflated(pixels, _LEVEL), mask)


def write(packed: Packed, picture: Picture, objects: Objects) -> int:
    """The image XObject; returns its number. Never interpolated, which PDF/A forbids (ISO 19005-2 6.2.8.1)."""
    entries = _entries(packed.space, packed.size)
    if packed.mask is not None:
        mask = objects.add_stream(_entries("/DeviceGray", (picture.width, picture.height)), packed.mask, packed=True)
        entries["SMask"] = ref(mask)
    return objects.add_stream(entries, packed.pixels, packed=True)


def _entries(space: str, size: tuple[int, int]) -> dict[str, str]:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": str(size[0]),
        "Height": str(size[1]),
        "ColorSpace": space,
        "BitsPerComponent": "8",
    }
