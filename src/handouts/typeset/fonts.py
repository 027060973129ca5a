"""Fonts: faces read from packages or from a clinic's files, their metrics, and which face stands behind which.

A face is read when its first glyph is wanted, as each costs about 20 ms; the :class:`FontSet` keeps it, so that one
process reads it once.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files as package_files
from typing import TYPE_CHECKING, Any
from unicodedata import category

import uharfbuzz as hb

from handouts.cache import Cache
from handouts.document.elements import Weight
from handouts.errors import ContentInvalid, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

#: Default_Ignorable_Code_Point (Unicode DerivedCoreProperties): signs that show nothing even where a font lacks them.
_IGNORABLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)

#: U+2011 no-break hyphen, and what is drawn in its place where a font lacks it.
NO_BREAK_HYPHEN = "\u2011"
HYPHENS = ("\u2010", "-")

#: Tables without which there is nothing to shape or to embed (OpenType 1.9, "Required Tables").
_TABLES = frozenset({"cmap", "head", "hhea", "hmtx", "maxp", "OS/2"})

#: Bits of OS/2 fsType (OpenType 1.9): restricted licence, no subsetting, bitmaps only.
_NO_EMBEDDING = 0x0002
_NO_SUBSETTING = 0x0100
_BITMAPS_ONLY = 0x0200

_FIRAGO = {"text": "figo", "text-strong": "figbo", "text-emphasis": "figit", "text-strong-emphasis": "figbi"}
_SERIF = {"heading": "SourceSerifPro-Semibold.ttf", "heading-emphasis": "SourceSerifPro-SemiboldIt.ttf"}

#: Which faces are asked, in turn, for a style and a weight. A heading is strong already.
_CHAINS = {
    ("text", Weight.REGULAR): ("text",),
    ("text", Weight.STRONG): ("text-strong", "text"),
    ("text", Weight.EMPHASIS): ("text-emphasis", "text"),
    ("text", Weight.STRONG_EMPHASIS): ("text-strong-emphasis", "text-strong", "text"),
    ("heading", Weight.REGULAR): ("heading", "text-strong", "text"),
    ("heading", Weight.STRONG): ("heading", "text-strong", "text"),
    ("heading", Weight.EMPHASIS): ("heading-emphasis", "heading", "text-strong", "text"),
    ("heading", Weight.STRONG_EMPHASIS): ("heading-emphasis", "heading", "text-strong", "text"),
}

#: In front of the name of a face that is a clinic's own, so that the usual one can stand behind it.
_OWN = "clinic-"


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font file, read. Heights are fractions of an em; ``descent`` counts downwards and is positive.

    ``ascent`` and ``descent`` are the font's own (hhea, or OS/2 where it says so), ``cap_height`` and ``x_height``
    those of OS/2, measured from H and x where a font states none.
    """

    name: str
    blob: bytes
    upem: int
    ascent: float
    descent: float
    cap_height: float
    x_height: float
    #: The family and style that the font names itself by in PDF (name table, id 6).
    postscript_name: str
    characters: frozenset[str]
    hb_face: Any = field(repr=False)
    hb_font: Any = field(repr=False)

    def covers(self, character: str) -> bool:
        """Whether the face can show it: by a glyph, as a kind of space, or because nothing is to be seen of it."""
        if character in self.characters or ignorable(character):
            return True
        if category(character) == "Zs" and character != _OGHAM_SPACE:
            return " " in self.characters
        return character == NO_BREAK_HYPHEN and any(hyphen in self.characters for hyphen in HYPHENS)


#: A space that is drawn, as a stroke: no other space can stand for it.
_OGHAM_SPACE = "\u1680"


def ignorable(character: str) -> bool:
    """Whether a character shows nothing by its nature: joiners, direction marks, soft hyphens, selectors."""
    code = ord(character)
    return code >= _IGNORABLE[0][0] and any(low <= code <= high for low, high in _IGNORABLE)


@dataclass(frozen=True, slots=True, eq=False)
class FontSet:
    """All faces by name, and for each style and weight the faces to ask in turn."""

    sources: Mapping[str, Callable[[], bytes]]
    chains: Mapping[tuple[str, Weight], tuple[str, ...]]
    #: The fonts that stand behind a clinic's own: read once for all clinics.
    behind: FontSet | None = None
    _read: dict[str, Face] = field(default_factory=dict, repr=False)
    _asked: dict[tuple[str, Weight], tuple[Face, ...]] = field(default_factory=dict, init=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all faces."""
        return (*self.sources, *(self.behind.names if self.behind else ()))

    def face(self, name: str) -> Face:
        """The face of that name, read now if it was not before.

        Raises:
            KeyError: there is no such face.
        """
        found = self._read.get(name)
        if found is None and self.behind and name not in self.sources:
            return self.behind.face(name)
        if found is None:
            found = self._read[name] = read_face(name, self.sources[name]())
        return found

    def chain(self, style: str, weight: Weight) -> tuple[Face, ...]:
        """The faces for a style (``text`` or ``heading``) and a weight: the first that has a glyph shows it.

        Raises:
            KeyError: there is no such style.
        """
        found = self._asked.get((style, weight))
        if found is None:
            found = self._asked[style, weight] = tuple(self.face(name) for name in self.chains[style, weight])
        return found


def read_face(name: str, blob: bytes) -> Face:
    """A face from the bytes of a TrueType or OpenType font that is known to be whole."""
    face = hb.Face(hb.Blob(blob))
    font = hb.Font(face)
    upem = face.upem
    extents = font.get_font_extents("ltr")
    metric = font.get_metric_position_with_fallback
    return Face(
        name=name,
        blob=blob,
        upem=upem,
        ascent=extents.ascender / upem,
        descent=abs(extents.descender) / upem,
        cap_height=metric(hb.OTMetricsTag.CAP_HEIGHT) / upem,
        x_height=metric(hb.OTMetricsTag.X_HEIGHT) / upem,
        postscript_name=face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or name,
        characters=frozenset(map(chr, face.unicodes)),
        hb_face=face,
        hb_font=font,
    )


def default_fonts(cache: Cache | None = None) -> FontSet:
    """FiraGO in four faces for text, Source Serif Pro semibold for headings with FiraGO bold behind it.

    Both are under the SIL Open Font License and come from packages: ``pymupdf-fonts`` and ``font-source-serif-pro``.
    FiraGO is packed there, and takes 20 ms a face to unpack; a ``cache`` keeps it unpacked.
    """
    kept = cache or Cache()
    sources: dict[str, Callable[[], bytes]] = {name: partial(_firago, code, kept) for name, code in _FIRAGO.items()}
    folder = package_files("font_source_serif_pro") / "files"
    sources |= {name: (folder / file).read_bytes for name, file in _SERIF.items()}
    return FontSet(sources, _CHAINS)


def _firago(code: str, cache: Cache) -> bytes:
    found = cache.get("face", code.encode())
    if found is None:
        import pymupdf_fonts  # noqa: PLC0415 - it loads the unpacker

        found = pymupdf_fonts.myfont(code)
        cache.put("face", code.encode(), found)
    return found


def fonts_of_clinic(files: Mapping[str, Path], base: FontSet, places: Mapping[str, Place] | None = None) -> FontSet:
    """The fonts with a clinic's own faces in front. ``files`` goes by the name of the face, such as ``text-strong``.

    A letter that the clinic's font lacks is shown in the usual one. ``places`` are where the words name the files.

    Raises:
        ContentInvalid: a name is of no face, or a file is no font that can be embedded; all of them at once.
    """
    places = places or {}
    problems: list[Problem] = []
    sources: dict[str, Callable[[], bytes]] = {}
    for name, path in files.items():
        place = places.get(name) or Place(str(path))
        if name not in base.names:
            known = ", ".join(base.names)
            problems.append(Problem(place, f'"{name}" is no kind of font here. Use one of: {known}.'))
            continue
        try:
            blob = path.read_bytes()
        except OSError as error:
            problems.append(Problem(place, f"the font {path} cannot be read: {error.strerror}."))
            continue
        fault = _fault(blob)
        if fault:
            problems.append(Problem(place, f"the font {path} {fault}"))
            continue
        sources[_OWN + name] = partial(_static, blob)
    if problems:
        raise ContentInvalid(problems)
    chains = {key: _with_own(chain, sources) for key, chain in base.chains.items()}
    return FontSet(sources, chains, behind=base)


def _with_own(chain: tuple[str, ...], sources: Mapping[str, object]) -> tuple[str, ...]:
    own = tuple(_OWN + name for name in chain if _OWN + name in sources)
    return own + chain if _OWN + chain[0] in sources else chain


#: What unitsPerEm may be (OpenType, table head).
_LEAST_UPEM, _MOST_UPEM = 16, 16384


def _fault(blob: bytes) -> str | None:
    """What keeps a font from being embedded, as the end of a sentence; None when nothing does."""
    face = hb.Face(hb.Blob(blob))
    tables = set(face.table_tags)
    if not tables:
        return "is not a TrueType or OpenType font. Use a file that ends in .ttf or .otf."
    missing = sorted((_TABLES | ({"loca"} if "glyf" in tables else set())) - tables)
    if missing or not face.glyph_count:
        return f"is damaged: it lacks {', '.join(missing) or 'glyphs'}. Get the file again."
    if not tables & {"glyf", "CFF "}:
        return "has no outlines that a PDF can hold (glyf or CFF). Use another file of the same font."
    if not _LEAST_UPEM <= struct.unpack(">H", face.reference_table("head").data[18:20])[0] <= _MOST_UPEM:
        return "is damaged: its grid (unitsPerEm) is out of bounds. Get the file again."
    rights = struct.unpack(">H", face.reference_table("OS/2").data[8:10])[0]
    if rights & 0x000F == _NO_EMBEDDING or rights & (_NO_SUBSETTING | _BITMAPS_ONLY):
        return "may not be embedded in a file by its licence (fsType). Ask its maker for a licence that allows it."
    return None


def _static(blob: bytes) -> bytes:
    """A variable font at its default; PDF/A and PDF/UA hold static fonts only. Others as they are."""
    face = hb.Face(hb.Blob(blob))
    if "fvar" not in face.table_tags:
        return blob
    wish = hb.SubsetInput()
    wish.keep_everything()
    wish.pin_all_axes_to_default(face)
    return bytes(hb.subset(face, wish).blob.data)
