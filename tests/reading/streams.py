"""Content streams: marked content, and what the codes that are shown stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_COLOURS = frozenset({"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "ri"})


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


def pieces(path: Path) -> list[Piece]:
    """All marked content of all pages, in order of painting, and text that is in none."""
    with pikepdf.open(path) as pdf:
        return [piece for number, page in enumerate(pdf.pages) for piece in _pieces(number, page)]


def _pieces(number: int, page: pikepdf.Page) -> Iterator[Piece]:
    fonts = {str(name): font_of(font) for name, font in page.Resources.get("/Font", {}).items()}
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


def font_of(font: pikepdf.Object) -> Font:
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
            fonts = {str(name): font_of(font) for name, font in page.Resources.get("/Font", {}).items()}
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


def fonts(path: Path) -> list[Font]:
    """All fonts of all pages, by resource name."""
    with pikepdf.open(path) as pdf:
        named = ((str(name), font) for page in pdf.pages for name, font in page.Resources.get("/Font", {}).items())
        found = {(name, font.objgen): font for name, font in named}
        return [font_of(font) for _, font in sorted(found.items())]
