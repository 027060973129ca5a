"""Fixtures of the PDF room: fonts read once, a good file of ours, veraPDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from handouts.colour import Palette, palette
from handouts.graphics.images import Picture
from handouts.pdf import paint
from handouts.typeset.fonts import FontSet, default_fonts
from handouts.typeset.shaping import Shaper
from leaflets import Setter, sample
from verapdf.plugin import verapdf

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["verapdf"]


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return default_fonts()


@pytest.fixture(scope="session")
def shaper(fonts: FontSet) -> Shaper:
    return Shaper(fonts)


@pytest.fixture(scope="session")
def brand() -> Palette:
    return palette("#0f766e")


@pytest.fixture(scope="session")
def logo() -> Picture:
    ramp = Image.linear_gradient("L").resize((60, 40))
    return Picture.of(Image.merge("RGB", (ramp, ramp.rotate(180), ramp)), ramp)


@pytest.fixture(scope="session")
def setter(shaper: Shaper, logo: Picture) -> Setter:
    return Setter(shaper, logo)


@pytest.fixture(scope="session")
def good(
    tmp_path_factory: pytest.TempPathFactory, fonts: FontSet, shaper: Shaper, logo: Picture, brand: Palette
) -> Path:
    """A file of ours that has one of everything, on two pages."""
    document = sample()
    path = tmp_path_factory.mktemp("good") / "good.pdf"
    path.write_bytes(paint(Setter(shaper, logo, page_count=2).pages(document), document, brand, fonts))
    return path
