"""Inputs that once got through: each stops with its place, or prints what it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import handouts
from handouts.errors import ContentInvalid, GlyphsMissing, HandoutsError
from handouts.press.plan import one
from handouts.press.project import copy_layout, start
from handouts.press.stages import Press
from handouts.typeset.fonts import default_fonts
from handouts.typeset.pages import PlacedArt, PlacedRun

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.typeset.pages import Page


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    start(folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def render(folder: Path, layout: str = "a4") -> bytes:
    return handouts.render(handouts.load(folder), "microneedling", clinic="alder", layout=layout).data


@pytest.mark.parametrize("link", ["https://a.example", "https://oak.example", "https://alder.example/book"])
@pytest.mark.parametrize("layout", ["a4", "letter"])
def test_a_short_booking_link_has_its_place_on_every_sheet(link: str, layout: str, tmp_path: Path) -> None:
    folder = changed(tmp_path, "clinics.yaml", "https://alder.example/book?t={treatment}", link)
    assert render(folder, layout).startswith(b"%PDF")


@pytest.mark.parametrize("nobody", ['"*none*"', "none.", '"none\u200b"', "None"])
def test_nobody_by_any_spelling_keeps_the_notice(nobody: str, tmp_path: Path) -> None:
    folder = changed(tmp_path, "content.yaml", "reviewed_by: none", f"reviewed_by: {nobody}")
    content = handouts.load(folder)
    press = Press(content)
    document = press.compose(press.ticket(one(content, "microneedling", clinic="alder", layout="a4")))
    assert document.metadata.notice == "Sample text, not clinically reviewed"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content.yaml", "title: Microneedling", 'title: "\u200b"'),
        ("content.yaml", "title: What happens", 'title: "\u3164"'),
        ("clinics.yaml", "name: Alder Skin Clinic\n", 'name: "\u200b"\n'),
        ("clinics.yaml", "https://alder.example/book?t={treatment}", "https://ü..de/"),
        ("clinics.yaml", "https://alder.example/book?t={treatment}", "https://alder.example:99999/"),
        ("clinics.yaml", "logos/alder.png", f"logos/{'x' * 300}.png"),
        ("content.yaml", "reviewed_by: none", 'reviewed_by: "..."'),
    ],
    ids=["title", "section", "name", "host", "port", "path", "reviewer"],
)
def test_what_shows_nothing_or_leads_nowhere_is_a_problem_at_its_line(
    file: str, old: str, new: str, tmp_path: Path
) -> None:
    folder = changed(tmp_path, file, old, new)
    line = next(
        number
        for number, text in enumerate((folder / file).read_text(encoding="utf-8").splitlines(), 1)
        if new.strip() in text
    )
    with pytest.raises(ContentInvalid) as caught:
        handouts.load(folder)
    assert (file, line) in {(problem.place.file, problem.place.line) for problem in caught.value.problems}


def test_a_space_that_is_drawn_is_a_sign_that_no_font_has(tmp_path: Path) -> None:
    folder = changed(tmp_path, "content.yaml", "Your complexion can", "Your\u1680complexion can")
    with pytest.raises(GlyphsMissing, match=r"U\+1680"):
        render(folder)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("picture: 48mm", "picture: 400mm", "wider than the 176 mm"),
        ("leaves_out: [author, summary, appointment]", "leaves_out: [author, summary, appointment, title]", "twice"),
        ("width: 210mm, height: 297mm", "width: 9000mm, height: 297mm", "5000 mm"),
        (
            "leaves_out: [author, summary, appointment]",
            "leaves_out: [author, summary, appointment]\nleaves_out_sections: [steps]",
            "left out here",
        ),
        (
            "leaves_out: [author, summary, appointment]",
            "leaves_out: [author, summary, appointment]\nleaves_out_sections: [step]",
            '"steps"',
        ),
        ("styles: {heading: side-heading}", "styles: {heading: side-heding}", '"side-heading"'),
    ],
    ids=["too wide", "title", "sheet", "both", "kind", "style"],
)
def test_a_layout_that_cannot_be_meant_is_a_problem_in_its_file(old: str, new: str, words: str, tmp_path: Path) -> None:
    start(tmp_path)
    copy_layout(tmp_path, "a4", "own")
    path = tmp_path / "layouts" / "own.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(HandoutsError) as caught:
        render(tmp_path, "own")
    assert caught.value.exit_code in {3, 4}
    assert words in str(caught.value)


def test_a_layout_is_never_found_by_a_path(tmp_path: Path) -> None:
    start(tmp_path)
    with pytest.raises(HandoutsError, match="no layout"):
        copy_layout(tmp_path, "../clinics", "mine")


def page(folder: Path, layout: str = "a4") -> Page:
    content = handouts.load(folder)
    press = Press(content)
    return press.pages(press.ticket(one(content, "microneedling", clinic="alder", layout=layout))).pages[0]


def line_with(items: tuple[object, ...], words: str) -> PlacedRun:
    return next(item for item in items if isinstance(item, PlacedRun) and words in item.run.text)


def test_a_number_stands_in_the_middle_of_its_first_line(tmp_path: Path) -> None:
    start(tmp_path)
    items = page(tmp_path).body.items
    first = line_with(items, "We numb your skin")
    cap = default_fonts().face(first.run.face).cap_height * first.size
    circles = [item for item in items if isinstance(item, PlacedArt) and item.items[0].fill == "tint-2"]
    ys = [number for step in circles[0].items[0].steps for number in step[2::2]]
    assert (min(ys) + max(ys)) / 2 == pytest.approx(first.y + cap / 2, abs=0.6)


def test_a_row_centres_what_stands_in_it(tmp_path: Path) -> None:
    start(tmp_path)
    found = page(tmp_path)
    heading, phone = line_with(found.body.items, "Call us if"), line_with(found.imprint.items, "01632")
    fonts = default_fonts()
    middles = [line.y + fonts.face(line.run.face).cap_height * line.size / 2 for line in (heading, phone)]
    assert middles[0] == pytest.approx(middles[1], abs=1.0)


def test_the_clinics_name_is_set_in_the_strong_face(tmp_path: Path) -> None:
    start(tmp_path)
    assert line_with(page(tmp_path).imprint.items, "Alder Skin Clinic").run.face == "text-strong"


def test_a_long_title_shrinks_to_stay_on_one_line(tmp_path: Path) -> None:
    folder = changed(tmp_path, "content.yaml", "title: Microneedling", "title: Microneedling of the face")
    title = line_with(page(folder).body.items, "Microneedling of the face")
    assert 24 <= title.size < 37


def test_a_field_of_the_treatment_that_has_no_place_is_an_error_of_the_layout(tmp_path: Path) -> None:
    start(tmp_path)
    copy_layout(tmp_path, "a4", "own")
    path = tmp_path / "layouts" / "own.yaml"
    text = path.read_text(encoding="utf-8").replace("show: [title, also-called]", "show: [title]")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentInvalid, match=r'layouts/own\.yaml:1:1: this layout shows "also-called"'):
        render(tmp_path, "own")
