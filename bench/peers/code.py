"""The QR code that peers are given: made by zxing-cpp, the quickest encoder at hand, with its own choice of mask."""

from __future__ import annotations

import itertools
from typing import Any

import zxingcpp


def svg(link: str) -> str:
    """The code of a link as an SVG whose dark modules are one path, without the light border."""
    code = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    drawing: str = code.to_svg(add_quiet_zones=False)
    return drawing[drawing.index("<svg") :]


def rows(link: str) -> list[list[int]]:
    """The modules of a link's code, row by row from the top: 0 is dark."""
    code = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    matrix: Any = memoryview(image).tolist()  # typeshed knows of views with one dimension alone
    return list(matrix)


def runs(row: list[int]) -> list[tuple[int, int]]:
    """Where dark modules of a row stand together: the first one, and how many."""
    edges = [at for at, (before, after) in enumerate(itertools.pairwise([255, *row, 255])) if before != after]
    return [(start, end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)]
