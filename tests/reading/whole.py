"""What else a file holds: links, boxes, codes, and the text that other programs find in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pdfplumber
import pikepdf
import pypdfium2
import zxingcpp

from reading.streams import pieces
from reading.tags import blocks, tree

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation: where it leads, what it says, and the structure element that holds it."""

    target: str
    says: str
    role: str
    text: str


def links(path: Path) -> list[Link]:
    """All links, page by page, with the words of the structure element that each hangs in."""
    holders = {number: element for element in tree(path).walk() for number in element.annotations}
    texts = {(piece.page, piece.mcid): piece.text for piece in pieces(path) if piece.mcid is not None}
    found = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                holder = holders.get(annotation.objgen)
                text = "".join(text for _, text in blocks(holder, texts, alts=True)) if holder else ""
                role = holder.role if holder else ""
                found.append(Link(str(annotation.A.URI), str(annotation.Contents), role, text))
    return found


def page_boxes(path: Path) -> list[dict[str, tuple[float, ...]]]:
    """The boxes of each page, by name, in points."""
    names = ("MediaBox", "TrimBox", "BleedBox", "CropBox")
    with pikepdf.open(path) as pdf:
        return [
            {name: tuple(map(float, page.obj[f"/{name}"])) for name in names if f"/{name}" in page.obj}
            for page in pdf.pages
        ]


def qr_codes(path: Path, dpi: int) -> list[str]:
    """What the QR codes on all pages say, read from our own pixels."""
    found = []
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            picture = page.render(scale=dpi / 72).to_pil().convert("L")
            codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
            found += [code.text for code in codes]
    finally:
        document.close()
    return found


def pdfium_text(path: Path) -> str:
    """The text that pdfium copies, page by page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def pdfplumber_text(path: Path) -> str:
    """The text that pdfplumber reads, page by page."""
    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def pdfplumber_tree_words(path: Path) -> list[str]:
    """Words in tree order as pdfplumber finds them: a second opinion on :func:`tree_words`, ActualText left aside."""
    with pdfplumber.open(path) as pdf:
        texts: dict[tuple[int, int], str] = {}
        for page in pdf.pages:
            for char in page.chars:
                if char.get("mcid") is not None:
                    place = page.page_number - 1, char["mcid"]
                    texts[place] = texts.get(place, "") + char["text"]
    return [word for _, text in blocks(tree(path), texts, alts=False) for word in text.split()]
