"""Pages as pixels, by PDFium: for looking at on a screen, never for print."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from handouts.errors import MissingExtra
from handouts.units import INCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfDocument, PdfPage

#: The ground and the edges of a contact sheet: quiet greys, so that every brand stands out from them.
_GROUND, _EDGE = (233, 236, 239), (206, 212, 218)

#: zlib's level for pages as PNG: of all levels the one with the fewest bytes, in a seventh of the time of the best.
_LEVEL = 3

#: Pages side by side, and pixels between them.
_ABREAST, _GUTTER = 4, 32


def pictures(pdf: bytes, dpi: int) -> tuple[Image.Image, ...]:
    """Every page of a PDF at ``dpi`` pixels an inch.

    Raises:
        MissingExtra: pypdfium2 is not installed.
    """
    with _opened(pdf) as document:
        return tuple(_picture(page, dpi) for page in document)


def first_picture(pdf: bytes, dpi: int) -> Image.Image:
    """The first page of a PDF at ``dpi`` pixels an inch; no other is drawn.

    Raises:
        MissingExtra: pypdfium2 is not installed.
    """
    with _opened(pdf) as document:
        return _picture(document[0], dpi)


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    try:
        import pypdfium2  # noqa: PLC0415 - an extra, which need not be there
    except ImportError as error:
        raise MissingExtra("A preview", "pypdfium2") from error
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def _picture(page: PdfPage, dpi: int) -> Image.Image:
    drawn: Image.Image = page.render(scale=dpi / INCH, may_draw_forms=False).to_pil()
    return drawn.convert("RGB")


def contact_sheet(pages: Sequence[Image.Image], width: int = 420) -> Image.Image:
    """All pages small on one picture, ``width`` pixels each, up to four side by side."""
    small = [_edged(page, width) for page in pages]
    rows = _rows(small)
    across = max(sum(page.width + _GUTTER for page in row) for row in rows) + _GUTTER
    down = sum(max(page.height for page in row) + _GUTTER for row in rows) + _GUTTER
    sheet = Image.new("RGB", (across, down), _GROUND)
    top = _GUTTER
    for row in rows:
        left = _GUTTER
        for page in row:
            sheet.paste(page, (left, top))
            left += page.width + _GUTTER
        top += max(page.height for page in row) + _GUTTER
    return sheet


def png(picture: Image.Image) -> bytes:
    """The picture as a PNG file."""
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=_LEVEL)
    return file.getvalue()


def _rows(pages: Sequence[Image.Image]) -> list[Sequence[Image.Image]]:
    return [pages[start : start + _ABREAST] for start in range(0, len(pages), _ABREAST)]


def _edged(page: Image.Image, width: int) -> Image.Image:
    small = page.resize((width, round(page.height * width / page.width)), Image.Resampling.LANCZOS)
    return ImageOps.expand(small, border=1, fill=_EDGE)
