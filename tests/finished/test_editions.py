"""The editions of a leaflet, seen on the finished page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image, ImageChops

import handouts
from handouts.press.pictures import pictures
from handouts.press.plan import one
from handouts.press.project import start
from handouts.press.run import run
from handouts.press.stages import Press

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("edition", ["ink-saver", "grey"])
def test_an_edition_without_colour_has_none_in_the_logo_either(edition: str, tmp_path: Path) -> None:
    start(tmp_path)
    for name in ("alder.png", "alder-white.png"):
        Image.new("RGBA", (300, 200), (200, 16, 46, 200)).save(tmp_path / "logos" / name)
    content = handouts.load(tmp_path)
    job = replace(one(content, "microneedling", clinic="alder", layout="a4"), edition=edition)
    (tmp_path / "leaflet.pdf").write_bytes(run(job, Press(content)).data)
    with pikepdf.open(tmp_path / "leaflet.pdf") as pdf:
        spaces = [picture.ColorSpace for picture in pdf.pages[0].get_images().values()]
    assert spaces == ["/DeviceGray"]
    (page,) = pictures((tmp_path / "leaflet.pdf").read_bytes(), 40)
    red, green, blue = page.split()
    assert ImageChops.difference(red, green).getbbox() is ImageChops.difference(green, blue).getbbox() is None
