from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from handouts.colour import palette
from handouts.document.elements import Document
from handouts.graphics.images import Picture
from handouts.pdf import paint
from leaflets import METADATA, Setter, body, figure, heading, imprint, sample

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.colour import Palette
    from handouts.typeset.fonts import FontSet
    from handouts.typeset.shaping import Shaper


def images(path: Path) -> dict[str, Image.Image]:
    with pikepdf.open(path) as pdf:
        found = pdf.pages[0].Resources.get("/XObject", {})
        return {name: pikepdf.PdfImage(obj).as_pil_image() for name, obj in found.items()}


def only(pdf: pikepdf.Pdf) -> pikepdf.Object:
    (found,) = (one for one in pdf.pages[0].Resources.XObject.values() if one.Subtype == "/Image")
    return found


def test_a_picture_comes_back_pixel_for_pixel(good: Path, logo: Picture) -> None:
    (found,) = images(good).values()
    assert (found.size, found.convert("RGB").tobytes()) == ((60, 40), logo.pixels)


def test_the_ground_shows_through_where_the_picture_lets_it(good: Path, logo: Picture) -> None:
    with pikepdf.open(good) as pdf:
        mask = only(pdf).SMask
        assert mask.read_bytes() == logo.alpha
        assert mask.ColorSpace == "/DeviceGray"


@pytest.mark.parametrize(("mode", "space"), [("L", "/DeviceGray"), ("RGB", "/DeviceRGB")])
def test_pictures_without_colour_are_stored_as_grey(
    tmp_path: Path, fonts: FontSet, shaper: Shaper, brand: Palette, mode: str, space: str
) -> None:
    colour = Image.new(mode, (4, 3), 90 if mode == "L" else (90, 10, 20))
    document = sample()
    pages = Setter(shaper, Picture.of(colour)).pages(document)
    (path := tmp_path / "x.pdf").write_bytes(paint(pages, document, brand, fonts))
    with pikepdf.open(path) as pdf:
        picture = only(pdf)
        assert picture.ColorSpace == space
        assert "/SMask" not in picture
        assert "/Interpolate" not in picture


def test_a_mark_of_one_colour_is_one_pixel_and_a_mask(
    tmp_path: Path, fonts: FontSet, shaper: Shaper, brand: Palette
) -> None:
    alpha = Image.new("L", (40, 20))
    alpha.paste(255, (10, 5, 30, 15))
    mark = Picture.of(Image.new("RGB", (40, 20), (90, 10, 20)), alpha)
    document = sample()
    (path := tmp_path / "x.pdf").write_bytes(paint(Setter(shaper, mark).pages(document), document, brand, fonts))
    with pikepdf.open(path) as pdf:
        picture = only(pdf)
        assert (picture.Width, picture.Height, picture.read_bytes()) == (1, 1, bytes((90, 10, 20)))
        assert (picture.SMask.Width, picture.SMask.Height) == (40, 20)
        assert picture.SMask.read_bytes() == alpha.tobytes()


def test_one_picture_shown_twice_is_stored_once(
    tmp_path: Path, fonts: FontSet, shaper: Shaper, logo: Picture, brand: Palette
) -> None:
    tree = body(heading(1, "One"), figure("First", "logo"), figure("Second", "logo"))
    document = Document("en", "ltr", tree, imprint(), METADATA)
    (path := tmp_path / "x.pdf").write_bytes(paint(Setter(shaper, logo).pages(document), document, brand, fonts))
    with pikepdf.open(path) as pdf:
        (name,) = pdf.pages[0].Resources.XObject.keys()
        assert pdf.pages[0].obj.Contents[0].read_bytes().count(f"{name} Do".encode()) == 2


def test_a_leaflet_without_pictures_has_no_place_for_them(
    tmp_path: Path, fonts: FontSet, shaper: Shaper, brand: Palette
) -> None:
    document = sample()
    (path := tmp_path / "x.pdf").write_bytes(paint(Setter(shaper).pages(document), document, brand, fonts))
    assert images(path) == {}


def test_a_brand_reaches_the_pixels(tmp_path: Path, fonts: FontSet, shaper: Shaper) -> None:
    document = sample()
    pages = Setter(shaper).pages(document)
    for colour in ("#0f766e", "#b91c1c", "#f5d0c5"):
        roles = palette(colour)
        (path := tmp_path / "x.pdf").write_bytes(paint(pages, document, roles, fonts))
        opened = pypdfium2.PdfDocument(path)
        found = opened[0].render(scale=1).to_pil().convert("RGB").getpixel((200, 600))
        opened.close()
        assert found == pytest.approx(roles.rgb("tint"), abs=1)
