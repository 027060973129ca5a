"""The gallery shows every layout as it is now; its pictures are the golden pages of all layouts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageDraw

import reading
from handouts.layouts import available

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[2]
LAYOUTS = available(ROOT)


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    """The program as a module; it finds its neighbours beside it."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import draw_gallery  # noqa: PLC0415 - only now on the path

    yield draw_gallery
    sys.path.remove(str(ROOT / "scripts"))


def golden(layout: str) -> Image.Image:
    with Image.open(ROOT / "docs" / "pictures" / "gallery" / f"{layout}.png") as picture:
        return picture.convert("RGB")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_pages_of_a_layout_look_as_they_did(
    layout: str, script: ModuleType, request: pytest.FixtureRequest
) -> None:
    picture = script.picture(layout)
    if request.config.getoption("--update-goldens"):
        script.save(picture, script.GALLERY / f"{layout}.png", script.COLOURS)
    assert reading.unlike(picture, golden(layout)) == [], "look at it; python scripts/draw_gallery.py draws it anew"


def test_the_gallery_has_a_picture_of_every_layout_and_no_others(script: ModuleType) -> None:
    pictures = list(script.GALLERY.iterdir())
    assert {path.name for path in pictures} == {f"{layout}.png" for layout in LAYOUTS}
    assert all(path.stat().st_size < 100_000 for path in pictures)


def test_the_page_is_what_the_script_writes(script: ModuleType, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-goldens"):
        script.PAGE.write_text(script.page(), encoding="utf-8", newline="\n")
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "python scripts/draw_gallery.py writes it anew"


def test_every_layout_has_its_row_in_the_table_and_so_its_place_in_the_gallery(script: ModuleType) -> None:
    rows = script.rows_of((ROOT / "docs" / "layouts.md").read_text(encoding="utf-8"))
    assert sorted(name for row in rows for name in row.names) == sorted(LAYOUTS)
    assert all(row.purpose and row.paper and row.both_sides for row in rows)
    page = script.PAGE.read_text(encoding="utf-8")
    assert [page.count(f"(pictures/gallery/{layout}.png)") for layout in LAYOUTS] == [1] * len(LAYOUTS)


def test_the_readme_leads_to_the_gallery() -> None:
    assert "(docs/gallery.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_line_that_has_moved_is_noticed() -> None:
    """By one pixel, half a millimetre: a line of the leaflet's small words."""
    page = golden("a4")
    moved = page.copy()
    line = (40, 526, 190, 538)
    assert page.crop(line).convert("L").getextrema()[0] < 100, "words stand there"
    for across, up in ((1, 0), (0, 1)):
        moved.paste(page.crop(line), (line[0] + across, line[1] + up))
        assert reading.unlike(page, moved) != []


@pytest.mark.parametrize("steps", [9, -9])
def test_a_ground_of_another_colour_is_noticed(steps: int) -> None:
    page = golden("a4")
    (_, commonest), *_ = sorted(page.crop((0, 0, page.width, 150)).getcolors(1 << 24) or [], reverse=True)
    assert isinstance(commonest, tuple)
    other = page.copy()
    ImageDraw.floodfill(other, (60, 30), (commonest[0], commonest[1] + steps, commonest[2]))
    assert ImageChops.difference(page, other).getbbox() is not None
    assert reading.unlike(page, other) != []


def test_smoothing_one_step_lighter_or_darker_is_not_noticed() -> None:
    page = golden("a4")
    stripes = Image.frombytes("L", page.size, bytes(255 * (n % 2) for n in range(page.width * page.height)))
    rougher = Image.composite(page.point(lambda v: min(255, v + 1)), page.point(lambda v: max(0, v - 1)), stripes)
    assert ImageChops.difference(page, rougher).getbbox() is not None
    assert reading.unlike(page, rougher) == []


def test_pages_of_another_number_or_size_are_noticed() -> None:
    page = golden("a4")
    assert reading.unlike(page, page.crop((0, 0, page.width, page.height - 1))) == ["(438, 609) and (438, 608) pixels"]
