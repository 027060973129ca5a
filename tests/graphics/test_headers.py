from __future__ import annotations

import struct

import pytest

from handouts.graphics.headers import header

PNG = b"\x89PNG\r\n\x1a\n"
PIXELS = struct.pack(">I4s", 0, b"IDAT")


def png_header(width: int, height: int) -> bytes:
    return struct.pack(">I4sIIBBBBBI", 13, b"IHDR", width, height, 8, 2, 0, 0, 0, 0)


def jpeg_frame(width: int, height: int, marker: int = 0xC0, channels: int = 3) -> bytes:
    return struct.pack(">BBHBHHB", 0xFF, marker, 8, 8, height, width, channels)


SCAN = b"\xff\xda\x00\x02"


def test_the_size_is_read_without_a_single_pixel() -> None:
    assert header(PNG + png_header(640, 480) + PIXELS) == (640, 480)
    assert header(b"\xff\xd8" + jpeg_frame(640, 480) + SCAN) == (640, 480)


@pytest.mark.parametrize("marker", [0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA])
def test_every_way_of_coding_a_jpeg_is_known(marker: int) -> None:
    assert header(b"\xff\xd8" + jpeg_frame(7, 5, marker) + SCAN) == (7, 5)


@pytest.mark.parametrize("marker", [0xC4, 0xC8, 0xCC])
def test_tables_are_not_taken_for_a_frame(marker: int) -> None:
    assert header(b"\xff\xd8" + jpeg_frame(9, 9, marker) + jpeg_frame(7, 5) + SCAN) == (7, 5)


def test_fill_bytes_before_a_marker_are_skipped() -> None:
    assert header(b"\xff\xd8\xff\xff\xff" + jpeg_frame(7, 5) + SCAN) == (7, 5)


@pytest.mark.parametrize(
    "data",
    [
        PNG + png_header(4, 4) * 2 + PIXELS,
        PNG + png_header(0, 4) + PIXELS,
        PNG + png_header(4, 0) + PIXELS,
        PNG + PIXELS,
        PNG + png_header(4, 4),
        PNG + png_header(4, 4) + struct.pack(">I4s", 0xFFFFFFFF, b"tEXt") + b"words",
        b"\xff\xd8" + jpeg_frame(4, 4) * 2 + SCAN,
        b"\xff\xd8" + jpeg_frame(4, 0) + SCAN,
        b"\xff\xd8" + SCAN,
        b"\xff\xd8" + jpeg_frame(4, 4),
        b"\xff\xd8" + jpeg_frame(4, 4) + b"words" + SCAN,
        b"\xff\xd8\xff\xe0\x00\x01" + jpeg_frame(4, 4) + SCAN,
    ],
)
def test_no_size_two_sizes_and_broken_parts_are_damage(data: bytes) -> None:
    with pytest.raises(ValueError, match="is damaged or cut short"):
        header(data)


def test_four_channels_are_printing_inks() -> None:
    with pytest.raises(ValueError, match="CMYK"):
        header(b"\xff\xd8" + jpeg_frame(4, 4, channels=4) + SCAN)
