"""PDF/X-4: the checklist passes on leaflets for a print shop, and each of its topics notices a file that breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from reading import x4

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Break = Callable[[pikepdf.Pdf], object]


def test_every_leaflet_for_a_print_shop_passes(pressed: Mapping[str, Path]) -> None:
    assert {name: found for name, path in pressed.items() if (found := x4.faults(path))} == {}


def page(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj


def image(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].get_images().values()))


def packet(old: bytes, new: bytes) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert old in data
        pdf.Root.Metadata.write(data.replace(old, new))

    return change


def painted(more: bytes) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = page(pdf).Contents[0]
        stream.write(stream.read_bytes() + b"\n" + more)

    return change


def profile(at: int, new: bytes) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.Root.OutputIntents[0].DestOutputProfile
        data = stream.read_bytes()
        stream.write(data[:at] + new + data[at + len(new) :])

    return change


def second_profile(pdf: pikepdf.Pdf) -> None:
    intent = pdf.Root.OutputIntents[1]
    intent.DestOutputProfile = pdf.make_indirect(Stream(pdf, intent.DestOutputProfile.read_bytes()))


def without_font(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values())).DescendantFonts[0]
    for name in {"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys()):
        del font.FontDescriptor[name]


def state(**entries: object) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.ExtGState = Dictionary(G0=Dictionary(**entries))

    return change


def entry(holder: Callable[[pikepdf.Pdf], pikepdf.Object], name: str, value: object) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        holder(pdf)[name] = value

    return change


def root(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root


def info(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.docinfo


def rgb_palette(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.ColorSpace.Brand[1] = Name.DeviceRGB


def without(holder: Callable[[pikepdf.Pdf], pikepdf.Object], name: str) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        del holder(pdf)[name]

    return change


LINK = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
SCRIPT = Dictionary(S=Name.JavaScript, JS="app.beep()")

#: What is broken, by topic; at least one file for each topic that a rewritten file can break.
BROKEN: dict[str, list[tuple[str, Break]]] = {
    "version": [("names a newer version", entry(root, "/Version", Name("/1.7")))],
    "identification": [
        ("is PDF/X-3", packet(b">PDF/X-4<", b">PDF/X-3:2003<")),
        ("says nothing", packet(b"pdfxid:GTS_PDFXVersion", b"pdfxid:GTS_PDFXOther")),
    ],
    "document metadata": [
        ("no document id", packet(b"xmpMM:DocumentID", b"xmpMM:InstanceID")),
        ("no version id", packet(b"xmpMM:VersionID", b"xmpMM:Versions")),
        ("no rendition class", packet(b"xmpMM:RenditionClass", b"xmpMM:Manager")),
        ("no date of change", packet(b"xmp:ModifyDate", b"xmp:OtherDate")),
        ("another title", entry(info, "/Title", "Other")),
    ],
    "trapping": [
        ("does not know", entry(info, "/Trapped", Name.Unknown)),
        ("does not say", without(info, "/Trapped")),
        ("says two things", packet(b"Trapped>False", b"Trapped>True")),
    ],
    "output intent": [
        ("none for print shops", lambda pdf: pdf.Root.OutputIntents.__delitem__(0)),
        ("no profile", without(lambda pdf: pdf.Root.OutputIntents[0], "/DestOutputProfile")),
        ("no name", without(lambda pdf: pdf.Root.OutputIntents[0], "/OutputConditionIdentifier")),
        ("a monitor's profile", profile(12, b"mntr")),
        ("a profile in other colours", profile(16, b"RGB ")),
        ("two profiles", second_profile),
    ],
    "page boxes": [
        ("no TrimBox", without(page, "/TrimBox")),
        ("an ArtBox too", entry(page, "/ArtBox", Array([0, 0, 90, 90]))),
        ("bleed beyond the media", entry(page, "/BleedBox", Array([-99, -99, 900, 999]))),
        ("trim beyond the bleed", entry(page, "/TrimBox", Array([-12, 0, 90, 90]))),
    ],
    "viewer preferences": [
        ("prints the trim", entry(lambda pdf: pdf.Root.ViewerPreferences, "/PrintArea", Name.TrimBox))
    ],
    "fonts": [("a font is elsewhere", without_font)],
    "colour": [
        ("a palette of light", rgb_palette),
        ("an operator", painted(b"1 0 0 rg")),
        ("a space", painted(b"/DeviceRGB cs")),
        ("a picture", entry(image, "/ColorSpace", Name.DeviceRGB)),
        ("a group", entry(lambda pdf: page(pdf).Group, "/CS", Name.DeviceRGB)),
    ],
    "transparency": [
        ("a blend of its own", state(BM=Name("/Glow"))),
        ("a page without a group", without(page, "/Group")),
    ],
    "graphics states": [
        ("a transfer function", state(TR=Name.Identity)),
        ("screens", state(HT=Dictionary(HalftoneType=1))),
    ],
    "images and XObjects": [
        ("PostScript", entry(image, "/Subtype2", Name.PS)),
        ("another picture for the screen", entry(image, "/Alternates", Array([]))),
        ("OPI", entry(image, "/OPI", Dictionary())),
    ],
    "streams": [
        ("data elsewhere", entry(image, "/F", "logo.raw")),
    ],
    "operators and rendering intents": [
        ("unknown", painted(b"glow")),
        ("no intent", painted(b"/Vivid ri")),
    ],
    "annotations": [("a link", entry(page, "/Annots", Array([LINK])))],
    "actions": [
        ("JavaScript", entry(root, "/OpenAction", SCRIPT)),
        ("on a page", entry(page, "/AA", Dictionary(O=SCRIPT))),
        ("behind a bookmark", entry(lambda pdf: pdf.Root.Outlines.First, "/A", SCRIPT)),
    ],
    "optional content": [("layers", entry(root, "/OCProperties", Dictionary(OCGs=Array([]), D=Dictionary())))],
    "embedded files": [("a file", entry(root, "/Names", Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))))],
}


@pytest.mark.parametrize(
    ("topic", "name"), [(topic, name) for topic, cases in BROKEN.items() for name, _ in cases], ids=str
)
def test_each_topic_notices_what_breaks_it(topic: str, name: str, pressed: Mapping[str, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(pressed["alder a4"]) as pdf:
        dict(BROKEN[topic])[name](pdf)
        pdf.save(broken, min_version="1.6", force_version="1.6")
    assert topic in x4.faults(broken)


def test_a_file_written_anew_without_a_fault_still_passes(pressed: Mapping[str, Path], tmp_path: Path) -> None:
    """So that what is noticed above is what was broken, and not the writing."""
    copy = tmp_path / "copy.pdf"
    with pikepdf.open(pressed["alder a4"]) as pdf:
        pdf.save(copy, min_version="1.6", force_version="1.6")
    assert x4.faults(copy) == {}


def test_what_is_locked_or_packed_by_other_means_is_noticed(pressed: Mapping[str, Path], tmp_path: Path) -> None:
    locked, renamed = tmp_path / "locked.pdf", tmp_path / "renamed.pdf"
    with pikepdf.open(pressed["alder a4"]) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="x", user="", R=4))
        pdf.save(renamed, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert "file identifier and encryption" in x4.faults(locked)
    assert "version" in x4.faults(renamed)
    packed = tmp_path / "packed.pdf"
    plain = renamed.read_bytes()
    assert b"/FlateDecode" in plain
    with pikepdf.open(pressed["alder a4"]) as pdf:
        stream = page(pdf).Contents[1]
        stream.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=Name.LZWDecode)
        pdf.save(
            packed, force_version="1.6", compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none
        )
    assert "streams" in x4.faults(packed)


def test_every_topic_can_fail() -> None:
    assert set(x4.CHECKS) - set(BROKEN) == {"file identifier and encryption"}
