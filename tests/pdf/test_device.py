from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from handouts.colour import palette, tone
from handouts.graphics.images import Picture
from handouts.pdf import GREY, RGB, paint
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
    [(RGB, "1 0.502 0 rg", "1 0.502 0 RG"), (GREY, "0.639 g", "0.639 G")],
    ids=["rgb", "grey"],
)
def test_a_literal_colour_is_written_in_the_colours_of_the_device(device: Device, fill: str, stroke: str) -> None:
    assert (device.fill("#ff8000"), device.stroke("#FF8000")) == (fill, stroke)


def test_black_and_white_stay_what_they_are_in_grey() -> None:
    assert [GREY.fill(colour) for colour in ("#000000", "#ffffff", "#808080")] == ["0 g", "1 g", "0.502 g"]


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
