"""PDF/X-4 as a checklist: what clause 6 of ISO 15930-7:2010 asks of a file, topic by topic, each in a few lines.

No free program judges PDF/X, so a file is read back here with pikepdf, by tests that share nothing with what wrote it.
The topics stand in the order of the standard; the sentences are ours. What a file of ours cannot hold at all (external
profiles of PDF/X-4p, trap networks, encryption by a handler of one's own) is refused rather than weighed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}

#: Blend modes and rendering intents that PDF 1.6 knows (PDF Reference 1.6, 7.2.4 and 4.5.4).
_BLEND_NAMES = """Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight
Difference Exclusion Hue Saturation Color Luminosity"""
_BLENDS = frozenset(_BLEND_NAMES.split())
_INTENTS = frozenset({"AbsoluteColorimetric", "RelativeColorimetric", "Saturation", "Perceptual"})

#: Every operator of PDF 1.6 (appendix A) but those of Type 3 glyphs and of compatibility sections.
_OPERATOR_NAMES = """b B b* B* BDC BI BMC BT c cm CS cs d Do DP EI EMC ET f F f* G g gs h i ID INLINE IMAGE j J K k l m
M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""""
_OPERATORS = frozenset(_OPERATOR_NAMES.split())


@dataclass(frozen=True, slots=True)
class File:
    """A file as its checks need it."""

    data: bytes
    pdf: pikepdf.Pdf

    def xmp(self, name: str) -> str:
        """The text of a property of the XMP packet; of a title, its first alternative."""
        prefix, _, local = name.partition(":")
        root = ET.fromstring(self.pdf.Root.Metadata.read_bytes())  # noqa: S314 - our own file
        found = root.find(f".//{{{_NAMES[prefix]}}}{local}")
        return "" if found is None else "".join(found.itertext()).strip()

    def dictionaries(self) -> Iterator[pikepdf.Object]:
        """Every dictionary and every stream's, whatever it hangs in."""
        for held in self.pdf.objects:
            yield from _inside(held)

    def intents(self) -> list[pikepdf.Object]:
        """The output intents that are for print shops."""
        return [intent for intent in self.pdf.Root.get("/OutputIntents", []) if intent.get("/S") == "/GTS_PDFX"]


def _inside(held: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids: list[object] = []
    if isinstance(held, pikepdf.Stream | pikepdf.Dictionary):
        yield held
        kids = [held[key] for key in held.keys()]  # noqa: SIM118 - iterating a pikepdf object gives no keys
    elif isinstance(held, pikepdf.Array):
        kids = list(held)
    for kid in kids:
        if isinstance(kid, pikepdf.Object) and not kid.is_indirect:
            yield from _inside(kid)


def _several(value: object) -> list[object]:
    """What may be one thing, a list of them, or not there."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _version(file: File) -> Iterator[str]:
    if file.data[:8] != b"%PDF-1.6" or "/Version" in file.pdf.Root:
        yield f"begins with {file.data[:8]!r}"


def _identity(file: File) -> Iterator[str]:
    if len(file.pdf.trailer.get("/ID", [])) != 2:
        yield "has no file identifier of two parts"
    if file.pdf.is_encrypted:
        yield "is encrypted"


def _identification(file: File) -> Iterator[str]:
    if file.xmp("pdfxid:GTS_PDFXVersion") != "PDF/X-4":
        yield f'says that it is "{file.xmp("pdfxid:GTS_PDFXVersion")}"'


def _metadata(file: File) -> Iterator[str]:
    wanted = ("dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")
    for name in (*wanted, "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"):
        if not file.xmp(name):
            yield f"does not say {name}"
    info = file.pdf.trailer.get("/Info", pikepdf.Dictionary())
    if str(info.get("/Title", "")) != file.xmp("dc:title"):
        yield "has two titles"


def _trapping(file: File) -> Iterator[str]:
    said = file.pdf.trailer.get("/Info", pikepdf.Dictionary()).get("/Trapped")
    if said not in ("/True", "/False") or str(said)[1:] != file.xmp("pdf:Trapped"):
        yield f"does not say whether it was trapped, or says two things: {said}, {file.xmp('pdf:Trapped')}"


def _output_intent(file: File) -> Iterator[str]:
    intents = file.intents()
    if len(intents) != 1:
        yield f"has {len(intents)} output intents for print shops"
    for intent in intents:
        if not str(intent.get("/OutputConditionIdentifier", "")) or not str(intent.get("/Info", "")):
            yield "does not name its printing condition"
        if "/DestOutputProfileRef" in intent or "/DestOutputProfile" not in intent:
            yield "does not carry its profile"
            continue
        profile = intent.DestOutputProfile.read_bytes()
        if profile[12:20] != b"prtrCMYK" or intent.DestOutputProfile.N != 4:
            yield f"carries a profile of {profile[12:20]!r}"
    named = (intent.get("/DestOutputProfile") for intent in file.pdf.Root.OutputIntents)
    profiles = {profile.objgen for profile in named if profile is not None}
    if len(profiles) != 1:
        yield "carries more than one profile"


def _boxes(file: File) -> Iterator[str]:
    for number, page in enumerate(file.pdf.pages, 1):
        if ("/TrimBox" in page.obj) == ("/ArtBox" in page.obj):
            yield f"has on page {number} a TrimBox and an ArtBox, or neither"
        names = ("/TrimBox", "/ArtBox", "/BleedBox", "/CropBox", "/MediaBox")
        nested = [tuple(map(float, page.obj[name])) for name in names if name in page.obj]
        for inner, outer in pairwise(nested):
            if not (outer[0] <= inner[0] < inner[2] <= outer[2] and outer[1] <= inner[1] < inner[3] <= outer[3]):
                yield f"has boxes on page {number} that do not lie in each other: {inner}, {outer}"


def _preferences(file: File) -> Iterator[str]:
    wishes = file.pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    for name in ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip"):
        if wishes.get(name, "/MediaBox") not in ("/MediaBox", "/BleedBox"):
            yield f"wishes {name} to be {wishes[name]}"


def _fonts(file: File) -> Iterator[str]:
    for font in file.dictionaries():
        if font.get("/Type") == "/Font" and font.get("/Subtype") != "/Type0":
            descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                yield f"uses a font that is not in it: {font.get('/BaseFont')}"


def _spaces(file: File) -> Iterator[tuple[str, object]]:
    for held in file.dictionaries():
        if held.get("/Subtype") == "/Image" and not held.get("/ImageMask", False):
            yield "a picture", held.get("/ColorSpace")
        if held.get("/S") == "/Transparency":
            yield "a group", held.get("/CS")
        if "/ShadingType" in held:
            yield "a shading", held.ColorSpace
    for page in file.pdf.pages:
        for name, space in page.Resources.get("/ColorSpace", {}).items():
            yield name, space
    for name, operands, _ in _painted(file):
        if name in {"rg", "RG"}:
            yield name, "/DeviceRGB"
        if name in {"cs", "CS"} and str(operands[0]).startswith("/Device"):
            yield name, str(operands[0])


def _painted(file: File) -> Iterator[tuple[str, list[pikepdf.Object], int]]:
    for number, page in enumerate(file.pdf.pages, 1):
        for operands, operator in pikepdf.parse_content_stream(page):
            yield str(operator), operands, number


def _base(space: object) -> str:
    """The colours that a space comes to: of an Indexed one, those of its base."""
    if isinstance(space, pikepdf.Array):
        return _base(space[1]) if space[0] == "/Indexed" else str(space[0])
    return str(space)


def _colours(file: File) -> Iterator[str]:
    for what, space in _spaces(file):
        if _base(space) not in {"/DeviceCMYK", "/DeviceGray"}:
            yield f"has {what} in {_base(space)}, which its output intent does not cover"


def _transparency(file: File) -> Iterator[str]:
    for held in file.dictionaries():
        for mode in _several(held.get("/BM")):
            if str(mode)[1:] not in _BLENDS:
                yield f"blends in a way that is not known: {mode}"
    masked = any("/SMask" in held for held in file.dictionaries())
    for number, page in enumerate(file.pdf.pages, 1):
        if masked and page.obj.get("/Group", {}).get("/CS") != "/DeviceCMYK":
            yield f"does not say in which colours page {number} is blended"


def _annotations(file: File) -> Iterator[str]:
    for number, page in enumerate(file.pdf.pages, 1):
        yield from (f"has an annotation on page {number}" for _ in page.obj.get("/Annots", []))


def _actions(file: File) -> Iterator[str]:
    for held in file.dictionaries():
        for name in {"/A", "/AA", "/OpenAction", "/JavaScript", "/JS", "/XFA"} & set(held.keys()):
            is_attribute = name == "/A" and isinstance(held.A, pikepdf.Dictionary) and "/O" in held.A
            if not is_attribute:
                yield f"acts: {name}"


def _graphics_states(file: File) -> Iterator[str]:
    for held in file.dictionaries():
        if held.get("/TR2", "/Default") != "/Default" or "/TR" in held:
            yield "changes tones by a transfer function"
        if {"/HT", "/HTP", "/BG", "/BG2", "/UCR", "/UCR2"} & set(held.keys()):
            yield "brings screens or separations of its own"


def _xobjects(file: File) -> Iterator[str]:
    for held in file.dictionaries():
        if held.get("/Subtype") == "/PS" or held.get("/Subtype2") == "/PS" or "/PS" in held:
            yield "holds PostScript"
        for name in {"/Alternates", "/OPI", "/Ref"} & set(held.keys()):
            yield f"shows something else in place of a picture: {name}"


def _streams(file: File) -> Iterator[str]:
    for held in file.dictionaries():
        for name in _several(held.get("/Filter")):
            if name in ("/LZWDecode", "/Crypt"):
                yield f"packs a stream by {name}"
        if isinstance(held, pikepdf.Stream) and {"/F", "/FFilter", "/FDecodeParms"} & set(held.keys()):
            yield "keeps a stream elsewhere"


def _operators(file: File) -> Iterator[str]:
    for name, operands, number in _painted(file):
        if name not in _OPERATORS:
            yield f"paints page {number} with {name}"
        if name == "ri" and str(operands[0])[1:] not in _INTENTS:
            yield f"renders page {number} by {operands[0]}"


def _optional_content(file: File) -> Iterator[str]:
    if "/OCProperties" in file.pdf.Root:
        yield "has layers that can be switched off"


def _files(file: File) -> Iterator[str]:
    if "/EmbeddedFiles" in file.pdf.Root.get("/Names", {}) or "/Collection" in file.pdf.Root:
        yield "carries other files"


CHECKS: Mapping[str, Callable[[File], Iterator[str]]] = MappingProxyType(
    {
        "version": _version,
        "file identifier and encryption": _identity,
        "identification": _identification,
        "document metadata": _metadata,
        "trapping": _trapping,
        "output intent": _output_intent,
        "page boxes": _boxes,
        "viewer preferences": _preferences,
        "fonts": _fonts,
        "colour": _colours,
        "transparency": _transparency,
        "graphics states": _graphics_states,
        "images and XObjects": _xobjects,
        "streams": _streams,
        "operators and rendering intents": _operators,
        "annotations": _annotations,
        "actions": _actions,
        "optional content": _optional_content,
        "embedded files": _files,
    }
)


def faults(path: Path) -> dict[str, list[str]]:
    """What is wrong, by topic; nothing for a file that passes."""
    with pikepdf.open(path) as pdf:
        file = File(path.read_bytes(), pdf)
        found = {topic: list(check(file)) for topic, check in CHECKS.items()}
    return {topic: sentences for topic, sentences in found.items() if sentences}
