"""What the first bytes of a picture say of it: enough to refuse it before anything is decoded.

A few hundred bytes can ask for gigabytes of pixels, so a stranger's file is judged by its header alone. The first
bytes decide what a file is; its name does not.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The largest file, in bytes, the largest picture, in pixels, and its longest side.
MOST_BYTES: Final = 10_000_000
MOST_PIXELS: Final = 20_000_000
LONGEST_SIDE: Final = 20_000

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
#: Finishes the sentence 'The picture "logo.png" ...'.
DAMAGED: Final = "is damaged or cut short; open it in a picture program and save it again as PNG"

#: How other kinds of file begin, and what people call them.
_OTHERS: Final = (
    (b"GIF8", "a GIF"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"%PDF", "a PDF"),
    (b"%!PS", "an EPS drawing"),
    (b"8BPS", "a Photoshop file"),
    (b"\x00\x00\x01\x00", "an icon file"),
    (b"\x00\x00\x00\x0cJXL", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cjP", "a JPEG 2000 picture"),
)
_WEBP: Final = (b"RIFF", b"WEBP")
_HEIF: Final = b"ftyp"
_GZIP: Final = b"\x1f\x8b"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def is_drawing(data: bytes) -> bool:
    """Whether a file is to be read as an SVG drawing: text with ``<svg`` in it, whatever stands before."""
    if data.startswith(_UTF_16) or b"\0" in data[:4]:
        return b"<svg" in data.replace(b"\0", b"")
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in data


def header(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG that is safe to decode, before any turning that the camera noted.

    Raises:
        ValueError: it is not a PNG or JPEG, is too large, moves, or holds printing inks. The words of the error finish
            the sentence 'The picture "logo.png" ...' and say how to mend it.
    """
    if data.startswith(_PNG):
        sizes = _png_sizes(data)
    elif data.startswith(_JPEG):
        sizes = _jpeg_sizes(data)
    else:
        raise ValueError(_other(data))
    if len(sizes) != 1 or not all(sizes[0]):
        raise ValueError(DAMAGED)
    width, height = sizes[0]
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise ValueError(
            f"is {width:,} by {height:,} pixels; the most is {MOST_PIXELS // 10**6} million pixels and "
            f"{LONGEST_SIDE:,} on a side. A logo needs no more than 2,000 across: save it smaller"
        )
    return width, height


def _png_sizes(data: bytes) -> list[tuple[int, int]]:
    """The sizes that the header chunks give, up to the first pixels (PNG, third edition, 5.3 and 11.2.1)."""
    sizes = []
    for name, start, length in _png_chunks(data):
        if name == b"acTL":
            raise ValueError("is animated; save one still picture of it as PNG")
        if name == b"IHDR" and length >= 8:  # noqa: PLR2004 - two whole numbers of four bytes
            sizes.append(struct.unpack_from(">II", data, start))
    return sizes


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(name, where its data starts, length) of each chunk before the pixels."""
    at = len(_PNG)
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"IDAT":
            return
        if at + 12 + length > len(data):
            break
        yield name, at + 8, length
        at += 12 + length
    raise ValueError(DAMAGED)


def _jpeg_sizes(data: bytes) -> list[tuple[int, int]]:
    """The sizes that the frame headers give, up to the first scan (ISO/IEC 10918-1, B.2.2)."""
    sizes = []
    for marker, start, length in _jpeg_segments(data):
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and length >= 6:  # noqa: PLR2004 - table B.1
            height, width, channels = struct.unpack_from(">HHB", data, start + 1)
            if channels == 4:  # noqa: PLR2004 - cyan, magenta, yellow, black
                raise ValueError("is in the colours of printing inks (CMYK); save it in RGB")
            sizes.append((width, height))
    return sizes


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, where its data starts, length of the data) of each segment before the first scan."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - what every marker begins with (B.1.1.2)
        marker = data[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 - fill bytes may stand before any marker (B.1.1.2)
            at += 1
            continue
        if marker == 0xDA:  # noqa: PLR2004 - start of scan
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        if length < 2 or at + 2 + length > len(data):  # noqa: PLR2004 - the length counts its own two bytes
            break
        yield marker, at + 4, length - 2
        at += 2 + length
    raise ValueError(DAMAGED)


def _other(data: bytes) -> str:
    """A sentence for what is neither PNG, JPEG nor SVG."""
    if not data:
        return "is empty; save it again as PNG"
    if data.startswith(_GZIP):
        return "is compressed, as .svgz files are; save it as a plain SVG"
    kind = next((kind for magic, kind in _OTHERS if data.startswith(magic)), "")
    if (data[:4], data[8:12]) == _WEBP:
        kind = "a WebP picture"
    elif data[4:8] == _HEIF:
        kind = "a HEIC or AVIF picture"
    return f"is {kind or 'not a picture that is known here'}; save it as PNG or SVG, or as JPEG for a photograph"
