"""Readers of finished PDFs, for tests: what a file really holds, read with other people's parsers.

Nothing here knows how a file of ours is written. Text is decoded from the content streams by the ToUnicode maps in the
file, put in the order of the structure tree, and compared by the tests with words that never went through ``compose``.
The checks named ``..._faults`` answer with a list of sentences, empty when all is well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pdfplumber
import pikepdf
import pypdfium2
import zxingcpp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: Structure types whose words run on in the line around them (ISO 32000-1 14.8.4.4).
INLINE = frozenset({"Span", "Link", "Lbl"})

_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_COLOURS = frozenset({"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "ri"})
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))


@dataclass(frozen=True, slots=True)
class Piece:
    """One marked-content sequence as it stands in a content stream; ``tag`` is None for what is not marked at all."""

    page: int
    tag: str | None
    mcid: int | None
    text: str
    #: The text that the glyphs alone give, where ActualText replaced it.
    glyphs: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation: where it leads, what it says, and the structure element that holds it."""

    target: str
    says: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Font:
    """A font as a content stream uses it: what each code stands for."""

    name: str
    embedded: bool
    unicode: Mapping[int, str]
    #: Codes are two bytes long in Identity-H.
    width: int


@dataclass(slots=True)
class _Sequence:
    tag: str | None
    mcid: int | None
    actual: str | None
    page: int
    text: list[str] = field(default_factory=list)

    def piece(self) -> Piece:
        glyphs = "".join(self.text)
        return Piece(self.page, self.tag, self.mcid, glyphs if self.actual is None else self.actual, glyphs)


# --- content streams ------------------------------------------------------------------------------------------------


def pieces(path: Path) -> list[Piece]:
    """All marked content of all pages, in order of painting, and text that is in none."""
    with pikepdf.open(path) as pdf:
        return [piece for number, page in enumerate(pdf.pages) for piece in _pieces(number, page)]


def _pieces(number: int, page: pikepdf.Page) -> Iterator[Piece]:
    fonts = {str(name): _font(font) for name, font in page.Resources.get("/Font", {}).items()}
    open_: list[_Sequence] = []
    loose = _Sequence(None, None, None, number)
    font = None
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BMC", "BDC"}:
            open_.append(_opened(number, operands))
        elif name == "EMC":
            yield open_.pop().piece()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in _SHOWING and font is not None:
            (open_[-1] if open_ else loose).text.append(_decoded(operands, font))
    if open_:
        yield Piece(number, "never closed", None, "", "")
    if loose.text:
        yield loose.piece()


def _opened(number: int, operands: list[pikepdf.Object]) -> _Sequence:
    properties = operands[1] if len(operands) > 1 else {}
    mcid = properties.get("/MCID")
    actual = properties.get("/ActualText")
    return _Sequence(
        str(operands[0]).lstrip("/"),
        None if mcid is None else int(mcid),
        None if actual is None else str(actual),
        number,
    )


def _decoded(operands: list[pikepdf.Object], font: Font) -> str:
    strings = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
    return "".join(font.unicode.get(code, "\ufffd") for code in _codes(strings, font.width))


def _codes(strings: object, width: int) -> Iterator[int]:
    for item in strings:  # type: ignore[attr-defined] - an Array of strings and numbers
        if isinstance(item, pikepdf.String):
            data = bytes(item)
            for start in range(0, len(data), width):
                yield int.from_bytes(data[start : start + width], "big")


def _font(font: pikepdf.Object) -> Font:
    descendants = font.get("/DescendantFonts")
    holder = descendants[0] if descendants is not None else font
    descriptor = holder.get("/FontDescriptor", {})
    embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    width = 2 if descendants is not None else 1
    return Font(str(font.get("/BaseFont", "")).lstrip("/"), embedded, _unicode(font), width)


def _unicode(font: pikepdf.Object) -> dict[int, str]:
    """The ToUnicode map: single characters only, as our subsets have no need of ranges."""
    if "/ToUnicode" not in font:
        return {}
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    blocks = re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL)
    pairs = re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", " ".join(blocks))
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def codes_painted(path: Path) -> dict[str, set[int]]:
    """The codes that are shown with each font."""
    found: dict[str, set[int]] = {}
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            fonts = {str(name): _font(font) for name, font in page.Resources.get("/Font", {}).items()}
            font = None
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    font = fonts[str(operands[0])]
                elif str(operator) in _SHOWING and font is not None:
                    strings = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
                    found.setdefault(font.name, set()).update(_codes(strings, font.width))
    return found


def colour_operators(path: Path) -> set[str]:
    """Every operator of a content stream that sets a colour, with the name of the space where it names one."""
    found = set()
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in {"cs", "CS"}:
                    found.add(f"{operands[0]} {operator}")
                elif str(operator) in _COLOURS:
                    found.add(str(operator))
    return found


def artifact_words(path: Path) -> list[str]:
    """Text that is painted as an artifact or outside of all marked content, sequence by sequence."""
    return [piece.text for piece in pieces(path) if piece.mcid is None and piece.text.strip()]


# --- the structure tree ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TreeElement:
    """A structure element as the file has it; ``kids`` are elements and (page, mcid) pairs, in order."""

    identity: tuple[int, int]
    role: str
    lang: str | None
    alt: str | None
    kids: tuple[TreeElement | tuple[int, int], ...]
    annotations: tuple[tuple[int, int], ...]

    def walk(self) -> Iterator[TreeElement]:
        """The element and all below it."""
        yield self
        for kid in self.kids:
            if isinstance(kid, TreeElement):
                yield from kid.walk()


def tree(path: Path) -> TreeElement:
    """The structure tree."""
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        kids = pdf.Root.StructTreeRoot.K
        return _element(kids[0] if isinstance(kids, pikepdf.Array) else kids, pages, None)


def _element(obj: pikepdf.Object, pages: Mapping[tuple[int, int], int], page: int | None) -> TreeElement:
    own = pages.get(obj.Pg.objgen) if "/Pg" in obj else page
    kids: list[TreeElement | tuple[int, int]] = []
    annotations = []
    found = obj.get("/K", pikepdf.Array())
    for kid in found if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(kid, int):
            kids.append((-1 if own is None else own, kid))
        elif kid.get("/Type") == "/OBJR":
            annotations.append(kid.Obj.objgen)
        elif kid.get("/Type") == "/MCR":
            kids.append((pages[kid.Pg.objgen] if "/Pg" in kid else -1 if own is None else own, int(kid.MCID)))
        else:
            kids.append(_element(kid, pages, own))
    alt, lang = obj.get("/Alt"), obj.get("/Lang")
    return TreeElement(
        obj.objgen,
        str(obj.S).lstrip("/"),
        None if lang is None else str(lang),
        None if alt is None else str(alt),
        tuple(kids),
        tuple(annotations),
    )


def tree_blocks(path: Path, *, alts: bool = False) -> list[tuple[str, str]]:
    """(role, text) of each element that holds words, in tree order; inline elements run on in the text around them.

    With ``alts`` a figure counts as a block that says its alternative description.
    """
    texts = {(piece.page, piece.mcid): piece.text for piece in pieces(path) if piece.mcid is not None}
    return [(role, text) for role, text in _blocks(tree(path), texts, alts=alts) if text.strip()]


def _blocks(element: TreeElement, texts: Mapping[tuple[int, int | None], str], *, alts: bool) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    line: list[str] = []

    def end() -> None:
        found.append((element.role, "".join(line)))
        line.clear()

    if alts and element.alt is not None:
        found.append((element.role, element.alt))
    for kid in element.kids:
        if isinstance(kid, tuple):
            line.append(texts.get(kid, ""))
        elif kid.role in INLINE and all(below.role in INLINE for below in kid.walk()) and kid.role != "Lbl":
            line.extend(text for _, text in _blocks(kid, texts, alts=alts))
        else:
            end()
            found += _blocks(kid, texts, alts=alts)
    end()
    return found


def tree_words(path: Path, *, alts: bool = False) -> list[str]:
    """All words in the order of the structure tree."""
    return [word for _, text in tree_blocks(path, alts=alts) for word in text.split()]


# --- checks that no validator makes ---------------------------------------------------------------------------------


def tree_faults(path: Path) -> list[str]:
    """Marked content and structure tree must agree, both ways round (ISO 32000-1 14.7.4.4, ISO 14289-1 7.1).

    Each marked-content id is used once on its page and listed by one element; the parent tree leads back to just that
    element; and the sequence carries the name of the element's structure type.
    """
    faults = []
    listed: dict[tuple[int, int], TreeElement] = {}
    for element in tree(path).walk():
        for kid in element.kids:
            if isinstance(kid, tuple):
                if kid in listed:
                    faults.append(f"page {kid[0]}, mcid {kid[1]} is listed twice")
                listed[kid] = element
    marked = [piece for piece in pieces(path) if piece.mcid is not None]
    seen: set[tuple[int, int | None]] = set()
    for piece in marked:
        place = piece.page, piece.mcid
        if place in seen:
            faults.append(f"page {piece.page}: mcid {piece.mcid} is used twice")
        seen.add(place)
        owner = listed.get((piece.page, piece.mcid or 0))
        if owner is None:
            faults.append(f"page {piece.page}: no element lists mcid {piece.mcid}")
        elif owner.role != piece.tag:
            faults.append(f"page {piece.page}: mcid {piece.mcid} is marked {piece.tag} in a {owner.role}")
    faults += [f"page {page}: mcid {mcid} is listed and not painted" for page, mcid in set(listed) - seen]
    return faults + _parent_tree_faults(path, listed)


def _parent_tree_faults(path: Path, listed: Mapping[tuple[int, int], TreeElement]) -> list[str]:
    faults = []
    by_annotation = {number: element for element in tree(path).walk() for number in element.annotations}
    with pikepdf.open(path) as pdf:
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for number, page in enumerate(pdf.pages):
            row = parents[int(page.StructParents)]
            expected = {mcid: element.identity for (at, mcid), element in listed.items() if at == number}
            found = {mcid: entry.objgen for mcid, entry in enumerate(row)}
            if expected != found:
                faults.append(
                    f"page {number}: the parent tree leads to other elements than those that list its content"
                )
            for annotation in page.get("/Annots", []):
                holder = by_annotation.get(annotation.objgen)
                entry = parents[int(annotation.StructParent)]
                if holder is None or entry.objgen != holder.identity:
                    faults.append(f"page {number}: the parent tree leads a link to another element than its own")
    return faults


def glyph_faults(path: Path) -> list[str]:
    """Every painted code stands for real letters: no glyph of a missing letter, nothing private, nothing unmapped."""
    faults = []
    maps = {font.name: font for font in fonts(path)}
    for name, codes in codes_painted(path).items():
        for code in sorted(codes):
            text = maps[name].unicode.get(code)
            if code == 0:
                faults.append(f"{name}: paints glyph 0")
            elif not text:
                faults.append(f"{name}: code {code} stands for nothing")
            elif any(low <= ord(letter) <= high for letter in text for low, high in _PRIVATE):
                faults.append(f"{name}: code {code} stands for a private character")
    return faults


def nesting_faults(path: Path) -> list[str]:
    """Marked content is flat: some readers lose all words after a nested sequence."""
    faults = []
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages):
            depth = 0
            for _, operator in pikepdf.parse_content_stream(page):
                depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(str(operator), 0)
                if depth not in {0, 1}:
                    faults.append(f"page {number}: marked content inside marked content")
    return faults


def faults(path: Path) -> list[str]:
    """All of the above."""
    return [*tree_faults(path), *glyph_faults(path), *nesting_faults(path)]


# --- what else a file holds -----------------------------------------------------------------------------------------


def fonts(path: Path) -> list[Font]:
    """All fonts of all pages, by resource name."""
    with pikepdf.open(path) as pdf:
        found = {str(name): font for page in pdf.pages for name, font in page.Resources.get("/Font", {}).items()}
        return [_font(font) for _, font in sorted(found.items())]


def links(path: Path) -> list[Link]:
    """All links, page by page, with the words of the structure element that each hangs in."""
    holders = {number: element for element in tree(path).walk() for number in element.annotations}
    texts = {(piece.page, piece.mcid): piece.text for piece in pieces(path) if piece.mcid is not None}
    found = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                holder = holders.get(annotation.objgen)
                text = "".join(text for _, text in _blocks(holder, texts, alts=True)) if holder else ""
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
    return [word for _, text in _blocks(tree(path), texts, alts=False) for word in text.split()]
