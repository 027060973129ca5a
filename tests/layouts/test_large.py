"""Large print and easy read as finished files: how large every word is, on what it stands, how the words re-flow."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import page as page_validation
import pdfplumber
import pypdfium2
import pypdfium2.raw
import pytest
import yaml

import handouts
import reading
from handouts import layouts
from handouts.press.project import start
from handouts.units import MM
from oracle import oracle_words, words_of
from verapdf.plugin import verapdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from PIL import Image

    from handouts.content.content import Content
    from verapdf.driver import Verdict

__all__ = ["verapdf"]

LARGE = (("alder", "a4-large-print"), ("alder-st-catherine", "a4-large-print"), ("bayview", "letter-large-print"))
EASY = (("alder", "a4-easy-read"), ("alder-st-catherine", "a4-easy-read"), ("bayview", "letter-easy-read"))

#: The least size of anything, in points: ACB large print (2025) for one, the usual advice on easy read for the other.
LEAST = {"large-print": 18.0, "easy-read": 16.0}

NOTICE = "Sample text, not clinically reviewed"

large_only = pytest.mark.parametrize("named", LARGE, ids="-".join)
easy_only = pytest.mark.parametrize("named", EASY, ids="-".join)


def kind(layout: str) -> str:
    return layout.partition("-")[2]


@pytest.fixture(scope="module")
def leaflets(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    content = handouts.load(repository)
    folder = tmp_path_factory.mktemp("large")
    return {
        (clinic, layout): rendered(content, clinic, layout, folder / f"{clinic}-{layout}.pdf")
        for clinic, layout in (*LARGE, *EASY)
    }


def rendered(content: Content, clinic: str, layout: str, path: Path) -> Path:
    handouts.render(content, "microneedling", clinic=clinic, layout=layout).save(path)
    return path


@pytest.fixture(params=(*LARGE, *EASY), ids="-".join)
def named(request: pytest.FixtureRequest) -> tuple[str, str]:
    clinic, layout = request.param
    return clinic, layout


@pytest.fixture
def leaflet(named: tuple[str, str], leaflets: Mapping[tuple[str, str], Path]) -> Path:
    return leaflets[named]


def said(path: Path) -> list[str]:
    """The words of each page, as they stand."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages]


def test_nothing_is_smaller_than_the_least_size(named: tuple[str, str], leaflet: Path) -> None:
    with pdfplumber.open(leaflet) as pdf:
        sizes = {round(char["size"], 2) for page in pdf.pages for char in page.chars}
    assert min(sizes) >= LEAST[kind(named[1])]
    assert LEAST[kind(named[1])] in sizes


@large_only
def test_large_print_has_no_words_on_colour(leaflet: Path) -> None:
    """The page is white where the letters were taken away; a clinic's initial is a mark and not a word."""
    with pdfplumber.open(leaflet) as pdf, pypdfium2.PdfDocument(leaflet) as bare:
        for page, without in zip(pdf.pages, map(wordless, bare), strict=True):
            words = page.filter(lambda thing: "Serif" not in thing.get("fontname", "")).extract_words()
            assert len(words) > 10
            for word in words:
                box = [round(word[side] * DPI / 72) for side in ("x0", "top", "x1", "bottom")]
                ground = without.crop(box).getcolors()
                assert [colour for _, colour in ground] == [(255, 255, 255)], word["text"]


#: Coarse enough to be quick, fine enough that a hairline beside a word is not under it.
DPI = 100


def wordless(page: pypdfium2.PdfPage) -> Image.Image:
    """A page without its words."""
    for thing in list(page.get_objects()):
        if thing.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT:
            page.remove_obj(thing)
    return page.render(scale=DPI / 72).to_pil().convert("RGB")


@large_only
def test_large_print_is_one_column_of_170_millimetres_flush_left(leaflet: Path) -> None:
    with pdfplumber.open(leaflet) as pdf:
        chars = [char for page in pdf.pages for char in page.chars if char["text"].strip()]
        left, right = min(char["x0"] for char in chars), max(char["x1"] for char in chars)
        assert (right - left) / MM <= 170.1
        for page in pdf.pages:
            for heading in ("What it is", "What happens", "Before you book", "Your appointment"):
                for found in page.search(heading):
                    assert found["x0"] == pytest.approx(left, abs=1.5)


@pytest.mark.parametrize("layout", ["a4-large-print", "a4-easy-read"])
def test_words_marked_by_stars_are_bold_and_not_in_italics(layout: str, tmp_path: Path) -> None:
    start(tmp_path)
    words = tmp_path / "content.yaml"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("skin firm and elastic", "skin *firm* and ***elastic***"), encoding="utf-8")
    for name, slanted in ((layout, False), ("a4", True)):
        with pdfplumber.open(rendered(handouts.load(tmp_path), "alder", name, tmp_path / "l.pdf")) as pdf:
            (found,) = pdf.pages[0].search("firm and")
            fonts = [char["fontname"].partition("+")[2] for char in found["chars"]]
        assert ("Italic" in fonts[0]) == slanted
        assert ("Bold" in fonts[0]) != slanted
        assert fonts[0] != fonts[-1]


def test_every_page_has_its_number_its_title_and_the_notice(leaflet: Path) -> None:
    pages = said(leaflet)
    assert len(pages) >= 4
    for number, words in enumerate(pages, 1):
        lines = words.splitlines()
        assert lines[-1] == f"{NOTICE} {number} / {len(pages)}"
        assert "Microneedling" in (lines[0] if number > 1 else words)


def test_no_item_paragraph_or_call_box_is_cut(leaflet: Path) -> None:
    assert cut(leaflet) == []


def cut(path: Path) -> list[str]:
    """Items, paragraphs and rows that stand on more than one page, and the pages of whom to call if not one."""
    whole = [element for element in reading.tree(path).walk() if element.role in {"LI", "P", "H1", "H2", "H3"}]
    torn = [f"{element.role} {sorted(pages)}" for element in whole if len(pages := pages_of(element)) > 1]
    with pdfplumber.open(path) as pdf:
        numbers = [page.page_number for page in pdf.pages if page.search(r"Call us if|In an emergency|Out of hours")]
    return torn if len(numbers) == 1 else [*torn, f"call us if {numbers}"]


def pages_of(element: reading.TreeElement) -> set[int]:
    return {kid[0] for each in element.walk() for kid in each.kids if isinstance(kid, tuple)}


def doubled(value: Any) -> Any:  # noqa: ANN401 - raw YAML
    """Every section with twice the words: sentences follow each other again, and so do the items of lists."""
    sections = []
    for section in value:
        lists = {key: [*inner, *deepcopy(inner)] for key, inner in section.items() if isinstance(inner, list)}
        said_ = {key: f"{section[key]} {section[key]}" for key in ("text", "call_us_if") if key in section}
        sections.append(section | lists | said_)
    return sections


@pytest.mark.parametrize("layout", ["a4-large-print", "letter-large-print", "a4-easy-read", "letter-easy-read"])
def test_twice_the_words_make_more_pages_and_nothing_is_lost_or_cut(layout: str, tmp_path: Path) -> None:
    start(tmp_path)
    before = len(said(rendered(handouts.load(tmp_path), "alder", layout, tmp_path / "once.pdf")))
    words = tmp_path / "content.yaml"
    raw = yaml.load(words.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    treatment = raw["treatments"]["microneedling"]
    treatment["sections"] = doubled(treatment["sections"])
    words.write_text(yaml.safe_dump(raw, sort_keys=False, allow_unicode=True), encoding="utf-8")
    path = rendered(handouts.load(tmp_path), "alder", layout, tmp_path / "twice.pdf")
    pages = said(path)
    assert len(pages) >= before + 2
    assert cut(path) == []
    assert pages[-1].splitlines()[-1].endswith(f"{len(pages)} / {len(pages)}")
    assert words_of([" ".join(reading.tree_words(path))]) == meant(tmp_path, "alder", layout)


def meant(project: Path, clinic: str, layout: str) -> list[str]:
    """The words that a leaflet must hold, straight from the files."""
    words, clinics = ((project / name).read_text(encoding="utf-8") for name in ("content.yaml", "clinics.yaml"))
    shows = layouts.find(layout, project).shows
    return oracle_words(words, clinics, "microneedling", clinic, "en", shows, layout)


def test_words_are_read_in_the_order_of_the_fields(named: tuple[str, str], leaflet: Path, repository: Path) -> None:
    assert words_of([" ".join(reading.tree_words(leaflet))]) == meant(repository, *named)


@easy_only
def test_each_sentence_stands_on_a_line_of_its_own(leaflet: Path) -> None:
    lines = [line for words in said(leaflet) for line in words.splitlines()]
    assert [line for line in lines if re.search(r"[a-z]\. +[A-Z]", line)] == []
    assert "Treatment is usually easy to bear." in lines
    assert "We numb your skin." in lines


@easy_only
def test_each_idea_has_its_picture_at_the_left(leaflet: Path) -> None:
    """A number, an icon, a tick or a cross, 10 mm or more high, in the margin of every item."""
    with pdfplumber.open(leaflet) as pdf:
        for words in ("Collagen boost", "Better absorption", "Results differ", "We numb", "Choose someone", "Use high"):
            (page, found) = next((page, hit[0]) for page in pdf.pages if (hit := page.search(words)))
            shapes = [
                shape
                for shape in (*page.curves, *page.lines, *page.rects)
                if shape["x1"] < found["x0"]
                and shape["top"] - 2 * MM < found["bottom"]
                and shape["bottom"] + 9 * MM > found["top"]
            ]
            assert shapes, words
            high = max(shape["bottom"] for shape in shapes) - min(shape["top"] for shape in shapes)
            wide = max(shape["x1"] for shape in shapes) - min(shape["x0"] for shape in shapes)
            assert max(high, wide) >= 9.9 * MM, words
            assert (found["x0"] - min(shape["x0"] for shape in shapes)) / MM == pytest.approx(26, abs=5)


def test_only_what_stands_elsewhere_too_is_not_read_out(named: tuple[str, str], leaflet: Path) -> None:
    unread = " ".join(reading.artifact_words(leaflet)).replace("\u00a0", " ")
    name = {"alder": "Alder Skin Clinic", "bayview": "Bayview Dermatology"}.get(named[0], "Alder Skin Clinic at St")
    rest = ("Catherine.s Hospital Row",) if named[0] == "alder-st-catherine" else ()
    initial = ("B",) if named[0] == "bayview" else ()
    for words in (r"\d+ / \d+", "Microneedling", NOTICE, name, *rest, *initial):
        assert re.search(words, unread)
        unread = re.sub(words, "", unread)
    assert unread.split() == []


def test_nothing_is_wrong_that_no_validator_sees(leaflet: Path) -> None:
    assert reading.faults(leaflet) == []
    for dpi in (72, 150):
        (link,) = reading.qr_codes(leaflet, dpi)
        assert link.startswith("https://")


def test_both_validators_pass_large_print_and_easy_read(
    leaflets: Mapping[tuple[str, str], Path],
    verapdf: Callable[[Iterable[Path]], Mapping[Path, Mapping[str, Verdict]]],
) -> None:
    for path in leaflets.values():
        for profile in ("ua1", "2a"):
            assert page_validation.validate_pdf(str(path), profile=profile).is_compliant
    for by in verapdf(leaflets.values()).values():
        assert {flavour: (verdict.passed, verdict.failures) for flavour, verdict in by.items()} == {
            "ua1": (True, {}),
            "2a": (True, {}),
        }
