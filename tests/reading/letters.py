"""Letters as they stand on the page: where, how large and in which colour, as PDFium paints them."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import uharfbuzz

from reading.streams import Font, font_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL import Image

#: Small letters that end flat at the x-height, the surest first: round ones reach over it.
_FLAT = "xzvwyu"

#: What PDFium makes of a hyphen at the end of a line.
_LINE_HYPHEN = "\x02"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter that is painted. Lengths are in points, from the bottom left corner of the page's picture."""

    page: int
    text: str
    #: The name of its font, without the mark of the subset.
    font: str
    size: float
    #: Left, bottom, right and top of its ink.
    box: tuple[float, float, float, float]
    baseline: float
    colour: tuple[int, int, int]


def letters(path: Path) -> list[Letter]:
    """Every letter of all pages, in order of painting; spaces are none."""
    with pypdfium2.PdfDocument(path) as document:
        return [letter for number, page in enumerate(document) for letter in _letters(number, page)]


def _letters(number: int, page: pypdfium2.PdfPage) -> Iterator[Letter]:
    text = page.get_textpage()
    left, bottom, _, _ = page.get_bbox()
    for index in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text, index)).replace(_LINE_HYPHEN, "-")
        if sign.isspace() or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        x0, y0, x1, y1 = text.get_charbox(index)
        yield Letter(
            number,
            sign,
            _font_name(text, index),
            pdfium.FPDFText_GetFontSize(text, index) * _enlarged(text, index),
            (x0 - left, y0 - bottom, x1 - left, y1 - bottom),
            _baseline(text, index) - bottom,
            _colour(text, index),
        )


def _font_name(text: pypdfium2.PdfTextPage, index: int) -> str:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, 128, flags)
    return name.value.decode().rpartition("+")[2]


def _enlarged(text: pypdfium2.PdfTextPage, index: int) -> float:
    """How many times as large as its size a letter is painted, by the matrices around it."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    return math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))


def _baseline(text: pypdfium2.PdfTextPage, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    return y.value


def _colour(text: pypdfium2.PdfTextPage, index: int) -> tuple[int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(text, index, red, green, blue, alpha)
    return red.value, green.value, blue.value


def lines(found: list[Letter]) -> list[str]:
    """Letters that follow one another on one baseline, without the spaces between them."""
    joined: list[str] = []
    last = None
    for letter in found:
        if last is not None and _follows(letter, last):
            joined[-1] += letter.text
        else:
            joined.append(letter.text)
        last = letter
    return joined


def _follows(letter: Letter, last: Letter) -> bool:
    """Whether there is no more than a space between two letters of a line: columns and copies have gaps."""
    on_line = (letter.page, round(letter.baseline, 1)) == (last.page, round(last.baseline, 1))
    return on_line and abs(letter.box[0] - last.box[2]) < 1.5 * last.size


def x_heights(path: Path) -> dict[str, float]:
    """The height of a small x as a share of the size, from the embedded files, by the name of the font.

    Where a font's subset has none of the flat letters, its lowest small letter tells; without any, it is left out.
    """
    found: dict[str, float] = {}
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                height = _x_height(font, font_of(font))
                if height is not None:
                    found[str(font.BaseFont).rpartition("+")[2]] = height
    return found


def _x_height(font: pikepdf.Object, read: Font) -> float | None:
    """Codes of our fonts are glyph numbers (Identity-H)."""
    glyphs = {text: code for code, text in read.unicode.items()}
    flat = [letter for letter in _FLAT if letter in glyphs][:1]
    face = uharfbuzz.Face(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())
    drawn = uharfbuzz.Font(face)
    heights = [
        drawn.get_glyph_extents(glyphs[one]).y_bearing for one in flat or glyphs if len(one) == 1 and one.islower()
    ]
    return min(heights) / face.upem if heights else None


def rendered(path: Path, dpi: float, *, words: bool = True) -> list[Image.Image]:
    """A picture of each page, on request without any words: only what they stand on."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            if not words:
                for text in list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])):
                    pdfium.FPDFPage_RemoveObject(page, text)
            found.append(page.render(scale=dpi / 72).to_pil().convert("RGB"))
    return found
