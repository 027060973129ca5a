"""What shapes of paper a layout may ask for: folds, pages that run on, lines to write on, another layout's lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pdfplumber
import pytest
import yaml

import handouts
import reading
from handouts import layouts
from handouts.document.fields import FIELDS
from handouts.errors import ContentInvalid, Overset
from handouts.press.project import start
from handouts.source import from_bytes
from handouts.units import MM

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.content import Content

SHOWS = ["title", "sections", "appointment", "clinic.name", "clinic.phone", "code", "notice"]

#: A folded sheet: three panels on one side of the paper.
FOLDED: dict[str, object] = {
    "title": "Folded",
    "sheet": {"width": "297mm", "height": "210mm"},
    "shows": SHOWS,
    "leaves_out": [name for name in FIELDS if name not in SHOWS],
    "styles": {
        "text": {"size": "10.8pt", "leading": "14pt"},
        "heading": {"size": "13pt", "leading": "16pt"},
        "appointment-ask": {"size": "10.8pt", "leading": "14pt", "before": "6mm", "write_in": "3", "write_gap": "9mm"},
    },
    "lists": {"default": {"hang": "6mm", "gap": "3mm", "before": "4mm"}},
    "pages": [
        {
            "panels": [
                {
                    "width": "97mm",
                    "inset": ["8mm", "5mm", "8mm", "8mm"],
                    "stack": [{"show": ["title", "text", "steps"]}],
                },
                {
                    "width": "100mm",
                    "inset": ["8mm", "5mm", "8mm", "5mm"],
                    "stack": [{"show": ["rest"]}, {"show": ["appointment"], "before": "6mm"}],
                },
                {
                    "width": "100mm",
                    "inset": ["8mm", "8mm", "8mm", "5mm"],
                    "stack": [
                        {"show": ["do_avoid", "call_us_if", "about", "notice"]},
                        {"clinic": ["clinic-name", "phone"], "height": "12mm"},
                    ],
                },
            ]
        }
    ],
}

#: A long roll: one stack over as many pages as it takes.
ROLL = FOLDED | {
    "title": "Roll",
    "sheet": {"width": "120mm", "height": "120mm"},
    "pages": [
        {
            "inset": "10mm",
            "gap": "5mm",
            "runs_on": "yes",
            "head": [{"repeat": ["title"]}],
            "foot": [{"row": [{"repeat": ["notice"]}, {"folio": "text", "width": "20mm"}]}],
            "stack": [
                {"show": ["title"]},
                {"show": ["text", "steps", "rest", "do_avoid", "call_us_if"], "section_gap": "9mm"},
                {"show": ["appointment", "about", "notice"]},
                {"clinic": ["clinic-name", "phone"], "height": "12mm"},
            ],
        }
    ],
}


def content(tmp_path: Path, layout: object) -> Content:
    start(tmp_path)
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "own.yaml").write_text(yaml.safe_dump(layout, sort_keys=False), encoding="utf-8")
    return handouts.load(tmp_path)


def made(tmp_path: Path, layout: object) -> Path:
    path = tmp_path / "own.pdf"
    handouts.render(content(tmp_path, layout), "microneedling", clinic="alder", layout="own").save(path)
    return path


def with_page(layout: dict[str, object], **keys: object) -> dict[str, object]:
    (page,) = layout["pages"]  # type: ignore[misc]
    return layout | {"pages": [page | keys]}


def said(path: Path) -> list[str]:
    """The words of each page, as they stand."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages]


def test_panels_stand_between_the_folds_and_ticks_show_them(tmp_path: Path) -> None:
    path = made(tmp_path, FOLDED)
    assert reading.faults(path) == []
    with pdfplumber.open(path) as pdf:
        (page,) = pdf.pages
        folds = (97 * MM, 197 * MM)
        assert not [word for word in page.extract_words() for fold in folds if word["x0"] < fold + 5 * MM - 1
                    and word["x1"] > fold - 5 * MM + 1]  # fmt: skip
        ticks = [line for line in page.lines if abs(line["x0"] - line["x1"]) < 0.01]
        assert sorted(round(tick["x0"] / MM, 1) for tick in ticks) == [97, 97, 197, 197]
        assert sorted({round(tick["top"] / MM, 1) for tick in ticks}) == [7, 201]
        assert {round(tick["height"] / MM, 1) for tick in ticks} == {2}


def test_words_are_read_panel_by_panel_in_the_order_of_the_fields(tmp_path: Path) -> None:
    words = " ".join(reading.tree_words(made(tmp_path, FOLDED)))
    order = ("Microneedling", "What it is", "What happens", "Call us if", "Your appointment", "Questions to ask")
    places = [words.index(part) for part in order]
    assert places == sorted(places)


def test_lines_to_write_on_are_drawn_and_not_read(tmp_path: Path) -> None:
    with pdfplumber.open(made(tmp_path, FOLDED)) as pdf:
        (page,) = pdf.pages
        lines = sorted(line["top"] for line in page.lines if line["width"] > 60 * MM)
        (asked,) = page.search("Questions to ask")
    assert len(lines) == 3
    assert [round(below - above) for above, below in zip([asked["chars"][0]["bottom"], *lines], lines, strict=False)][
        1:
    ] == [round(9 * MM)] * 2
    assert lines[0] > asked["chars"][0]["bottom"]


@pytest.mark.parametrize(
    ("width", "inset", "says"),
    [
        ("90mm", ["8mm", "5mm", "8mm", "8mm"], "290.0 mm wide together, and the sheet 297.0 mm"),
        ("97mm", ["8mm", "3mm", "8mm", "8mm"], "nearer to a fold than 4.0 mm"),
        ("97mm", ["8mm", "5mm", "8mm", "6mm"], "nearer to the edge of the paper than 7.0 mm"),
        ("97mm", ["6mm", "5mm", "8mm", "8mm"], "nearer to the edge of the paper than 7.0 mm"),
    ],
)
def test_a_mistake_in_a_panel_has_its_line(width: str, inset: list[str], says: str) -> None:
    text = yaml.safe_dump(FOLDED, sort_keys=False)
    wrong = text.replace("width: 97mm", f"width: {width}", 1)
    old = "".join(f"    - {side}\n" for side in ("8mm", "5mm", "8mm", "8mm"))
    assert old in wrong
    wrong = wrong.replace(old, "".join(f"    - {side}\n" for side in inset), 1)
    with pytest.raises(ContentInvalid) as caught:
        layouts.parse(from_bytes(wrong.encode(), "layouts/own.yaml"), "own")
    (problem,) = caught.value.problems
    assert says in problem.message
    assert wrong.splitlines()[problem.place.line - 1].strip() in {"- panels:", "inset:", f"- {inset[0]}"}


def test_a_page_that_runs_on_takes_as_many_pages_as_it_needs(tmp_path: Path) -> None:
    path = made(tmp_path, ROLL)
    assert reading.faults(path) == []
    pages = said(path)
    assert len(pages) > 3
    for number, words in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in words, "its folio"
        assert "Sample text" in words, "its foot"
        assert "Microneedling" in words, "its title or its head"
    once = " ".join(reading.tree_words(path))
    assert once.count("What happens") == 1
    assert f"1 / {len(pages)}" not in once, "page numbers are not read out"


def test_a_heading_never_stands_alone_at_the_end_of_a_page(tmp_path: Path) -> None:
    headings = {"What it is", "What happens", "Why people choose it", "Before you book", "Do", "Avoid", "Call us if"}
    for words in said(made(tmp_path, ROLL)):
        *_, last, _foot = words.splitlines()
        assert last not in headings


def test_more_words_make_more_pages_and_are_never_overset(tmp_path: Path) -> None:
    before = len(said(made(tmp_path / "a", ROLL))) if (tmp_path / "a").mkdir() is None else 0
    (tmp_path / "b").mkdir()
    loaded = content(tmp_path / "b", ROLL)
    words = tmp_path / "b" / "content.yaml"
    text = words.read_text(encoding="utf-8")
    more = "\n".join(f"          - One more point to keep in mind, the {nth}th of many." for nth in range(40))
    words.write_text(text.replace("        points:\n", f"        points:\n{more}\n"), encoding="utf-8")
    loaded = handouts.load(tmp_path / "b")
    path = tmp_path / "b" / "own.pdf"
    handouts.render(loaded, "microneedling", clinic="alder", layout="own").save(path)
    assert len(said(path)) >= before + 2
    assert "the 39th of many." in " ".join(reading.tree_words(path))


def test_something_higher_than_a_page_is_overset_and_named(tmp_path: Path) -> None:
    (page,) = ROLL["pages"]  # type: ignore[misc]
    whole = {"fill": "tint", "box": [{"show": ["steps"]}]}
    stack = [{"show": ["title", "text", "rest"]}, whole, *page["stack"][2:], {"show": ["do_avoid", "call_us_if"]}]
    with pytest.raises(Overset) as caught:
        made(tmp_path, with_page(ROLL, stack=stack) | {"sheet": {"width": "120mm", "height": "68mm"}})
    (problem,) = caught.value.problems
    line = (tmp_path / "content.yaml").read_text(encoding="utf-8").splitlines()[problem.place.line - 1]
    assert "What happens" in line
    assert "too long" in problem.message


def test_a_head_holds_only_what_stands_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid, match="stands on several pages"):
        made(tmp_path, with_page(ROLL, head=[{"show": ["title"]}]))


def test_only_a_page_that_runs_on_has_a_foot(tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid, match="only a page that runs on"):
        made(tmp_path, with_page(ROLL, runs_on="no"))


def test_the_style_of_a_folio_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid, match=r'no style "txt"\. Did you mean "text"'):
        made(tmp_path, with_page(ROLL, foot=[{"folio": "txt"}]))


def test_details_shown_again_are_painted_and_not_read_twice(tmp_path: Path) -> None:
    (page,) = ROLL["pages"]  # type: ignore[misc]
    again = {"clinic": ["clinic-name", "phone"], "height": "12mm", "again": "yes"}
    path = made(tmp_path, with_page(ROLL, stack=[again, *page["stack"]]))
    painted = " ".join(said(path))
    assert painted.count("Alder Skin Clinic") == painted.count("01632 960 123") == 2
    read = " ".join(reading.tree_words(path))
    assert read.count("Alder Skin Clinic") == read.count("01632 960 123") == 1
    assert len([link for link in reading.links(path) if link.target.startswith("tel:")]) == 1


def test_a_box_in_which_nothing_is_shown_is_left_out_with_its_ground(tmp_path: Path) -> None:
    (page,) = ROLL["pages"]  # type: ignore[misc]
    empty = {"fill": "hero", "padding": "9mm", "box": [{"show": ["questions"]}]}
    row = {"row": [{"width": "30mm", "fill": "tint", "box": [{"show": ["booking"]}]}, {"show": ["title"]}]}
    stack = [empty, row, *page["stack"][1:]]
    with pdfplumber.open(made(tmp_path, with_page(ROLL, stack=stack))) as pdf:
        first = pdf.pages[0]
        assert first.rects == []
        (title,) = first.search("Microneedling")
        assert title["x0"] == pytest.approx(10 * MM, abs=0.5), "what stands beside it takes its room"


@pytest.mark.parametrize(("beside", "left"), [("title", 40 + 5), ("questions", 8)])
def test_a_box_left_alone_in_its_row_has_the_widest_padding_of_all(beside: str, left: float, tmp_path: Path) -> None:
    (page,) = ROLL["pages"]  # type: ignore[misc]
    main = {"width": "40mm", "padding": ["0mm", "2mm", "0mm", "8mm"], "box": [{"show": [beside]}]}
    side = {"fill": "tint", "padding": ["0mm", "4mm", "0mm", "5mm"], "box": [{"show": ["text"]}]}
    above = [] if beside == "title" else [page["stack"][0]]
    shown = {"show": ["steps", "rest", "do_avoid", "call_us_if"], "section_gap": "9mm"}
    stack = [*above, {"row": [main, side]}, shown, *page["stack"][2:]]
    with pdfplumber.open(made(tmp_path, with_page(ROLL, head=[], stack=stack))) as pdf:
        (heading,) = pdf.pages[0].search("What it is")
        assert heading["x0"] == pytest.approx((10 + left) * MM, abs=0.5)


BOOKING = """    booking:
      # {treatment} becomes the treatment's short name, {clinic} the clinic's.
      link: "https://alder.example/book?t={treatment}"
      # The words printed beside the QR code, for people who would rather type.
      show: alder.example/book
"""


@pytest.mark.parametrize("books", [True, False])
def test_no_place_is_kept_for_booking_where_a_clinic_says_nothing_of_it(tmp_path: Path, books: bool) -> None:  # noqa: FBT001 - a parameter of the test
    (page,) = ROLL["pages"]  # type: ignore[misc]
    card = {
        "fill": "hero",
        "box": [{"show": ["booking"]}, {"row": [{"qr": "27mm"}, {"clinic": ["booking-link"], "height": "9mm"}]}],
    }
    shows = [*SHOWS, "clinic.booking"]
    layout = with_page(ROLL, stack=[*page["stack"], card])
    loaded = content(tmp_path, layout | {"shows": shows, "leaves_out": [name for name in FIELDS if name not in shows]})
    clinics = tmp_path / "clinics.yaml"
    text = clinics.read_text(encoding="utf-8")
    assert BOOKING in text
    if not books:
        clinics.write_text(text.replace(BOOKING, ""), encoding="utf-8")
        loaded = handouts.load(tmp_path)
    path = tmp_path / "own.pdf"
    handouts.render(loaded, "microneedling", clinic="alder", layout="own").save(path)
    with pdfplumber.open(path) as pdf:
        grounds = [ground for page in pdf.pages for ground in page.rects if ground["width"] > 90 * MM]
        assert len(grounds) == (1 if books else 0)
        assert ("Book or ask" in pdf.pages[-1].extract_text()) is books


def test_a_layout_may_be_the_same_as_another_but_for_some_lines(tmp_path: Path) -> None:
    start(tmp_path)
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "own.yaml").write_text(
        "title: Ours\nsame_as: a4\nstyles:\n  heading: {size: 15pt}\n", encoding="utf-8"
    )
    ours, theirs = layouts.find("own", tmp_path), layouts.find("a4", tmp_path)
    assert (ours.name, ours.title) == ("own", "Ours")
    assert ours.styles["heading"].size == 15
    assert ours.styles["heading"].leading == theirs.styles["heading"].leading
    assert ours.pages == theirs.pages


def test_a_layout_may_be_an_enlargement_of_another(tmp_path: Path) -> None:
    start(tmp_path)
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "own.yaml").write_text(
        "title: Large\nsame_as: a4\nenlarge: 1.5\nsheet: {width: 315mm}\n", encoding="utf-8"
    )
    ours, theirs = layouts.find("own", tmp_path), layouts.find("a4", tmp_path)
    assert ours.sheet.width == pytest.approx(315 * MM)
    assert ours.sheet.height == pytest.approx(1.5 * theirs.sheet.height, abs=0.01)
    assert ours.styles["text"].size == pytest.approx(1.5 * theirs.styles["text"].size, abs=0.01)
    assert ours.fit.floor == theirs.fit.floor


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("title: Ours\nsame_as: a44\n", "layouts/own.yaml:2:10", 'Did you mean "a4"'),
        ("title: Ours\nsame_as: own\n", "layouts/own.yaml:2:10", "in a circle: own -> own"),
        ("title: Ours\nsame_as: a4\nenlarge: half\n", "layouts/own.yaml:3:10", "not a number"),
        ("title: Ours\nsame_as: a4\nstyles: {heading: {sise: 3pt}}\n", "layouts/own.yaml:3:20", 'Did you mean "size"'),
    ],
)
def test_a_mistake_in_a_layout_that_is_the_same_as_another_has_its_place(
    text: str, place: str, says: str, tmp_path: Path
) -> None:
    start(tmp_path)
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "own.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentInvalid) as caught:
        layouts.find("own", tmp_path)
    (problem,) = caught.value.problems
    assert str(problem).startswith(place)
    assert says in problem.message


MEASURED = "title: Ours\nsame_as: a4\nmeasures: {edge: 9mm, big: 30pt}\n"


def test_a_measure_is_named_once_and_used_where_a_length_is_asked_for(tmp_path: Path) -> None:
    start(tmp_path)
    (tmp_path / "layouts").mkdir()
    own = tmp_path / "layouts" / "own.yaml"
    own.write_text(f"{MEASURED}styles:\n  title: {{size: big, smallest: 20pt}}\n", encoding="utf-8")
    assert layouts.find("own", tmp_path).styles["title"].size == 30
    (tmp_path / "layouts" / "larger.yaml").write_text(
        "title: Larger\nsame_as: own\nenlarge: 2\nmeasures: {edge: 11mm}\nsheet: {safe: edge}\n", encoding="utf-8"
    )
    larger = layouts.find("larger", tmp_path)
    assert larger.styles["title"].size == 60
    assert larger.sheet.safe == pytest.approx(11 * MM)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("sheet: {safe: egde}", 'there is no measure "egde". Did you mean "edge"'),
        ("sheet: {safe: edge 2}", '"edge 2" is not a length'),
    ],
)
def test_a_measure_that_is_not_there_is_a_problem_with_its_place(line: str, says: str, tmp_path: Path) -> None:
    start(tmp_path)
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "own.yaml").write_text(f"{MEASURED}{line}\n", encoding="utf-8")
    with pytest.raises(ContentInvalid) as caught:
        layouts.find("own", tmp_path)
    (problem,) = caught.value.problems
    assert str(problem).startswith("layouts/own.yaml:4:15")
    assert says in problem.message


def test_the_last_item_of_a_list_never_stands_alone_on_a_page(tmp_path: Path) -> None:
    """Whatever the height of the page."""
    start(tmp_path)
    (tmp_path / "layouts").mkdir()
    for height in range(84, 124, 4):
        layout = ROLL | {"sheet": {"width": "120mm", "height": f"{height}mm"}}
        (tmp_path / "layouts" / "own.yaml").write_text(yaml.safe_dump(layout, sort_keys=False), encoding="utf-8")
        path = tmp_path / "own.pdf"
        handouts.render(handouts.load(tmp_path), "microneedling", clinic="alder", layout="own").save(path)
        pages = said(path)
        before, last = (
            next(nth for nth, words in enumerate(pages) if begins in words) for begins in ("Choose some", "As with any")
        )
        assert before == last, f"{height} mm"
