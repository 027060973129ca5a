"""QR codes as vectors: dark modules merged into the fewest rectangles, in one path (ISO/IEC 18004:2015)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from handouts.boxes.codes import LEAST_ACROSS, LEAST_VERSION, QUIET_ZONE
from handouts.cache import Cache
from handouts.errors import MissingExtra
from handouts.graphics.drawing import Drawing, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from handouts.graphics.drawing import Step

#: The mask is always this one, of alternating rows: the search for the one that looks least like a pattern takes six
#: times as long as all the rest, and all eight scan alike, blurred, noisy and soiled (measured).
_MASK: Final = 1

_DARK = re.compile("1+")

#: Rows of modules as they are kept.
_CODE = re.compile(rb"[01\n]+")

#: Pixels of one byte, 0 for dark, as ones and noughts.
_AS_DIGITS = bytes.maketrans(b"\x00\xff", b"10")


@dataclass(frozen=True, slots=True)
class Coding:
    """How codes are made: by which library, and how much of one may be lost: ``M`` 15 %, ``Q`` 25 %, ``H`` 30 %.

    A fold, a stain or a stamp takes less than M allows.
    """

    encoder: str = "qrcode"
    level: str = "M"


def symbol(link: str, coding: Coding | None = None, cache: Cache | None = None) -> Drawing:
    """The QR code of a link: rectangles in the role ``qr``, in units of modules, with the quiet zone inside the box.

    The light ground is not drawn: it belongs to the card that the layout puts below. ``link`` is a URI, so ASCII.

    A ``cache`` keeps the modules under a digest of the link.

    Raises:
        MissingExtra: the encoder's package is not installed.
    """
    rows = _rows(link, coding or Coding(), cache or Cache())
    size = len(rows) + 2 * QUIET_ZONE
    return Drawing(size, size, (Shape(tuple(_rectangles(rows)), fill="qr"),))


def _rows(link: str, coding: Coding, cache: Cache) -> tuple[str, ...]:
    key = f"{coding.encoder} {coding.level} {link}".encode()
    found = cache.get("code", key)
    if found is not None and _CODE.fullmatch(found):
        rows = tuple(found.decode("ascii").split())
        if len(rows) >= LEAST_ACROSS and {*map(len, rows)} == {len(rows)}:
            return rows
    rows = ENCODERS[coding.encoder](link, coding.level)
    cache.put("code", key, "\n".join(rows).encode())
    return rows


def across(code: Drawing) -> int:
    """How many modules a symbol has on a side, without the quiet zone."""
    return int(code.width) - 2 * QUIET_ZONE


def _by_qrcode(link: str, level: str) -> tuple[str, ...]:
    """The modules' rows, ones for dark, as the library qrcode makes them: in Python alone."""
    from qrcode import constants  # noqa: PLC0415 - 30 ms that another encoder need not pay
    from qrcode.main import QRCode  # noqa: PLC0415 - same

    correction = getattr(constants, f"ERROR_CORRECT_{level}")
    code = QRCode(version=LEAST_VERSION, error_correction=correction, border=0, mask_pattern=_MASK)
    code.add_data(link)
    code.make(fit=True)
    return tuple("".join("1" if dark else "0" for dark in row) for row in code.modules)


def _by_zxing(link: str, level: str) -> tuple[str, ...]:
    """The same by ZXing's writer, which often finds room in a smaller symbol."""
    try:
        import zxingcpp  # noqa: PLC0415 - optional, and only for those who name it
    except ImportError:
        raise MissingExtra('"qr: encoder: zxing" in handouts.yaml', "zxing-cpp") from None
    make = partial(zxingcpp.create_barcode, link, zxingcpp.BarcodeFormat.QRCode, ec_level=level, data_mask=_MASK)
    image = make().to_image(add_quiet_zones=False)
    if image.shape[0] < LEAST_ACROSS:
        image = make(version=LEAST_VERSION).to_image(add_quiet_zones=False)
    pixels = memoryview(image)  # type: ignore[arg-type] # a buffer, which its stubs do not say
    digits = bytes(pixels).translate(_AS_DIGITS).decode("ascii")
    size = image.shape[0]
    return tuple(digits[start : start + size] for start in range(0, size * size, size))


#: Who makes codes, by the name that ``handouts.yaml`` gives.
ENCODERS: Mapping[str, Callable[[str, str], tuple[str, ...]]] = {"qrcode": _by_qrcode, "zxing": _by_zxing}


def _rectangles(rows: Sequence[str]) -> list[Step]:
    """Runs of dark modules, merged with equal runs below, as steps of a path in the symbol's box."""
    steps: list[Step] = []
    growing: dict[tuple[int, int], int] = {}
    top = len(rows) + QUIET_ZONE
    for row, line in enumerate([*rows, ""]):
        runs = [found.span() for found in _DARK.finditer(line)]
        still = {run: growing.pop(run, row) for run in runs}
        steps += [
            ("R", left + QUIET_ZONE, top - row, right - left, row - start) for (left, right), start in growing.items()
        ]
        growing = still
    return steps
