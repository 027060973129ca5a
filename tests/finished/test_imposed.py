"""Booklets and cards on the sheets of an office printer, as finished files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import page as page_validation
import pdfplumber
import pikepdf
import pytest
import yaml

import handouts
import reading
from handouts import layouts
from handouts.document.fields import FIELDS
from handouts.errors import ContentInvalid
from handouts.press.project import start
from handouts.source import from_bytes
from handouts.units import MM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from verapdf.driver import Verdict

SHOWS = ["clinic.name", "title", "sections", "clinic.phone", "clinic.booking", "clinic.email", "code", "notice"]
PAGE = {"inset": "8mm", "gap": "3mm"}

BOOKLET: dict[str, object] = {
    "title": "Booklet",
    "sheet": {"width": "148mm", "height": "210mm"},
    "impose": {"kind": "booklet", "width": "297mm", "height": "210mm"},
    "shows": SHOWS,
    "leaves_out": [name for name in FIELDS if name not in SHOWS],
    "styles": {
        "text": {"size": "10.8pt", "leading": "14pt"},
        "heading": {"size": "13pt", "leading": "16pt"},
    },
    "lists": {"default": {"hang": "6mm", "gap": "3mm", "before": "4mm"}},
    "pages": [
        PAGE | {"stack": [{"clinic": ["clinic-name"], "height": "9mm"}, {"show": ["title"]}]},
        PAGE | {"stack": [{"show": ["text", "steps"]}]},
        PAGE | {"stack": [{"show": ["benefits"]}]},
        PAGE | {"stack": [{"show": ["rest"]}]},
        PAGE | {"stack": [{"show": ["do_avoid", "call_us_if"]}, {"clinic": ["phone", "email"], "height": "14mm"}]},
        PAGE
        | {"stack": [{"show": ["booking"]}, {"qr": "30mm"}, {"clinic": ["booking-link"], "height": "5mm"},
                     {"show": ["about", "notice"]}]},
    ],
}  # fmt: skip

CARD = BOOKLET | {
    "title": "Card",
    "sheet": {"width": "105mm", "height": "148.5mm"},
    "impose": {"kind": "copies", "width": "210mm", "height": "297mm", "columns": 2, "rows": 2},
    "leaves_out_sections": ["text", "steps", "benefits", "points"],
    "pages": [
        PAGE
        | {
            "stack": [
                {"clinic": ["clinic-name"], "height": "5mm"},
                {"show": ["title", "do_avoid", "call_us_if"]},
                {"clinic": ["phone", "email"], "height": "10mm"},
                {"row": [{"show": ["booking", "about", "notice"]}, {"qr": "27mm"}]},
                {"clinic": ["booking-link"], "height": "4mm"},
            ]
        }
    ],
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    """Each of both, page by page and imposed, by layout and use."""
    folder = tmp_path_factory.mktemp("imposed")
    start(folder)
    (folder / "layouts").mkdir()
    for name, layout in (("booklet", BOOKLET), ("card", CARD)):
        (folder / "layouts" / f"{name}.yaml").write_text(yaml.safe_dump(layout, sort_keys=False), encoding="utf-8")
    paths = handouts.build(handouts.load(folder), clinics=["alder"], layouts=["booklet", "card"])
    assert [path.name for path in paths] == [
        "microneedling_alder_en_booklet.pdf",
        "microneedling_alder_en_booklet_imposed.pdf",
        "microneedling_alder_en_card.pdf",
        "microneedling_alder_en_card_imposed.pdf",
    ]
    return {
        (name, use): folder / "output" / "alder" / f"microneedling_alder_en_{name}{'_imposed' * (use == 'imposed')}.pdf"
        for name in ("booklet", "card")
        for use in ("office", "imposed")
    }


def test_both_validators_pass_all_of_them(
    made: Mapping[tuple[str, str], Path], verapdf: Callable[[Iterable[Path]], Mapping[Path, Mapping[str, Verdict]]]
) -> None:
    every = [(path.name, verdict) for path, by in verapdf(made.values()).items() for verdict in by.values()]
    assert [(name, verdict.failures) for name, verdict in every if not verdict.passed] == []
    for path in made.values():
        assert reading.faults(path) == []
        for profile in ("ua1", "2a"):
            assert page_validation.validate_pdf(str(path), profile=profile).is_compliant


@pytest.mark.parametrize("name", ["booklet", "card"])
def test_the_sheets_are_read_in_the_order_of_the_pages_and_once(
    name: str, made: Mapping[tuple[str, str], Path]
) -> None:
    assert reading.tree_words(made[name, "imposed"]) == reading.tree_words(made[name, "office"])


@pytest.mark.parametrize("name", ["booklet", "card"])
def test_nothing_on_a_sheet_can_be_clicked(name: str, made: Mapping[tuple[str, str], Path]) -> None:
    assert reading.links(made[name, "office"])
    assert reading.links(made[name, "imposed"]) == []
    with pikepdf.open(made[name, "imposed"]) as pdf:
        assert not [page for page in pdf.pages if page.get("/Annots")]


def test_a_sheet_of_cards_is_four_cards_of_which_one_is_read(made: Mapping[tuple[str, str], Path]) -> None:
    with pdfplumber.open(made["card", "imposed"]) as pdf:
        (sheet,) = pdf.pages
        assert (round(sheet.width / MM), round(sheet.height / MM)) == (210, 297)
        found = sheet.search("Call us if")
        assert len(found) == 4
        corners = {(int(one["x0"] > 105 * MM), int(one["top"] > 148.5 * MM)) for one in found}
        assert corners == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert " ".join(reading.artifact_words(made["card", "imposed"])).count("Call us if") == 3


@pytest.mark.parametrize("dpi", [72, 150])
def test_every_code_on_the_sheets_can_be_scanned(dpi: int, made: Mapping[tuple[str, str], Path]) -> None:
    link = "https://alder.example/book?t=microneedling"
    assert reading.qr_codes(made["booklet", "imposed"], dpi) == [link]
    assert reading.qr_codes(made["card", "imposed"], dpi) == [link] * 4


def test_six_pages_make_two_sheets_of_a_booklet(made: Mapping[tuple[str, str], Path]) -> None:
    with pdfplumber.open(made["booklet", "imposed"]) as pdf:
        assert len(pdf.pages) == 4
        first = pdf.pages[0].search("Microneedling")
        assert [int(word["x0"] > 148.5 * MM) for word in first] == [1], "the cover is on the right, its back is blank"
    with pikepdf.open(made["booklet", "imposed"]) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"


def test_four_cards_take_little_more_than_one(made: Mapping[tuple[str, str], Path]) -> None:
    one, four = (made["card", use].stat().st_size for use in ("office", "imposed"))
    assert four < 1.6 * one


def test_a_sheet_that_is_too_small_is_a_problem_with_its_line() -> None:
    text = yaml.safe_dump(CARD | {"impose": {"kind": "booklet", "width": "200mm", "height": "210mm"}}, sort_keys=False)
    with pytest.raises(ContentInvalid) as caught:
        layouts.parse(from_bytes(text.encode(), "layouts/card.yaml"), "card")
    (problem,) = caught.value.problems
    assert "2 pages of 105.0 by 148.5 mm do not go on a sheet of 200.0 by 210.0 mm" in problem.message
    assert text.splitlines()[problem.place.line - 1] == "impose:"
