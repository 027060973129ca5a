"""Fonts as they go into a file: Type0 with Identity-H, subset by HarfBuzz to the glyphs that are painted.

A clinic's words never change the bytes of the body: its subsets hold the usual letters, ASCII and a few signs, which
most details of clinics are written in, and what else an imprint needs is in subsets of its own. Glyphs keep the numbers
that they have in the whole font: what is painted with one subset is painted alike with every other that has the
letters.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import uharfbuzz as hb

from handouts.errors import PaintingIncomplete
from handouts.memo import Memo, Same
from handouts.pdf.objects import array, deflated, dictionary, name, number, numbers, ref, utf16
from handouts.typeset.pages import PlacedRun

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from handouts.pdf.assembler import Objects
    from handouts.typeset.fonts import Face, FontSet
    from handouts.typeset.pages import Layer
    from handouts.typeset.runs import Glyph, Run

#: Signs that steer the setting of a line and show nothing: they are not painted. The joiners U+200C and U+200D are
#: not among them, as they are part of the spelling.
INVISIBLE = frozenset(
    "\u00ad\u061c\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff"
)

_NO_BREAK_HYPHEN = "\u2011"

#: What a glyph stands for when an earlier one carries the letters of both: every glyph must map to something
#: (ISO 14289-1 7.21.7), and ActualText then says what is meant.
_NOTHING = "\u200b"

#: Tables of no use inside a PDF, where glyphs are chosen and placed already.
_DROPPED = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "cmap", "BASE", "STAT", "kern", "DSIG", "VORG")

#: What most clinics' details are written in: ASCII, no-break space and hyphen, a dash, an apostrophe.
_USUAL = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0\u2011\u2013\u2019"

#: Most mappings in one block of a ToUnicode CMap (Adobe Technical Note 5014).
_CMAP_BLOCK = 100

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{mappings}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass(frozen=True, slots=True)
class Subset:
    """The glyphs of one face that a layer paints."""

    resource: str
    face: Face
    program: bytes
    #: The same as it goes into a file, and the map from its glyphs to text.
    packed: bytes = field(repr=False)
    to_unicode: bytes = field(repr=False)
    cff: bool
    #: By the glyph's id: advance in thousandths of an em, and how it is written in a string, of parts of composite
    #: glyphs too; and the letters it stands for, of those that are painted.
    widths: Mapping[int, float]
    codes: Mapping[int, str] = field(repr=False)
    texts: Mapping[int, str]
    #: The glyphs of all usual letters that the face has, if each is there and stands for its letter; else none.
    usual: frozenset[int]

    def said(self, run: Run) -> str:
        """What a viewer copies, going by the glyphs alone."""
        return "".join(self.texts[glyph.gid] for glyph in painted(run))


def painted(run: Run) -> tuple[Glyph, ...]:
    """The glyphs of a run that show something."""
    return run.glyphs if run.text.isascii() else tuple(glyph for glyph in run.glyphs if is_painted(glyph))


def is_painted(glyph: Glyph) -> bool:
    """Whether a glyph shows something."""
    return not glyph.text or not INVISIBLE.issuperset(glyph.text)


def visible(text: str) -> str:
    """The text as it should be copied: without the signs that only steer lines, spaces and hyphens that break or not.

    Typesetting chooses where a line may break; a phone number that is copied must not carry that choice along.
    """
    if text.isascii() and text.isprintable():
        return text
    letters = (" " if letter.isspace() else letter for letter in text if letter not in INVISIBLE)
    return "".join(letters).replace(_NO_BREAK_HYPHEN, "-")


def subsets(
    layers: Iterable[Layer],
    fonts: FontSet,
    prefix: str,
    *,
    wide: Collection[str] = (),
    shared: Mapping[str, Subset] | None = None,
    kept: Memo[Subset] | None = None,
) -> dict[str, Subset]:
    """A subset for each face that the layers paint with, by the face's name; resources are ``prefix`` and that name.

    Faces that are ``wide`` hold the usual letters too. Runs that a subset of ``shared`` can show need none. What other
    files left is ``kept``: a face subset to the same glyphs is the same.

    Raises:
        PaintingIncomplete: a run holds the glyph of a missing letter.
    """
    wanted: dict[str, Counter[Glyph]] = {}
    for layer in layers:
        for item in layer.items:
            if isinstance(item, PlacedRun) and not shows(item.run, shared or {}):
                wanted.setdefault(item.run.face, Counter()).update(_present(item.run))
    memo = kept or Memo(1)
    found: dict[str, Subset] = {}
    for name_of_face, glyphs in wanted.items():
        whole = fonts.face(name_of_face)
        texts = (_usual(whole) if name_of_face in wide else {}) | _texts(glyphs)
        inside = dict(sorted(texts.items()))
        one = memo.get((Same(whole), tuple(inside.items())), partial(_subset, whole, inside))
        found[name_of_face] = replace(one, resource=f"{prefix}-{name_of_face}")
    return found


def shows(run: Run, shared: Mapping[str, Subset]) -> bool:
    """Whether one of these subsets has every glyph of a run."""
    subset = shared.get(run.face)
    return subset is not None and all(glyph.gid in subset.texts for glyph in painted(run))


def _present(run: Run) -> tuple[Glyph, ...]:
    """The glyphs of a run that are painted; each is there."""
    glyphs = painted(run)
    if not all(glyph.gid for glyph in glyphs):
        raise PaintingIncomplete(f'the face "{run.face}" has no glyph for a letter of "{run.text}"')
    return glyphs


def _texts(glyphs: Counter[Glyph]) -> dict[int, str]:
    """By the glyph's id, what it stands for: what it stood for most often."""
    seen: dict[int, Counter[str]] = {}
    for glyph, times in glyphs.items():
        seen.setdefault(glyph.gid, Counter())[visible(glyph.text)] += times if glyph.text else 0
    most = ((gid, *texts.most_common(1)[0]) for gid, texts in seen.items())
    return {gid: text if times else _NOTHING for gid, text, times in most}


def _usual(face: Face) -> dict[int, str]:
    """What clinics' details are written in: a body that has it spares each of them a font of its own.

    A glyph that several letters share stands for the first of them.
    """
    glyph = face.hb_font.get_nominal_glyph
    return {gid: visible(letter) for letter in reversed(_USUAL) if (gid := glyph(ord(letter)))}


def _subset(face: Face, glyphs: Mapping[int, str]) -> Subset:
    """A face with these glyphs, and what each stands for."""
    whole = face.hb_face
    wish = hb.SubsetInput()
    wish.glyph_set.update(glyphs)
    wish.drop_table_tag_set.update(int.from_bytes(tag.ljust(4).encode(), "big") for tag in _DROPPED)
    cff = "CFF " in whole.table_tags
    wish.flags = (
        hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.RETAIN_GIDS
    )
    plan = hb.SubsetPlan(whole, wish)
    made = plan.execute()
    font, thousandths = face.hb_font, 1000 / face.upem
    widths = {
        gid: round(font.get_glyph_h_advance(gid) * thousandths, 1) for gid in sorted(plan.old_to_new_glyph_mapping)
    }
    codes = {gid: f"{gid:04X}" for gid in widths}
    program = bytes(made.blob.data)
    cmap = deflated(to_unicode(glyphs).encode("ascii"))
    usual = _usual(face)
    plain = frozenset(usual) if usual.items() <= glyphs.items() else frozenset[int]()
    return Subset("", face, program, deflated(program), cmap, cff, widths, codes, glyphs, plain)


def write(subset: Subset, objects: Objects) -> int:
    """The objects of a Type0 font (ISO 32000-1 9.7); returns the number of the one that a page names.

    A font with PostScript outlines stays an OpenType font (table 126): one validator takes the bare outlines of a font
    without CIDs of its own to have no glyphs.
    """
    base = name(f"{_tag(subset)}+{_postscript(subset.face.postscript_name)}")
    kind = {"Subtype": "/OpenType"} if subset.cff else {"Length1": str(len(subset.program))}
    program = objects.add_stream(kind, subset.packed, packed=True)
    descriptor = objects.add(_descriptor(subset, base, program))
    descendant = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if subset.cff else "/CIDFontType2",
        "BaseFont": base,
        "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
        "FontDescriptor": ref(descriptor),
        "W": _widths(subset.widths),
    }
    if not subset.cff:
        descendant["CIDToGIDMap"] = "/Identity"
    top = {
        "Type": "/Font",
        "Subtype": "/Type0",
        "BaseFont": base,
        "Encoding": "/Identity-H",
        "DescendantFonts": array([ref(objects.add(dictionary(descendant)))]),
        "ToUnicode": ref(objects.add_stream({}, subset.to_unicode, packed=True)),
    }
    return objects.add(dictionary(top))


def _widths(widths: Mapping[int, float]) -> str:
    """Advances by glyph id, those of neighbours in one array (ISO 32000-1 9.7.4.3)."""
    rows: list[tuple[int, list[float]]] = []
    for gid, width in widths.items():
        if rows and gid == rows[-1][0] + len(rows[-1][1]):
            rows[-1][1].append(width)
        else:
            rows.append((gid, [width]))
    return f"[{' '.join(f'{first}[{numbers(row, 1)}]' for first, row in rows)}]"


def to_unicode(texts: Mapping[int, str]) -> str:
    """The CMap from glyph ids to text (ISO 32000-1 9.10.3)."""
    pairs = [f"<{gid:04X}> <{utf16(text)}>" for gid, text in texts.items()]
    blocks = []
    for start in range(0, len(pairs), _CMAP_BLOCK):
        block = pairs[start : start + _CMAP_BLOCK]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return _CMAP.format(mappings="\n".join(blocks))


def _tag(subset: Subset) -> str:
    """Six capital letters that name this subset (ISO 32000-1 9.6.4): from its bytes, so equal subsets are equal."""
    digest = hashlib.blake2b(subset.program, digest_size=6).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest)


def _postscript(face: str) -> str:
    """A name without the letters that would need escaping."""
    return re.sub(r"[^A-Za-z0-9-]", "", face) or "Font"


def _descriptor(subset: Subset, base: str, program: int) -> str:
    """What a viewer may need to stand in for the font (ISO 32000-1 9.8.1), read from the tables of the face."""
    face = subset.face
    whole, thousandths = face.hb_face, 1000 / face.upem
    box = struct.unpack(">4h", whole.reference_table("head").data[36:44])
    post = whole.reference_table("post").data
    angle = struct.unpack(">i", post[4:8])[0] / 65536 if post else 0.0
    weight = struct.unpack(">H", whole.reference_table("OS/2").data[4:6])[0]
    return dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": base,
            "Flags": str(4 | (64 if angle else 0)),
            "FontBBox": f"[{numbers(value * thousandths for value in box)}]",
            "ItalicAngle": number(angle),
            "Ascent": number(face.ascent * 1000),
            "Descent": number(-face.descent * 1000),
            "CapHeight": number(face.cap_height * 1000),
            "StemV": number(50 + (weight / 65) ** 2, 0),
            "FontFile3" if subset.cff else "FontFile2": ref(program),
        }
    )
