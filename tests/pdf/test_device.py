from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

import cmyk_profile
from handouts.colour import palette, tone
from handouts.colour.inks import Condition, separated
from handouts.graphics.images import Picture
from handouts.pdf import GREY, RGB, Inks, paint
from leaflets import Setter, sample

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.pdf.device import Device
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.shaping import Shaper
    from verapdf.plugin import Judge


def logo(*colours: tuple[int, int, int]) -> Picture:
    """A row of pixels."""
    image = Image.new("RGB", (len(colours), 1))
    image.putdata(colours)
    return Picture.of(image, Image.new("L", image.size, 128))


@pytest.mark.parametrize(
    ("device", "fill", "stroke"),
    [(RGB, "1 .502 0 rg", "1 .502 0 RG"), (GREY, ".639 g", ".639 G")],
    ids=["rgb", "grey"],
)
def test_a_literal_colour_is_written_in_the_colours_of_the_device(device: Device, fill: str, stroke: str) -> None:
    assert (device.fill("#ff8000"), device.stroke("#FF8000")) == (fill, stroke)


def test_black_and_white_stay_what_they_are_in_grey() -> None:
    assert [GREY.fill(colour) for colour in ("#000000", "#ffffff", "#808080")] == ["0 g", "1 g", ".502 g"]


def test_a_grey_palette_holds_each_role_as_light_as_it_was() -> None:
    roles = palette("#c8102e")
    written = GREY.palette(roles)
    assert written.startswith(f"[/Indexed/DeviceGray {len(roles.colours) - 1}<")
    greys = bytes.fromhex(written.partition("<")[2].partition(">")[0])
    for colour, channel in zip(roles.colours, greys, strict=True):
        assert tone((channel,) * 3) == pytest.approx(tone(colour), abs=0.3)


def test_pixels_in_grey_are_as_light_as_they_were() -> None:
    colours = ((0, 0, 0), (255, 255, 255), (31, 92, 87), (200, 16, 46), (233, 183, 179))
    space, pixels = GREY.picture(logo(*colours))
    assert space == "/DeviceGray"
    assert (pixels[0], pixels[1]) == (0, 255)
    for colour, channel in zip(colours, pixels, strict=True):
        assert tone((channel,) * 3) == pytest.approx(tone(colour), abs=2.5)


def test_a_grey_file_holds_no_colour_and_is_valid(
    tmp_path: Path, fonts: FontSet, shaper: Shaper, verapdf: Judge
) -> None:
    document = sample()
    pages = Setter(shaper, logo((31, 92, 87), (200, 16, 46))).pages(document)
    (path := tmp_path / "grey.pdf").write_bytes(paint(pages, document, palette("#1f5c57"), fonts, GREY))
    assert {verdict.passed for verdict in verapdf([path])[path].values()} == {True}
    with pikepdf.open(path) as pdf:
        resources = pdf.pages[0].Resources
        assert resources.ColorSpace.Brand[1] == "/DeviceGray"
        (picture,) = resources.XObject.values()
        assert picture.ColorSpace == "/DeviceGray"
        assert "/SMask" in picture


@pytest.fixture(scope="module")
def condition() -> Condition:
    return Condition.of(cmyk_profile.profile())


def test_a_literal_colour_is_written_in_inks_and_a_grey_in_black_alone(condition: Condition) -> None:
    shares = [float(share) for share in Inks(condition).fill("#c8102e").split()[:-1]]
    assert [round(share * 255) for share in shares] == pytest.approx(condition.inks((200, 16, 46)), abs=1)
    assert Inks(condition).fill("#000000") == "0 0 0 1 k"
    assert Inks(condition).stroke("#ffffff") == "0 0 0 0 K"


def test_an_edition_without_colour_writes_every_literal_colour_in_black(condition: Condition) -> None:
    operands = Inks(condition, black_only=True).stroke("#c8102e").split()
    assert operands[:3] == ["0", "0", "0"]
    assert 0.5 < float(operands[3]) < 1


def test_a_palette_of_inks_holds_four_of_each_role(condition: Condition) -> None:
    roles = palette("#1f5c57")
    written = Inks(condition).palette(roles)
    assert written.startswith("[/Indexed/DeviceCMYK ")
    assert bytes.fromhex(written.partition("<")[2].partition(">")[0]) == bytes(
        ink for colour in separated(roles, condition) for ink in colour
    )


def test_pixels_are_in_inks_and_those_without_colour_in_black_alone(condition: Condition) -> None:
    red, black = (200, 16, 46), (0, 0, 0)
    space, pixels = Inks(condition).picture(logo(red, black))
    assert (space, tuple(pixels[:4])) == ("/DeviceCMYK", condition.inks(red))
    for device, picture in ((Inks(condition), logo(black)), (Inks(condition, black_only=True), logo(red, black))):
        space, pixels = device.picture(picture)
        assert (space, pixels[-1]) == ("/DeviceGray", 0)


def test_a_file_in_inks_says_whose_they_are(
    tmp_path: Path, fonts: FontSet, shaper: Shaper, condition: Condition
) -> None:
    document = sample()
    pages = Setter(shaper, logo((31, 92, 87))).pages(document)
    data = paint(pages, document, palette("#1f5c57"), fonts, Inks(condition))
    assert data == paint(pages, document, palette("#1f5c57"), fonts, Inks(condition))
    (path := tmp_path / "inks.pdf").write_bytes(data)
    assert data.startswith(b"%PDF-1.6")
    with pikepdf.open(path) as pdf, pdf.open_metadata() as packet:
        assert [intent.S for intent in pdf.Root.OutputIntents] == ["/GTS_PDFX", "/GTS_PDFA1"]
        assert {str(intent.OutputConditionIdentifier) for intent in pdf.Root.OutputIntents} == {condition.name}
        assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes() == condition.profile
        assert pdf.pages[0].obj.Group.CS == "/DeviceCMYK"
        first = packet["xmpMM:DocumentID"]
    other = paint(pages, document, palette("#1f5c56"), fonts, Inks(condition))
    (path := tmp_path / "other.pdf").write_bytes(other)
    with pikepdf.open(path) as pdf, pdf.open_metadata() as packet:
        assert packet["xmpMM:DocumentID"] != first, "another file has another name"


def test_a_file_for_the_office_names_no_print_shop(good: Path) -> None:
    assert good.read_bytes().startswith(b"%PDF-1.7")
    with pikepdf.open(good) as pdf:
        assert [intent.S for intent in pdf.Root.OutputIntents] == ["/GTS_PDFA1"]
        assert b"pdfxid" not in pdf.Root.Metadata.read_bytes()
        assert "/Trapped" not in pdf.docinfo
        assert "/Group" not in pdf.pages[0].obj
