"""Leaflets for a print shop: what is cut, folded and printed in inks, read back from the finished files."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import page as page_validation
import pdfplumber
import pikepdf
import pytest
import yaml

import handouts
import print_shop
import reading
from handouts.press.batch import Batch
from handouts.press.choice import Choice
from handouts.press.pictures import pictures
from handouts.press.plan import one
from handouts.press.project import start
from handouts.press.run import run
from handouts.press.stages import Press
from oracle import oracle_words, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from PIL import Image

    from handouts.content.content import Content
    from verapdf.driver import Verdict

MM = 72 / 25.4


def test_vera_pdf_passes_every_leaflet_for_both_standards(
    pressed: Mapping[str, Path], verapdf: Callable[[Iterable[Path]], Mapping[Path, Mapping[str, Verdict]]]
) -> None:
    verdicts = verapdf(pressed.values())
    assert {path.name: v.failures for path, by in verdicts.items() for v in by.values() if not v.passed} == {}
    assert {tuple(by) for by in verdicts.values()} == {("ua1", "2a")}


def test_the_other_validator_agrees_on_accessibility(pressed: Mapping[str, Path]) -> None:
    for path in pressed.values():
        report = page_validation.validate_pdf(str(path), profile="ua1")
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_nothing_is_wrong_that_no_validator_sees(pressed: Mapping[str, Path]) -> None:
    assert {name: faults for name, path in pressed.items() if (faults := reading.faults(path))} == {}


def test_the_words_of_the_tag_tree_are_those_of_the_yaml_in_order(
    pressed: Mapping[str, Path], repository: Path
) -> None:
    words = (repository / "content.yaml").read_text(encoding="utf-8")
    clinics = (repository / "clinics.yaml").read_text(encoding="utf-8")
    for name in ("alder a4", "alder a4-two-sided", "bayview letter", "alder-st-catherine a4"):
        clinic, layout = name.split()
        raw = (repository / "layouts" / f"{layout}.yaml").read_text(encoding="utf-8")
        shows = yaml.load(raw, yaml.BaseLoader)["shows"]  # noqa: S506 - text only
        read = words_of([" ".join(reading.tree_words(pressed[name]))])
        assert read == oracle_words(words, clinics, "microneedling", clinic, "en", shows, layout)


def test_no_page_leads_anywhere(pressed: Mapping[str, Path]) -> None:
    for path in pressed.values():
        assert reading.links(path) == []
        assert "Link" not in {element.role for element in reading.tree(path).walk()}


@pytest.mark.parametrize(
    ("name", "width", "height", "bleed"),
    [
        ("alder a4", 210 * MM, 297 * MM, 3 * MM),
        ("alder a4-folded", 297 * MM, 210 * MM, 3 * MM),
        ("bayview letter", 612.0, 792.0, 9.0),
    ],
)
def test_trim_bleed_and_media_lie_around_each_other(
    name: str, width: float, height: float, bleed: float, pressed: Mapping[str, Path]
) -> None:
    for boxes in reading.page_boxes(pressed[name]):
        around = bleed + 7 * MM
        assert boxes["TrimBox"] == pytest.approx((0, 0, width, height), abs=0.01)
        assert boxes["BleedBox"] == pytest.approx((-bleed, -bleed, width + bleed, height + bleed), abs=0.01)
        assert boxes["MediaBox"] == pytest.approx((-around, -around, width + around, height + around), abs=0.01)
        assert "CropBox" not in boxes


def seen(path: Path, number: int = 0) -> tuple[Image.Image, float]:
    """A page at 72 dots an inch, and how far its trim lies in from the picture's edges, in dots."""
    box = reading.page_boxes(path)[number]["MediaBox"]
    return pictures(path.read_bytes(), 72)[number], -box[0]


def test_the_title_panel_runs_out_over_the_cut_and_no_further(pressed: Mapping[str, Path]) -> None:
    picture, around = seen(pressed["alder a4"])
    bleed, middle = 3 * MM, picture.width // 2
    ground = picture.getpixel((round(around + 20), round(around + 20)))
    left, right, top = around - bleed, picture.width - around + bleed, around - bleed
    inside = [(left + 1.5, around + 40), (right - 1.5, around + 40), (middle, top + 1.5)]
    outside = [(left - 1.5, around + 40), (right + 1.5, around + 40), (middle, top - 1.5)]
    assert {picture.getpixel((round(x), round(y))) for x, y in inside} == {ground}
    assert {picture.getpixel((round(x), round(y))) for x, y in outside} == {(255, 255, 255)}
    assert ground != (255, 255, 255)


def test_a_cover_bleeds_on_three_sides_and_ends_at_its_fold(pressed: Mapping[str, Path]) -> None:
    picture, around = seen(pressed["alder a4-folded"])
    fold, low = around + 197 * MM, picture.height - around
    ground = picture.getpixel((round(fold + 3), round(around + 30)))
    for y in (around - 2 * MM, around + 30, low - 10, low + 2 * MM):
        assert picture.getpixel((round(fold + 3), round(y))) == ground
        assert picture.getpixel((round(picture.width - around + 2 * MM), round(y))) == ground
        assert picture.getpixel((round(fold - 3), round(y))) == (255, 255, 255)


def test_marks_stand_outside_of_what_is_cut_and_inside_the_paper(pressed: Mapping[str, Path]) -> None:
    for name, folds in (("alder a4", 0), ("alder a4-folded", 2)):
        with pdfplumber.open(pressed[name]) as pdf:
            for sheet, boxes in zip(pdf.pages, reading.page_boxes(pressed[name]), strict=True):
                left, low, right, high = boxes["BleedBox"]
                edge, bottom, end, top = boxes["MediaBox"]
                thin = [line for line in sheet.lines if line["linewidth"] == 0.25]
                assert len(thin) == 8 + 2 * folds
                for line in thin:
                    x, x2 = line["x0"], line["x1"]
                    y, y2 = (line[key] + bottom for key in ("y0", "y1"))  # pdfplumber counts up from the paper's edge
                    assert x2 <= left + 0.01 or x >= right - 0.01 or y2 <= low + 0.01 or y >= high - 0.01
                    assert edge < x <= x2 < end
                    assert bottom < y <= y2 < top


def test_words_keep_five_millimetres_from_the_cut(pressed: Mapping[str, Path]) -> None:
    for path in pressed.values():
        with pdfplumber.open(path) as pdf:
            for sheet, boxes in zip(pdf.pages, reading.page_boxes(path), strict=True):
                left, low, right, high = boxes["TrimBox"]
                assert min(char["x0"] for char in sheet.chars) >= left + 5 * MM
                assert max(char["x1"] for char in sheet.chars) <= right - 5 * MM
                baselines = [char["matrix"][5] + boxes["MediaBox"][1] for char in sheet.chars]
                assert low + 5 * MM <= min(baselines) <= max(baselines) <= high - 5 * MM


def test_words_stand_where_they_stand_for_the_office(
    pressed: Mapping[str, Path], leaflets: Mapping[tuple[str, str], Path]
) -> None:
    with pdfplumber.open(pressed["alder a4"]) as press, pdfplumber.open(leaflets["alder", "a4"]) as office:
        around = -reading.page_boxes(pressed["alder a4"])[0]["MediaBox"][0]
        ours, theirs = (
            [(char["text"], char["matrix"][4] - beyond, char["matrix"][5] - beyond) for char in pdf.pages[0].chars]
            for pdf, beyond in ((press, around), (office, 0.0))
        )
    for (letter, *place), (other, *meant) in zip(ours, theirs, strict=True):
        assert letter == other
        assert place == pytest.approx(meant, abs=0.01)


def inks(path: Path) -> dict[int, tuple[int, ...]]:
    """The palette's inks by index, in hundredths."""
    with pikepdf.open(path) as pdf:
        indexed, base, most, table = pdf.pages[0].Resources.ColorSpace.Brand
        assert (indexed, base) == ("/Indexed", "/DeviceCMYK")
        data = bytes(table)
    assert len(data) == 4 * (int(most) + 1)
    return {
        index: tuple(round(ink / 2.55) for ink in data[4 * index : 4 * index + 4]) for index in range(int(most) + 1)
    }


def test_words_are_black_ink_alone_and_no_role_drowns_the_sheet(pressed: Mapping[str, Path]) -> None:
    for path in pressed.values():
        found = inks(path)
        assert (0, 0, 0, 100) in found.values()
        assert max(map(sum, found.values())) <= 300
        for words in ("Generally", "Version"):
            assert colour_of(path, words)[:3] == (0, 0, 0), words


def colour_of(path: Path, word: str) -> tuple[int, ...]:
    """The inks that a word is painted in, by the colour of its first letter."""
    with pdfplumber.open(path) as pdf:
        for sheet in pdf.pages:
            text = "".join(char["text"] for char in sheet.chars)
            if word in text:
                (index,) = sheet.chars[text.index(word)]["non_stroking_color"]
                return inks(path)[int(index)]
    raise AssertionError(word)


def test_an_edition_without_colour_takes_one_plate(pressed: Mapping[str, Path]) -> None:
    for name in ("alder a4 grey", "alder a4 ink-saver"):
        assert {found[:3] for found in inks(pressed[name]).values()} == {(0, 0, 0)}
        with pikepdf.open(pressed[name]) as pdf:
            spaces = {picture.ColorSpace for picture in pdf.pages[0].get_images().values()}
        assert spaces == {"/DeviceGray"}


def test_a_coloured_logo_is_printed_in_inks_and_keeps_its_holes(tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415 - drawn here alone

    folder = print_shop.project(tmp_path / "project")
    Image.new("RGBA", (300, 200), (200, 16, 46, 120)).save(folder / "logos" / "alder-white.png")
    pdf = handouts.render(handouts.load(folder), "microneedling", clinic="alder", layout="a4", use="press")
    with pikepdf.open(pdf.save(tmp_path / "logo.pdf")) as opened:
        (picture,) = opened.pages[0].get_images().values()
        assert picture.ColorSpace == "/DeviceCMYK"
        cyan, magenta, _, black = picture.read_bytes()[:4]
        assert magenta > 200 > cyan
        assert black < 100
        assert set(picture.SMask.read_bytes()) == {120}


def test_the_code_scans_from_paper(pressed: Mapping[str, Path]) -> None:
    for name in ("alder a4", "alder a4 grey", "bayview letter"):
        assert len(reading.qr_codes(pressed[name], 72)) == len(reading.qr_codes(pressed[name], 150)) == 1


def test_a_print_shop_decides_itself_how_sides_are_turned(pressed: Mapping[str, Path]) -> None:
    with pikepdf.open(pressed["alder a4-two-sided"]) as pdf:
        assert "/Duplex" not in pdf.Root.ViewerPreferences


def test_both_uses_in_one_run_are_what_each_is_alone(for_print: Content) -> None:
    """Office and press share what they can, and never a page."""
    press = Press(for_print)
    office = one(for_print, "microneedling", clinic="alder", layout="a4")
    jobs = (office, replace(office, use="press"), replace(office, clinic="alder-st-catherine", use="press"), office)
    together = [run(job, press).data for job in jobs]
    assert together == [run(job, Press(for_print)).data for job in jobs]
    assert len({hashlib.sha256(data).digest() for data in together}) == 3


def test_files_for_a_print_shop_are_named_so(for_print: Content, tmp_path: Path) -> None:
    batch = Batch.over(for_print, Choice(clinics=("bayview",), layouts=("letter",), use="press"), tmp_path)
    assert [made.path.relative_to(tmp_path).as_posix() for made in batch.make()] == [
        "bayview/microneedling_bayview_en_letter_press.pdf"
    ]


def test_a_clinic_without_a_profile_gets_its_office_leaflets_all_the_same(tmp_path: Path) -> None:
    start(tmp_path)
    content = handouts.load(tmp_path)
    assert handouts.render(content, "microneedling", clinic="alder").data.startswith(b"%PDF-1.7")
    with pytest.raises(handouts.HandoutsError, match="has no ICC profile of a print shop"):
        handouts.render(content, "microneedling", clinic="alder", use="press")
