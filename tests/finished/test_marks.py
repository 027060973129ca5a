"""The clinic's mark in front of its name: which picture, on what ground, and how large."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

import handouts
from handouts.graphics.drawing import Shape
from handouts.press.plan import one
from handouts.press.project import start
from handouts.press.stages import Press
from handouts.typeset.pages import PlacedArt, PlacedPicture, PlacedRun

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.typeset.pages import Placed

MM = 72 / 25.4


def imprint(
    folder: Path, *, size: tuple[int, int] | None = None, changes: dict[str, str] | None = None
) -> tuple[Placed, ...]:
    """What the imprint of alder's first A4 page places, in a project with another logo or other lines."""
    start(folder)
    clinics = (folder / "clinics.yaml").read_text(encoding="utf-8")
    for old, new in (changes or {}).items():
        clinics, count = re.subn(old, new, clinics, count=1)
        assert count == 1
    (folder / "clinics.yaml").write_text(clinics, encoding="utf-8")
    if size:
        Image.new("RGBA", size, (31, 92, 87, 255)).save(folder / "logos" / "alder.png")
    content = handouts.load(folder)
    press = Press(content)
    pages = press.pages(press.ticket(one(content, "microneedling", clinic="alder", layout="a4")))
    return pages.pages[0].imprint.items


def picture(items: tuple[Placed, ...]) -> PlacedPicture:
    (found,) = [item for item in items if isinstance(item, PlacedPicture)]
    return found


def shades(logo: PlacedPicture) -> set[int]:
    """The first channel of every pixel that is painted in full."""
    pixels, alpha = logo.picture.pixels, logo.picture.alpha
    assert alpha is not None
    return {pixels[number * (len(pixels) // len(alpha))] for number, strength in enumerate(alpha) if strength == 255}


def chips(items: tuple[Placed, ...]) -> list[Shape]:
    arts = [item for item in items if isinstance(item, PlacedArt)]
    return [shape for art in arts for shape in art.items if isinstance(shape, Shape) and shape.fill == "paper"]


def test_a_dark_hero_takes_the_logo_for_dark_grounds_as_it_is(tmp_path: Path) -> None:
    items = imprint(tmp_path)
    assert chips(items) == []
    assert shades(picture(items)) == {255}, "the white one"


def test_without_one_the_logo_stands_on_a_light_chip(tmp_path: Path) -> None:
    items = imprint(tmp_path, changes={r" +logo_on_dark: .*\n": ""})
    (chip,) = chips(items)
    across = [number for step in chip.steps for number in step[1::2]]
    logo = picture(items)
    assert min(across) + 1.9 * MM <= logo.x
    assert logo.x + logo.width <= max(across) - 1.9 * MM
    assert max(shades(logo)) < 60, "the dark one"


def test_a_pale_hero_takes_the_dark_logo_without_a_chip(tmp_path: Path) -> None:
    items = imprint(tmp_path, changes={'colour: "#1f5c57"': 'colour: "#e9b7b3"'})
    assert chips(items) == []
    assert max(shades(picture(items))) < 60


@pytest.mark.parametrize("size", [(2400, 300), (300, 300), (150, 600)])
def test_a_logo_keeps_its_proportions_and_its_place(size: tuple[int, int], tmp_path: Path) -> None:
    items = imprint(
        tmp_path, size=size, changes={r" +logo_on_dark: .*\n": "", 'colour: "#1f5c57"': 'colour: "#e9b7b3"'}
    )
    logo = picture(items)
    assert logo.width / logo.height == pytest.approx(size[0] / size[1], rel=0.02)
    assert logo.height <= 8.6 * MM + 0.01
    assert logo.width <= 130.01
    name = next(item for item in items if isinstance(item, PlacedRun) and item.run.text.startswith("Alder"))
    assert name.x >= logo.x + logo.width + 1.5 * MM


def test_a_logo_has_no_more_pixels_than_print_can_show(tmp_path: Path) -> None:
    logo = picture(imprint(tmp_path))
    assert logo.picture.width / (logo.width / 72) <= 304
    assert logo.picture.height / (logo.height / 72) <= 304


def test_without_a_logo_the_initial_stands_in_a_circle_beside_the_name(tmp_path: Path) -> None:
    items = imprint(tmp_path, changes={r" +logo: .*\n +logo_on_dark: .*\n": ""})
    assert [item for item in items if isinstance(item, PlacedPicture)] == []
    initial = next(item for item in items if isinstance(item, PlacedRun) and item.run.text == "A")
    circle = next(item for item in items if isinstance(item, PlacedArt))
    assert (circle.items[0].fill, initial.colour) == ("on-hero", "hero")
    assert initial.node is None, "decoration: the name says it"
