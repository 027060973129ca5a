"""QR codes as vectors: dark modules merged into the fewest rectangles, in one path (ISO/IEC 18004:2015)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from handouts.graphics.drawing import Drawing, Shape
from handouts.units import MM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qrcode.image.pil import PilImage
    from qrcode.image.pure import PyPNGImage

#: Light modules that must surround the symbol (ISO/IEC 18004:2015, 6.3.8).
QUIET_ZONE: Final = 4

#: Printed sizes below which phones begin to fail: one module, and the symbol without its quiet zone.
LEAST_MODULE: Final = 0.5 * MM
LEAST_SYMBOL: Final = 20 * MM

#: A shorter link gets a symbol of 29 modules all the same: at 20 mm a coarser one would need a wider card, as its quiet
#: zone is four of its larger modules.
_LEAST_VERSION: Final = 3

#: The mask is always this one, of alternating rows: the search for the one that looks least like a pattern takes six
#: times as long as all the rest, and all eight scan alike, blurred, noisy and soiled (measured).
_MASK: Final = 1

_DARK = re.compile("1+")


def symbol(link: str) -> Drawing:
    """The QR code of a link: rectangles in the role ``qr``, in units of modules, with the quiet zone inside the box.

    The light ground is not drawn: it belongs to the card that the layout puts below. ``link`` is a URI, so ASCII.
    """
    code = _code(link)
    code.make(fit=True)
    rows = ["".join("1" if dark else "0" for dark in row) for row in code.modules]
    size = len(rows) + 2 * QUIET_ZONE
    top = size - QUIET_ZONE
    steps = tuple(("R", x + QUIET_ZONE, top - y - height, width, height) for x, y, width, height in _rectangles(rows))
    return Drawing(size, size, (Shape(steps, fill="qr"),))


def modules(link: str) -> int:
    """How many modules the symbol has on a side, without the quiet zone. Much cheaper than :func:`symbol`."""
    return 17 + 4 * _code(link).best_fit(start=_LEAST_VERSION)  # ISO/IEC 18004:2015, 5.3.1


def smallest_width(link: str) -> float:
    """The least width in points, quiet zone included, at which the code is sure to scan from paper."""
    across = modules(link)
    return max(LEAST_MODULE, LEAST_SYMBOL / across) * (across + 2 * QUIET_ZONE)


def _code(link: str) -> QRCode[PilImage | PyPNGImage]:
    """Error correction M: 15 % of the symbol may be lost to a fold, a stain or a stamp."""
    code = QRCode(version=_LEAST_VERSION, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    code.add_data(link)
    return code


def _rectangles(rows: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of dark modules, merged with equal runs below: (column, row, width, height), rows counted from the top."""
    growing: dict[tuple[int, int], int] = {}
    for row, line in enumerate([*rows, ""]):
        runs = dict.fromkeys(found.span() for found in _DARK.finditer(line))
        for run in [run for run in growing if run not in runs]:
            start = growing.pop(run)
            yield run[0], start, run[1] - run[0], row - start
        for run in runs:
            growing.setdefault(run, row)
