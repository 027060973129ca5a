"""QR codes as vectors: dark modules merged into the fewest rectangles, in one path (ISO/IEC 18004:2015)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from handouts.graphics.drawing import Drawing, Shape, Step, rounded
from handouts.units import MM

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def symbol(link: str) -> Drawing:
    """The QR code of a link: one path in the role ``qr``, in units of modules, with the quiet zone inside the box.

    The light ground is not drawn: it belongs to the card that the layout puts below. ``link`` is a URI, so ASCII.
    """
    code = _code(link)
    code.make(fit=True)
    matrix = code.get_matrix()
    size = len(matrix) + 2 * QUIET_ZONE
    top = size - QUIET_ZONE
    path = tuple(
        step
        for x, y, width, height in _rectangles(matrix)
        for step in _rectangle(x + QUIET_ZONE, top - y, width, height)
    )
    return Drawing(size, size, (Shape(path, fill="qr"),))


def modules(link: str) -> int:
    """How many modules the symbol has on a side, without the quiet zone. Much cheaper than :func:`symbol`."""
    return 17 + 4 * _code(link).best_fit(start=_LEAST_VERSION)  # ISO/IEC 18004:2015, 5.3.1


def smallest_width(link: str) -> float:
    """The least width in points, quiet zone included, at which the code is sure to scan from paper."""
    across = modules(link)
    return max(LEAST_MODULE, LEAST_SYMBOL / across) * (across + 2 * QUIET_ZONE)


def _code(link: str) -> QRCode[PilImage | PyPNGImage]:
    """Error correction M: 15 % of the symbol may be lost to a fold, a stain or a stamp."""
    code = QRCode(version=_LEAST_VERSION, error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(link)
    return code


def _rectangles(matrix: Sequence[Sequence[bool]]) -> list[tuple[int, int, int, int]]:
    """Runs of dark modules, merged with equal runs below: (column, row, width, height), rows counted from the top."""
    done: list[tuple[int, int, int, int]] = []
    growing: dict[tuple[int, int], int] = {}
    for row, line in enumerate([*matrix, []]):
        runs = _runs(line)
        for run in growing.keys() - set(runs):
            start = growing.pop(run)
            done.append((run[0], start, run[1], row - start))
        for run in runs:
            growing.setdefault(run, row)
    return sorted(done, key=lambda rectangle: (rectangle[1], rectangle[0]))


def _runs(line: Sequence[bool]) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules."""
    edges = [i for i, (before, after) in enumerate(zip([False, *line], [*line, False], strict=True)) if before != after]
    return [(start, end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _rectangle(x: int, top: int, width: int, height: int) -> tuple[Step, ...]:
    return rounded(x, top - height, width, height, 0)
