"""A clinic's logo as an SVG drawing, from the file to the finished page."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import page as page_validation
import pikepdf
import pytest
from PIL import ImageChops

import handouts
import reading
from handouts.errors import ContentInvalid, Place
from handouts.graphics.drawing import Clip, Shape
from handouts.press.pictures import pictures
from handouts.press.plan import one
from handouts.press.project import start
from handouts.press.run import run
from handouts.press.stages import Press
from handouts.typeset.pages import PlacedArt

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.press.job import Job
    from handouts.typeset.pages import Placed
    from verapdf.plugin import Judge

MM = 72 / 25.4
RED, TEAL, GOLD = "#c8102e", "#1f5c57", "#ffd166"

#: Three wide and two high: a red disc seen through a circle, a gold frame with a hole, and two teal lines.
LOGO = f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80">
  <style>.disc{{fill:{RED}}} .arc{{fill:none;stroke:{TEAL};stroke-width:4;stroke-linecap:round}}</style>
  <clipPath id="c"><circle cx="40" cy="40" r="36"/></clipPath>
  <g clip-path="url(#c)">
    <rect class="disc" width="120" height="80"/>
    <path fill="{GOLD}" fill-rule="evenodd" d="M10 10h60v60h-60zM25 25h30v30h-30z"/>
  </g>
  <path class="arc" d="M84 12c20 10 20 46 0 56M96 20q16 20 0 40" stroke-dasharray="6 5"/>
</svg>
"""
WHITE = LOGO.replace(RED, "#ffffff").replace(TEAL, "#ffffff").replace(GOLD, "#eeeeee")


def project(folder: Path, *, logo: str = LOGO, on_dark: str = "", brand: str = TEAL) -> Path:
    """The sample, where alder's logo is a drawing."""
    start(folder)
    (folder / "logos" / "alder.svg").write_text(logo, encoding="utf-8")
    (folder / "logos" / "white.svg").write_text(on_dark, encoding="utf-8")
    written = (folder / "clinics.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("logo: logos/alder.png", "logo: logos/alder.svg"),
        ("      logo_on_dark: logos/alder-white.png\n", "      logo_on_dark: logos/white.svg\n" if on_dark else ""),
        (f'colour: "{TEAL}"', f'colour: "{brand}"'),
    ):
        assert old in written
        written = written.replace(old, new, 1)
    (folder / "clinics.yaml").write_text(written, encoding="utf-8")
    return folder


def job(folder: Path, edition: str = "standard") -> tuple[Job, Press]:
    content = handouts.load(folder)
    return replace(one(content, "microneedling", clinic="alder", layout="a4"), edition=edition), Press(content)


def made(folder: Path, edition: str = "standard") -> Path:
    (path := folder / f"{edition}.pdf").write_bytes(run(*job(folder, edition)).data)
    return path


def imprint(folder: Path) -> tuple[Placed, ...]:
    """What the imprint of the first page places."""
    wanted, press = job(folder)
    return press.pages(press.ticket(wanted)).pages[0].imprint.items


def logo_of(items: tuple[Placed, ...]) -> PlacedArt:
    """The one drawing with literal colours."""
    (found,) = [item for item in items if isinstance(item, PlacedArt) and literal(item)]
    return found


def literal(art: PlacedArt) -> set[str]:
    """The colours of a drawing that are no roles."""
    waiting: list[Shape | Clip] = list(art.items)
    colours: set[str] = set()
    while waiting:
        item = waiting.pop()
        if isinstance(item, Clip):
            waiting += item.shapes
        else:
            colours |= {colour for colour in (item.fill, item.stroke) if colour and colour.startswith("#")}
    return colours


def chips(items: tuple[Placed, ...]) -> list[Shape]:
    arts = [item for item in items if isinstance(item, PlacedArt)]
    return [shape for art in arts for shape in art.items if isinstance(shape, Shape) and shape.fill == "paper"]


class TestPlace:
    def test_on_a_pale_ground_it_stands_as_it_is_in_its_place(self, tmp_path: Path) -> None:
        items = imprint(project(tmp_path, brand="#e9b7b3"))
        logo = logo_of(items)
        assert chips(items) == []
        assert literal(logo) == {RED, TEAL, GOLD}
        assert logo.box is not None
        x, y, width, height = logo.box
        assert width / height == pytest.approx(120 / 80)
        assert height == pytest.approx(8.6 * MM, abs=0.1)
        disc = logo.items[0]
        assert isinstance(disc, Clip)
        across, up = ([number for step in disc.steps for number in step[start::2]] for start in (1, 2))
        assert (min(across), max(across)) == pytest.approx((x + width * 4 / 120, x + width * 76 / 120))
        assert (min(up), max(up)) == pytest.approx((y + height * 4 / 80, y + height * 76 / 80))

    def test_on_a_dark_ground_it_stands_on_a_light_chip(self, tmp_path: Path) -> None:
        items = imprint(project(tmp_path))
        (chip,) = chips(items)
        across = [number for step in chip.steps for number in step[1::2]]
        box = logo_of(items).box
        assert box is not None
        assert min(across) + 1.9 * MM <= box[0]
        assert box[0] + box[2] <= max(across) - 1.9 * MM

    def test_on_a_dark_ground_the_drawing_for_it_stands_as_it_is(self, tmp_path: Path) -> None:
        items = imprint(project(tmp_path, on_dark=WHITE))
        assert chips(items) == []
        assert literal(logo_of(items)) == {"#ffffff", "#eeeeee"}

    def test_a_drawing_with_a_ground_of_its_own_stands_on_a_chip_too(self, tmp_path: Path) -> None:
        ground = LOGO.replace("  <style>", '  <rect width="120" height="80" fill="#ffffff"/><style>')
        assert len(chips(imprint(project(tmp_path, logo=ground, brand="#e9b7b3")))) == 1

    def test_a_wide_drawing_is_no_wider_than_the_layout_allows(self, tmp_path: Path) -> None:
        wide = LOGO.replace('viewBox="0 0 120 80"', 'viewBox="0 0 2400 80"')
        box = logo_of(imprint(project(tmp_path, logo=wide, brand="#e9b7b3"))).box
        assert box is not None
        assert box[2:] == pytest.approx((130, 130 * 80 / 2400))


class TestPage:
    def test_it_is_valid_in_every_edition(self, tmp_path: Path, verapdf: Judge) -> None:
        project(tmp_path)
        paths = [made(tmp_path, edition) for edition in ("standard", "ink-saver", "grey")]
        verdicts = verapdf(paths)
        assert {verdict.passed for path in paths for verdict in verdicts[path].values()} == {True}
        for path in paths:
            for profile in ("ua1", "2a"):
                assert page_validation.validate_pdf(str(path), profile=profile).is_compliant
            assert reading.faults(path) == []

    def test_it_is_drawn_with_paths_in_its_own_colours(self, tmp_path: Path) -> None:
        with pikepdf.open(made(project(tmp_path))) as pdf:
            page = pdf.pages[0]
            assert not page.get_images()
            content = pikepdf.parse_content_stream(page)
        colours = {tuple(map(float, operands)) for operands, operator in content if str(operator) in {"rg", "RG"}}
        wanted = [tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)) for colour in (RED, TEAL, GOLD)]
        assert sorted(colours) == [pytest.approx(colour, abs=0.001) for colour in sorted(wanted)]
        assert {"W", "f*", "d", "J"} <= {str(operator) for _, operator in content}

    def test_it_is_the_clinic_s_figure_with_its_words_and_its_box(self, tmp_path: Path) -> None:
        box = logo_of(imprint(project(tmp_path))).box
        assert box is not None
        path = made(tmp_path)
        figures = [element for element in reading.tree(path).walk() if element.role == "Figure"]
        (logo,) = [element for element in figures if element.alt == "Logo of Alder Skin Clinic"]
        with pikepdf.open(path) as pdf:
            written = pdf.get_object(logo.identity).A
            found = [float(number) for number in written.BBox]
        assert found == pytest.approx([box[0], box[1], box[0] + box[2], box[1] + box[3]], abs=0.01)

    def test_it_is_seen_where_it_was_placed(self, tmp_path: Path) -> None:
        box = logo_of(imprint(project(tmp_path, brand="#e9b7b3"))).box
        assert box is not None
        (picture,) = pictures(made(tmp_path).read_bytes(), 288)
        scale = picture.height / (297 * MM)

        def seen(x: float, y: float) -> str:
            """The colour at a point of the drawing's own grid."""
            at = (box[0] + x / 120 * box[2]) * scale, picture.height - (box[1] + (80 - y) / 80 * box[3]) * scale
            return "#{:02x}{:02x}{:02x}".format(*picture.getpixel((round(at[0]), round(at[1]))))  # type: ignore[misc]

        assert [seen(40, 40), seen(40, 18), seen(40, 7)] == [RED, GOLD, RED]
        assert seen(6, 6) == seen(78, 40), "the ground, where the circle cuts off"

    def test_words_are_the_same_as_beside_a_logo_of_pixels(self, tmp_path: Path) -> None:
        start(tmp_path / "pixels")
        path, other = made(project(tmp_path / "drawn")), made(tmp_path / "pixels")
        assert reading.tree_words(path) == reading.tree_words(other)
        assert reading.pdfium_text(path) == reading.pdfium_text(other)

    def test_the_same_files_make_the_same_bytes(self, tmp_path: Path) -> None:
        one_of, another = (made(project(tmp_path / name)).read_bytes() for name in ("one", "two"))
        assert one_of == another

    @pytest.mark.parametrize("edition", ["ink-saver", "grey"])
    def test_an_edition_without_colour_has_it_in_grey(self, edition: str, tmp_path: Path) -> None:
        path = made(project(tmp_path), edition)
        with pikepdf.open(path) as pdf:
            operators = {str(operator) for _, operator in pikepdf.parse_content_stream(pdf.pages[0])}
        assert {"g", "G"} <= operators
        assert not {"rg", "RG", "k", "K"} & operators
        (picture,) = pictures(path.read_bytes(), 60)
        red, green, blue = picture.split()
        assert ImageChops.difference(red, green).getbbox() is ImageChops.difference(green, blue).getbbox() is None


class TestRefused:
    def test_a_drawing_that_cannot_be_painted_stops_the_run_at_its_place(self, tmp_path: Path) -> None:
        project(tmp_path, logo=LOGO.replace("<style>", "<text>Alder</text><style>"))
        with pytest.raises(ContentInvalid) as caught:
            run(*job(tmp_path))
        (problem,) = caught.value.problems
        assert problem.place == Place("clinics.yaml", 41, 13)
        assert problem.message == (
            'The picture "alder.svg" holds text (<text>) (line 3); in the drawing program turn it into outlines first.'
        )

    def test_both_drawings_are_looked_at(self, tmp_path: Path) -> None:
        project(tmp_path, logo=LOGO.replace("url(#c)", "url(#d)"), on_dark=LOGO.replace("evenodd", "odd"))
        wanted, press = job(tmp_path)
        with pytest.raises(ContentInvalid) as caught:
            press.check_imprint(press.ticket(wanted))
        assert [str(problem.place) for problem in caught.value.problems] == [
            "clinics.yaml:41:13",
            "clinics.yaml:42:21",
        ]

    def test_without_the_extra_the_install_line_stands_at_its_place(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in [name for name in sys.modules if name.startswith(("handouts.graphics.svg", "tinycss2"))]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "tinycss2", None)
        project(tmp_path)
        with pytest.raises(ContentInvalid, match=r"-m pip install tinycss2") as caught:
            run(*job(tmp_path))
        assert [problem.place for problem in caught.value.problems] == [Place("clinics.yaml", 41, 13)]
