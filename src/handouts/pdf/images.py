"""Pictures as image XObjects (ISO 32000-1 8.9.5), with a soft mask where they let the ground through (11.6.5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.pdf.objects import ref
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


def write(picture: Picture, device: Device, objects: Objects) -> int:
    """The image XObject; returns its number. Never interpolated, which PDF/A forbids (ISO 19005-2 6.2.8.1)."""
    space, pixels = device.picture(picture)
    entries = _entries(picture, space)
    if picture.alpha is not None:
        mask = objects.add_stream(_entries(picture, "/DeviceGray"), picture.alpha)
        entries["SMask"] = ref(mask)
    return objects.add_stream(entries, pixels)


def _entries(picture: Picture, space: str) -> dict[str, str]:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": str(picture.width),
        "Height": str(picture.height),
        "ColorSpace": space,
        "BitsPerComponent": "8",
    }
