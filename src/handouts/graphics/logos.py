"""Logos of pixels as they are kept on disk: what a page needs of one is its shape, and its pixels in one size.

Both are kept under a digest of the file, so that a logo that was read before is neither decoded nor shrunk again.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from handouts.graphics.drawing import Drawing
from handouts.graphics.images import Picture, decoded, read, read_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from handouts.cache import Cache
    from handouts.errors import Place

#: What such entries are called in the cache.
FACTS: Final = "logo"
SMALL: Final = "logo, small"

#: Width and height in pixels, and whether it is opaque; then, of a small one, its mode.
_FACTS: Final = re.compile(rb"(\d{1,6}) (\d{1,6}) ([01])")
_HEAD: Final = re.compile(rb"(\d{1,6}) (\d{1,6}) ([01]) (L|RGB)")

#: zlib's quickest: most logos have few colours.
_LEVEL: Final = 1


@dataclass(frozen=True, slots=True, eq=False)
class Logo:
    """A picture of which nothing is decoded before it must be. Sizes are in pixels."""

    width: int
    height: int
    #: Whether every pixel is opaque, so that nothing below it shows through.
    has_ground: bool
    digest: bytes
    decode: Callable[[], Picture] = field(repr=False)
    cache: Cache = field(repr=False)

    def shrunk(self, max_width: int, max_height: int) -> Picture:
        """The picture made small enough for a box in pixels, its shape kept; itself where it fits. Never enlarged."""
        key = b"%d %d " % (max_width, max_height) + self.digest
        found = self.cache.get(SMALL, key)
        picture = None if found is None else unpacked(found)
        if picture is None:
            picture = self.decode().shrunk(max_width, max_height)
            self.cache.put(SMALL, key, packed(picture))
        return picture


#: A logo in any of its forms.
AnyLogo = Picture | Logo | Drawing


def read_logo(path: Path, place: Place, cache: Cache) -> AnyLogo:
    """The logo in a file; what is known of its pixels comes from the cache.

    Raises:
        ContentInvalid: as :func:`handouts.graphics.images.read_by` does.
    """
    if cache.folder is None:
        return read(path, place)
    return read_by(path, place, lambda data: logo(data, partial(decoded, data), cache))


def logo(data: bytes, decode: Callable[[], Picture], cache: Cache) -> Logo:
    """The logo in a file's bytes, decoded only where nothing is known of it.

    Raises:
        ValueError: ``decode`` says that it is no picture.
    """
    digest = hashlib.sha256(data).digest()
    facts = _FACTS.fullmatch(cache.get(FACTS, digest) or b"")
    if facts:
        return Logo(int(facts[1]), int(facts[2]), facts[3] == b"1", digest, decode, cache)
    picture = decode()
    cache.put(FACTS, digest, b"%d %d %d" % (picture.width, picture.height, picture.has_ground))
    return Logo(picture.width, picture.height, picture.has_ground, digest, lambda: picture, cache)


def packed(picture: Picture) -> bytes:
    """A picture as it is kept: a line of facts, and its pixels and alpha by zlib."""
    head = b"%d %d %d %s\n" % (picture.width, picture.height, picture.has_ground, picture.mode.encode())
    return head + zlib.compress(picture.pixels + (picture.alpha or b""), _LEVEL)


def unpacked(kept: bytes) -> Picture | None:
    """The picture that was kept; None where this is none."""
    line, _, pixels = kept.partition(b"\n")
    head = _HEAD.fullmatch(line)
    if head is None:
        return None
    count, mode = int(head[1]) * int(head[2]), "L" if head[4] == b"L" else "RGB"
    opaque = head[3] == b"1"
    size = count * len(mode)
    try:
        unzip = zlib.decompressobj()
        found = unzip.decompress(pixels, size + count + 1)
    except zlib.error:
        return None
    if len(found) != size + (0 if opaque else count):
        return None
    small = int(head[1]), int(head[2])
    return Picture.made(*small, "L" if mode == "L" else "RGB", found[:size], None if opaque else found[size:])
