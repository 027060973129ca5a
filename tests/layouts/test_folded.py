"""The folded leaflets as paper: what lies where once the finished sheet is printed on both sides and folded."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import page as page_validation
import pdfplumber
import pikepdf
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
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from handouts.content.content import Content
    from handouts.layouts import Layout
    from verapdf.driver import Verdict

__all__ = ["verapdf"]

#: Every sample clinic, and both papers; the widths of the outside's panels from the left, in millimetres.
LEAFLETS = (("alder", "a4-folded"), ("alder-st-catherine", "a4-folded"), ("bayview", "letter-folded"))
OUTSIDE = {"a4-folded": (97.0, 100.0, 100.0), "letter-folded": (91.4, 94.0, 94.0)}

#: What names each panel: outside the flap, the back and the cover; inside the same strips of paper from the left.
PANELS = (
    ("Before you book", "Book or ask a question", "Also called"),
    ("What it is", "Why people choose it", "After your treatment"),
)


@dataclass(frozen=True)
class Strip:
    """A panel of the folded sheet: which one, and from where to where it lies, seen from the front of the leaflet."""

    name: str
    left: float
    right: float


def folded(widths: tuple[float, ...]) -> tuple[Strip, ...]:
    """The sheet folded as people do it: from the inside, the flap over the middle, then the cover over both.

    ``widths`` are those of the outside: flap, back, cover. The strips come from the top of the folded leaflet down, all
    in millimetres from the fold at which the cover hangs, which is at the left of whoever holds it.
    """
    flap, back, cover = widths
    # Seen from the front, the back lies from the cover's fold to the flap's, and the flap comes in from there.
    return Strip("cover", 0, cover), Strip("flap", back - flap, back), Strip("back", 0, back)


@pytest.fixture(scope="module")
def content(repository: Path) -> Content:
    return handouts.load(repository)


@pytest.fixture(scope="module")
def leaflets(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    folder = tmp_path_factory.mktemp("folded")
    files = {}
    for clinic, layout in LEAFLETS:
        files[clinic, layout] = path = folder / f"{clinic}-{layout}.pdf"
        handouts.render(content, "microneedling", clinic=clinic, layout=layout).save(path)
    return files


@pytest.fixture(params=LEAFLETS, ids="-".join)
def named(request: pytest.FixtureRequest) -> tuple[str, str]:
    clinic, layout = request.param
    return clinic, layout


@pytest.fixture
def layout(named: tuple[str, str], repository: Path) -> Layout:
    return layouts.find(named[1], repository)


@pytest.fixture
def sides(named: tuple[str, str], leaflets: Mapping[tuple[str, str], Path]) -> Iterator[list[pdfplumber.page.Page]]:
    with pdfplumber.open(leaflets[named]) as pdf:
        yield pdf.pages


def folds(page: pdfplumber.page.Page) -> tuple[float, ...]:
    """Where the ticks of a page stand, in points from its left edge."""
    return tuple(sorted({round(tick["x0"], 2) for tick in ticks(page)}))


def ticks(page: pdfplumber.page.Page) -> list[dict[str, float]]:
    """Thin lines up and down; the line that joins the steps is thicker."""
    return [line for line in page.lines if line["width"] == 0 and line["linewidth"] < 0.5]


def in_millimetres(edges: Iterable[float]) -> tuple[float, ...]:
    places = list(edges)
    return tuple(round((right - left) / MM, 1) for left, right in pairwise(places))


def panels(page: pdfplumber.page.Page) -> list[pdfplumber.page.Page]:
    """A page cut at its folds."""
    edges = (0.0, *folds(page), float(page.width))
    return [page.crop((left, 0, right, page.height)) for left, right in pairwise(edges)]


def test_the_ticks_cut_the_outside_into_flap_back_and_cover(
    named: tuple[str, str], sides: list[pdfplumber.page.Page]
) -> None:
    outside, _ = sides
    assert in_millimetres((0, *folds(outside), outside.width)) == OUTSIDE[named[1]]


def test_the_inside_is_the_mirror_of_the_outside(sides: list[pdfplumber.page.Page]) -> None:
    """A sheet turned over on its short edge lies left side right: each fold is one line through the paper."""
    outside, inside = sides
    through = sorted(outside.width - fold for fold in folds(outside))
    assert folds(inside) == pytest.approx(through, abs=0.05)
    assert (outside.width, outside.height) == (inside.width, inside.height)


def test_the_leaflet_folds_flat_with_the_cover_on_top(sides: list[pdfplumber.page.Page]) -> None:
    outside, _ = sides
    widths = in_millimetres((0, *folds(outside), outside.width))
    cover, flap, back = folded(widths)
    assert (cover.name, back.name) == ("cover", "back")
    assert 2 <= flap.left - cover.left <= 4, "the flap ends before the cover's fold, or the leaflet bulges"
    assert (cover.left, cover.right) == (back.left, back.right), "nothing of the back looks out behind the cover"
    assert min(widths) == widths[0] < min(widths[1:]), "the flap alone is narrower"


@pytest.mark.parametrize("side", [0, 1], ids=["outside", "inside"])
def test_every_panel_holds_its_own(side: int, sides: list[pdfplumber.page.Page]) -> None:
    for panel, words in zip(panels(sides[side]), PANELS[side], strict=True):
        said = " ".join(panel.extract_text().split())
        assert words in said
        assert not [other for other in PANELS[side] if other != words and other in said]


def test_the_cover_has_the_title_the_clinic_and_the_picture(
    named: tuple[str, str], sides: list[pdfplumber.page.Page], content: Content
) -> None:
    *_, cover = panels(sides[0])
    said = " ".join(cover.extract_text().split())
    assert "Microneedling" in said
    assert content.clinics[named[0]].name.replace("'", "\u2019") in said
    assert len(cover.curves) > 10, "the illustration"


def test_ticks_are_printed_and_nothing_else_crosses_a_fold(layout: Layout, sides: list[pdfplumber.page.Page]) -> None:
    safe = layout.sheet.safe
    for page in sides:
        found = ticks(page)
        assert len(found) == 2 * len(folds(page)) == 4
        assert all(tick["top"] >= safe - 0.01 and tick["bottom"] <= page.height - safe + 0.01 for tick in found)
        assert {round(tick["height"] / MM, 1) for tick in found} == {2.0}
        for fold in folds(page):
            near = [
                thing
                for kind in ("rects", "curves", "lines", "images", "chars")
                for thing in getattr(page, kind)
                if thing["x0"] < fold + layout.sheet.fold_safe - 0.5
                and thing["x1"] > fold - layout.sheet.fold_safe + 0.5
            ]
            assert [thing for thing in near if thing not in found] == []


def test_words_keep_off_the_folds_and_the_edges(layout: Layout, sides: list[pdfplumber.page.Page]) -> None:
    """9 mm from a fold and 11 mm from the edge is what the eye wants; 4 mm and 7 mm are the least."""
    for page in sides:
        edges = (0.0, *folds(page), float(page.width))
        for left, panel, right in zip(edges, panels(page), edges[1:], strict=False):
            near = 11 * MM if left == 0 else 9 * MM, 11 * MM if right == page.width else 9 * MM
            for word in panel.extract_words():
                assert word["x0"] >= left + near[0] - 1, word["text"]
                assert word["x1"] <= right - near[1] + 1, word["text"]
            assert min(char["top"] for char in panel.chars) >= layout.sheet.safe
            assert max(char["bottom"] for char in panel.chars) <= page.height - layout.sheet.safe


def test_headings_of_one_side_stand_on_one_line(sides: list[pdfplumber.page.Page]) -> None:
    inside = sides[1]
    tops = [panel.search(words)[0]["top"] for panel, words in zip(panels(inside), PANELS[1], strict=True)]
    assert tops == pytest.approx([tops[0]] * len(tops), abs=0.1)


def test_hands_can_write_on_the_card(sides: list[pdfplumber.page.Page]) -> None:
    """People write about 8 mm high on a dotted line."""
    flap, *_ = panels(sides[0])
    dotted = sorted(line["top"] for line in flap.lines if line["width"] > 60 * MM)
    assert len(dotted) == 4
    asked = [flap.search(words)[0]["bottom"] for words in ("Date and time", "With", "Questions to ask")]
    above = [min(line - words for line in dotted if line > words) for words in asked]
    assert min(above) > 7.5 * MM
    assert dotted[3] - dotted[2] > 8 * MM


def test_the_sheet_asks_to_be_turned_on_its_short_edge(leaflets: Mapping[tuple[str, str], Path]) -> None:
    sizes = {"a4-folded": (297 * MM, 210 * MM), "letter-folded": (11 * 72, 8.5 * 72)}
    for (_, layout), path in leaflets.items():
        with pikepdf.open(path) as pdf:
            wishes = pdf.Root.ViewerPreferences
            assert (wishes.Duplex, wishes.PrintScaling) == ("/DuplexFlipShortEdge", "/None")
            assert len(pdf.pages) == 2
            for page in pdf.pages:
                assert [float(side) for side in page.MediaBox] == pytest.approx([0, 0, *sizes[layout]], abs=0.01)


def test_words_are_read_in_the_order_of_the_fields(
    named: tuple[str, str], leaflets: Mapping[tuple[str, str], Path], repository: Path
) -> None:
    clinic, layout = named
    words, clinics = ((repository / name).read_text(encoding="utf-8") for name in ("content.yaml", "clinics.yaml"))
    raw = (repository / "layouts" / "a4-folded.yaml").read_text(encoding="utf-8")
    shows = yaml.load(raw, yaml.BaseLoader)["shows"]  # noqa: S506 - text only
    read = words_of([" ".join(reading.tree_words(leaflets[named]))])
    assert read == oracle_words(words, clinics, "microneedling", clinic, "en", shows, layout)


def test_only_what_stands_elsewhere_too_is_left_out_of_the_tree(
    named: tuple[str, str], leaflets: Mapping[tuple[str, str], Path], content: Content
) -> None:
    """The clinic's name, its number and address on the back and the cover, and the notice inside, are there twice."""
    clinic = content.clinics[named[0]]
    assert clinic.booking is not None
    twice = {
        clinic.name.replace("'", "\u2019"),
        clinic.phone,
        clinic.booking.show,
        "Sample text, not clinically reviewed",
    }
    initial = "" if clinic.brand.logo else clinic.name[0]
    unread = {" ".join(words.split()).removeprefix(initial) for words in reading.artifact_words(leaflets[named])}
    read = " ".join(" ".join(reading.tree_words(leaflets[named])).split())
    for words in unread:
        assert any(words in whole for whole in twice), words
    assert all(read.count(whole) == 1 for whole in twice)


def test_what_can_mislead_never_stands_alone(sides: list[pdfplumber.page.Page]) -> None:
    """Both sides say that nobody has reviewed the words; benefits carry their note, and aftercare whom to call."""
    for page in sides:
        assert "Sample text, not clinically reviewed" in page.extract_text()
    _, why, after = panels(sides[1])
    assert "Results differ from person to person." in " ".join(why.extract_text().split())
    assert "Call us if" in after.extract_text()


def test_the_code_is_read_from_a_screen_and_from_paper(
    named: tuple[str, str], leaflets: Mapping[tuple[str, str], Path]
) -> None:
    for dpi in (72, 150):
        (link,) = reading.qr_codes(leaflets[named], dpi)
        assert link.startswith("https://")


LONG_NAME = "Harbour & Lane Skin Health and Aesthetic Medicine Centre Ltd"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("layout", sorted(OUTSIDE))
def test_long_names_long_phrases_and_more_words_find_room(tmp_path: Path, layout: str, language: str) -> None:
    """A name of 60 letters, the German phrases, and every text a fifth longer: type keeps its size."""
    start(tmp_path)
    clinics, words = tmp_path / "clinics.yaml", tmp_path / "content.yaml"
    named = clinics.read_text(encoding="utf-8").replace("name: Alder Skin Clinic\n", f"name: {LONG_NAME}\n", 1)
    assert LONG_NAME in named
    clinics.write_text(named.replace("    - en\n", f"    - {language}\n", 1), encoding="utf-8")
    raw = yaml.load(words.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    raw["language"] = language
    for section in raw["treatments"]["microneedling"]["sections"]:
        longer(section)
    words.write_text(yaml.safe_dump(raw, sort_keys=False), encoding="utf-8")
    loaded = handouts.load(tmp_path)
    path = tmp_path / "long.pdf"
    handouts.render(loaded, "microneedling", clinic="alder", layout=layout).save(path)
    with pdfplumber.open(path) as pdf:
        sizes = [char["size"] for page in pdf.pages for char in page.chars]
        assert LONG_NAME in " ".join(panels(pdf.pages[0])[2].extract_text().split())
    assert max(set(sizes), key=sizes.count) == pytest.approx(12.4), "the body's size"


def longer(section: dict[str, object]) -> None:
    """The running words of a section, a fifth longer by saying the first again."""
    for key, value in section.items():
        if key in {"text", "call_us_if"}:
            section[key] = with_more(str(value))
        elif isinstance(value, list):
            section[key] = [
                item | {"text": with_more(item["text"])} if isinstance(item, dict) else with_more(item)
                for item in value
            ]


def with_more(words: str) -> str:
    each = words.split()
    return " ".join([*each, *each[: round(len(each) / 5)]])


def test_nothing_is_wrong_that_no_validator_sees(
    named: tuple[str, str], leaflets: Mapping[tuple[str, str], Path]
) -> None:
    assert reading.faults(leaflets[named]) == []


def test_both_validators_pass_the_folded_leaflets(
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
